# SPDX-License-Identifier: Apache-2.0
"""Which parts of the record one user action touched, so that each screen decides to refresh."""

from enum import Flag, auto


class Changes(Flag):
    """The rooms an action wrote to; combined with ``|``."""

    NONE = 0
    SETTINGS = auto()
    ACCESS = auto()
    ROSTER = auto()
    CHECKS = auto()
    ABSENCE = auto()
    ISOLATION = auto()
    DISINFECTION = auto()
    CASES = auto()
    SUSPENSION = auto()
    CLEARANCE = auto()
    WARNING = auto()
    RULES = auto()
    DAILY = auto()
    SUBMISSION = auto()
    BUREAU = auto()
    AUDIT = auto()
