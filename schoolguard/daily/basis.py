# SPDX-License-Identifier: Apache-2.0
"""What a daily report is computed by: the school, its calendar and the rules of the rooms below."""

from dataclasses import dataclass
from datetime import time
from functools import lru_cache

from schoolguard import cases, disinfection, suspension, warning
from schoolguard.absence import AbsenceRules
from schoolguard.absence import load_rules as load_absence_rules
from schoolguard.cases import CaseRules
from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.rule_book import load_rules as load_check_rules
from schoolguard.daily.rules import SHAPES, FindingKind, read_findings, read_signed_by
from schoolguard.disinfection import DisinfectionRules
from schoolguard.kernel.rule_packs import Packs, shelf_of, take_pack
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.suspension import SuspensionRules
from schoolguard.warning import WarningRules


@dataclass(frozen=True, slots=True)
class ControlRules:
    """The rules of the rooms that act against infection."""

    disinfection: DisinfectionRules
    cases: CaseRules
    suspension: SuspensionRules
    warning: WarningRules

    @property
    def versions(self) -> str:
        """Versions of the rule packs in force, as stamped on report and package."""
        return self.warning.versions


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything but the record that the figures and the paper of a report depend on.

    Attributes:
        findings: which figures stand against a zero report.
        signed_by: when, on the school's clock, the report is to be signed; None: no such rule.
    """

    school: SchoolSettings
    calendar: SchoolCalendar
    checks: CheckRules
    absence: AbsenceRules
    control: ControlRules
    findings: frozenset[FindingKind]
    signed_by: time | None


def load_basis(school: SchoolSettings, calendar: SchoolCalendar, packs: Packs = None) -> Basis:
    """Return the basis with these rule packs, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return Basis(school, calendar, *_packs(packs))


@lru_cache(maxsize=4)
def _packs(
    packs: Packs,
) -> tuple[CheckRules, AbsenceRules, ControlRules, frozenset[FindingKind], time | None]:
    shelf = shelf_of(packs)
    pack = take_pack("daily", shelf, SHAPES)
    control = ControlRules(
        disinfection.load_rules(shelf),
        cases.load_rules(shelf),
        suspension.load_rules(shelf),
        warning.load_rules(shelf),
    )
    return (
        load_check_rules(shelf),
        load_absence_rules(shelf),
        control,
        read_findings(pack),
        read_signed_by(pack),
    )
