# SPDX-License-Identifier: Apache-2.0
"""The rules that a story needs when it crosses rooms: those of every room, and its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schoolguard import absence, cases, checks, clearance, disinfection, isolation, suspension
from schoolguard.absence import AbsenceRules
from schoolguard.cases import CaseRules, Disease
from schoolguard.checks import CheckRules
from schoolguard.clearance import ClearanceRules
from schoolguard.disinfection import DisinfectionRules
from schoolguard.flows.pack import LinkRules, load_links
from schoolguard.isolation import IsolationRules
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.suspension import SuspensionRules


@dataclass(frozen=True, slots=True)
class FlowRules:
    """What an event with its consequences is decided by, on the days of a school's calendar.

    Attributes:
        links: what links one room to the next (`flows.toml`).
    """

    checks: CheckRules
    absence: AbsenceRules
    isolation: IsolationRules
    disinfection: DisinfectionRules
    diseases: Mapping[str, Disease]
    cases: CaseRules
    suspension: SuspensionRules
    clearance: ClearanceRules
    links: LinkRules
    calendar: SchoolCalendar


def load_rules(calendar: SchoolCalendar, folder: Path | None = None) -> FlowRules:
    """Return the rules with the packs of a folder, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return FlowRules(
        checks=checks.load_rules(folder),
        absence=absence.load_rules(folder),
        isolation=isolation.load_rules(folder),
        disinfection=disinfection.load_rules(folder),
        diseases=cases.load_diseases(folder),
        cases=cases.load_rules(folder),
        suspension=suspension.load_rules(folder),
        clearance=clearance.load_rules(folder),
        links=load_links(folder),
        calendar=calendar,
    )
