# SPDX-License-Identifier: Apache-2.0
"""Puts the day together for the home page: the board of the rooms below, and all that is due.

`flows` knows sheets, second readings and absence.
"""

from collections.abc import Callable
from datetime import date
from functools import cache

from schoolguard import absence, checks, flows
from schoolguard.absence import AbsenceRules
from schoolguard.app.school import School
from schoolguard.checks import CheckRules
from schoolguard.flows import FlowRules, Today
from schoolguard.store.unit import View


def flow_rules(school: School) -> FlowRules:
    """Return the rules by which a check entry and its consequences are decided in a school."""
    check_rules, absence_rules = _packs()
    return FlowRules(check_rules, absence_rules, school.calendar)


def today_of(school: School, day: date) -> Callable[[View], Today]:
    """Return the question for a school's day, to be asked in one read transaction."""
    rules, settings = flow_rules(school), school.settings
    return lambda view: flows.today(view, day, settings, rules)


@cache
def _packs() -> tuple[CheckRules, AbsenceRules]:
    return checks.load_rules(), absence.load_rules()
