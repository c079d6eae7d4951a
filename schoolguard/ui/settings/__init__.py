# SPDX-License-Identifier: Apache-2.0
"""The page on which a school decides about itself: the school, its calendar, deadlines to see."""
