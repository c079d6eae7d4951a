# SPDX-License-Identifier: Apache-2.0
"""The signs of illness that families told of during a suspension, and who was asked at all."""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select

from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.store.unit import View
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.tables import FollowUpRow, FollowUpSheetRow

FEVER = "fever"


def signs_between(
    view: View, first_on: date, last_on: date, rules: SuspensionRules
) -> tuple[IllnessSign, ...]:
    """Return the symptoms and fevers told of on some days."""
    rows = view.connection.execute(
        select(
            FollowUpRow.day,
            FollowUpRow.class_id,
            FollowUpRow.person_id,
            FollowUpRow.symptoms,
            FollowUpRow.decicelsius,
        ).where(FollowUpRow.day.between(first_on, last_on))
    )

    def found() -> Iterator[IllnessSign]:
        for day, class_id, person_id, symptoms, decicelsius in rows:
            shown = set(symptoms.split())
            if rules.is_fever(decicelsius):
                shown.add(FEVER)
            for symptom in sorted(shown):
                yield IllnessSign(day, class_id, symptom, person_id)

    return tuple(found())


def sheets_in_between(
    view: View, first_on: date, last_on: date
) -> Mapping[date, frozenset[ClassId]]:
    """Return by day the classes whose follow-up sheet was handed in."""
    rows = view.connection.execute(
        select(FollowUpSheetRow.day, FollowUpSheetRow.class_id).where(
            FollowUpSheetRow.day.between(first_on, last_on),
            FollowUpSheetRow.handed_in_at.is_not(None),
        )
    )
    by_day: dict[date, set[ClassId]] = {}
    for day, class_id in rows:
        by_day.setdefault(day, set()).add(class_id)
    return {day: frozenset(classes) for day, classes in by_day.items()}
