# SPDX-License-Identifier: Apache-2.0
"""The rules that a story needs when it crosses rooms: those of the checks and of absence."""

from dataclasses import dataclass
from pathlib import Path

from schoolguard import absence, checks
from schoolguard.absence import AbsenceRules
from schoolguard.checks import CheckRules
from schoolguard.kernel.school_calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class FlowRules:
    """What a check entry with its consequences is decided by."""

    checks: CheckRules
    absence: AbsenceRules
    calendar: SchoolCalendar


def load_rules(calendar: SchoolCalendar, folder: Path | None = None) -> FlowRules:
    """Return the rules with the packs of a folder, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return FlowRules(checks.load_rules(folder), absence.load_rules(folder), calendar)
