# SPDX-License-Identifier: Apache-2.0
"""What the rules of this room decide: pure functions."""
