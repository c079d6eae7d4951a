# SPDX-License-Identifier: Apache-2.0
"""What a daily report is computed by: the school, its calendar and the rules of the rooms below."""

from dataclasses import dataclass
from datetime import time
from functools import cache

from schoolguard.absence import AbsenceRules
from schoolguard.absence import load_rules as load_absence_rules
from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.rule_book import load_rules as load_check_rules
from schoolguard.daily.rules import FindingKind, read_findings, read_signed_by
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import load_pack
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings


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
    findings: frozenset[FindingKind]
    signed_by: time | None


def load_basis(school: SchoolSettings, calendar: SchoolCalendar) -> Basis:
    """Return the basis with the program's own rule packs.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return Basis(school, calendar, *_packs())


@cache
def _packs() -> tuple[CheckRules, AbsenceRules, frozenset[FindingKind], time | None]:
    pack = load_pack(resource("rules", "daily.toml"))
    return load_check_rules(), load_absence_rules(), read_findings(pack), read_signed_by(pack)
