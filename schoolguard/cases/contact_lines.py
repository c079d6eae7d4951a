# SPDX-License-Identifier: Apache-2.0
"""Reads of close contacts: those of a case with how their watch goes, and one of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, Select, func, select

from schoolguard import roster
from schoolguard.cases.contact_values import CloseContact, Reached, WatchDay, WatchEntry
from schoolguard.cases.diseases import ContactWay
from schoolguard.cases.lines import batches, class_names
from schoolguard.cases.tables import CloseContactRow, WatchDayRow
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CloseContactId, DiseaseCaseId, PersonId
from schoolguard.store import View

ContactRow = Row[Any]
"""All columns of `close_contacts`; the types are those of its table."""


def listed() -> Select[Any]:
    """Return the question for all close contacts that stand on a list, to be narrowed."""
    return select(CloseContactRow.__table__).where(CloseContactRow.removed_at.is_(None))


def contact_row(view: View, contact_id: CloseContactId) -> ContactRow:
    """Return the kept row of a close contact.

    Raises:
        UserError: ``cases.no_such_contact``, also for one that was taken off its list.
    """
    row = view.connection.execute(listed().where(CloseContactRow.id == contact_id)).first()
    if row is None:
        raise UserError("cases.no_such_contact")
    return row


def contacts_of_case(view: View, case_id: DiseaseCaseId) -> tuple[CloseContact, ...]:
    """Return the close contacts of a case by degree, class and seat number of listing."""
    rows = view.connection.execute(
        listed()
        .where(CloseContactRow.case_id == case_id)
        .order_by(CloseContactRow.degree, CloseContactRow.class_id, CloseContactRow.id)
    )
    return contact_lines(view, list(rows))


def contacts_of_person(view: View, person_id: PersonId) -> tuple[CloseContact, ...]:
    """Return where a person is or was listed as a close contact, newest first."""
    rows = view.connection.execute(
        listed()
        .where(CloseContactRow.person_id == person_id)
        .order_by(CloseContactRow.last_exposed_on.desc(), CloseContactRow.id.desc())
    )
    return contact_lines(view, list(rows))


def contact_lines(view: View, rows: list[ContactRow]) -> tuple[CloseContact, ...]:
    """Return kept rows with names, classes and how the watch goes, in the given order."""
    ids = [row.id for row in rows]
    names = roster.person_names(view, (row.person_id for row in rows))
    classes = class_names(view, ((row.class_id, row.last_exposed_on) for row in rows))
    last, asked = _last_entries(view, ids), _asked(view, ids)
    return tuple(
        CloseContact(
            id=CloseContactId(row.id),
            case_id=DiseaseCaseId(row.case_id),
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            class_id=row.class_id,
            class_name=classes[row.class_id].name if row.class_id in classes else "",
            degree=row.degree,
            via=row.via_id,
            ways=frozenset(ContactWay(way) for way in row.ways.split()),
            why=row.why,
            last_exposed_on=row.last_exposed_on,
            watch_until_on=row.watch_until_on,
            asked_days=asked.get(row.id, (0, 0))[0],
            reached_days=asked.get(row.id, (0, 0))[1],
            last_entry=last.get(row.id),
            outcome_id=row.outcome_id,
            ended_on=row.ended_on,
            became_case_id=row.became_case_id,
            note=row.note,
        )
        for row in rows
    )


def entry_of(row: Row[Any]) -> WatchEntry:
    """Return the entry of a kept watch day."""
    return WatchEntry(row.reached, row.decicelsius, frozenset(row.symptoms.split()), row.note)


def watch_days(view: View, contact_id: CloseContactId) -> tuple[WatchDay, ...]:
    """Return the watch entries of a close contact, oldest first."""
    rows = view.connection.execute(
        select(WatchDayRow.__table__)
        .where(WatchDayRow.contact_id == contact_id)
        .order_by(WatchDayRow.day)
    )
    return tuple(WatchDay(row.day, entry_of(row), row.at, row.by) for row in rows)


def _last_entries(view: View, ids: list[int]) -> Mapping[int, WatchDay]:
    found: dict[int, WatchDay] = {}
    for batch in batches(ids):
        newest = (
            select(WatchDayRow.contact_id, func.max(WatchDayRow.day).label("day"))
            .where(WatchDayRow.contact_id.in_(batch))
            .group_by(WatchDayRow.contact_id)
            .subquery()
        )
        rows = view.connection.execute(
            select(WatchDayRow.__table__).join(
                newest,
                (newest.c.contact_id == WatchDayRow.contact_id) & (newest.c.day == WatchDayRow.day),
            )
        )
        found |= {row.contact_id: WatchDay(row.day, entry_of(row), row.at, row.by) for row in rows}
    return found


def _asked(view: View, ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    counts: dict[int, tuple[int, int]] = {}
    for batch in batches(list(ids)):
        rows = view.connection.execute(
            select(
                WatchDayRow.contact_id,
                func.count(),
                func.count().filter(WatchDayRow.reached == Reached.YES),
            )
            .where(WatchDayRow.contact_id.in_(batch))
            .group_by(WatchDayRow.contact_id)
        )
        counts |= {row[0]: (row[1], row[2]) for row in rows}
    return counts
