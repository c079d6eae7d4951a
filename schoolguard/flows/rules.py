# SPDX-License-Identifier: Apache-2.0
"""The rules that a story needs when it crosses rooms: those of every room, and its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolguard import absence, cases, checks, clearance, disinfection, isolation, suspension
from schoolguard.absence import AbsenceRules
from schoolguard.cases import CaseRules, Disease
from schoolguard.checks import CheckRules
from schoolguard.clearance import ClearanceRules
from schoolguard.disinfection import DisinfectionRules
from schoolguard.flows.pack import LinkRules, load_links
from schoolguard.isolation import IsolationRules
from schoolguard.kernel.rule_packs import Packs, shelf_of
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


def load_rules(calendar: SchoolCalendar, packs: Packs = None) -> FlowRules:
    """Return the rules of all rooms, by default with the program's own packs.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    shelf = shelf_of(packs)
    known = cases.load_rules(shelf)
    return FlowRules(
        checks=checks.load_rules(shelf),
        absence=absence.load_rules(shelf),
        isolation=isolation.load_rules(shelf),
        disinfection=disinfection.load_rules(shelf),
        diseases=known.diseases,
        cases=known,
        suspension=suspension.load_rules(shelf),
        clearance=clearance.load_rules(shelf),
        links=load_links(shelf),
        calendar=calendar,
    )
