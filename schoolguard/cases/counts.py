# SPDX-License-Identifier: Apache-2.0
"""The counts of cases: of a day for the daily report, of classes and days for suspensions.

Excluded and withdrawn cases count nowhere.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from schoolguard.cases.contact_lines import entry_of
from schoolguard.cases.contact_values import Reached
from schoolguard.cases.lines import CaseRow, all_cases, facts_of, told_by_case
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.rules import is_ill, report_clocks, school_year_begin
from schoolguard.cases.tables import CloseContactRow, DiseaseCaseRow, WatchDayRow
from schoolguard.cases.values import (
    CaseCounts,
    Classification,
    DiseaseCount,
    ReportTiming,
    Standing,
)
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store import View

_COUNTED = and_(
    DiseaseCaseRow.standing != Standing.WITHDRAWN,
    DiseaseCaseRow.classification != Classification.EXCLUDED,
)
_LATE = frozenset({ReportTiming.LATE, ReportTiming.OVERDUE})
_SURE = frozenset({Classification.CLINICAL, Classification.CONFIRMED})


def day_counts(view: View, day: date, rules: CaseRules) -> CaseCounts:
    """Return the cases and close contacts of a day, as the record knows them now."""
    new = list(view.connection.execute(_counted().where(DiseaseCaseRow.found_on == day)))
    still = _open_at_end(view, day)
    since = school_year_begin(day)
    watched = _watched(view, day)
    entries = _entries(view, day, watched)
    reached = [entry for entry in entries if entry.reached is Reached.YES]
    return CaseCounts(
        new=Counter(row.classification for row in new),
        new_by_disease=Counter(row.disease_id for row in new),
        open=len(still),
        open_by_disease=Counter(still),
        total_by_disease=_totals(view, since, day),
        ended=_number(view, _counted_number().where(DiseaseCaseRow.ended_on == day)),
        excluded=_number(
            view,
            select(func.count())
            .select_from(DiseaseCaseRow)
            .where(
                DiseaseCaseRow.ended_on == day,
                DiseaseCaseRow.classification == Classification.EXCLUDED,
            ),
        ),
        reports_late=_late(view, new, rules),
        contacts_watched=len(watched),
        contacts_asked=len(entries),
        contacts_reached=len(reached),
        contacts_ill=sum(is_ill(entry_of(entry), rules) for entry in reached),
        contacts_ended=_number(
            view,
            select(func.count())
            .select_from(CloseContactRow)
            .where(CloseContactRow.ended_on == day, CloseContactRow.removed_at.is_(None)),
        ),
    )


def disease_counts(
    view: View, first_on: date, last_on: date, class_ids: Collection[ClassId] | None = None
) -> tuple[DiseaseCount, ...]:
    """Return cases by class and disease over days of onset (else of finding), both included.

    A person counts once for a disease and day; classes without cases are left out.
    """
    chosen = _counted().where(
        or_(
            DiseaseCaseRow.counts_on.between(first_on, last_on),
            DiseaseCaseRow.standing == Standing.OPEN,
        )
    )
    rows = [
        row
        for row in view.connection.execute(
            chosen.order_by(DiseaseCaseRow.counts_on, DiseaseCaseRow.id)
        )
        if class_ids is None or row.class_id in class_ids
    ]
    groups: dict[tuple[ClassId, str], list[CaseRow]] = defaultdict(list)
    for row in rows:
        groups[row.class_id, row.disease_id].append(row)
    return tuple(
        _disease_count(class_id, disease_id, group, first_on, last_on)
        for (class_id, disease_id), group in sorted(groups.items())
    )


def _disease_count(
    class_id: ClassId, disease_id: str, rows: list[CaseRow], first_on: date, last_on: date
) -> DiseaseCount:
    within = [row for row in rows if first_on <= row.counts_on <= last_on]
    people: dict[PersonId, date] = {}
    for row in within:
        people.setdefault(row.person_id, row.counts_on)
    return DiseaseCount(
        class_id=class_id,
        disease_id=disease_id,
        new_by_day=dict(Counter(people.values())),
        people=tuple(people),
        current=len({row.person_id for row in rows if row.standing is Standing.OPEN}),
        confirmed=sum(row.classification in _SURE for row in within),
        admitted=sum(row.admitted for row in within),
    )


def _counted() -> Select[Any]:
    return all_cases().where(_COUNTED)


def _counted_number() -> Select[Any]:
    return select(func.count()).select_from(DiseaseCaseRow).where(_COUNTED)


def _number(view: View, question: Select[Any]) -> int:
    return int(view.connection.execute(question).scalar_one())


def _open_at_end(view: View, day: date) -> list[str]:
    """Return the disease of each case that stood open at the end of a day."""
    rows = view.connection.execute(
        select(DiseaseCaseRow.disease_id).where(
            _COUNTED,
            DiseaseCaseRow.found_on <= day,
            or_(DiseaseCaseRow.standing == Standing.OPEN, DiseaseCaseRow.ended_on > day),
        )
    )
    return list(rows.scalars())


def _totals(view: View, first_on: date, last_on: date) -> dict[str, int]:
    rows = view.connection.execute(
        select(DiseaseCaseRow.disease_id, func.count())
        .where(_COUNTED, DiseaseCaseRow.found_on.between(first_on, last_on))
        .group_by(DiseaseCaseRow.disease_id)
    )
    return {row[0]: row[1] for row in rows}


def _late(view: View, new: list[CaseRow], rules: CaseRules) -> int:
    told = told_by_case(view, [row.id for row in new])
    return sum(
        clock.required and clock.timing in _LATE
        for row in new
        for clock in report_clocks(facts_of(row, told[row.id], frozenset(), rules), view.now, rules)
    )


def _watched(view: View, day: date) -> frozenset[int]:
    rows = view.connection.execute(
        select(CloseContactRow.id).where(
            CloseContactRow.removed_at.is_(None),
            CloseContactRow.watch_until_on >= day,
            CloseContactRow.last_exposed_on < day,
            CloseContactRow.added_at < instant(day + timedelta(days=1)),
            or_(CloseContactRow.ended_on.is_(None), CloseContactRow.ended_on >= day),
        )
    )
    return frozenset(rows.scalars())


def _entries(view: View, day: date, watched: frozenset[int]) -> list[Row[Any]]:
    rows = view.connection.execute(select(WatchDayRow.__table__).where(WatchDayRow.day == day))
    return [row for row in rows if row.contact_id in watched]
