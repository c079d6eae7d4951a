# SPDX-License-Identifier: Apache-2.0
"""Puts the day together for the home page: the board of the rooms below, and all that is due.

`flows` knows sheets, second readings and absence; the daily report adds what it asks for.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from schoolguard import daily, flows
from schoolguard.access.rules import Action, allowed
from schoolguard.app.school import School
from schoolguard.flows import FlowRules, Today
from schoolguard.store.unit import View


def flow_rules(school: School) -> FlowRules:
    """Return the rules by which a check entry and its consequences are decided in a school."""
    return FlowRules(school.rules.checks, school.rules.absence, school.calendar)


def today_of(school: School, day: date) -> Callable[[View], Today]:
    """Return the question for a school's day, to be asked in one read transaction."""
    rules, settings = flow_rules(school), school.settings
    basis = daily.load_basis(settings, school.calendar)

    def ask(view: View) -> Today:
        found = flows.today(view, day, settings, rules)
        if not found.rows or not allowed(view.actor, Action.VIEW_REPORTS):
            return found
        items = (*found.due, *daily.due(view, day, basis))
        return replace(found, due=flows.by_urgency(items))

    return ask
