# SPDX-License-Identifier: Apache-2.0
"""Counts of one day's absence, for the daily report (学校疫情日报告, 缺勤 by reason).

A person counts once a day, with the reason known when the question is asked; withdrawn cases count
nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from schoolguard import roster
from schoolguard.absence.rules import Reason
from schoolguard.absence.tables import AbsenceCaseRow, AbsenceMarkRow
from schoolguard.absence.values import AbsenceCounts, ReasonCounts, Standing
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store import View


@dataclass(frozen=True, slots=True)
class _Away:
    """One person away on the day."""

    person_id: PersonId
    class_id: ClassId
    reason: Reason
    cause_id: str
    first_on: date
    suspected: bool


def day_counts(view: View, day: date) -> AbsenceCounts:
    """Return the absence of a whole school on a day."""
    away = _away(view, day)
    staff_classes = {
        entry.id for entry in roster.classes_on(view, day) if entry.kind is roster.ClassKind.STAFF
    }
    staff = [one for one in away if one.class_id in staff_classes]
    pupils = [one for one in away if one.class_id not in staff_classes]
    by_class: dict[ClassId, list[_Away]] = defaultdict(list)
    for one in away:
        by_class[one.class_id].append(one)
    still_open, overdue = _open(view)
    return AbsenceCounts(
        pupils=_by_reason(pupils),
        staff=_by_reason(staff),
        by_class={class_id: _by_reason(people) for class_id, people in by_class.items()},
        pupil_causes=_by_cause(pupils),
        staff_causes=_by_cause(staff),
        new=sum(one.first_on == day for one in away),
        ongoing=sum(one.first_on < day for one in away),
        returned=_returned(view, day),
        suspected=sum(one.suspected for one in away),
        open=still_open,
        overdue=overdue,
    )


def symptoms_between(
    view: View, first_on: date, last_on: date
) -> tuple[tuple[date, ClassId, str, PersonId], ...]:
    """Return the symptoms of those away on some days: day, class, symptom, person; each once."""
    rows = view.connection.execute(
        select(
            AbsenceMarkRow.day,
            AbsenceMarkRow.class_id,
            AbsenceCaseRow.symptoms,
            AbsenceCaseRow.person_id,
        )
        .join(AbsenceCaseRow, AbsenceCaseRow.id == AbsenceMarkRow.case_id)
        .where(
            AbsenceMarkRow.day.between(first_on, last_on),
            AbsenceCaseRow.symptoms != "",
            AbsenceCaseRow.standing != Standing.WITHDRAWN,
        )
        .distinct()
    )
    return tuple(
        (day, class_id, symptom, person_id)
        for day, class_id, symptoms, person_id in rows
        for symptom in symptoms.split()
    )


def _away(view: View, day: date) -> list[_Away]:
    rows = view.connection.execute(
        select(
            AbsenceCaseRow.person_id,
            AbsenceMarkRow.class_id,
            AbsenceCaseRow.reason,
            AbsenceCaseRow.cause_id,
            AbsenceCaseRow.first_on,
            AbsenceCaseRow.epidemic_suspected,
        )
        .join(AbsenceMarkRow, AbsenceMarkRow.case_id == AbsenceCaseRow.id)
        .where(AbsenceMarkRow.day == day, AbsenceCaseRow.standing != Standing.WITHDRAWN)
        .order_by(AbsenceCaseRow.id, AbsenceMarkRow.session)
    )
    return list({row.person_id: _Away(*row) for row in rows}.values())


def _by_reason(people: Iterable[_Away]) -> ReasonCounts:
    counts = Counter(one.reason for one in people)
    return ReasonCounts(
        illness=counts[Reason.ILLNESS],
        injury=counts[Reason.INJURY],
        leave=counts[Reason.LEAVE],
        unknown=counts[Reason.UNKNOWN],
    )


def _by_cause(people: Iterable[_Away]) -> dict[str, int]:
    return dict(Counter(one.cause_id for one in people if one.reason is Reason.ILLNESS))


def _returned(view: View, day: date) -> int:
    return view.connection.execute(
        select(func.count()).where(
            AbsenceCaseRow.standing != Standing.WITHDRAWN,
            or_(AbsenceCaseRow.returned_on == day, AbsenceCaseRow.back_on == day),
        )
    ).scalar_one()


def _open(view: View) -> tuple[int, int]:
    row = view.connection.execute(
        select(func.count(), func.count().filter(AbsenceCaseRow.due_at < view.now)).where(
            AbsenceCaseRow.standing == Standing.OPEN
        )
    ).one()
    return row[0], row[1]
