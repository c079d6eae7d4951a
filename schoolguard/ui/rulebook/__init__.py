# SPDX-License-Identifier: Apache-2.0
"""The page of the rules: reads in plain words, changes one value with a reason, takes it back."""
