# SPDX-License-Identifier: Apache-2.0
"""The three-day table of symptoms, of those seen at school and of those away with an illness.

A class with five children at home with a rash is ill, however well its check sheets look.
Source: 晨午检汇总表 (本日, 近3日; it asks of each pupil whether present), 卫办疾控发〔2006〕65号.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import chain

from schoolguard import absence, roster
from schoolguard.checks import CheckRules, SymptomRow
from schoolguard.checks.findings import symptoms_between
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store import View

_DAYS_OF_WINDOW = 3
_Found = set[tuple[str, PersonId]]


def symptom_table(view: View, day: date, rules: CheckRules) -> tuple[SymptomRow, ...]:
    """Return each class's symptoms today and over three calendar days, in school order.

    Each person counts once a symptom and window, present or away. Classes without any symptom are
    included.
    """
    first_on = day - timedelta(days=_DAYS_OF_WINDOW - 1)
    today: dict[ClassId, _Found] = {}
    window: dict[ClassId, _Found] = {}
    for found_on, class_id, symptom, person_id in chain(
        symptoms_between(view, first_on, day, rules),
        absence.symptoms_between(view, first_on, day),
    ):
        window.setdefault(class_id, set()).add((symptom, person_id))
        if found_on == day:
            today.setdefault(class_id, set()).add((symptom, person_id))
    return tuple(
        SymptomRow(one.id, _persons(today.get(one.id)), _persons(window.get(one.id)))
        for one in roster.classes_on(view, day)
    )


def _persons(found: _Found | None) -> Mapping[str, int]:
    return Counter(symptom for symptom, _ in found or ())
