# SPDX-License-Identifier: Apache-2.0
"""The signs of illness that checks saw, and which sheets were handed in at all."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from schoolguard.checks.findings import symptoms_between
from schoolguard.checks.queries import SHEETS
from schoolguard.checks.rule_book import CheckRules
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.store.unit import View


def signs_between(
    view: View, first_on: date, last_on: date, rules: CheckRules
) -> tuple[IllnessSign, ...]:
    """Return every symptom seen on some days; a confirmed fever is one."""
    found = symptoms_between(view, first_on, last_on, rules)
    return tuple(IllnessSign(*each) for each in found)


def sheets_in_between(
    view: View, first_on: date, last_on: date
) -> Mapping[date, frozenset[ClassId]]:
    """Return by day the classes that handed in at least one sheet."""
    rows = view.connection.execute(
        select(SHEETS.c.day, SHEETS.c.class_id)
        .where(SHEETS.c.day.between(first_on, last_on), SHEETS.c.first_handed_in_at.is_not(None))
        .distinct()
    )
    by_day: dict[date, set[ClassId]] = {}
    for day, class_id in rows:
        by_day.setdefault(day, set()).add(ClassId(class_id))
    return {day: frozenset(classes) for day, classes in by_day.items()}
