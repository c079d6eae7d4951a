# SPDX-License-Identifier: Apache-2.0
"""Home: the day as a board of classes and sessions, and what is due now."""
