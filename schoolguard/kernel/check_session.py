# SPDX-License-Identifier: Apache-2.0
"""The three checks of a school day 一日三检, in the order they happen.

When each begins and is due is a rule pack's matter; which of them a school holds is a setting.
"""

from enum import IntEnum


class CheckSession(IntEnum):
    """One check of the day; the number is what the database keeps."""

    MORNING = 0
    """晨检: everyone."""

    NOON = 1
    """午检: everyone."""

    EVENING = 2
    """晚检: boarders, before bed."""
