# SPDX-License-Identifier: Apache-2.0
"""Puts kept stays together with names, places, looks and notices, as lines of a list.

Whatever the number of stays, the record is asked a handful of times.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from schoolguard import roster
from schoolguard.isolation.drafts import History
from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.layout import Layout, layout
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.rules import fetcher, is_fever, untold_parties
from schoolguard.isolation.tables import (
    IsolationClosureRow,
    IsolationNoticeRow,
    IsolationObservationRow,
    IsolationStayRow,
)
from schoolguard.isolation.values import Notice, Observation, StayLine
from schoolguard.kernel.ids import ClassId, PersonId, StayId
from schoolguard.store import View

StayRow = Row[Any]
"""All columns of `isolation_stays`; the types are those of its table."""

_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Around:
    """What the lines of one question share."""

    now: datetime
    places: Layout
    names: Mapping[PersonId, str]
    classes: Mapping[ClassId, str]
    looks: Mapping[StayId, Sequence[Observation]]
    notices: Mapping[StayId, Sequence[Notice]]
    closures: Mapping[StayId, datetime | None]


def all_stays() -> Select[Any]:
    """Return the question for all kept stays, to be narrowed."""
    return select(IsolationStayRow.__table__)


def stay_lines(view: View, chosen: Select[Any], rules: IsolationRules) -> list[StayLine]:
    """Return the chosen stays as lines, in no promised order."""
    rows = view.connection.execute(chosen).all()
    ids = [row.id for row in rows]
    around = _Around(
        now=view.now,
        places=layout(view),
        names=roster.person_names(view, (row.person_id for row in rows if row.person_id)),
        classes=_class_names(view, rows),
        looks=looks_by_stay(view, ids, rules),
        notices=notices_by_stay(view, ids, rules),
        closures=_closures(view, ids),
    )
    return [_line(row, around, rules) for row in rows]


def looks_by_stay(
    view: View, ids: Sequence[StayId], rules: IsolationRules
) -> Mapping[StayId, list[Observation]]:
    """Return the observations by stay, oldest first; empty where there are none."""
    found: dict[StayId, list[Observation]] = defaultdict(list)
    table = IsolationObservationRow
    for batch in _batches(ids):
        rows = view.connection.execute(
            select(table.__table__)
            .where(table.stay_id.in_(batch), table.withdrawn_at.is_(None))
            .order_by(table.taken_at, table.id)
        )
        for row in rows:
            found[row.stay_id].append(
                Observation(
                    row.id,
                    row.taken_at,
                    row.by,
                    row.decicelsius,
                    row.site,
                    frozenset(row.symptoms.split()),
                    row.note,
                    row.carried_over,
                    is_fever(row.decicelsius, row.site, rules),
                )
            )
    return found


def notices_by_stay(
    view: View, ids: Sequence[StayId], rules: IsolationRules
) -> Mapping[StayId, list[Notice]]:
    """Return the notices by stay, oldest first; empty where there are none."""
    found: dict[StayId, list[Notice]] = defaultdict(list)
    table = IsolationNoticeRow
    for batch in _batches(ids):
        rows = view.connection.execute(
            select(table.__table__)
            .where(table.stay_id.in_(batch), table.withdrawn_at.is_(None))
            .order_by(table.told_at, table.id)
        )
        for row in rows:
            result = rules.results.get(row.result_id)
            found[row.stay_id].append(
                Notice(
                    row.id,
                    row.party_id,
                    row.way_id,
                    row.result_id,
                    result is not None and result.reached,
                    row.told_at,
                    row.by,
                    row.who,
                    row.note,
                    row.arrives_at,
                    row.arrived_at,
                )
            )
    return found


def first_told(notices: Sequence[Notice]) -> dict[str, datetime]:
    """Return when each party was first reached; those never reached are left out."""
    told: dict[str, datetime] = {}
    for notice in notices:
        if notice.reached:
            told.setdefault(notice.party_id, notice.told_at)
    return told


def _line(row: StayRow, around: _Around, rules: IsolationRules) -> StayLine:
    present = row.standing is Standing.PRESENT
    return StayLine(
        id=row.id,
        person_id=row.person_id,
        name=around.names.get(row.person_id, "") if row.person_id else row.visitor_name,
        class_id=row.class_id,
        class_name=around.classes.get(row.class_id, ""),
        kind=row.kind,
        group=row.person_group,
        standing=row.standing,
        origin=row.origin,
        found_at=row.found_at,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        onset_at=row.onset_at,
        history=History(row.contacts, row.contacts_text, row.travel, row.travel_text),
        due_at=row.due_at if present else None,
        overdue=present and row.due_at is not None and row.due_at < around.now,
        left_at=row.left_at,
        destination=row.destination,
        hospital=row.hospital,
        disinfected_at=around.closures.get(row.id),
        waits_for_disinfection=row.id in around.closures and around.closures[row.id] is None,
        absence_case_id=row.absence_case_id,
        **_place_fields(row, around.places),
        **_look_fields(row, around.looks[row.id]),
        **_notice_fields(row, around.notices[row.id], rules),
    )


def _place_fields(row: StayRow, places: Layout) -> dict[str, Any]:
    zone = places.zones.get(row.zone_id)
    room_name, zone_name, bed_name = places.words(row.room_id, row.zone_id, row.bed_id)
    return {
        "room_id": row.room_id,
        "room_name": room_name,
        "zone_id": row.zone_id,
        "zone_name": zone_name,
        "zone_kind": zone.kind if zone else "",
        "bed_id": row.bed_id,
        "bed_name": bed_name,
    }


def _look_fields(row: StayRow, looks: Sequence[Observation]) -> dict[str, Any]:
    measured = [look for look in looks if look.decicelsius is not None]
    return {
        "first": measured[0] if measured else next(iter(looks), None),
        "last": looks[-1] if looks else None,
        "observations": len(looks),
        "fever": bool(measured) and measured[-1].fever,
        "symptoms": frozenset(row.symptoms.split()).union(*(look.symptoms for look in looks)),
    }


def _notice_fields(
    row: StayRow, notices: Sequence[Notice], rules: IsolationRules
) -> dict[str, Any]:
    told, party = first_told(notices), fetcher(row.kind, rules)
    fetching = [one for one in notices if party is not None and one.party_id == party.id]
    return {
        "told": told,
        "untold": untold_parties(row.kind, row.found_at, told, rules),
        "family_attempts": len(fetching),
        "arrives_at": _latest([one.arrives_at for one in fetching]),
        "arrived_at": _latest([one.arrived_at for one in fetching]),
    }


def _latest(instants: Sequence[datetime | None]) -> datetime | None:
    return next((at for at in reversed(instants) if at is not None), None)


def _class_names(view: View, rows: Sequence[StayRow]) -> Mapping[ClassId, str]:
    """Return the names of classes as they are today; of an ended one, as in its newest stay."""
    names = {entry.id: entry.name for entry in roster.classes_on(view, view.today)}
    ended: dict[ClassId, date] = {
        row.class_id: row.entered_on for row in rows if row.class_id and row.class_id not in names
    }
    for day in sorted(set(ended.values())):
        past = roster.classes_on(view, day)
        names |= {entry.id: entry.name for entry in past if entry.id in ended}
    return names


def _closures(view: View, ids: Sequence[StayId]) -> Mapping[StayId, datetime | None]:
    """Return when the room was disinfected after each stay; None while it waits."""
    found: dict[StayId, datetime | None] = {}
    table = IsolationClosureRow
    for batch in _batches(ids):
        rows = view.connection.execute(
            select(table.stay_id, table.disinfected_at)
            .where(table.stay_id.in_(batch), table.lifted_at.is_(None))
            .order_by(table.id)
        )
        found.update({stay_id: at for stay_id, at in rows if stay_id is not None})
    return found


def _batches(ids: Sequence[StayId]) -> Iterator[Sequence[StayId]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
