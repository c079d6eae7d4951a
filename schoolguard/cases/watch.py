# SPDX-License-Identifier: Apache-2.0
"""The watch of close contacts 医学观察: who is asked today, what they answered, how it ended.

One entry a close contact and day; replacing one keeps the old. No reading is ever made up: a
temperature that was not taken is None, and a day without an entry was not asked.
"""

from datetime import date, timedelta

from sqlalchemy import delete, insert, or_, select

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.cases.contact_lines import ContactRow, contact_row, entry_of, listed
from schoolguard.cases.contact_values import Reached, WatchEnded, WatchEntry, WatchLine
from schoolguard.cases.contacts import contact_subject
from schoolguard.cases.lines import class_names
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.queries import case_row, open_twin
from schoolguard.cases.rules import asked_on
from schoolguard.cases.service import open_case
from schoolguard.cases.tables import CloseContactRow, DiseaseCaseRow, WatchDayRow
from schoolguard.cases.values import CaseDraft, Classification
from schoolguard.cases.writing import any_row, correct, note, require_why, set_contact
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CloseContactId, DiseaseCaseId, PersonId
from schoolguard.store import Unit, View, record_correction

COLDEST, HOTTEST = 320, 430
"""Readings in tenths of a degree that a thermometer can show on a living person."""


def watch_sheet(
    view: View, day: date, case_id: DiseaseCaseId | None = None
) -> tuple[WatchLine, ...]:
    """Return whoever is in their watch on a day, by case, class and order of listing.

    Args:
        view: the record.
        day: a day of the watch; those whose watch ended that day are still on the sheet.
        case_id: the contacts of one case only; None = of all.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_CASES)
    chosen = listed().where(
        CloseContactRow.watch_until_on >= day,
        CloseContactRow.last_exposed_on < day,
        or_(CloseContactRow.ended_on.is_(None), CloseContactRow.ended_on >= day),
    )
    if case_id is not None:
        chosen = chosen.where(CloseContactRow.case_id == case_id)
    rows = list(
        view.connection.execute(
            chosen.order_by(
                CloseContactRow.case_id,
                CloseContactRow.degree,
                CloseContactRow.class_id,
                CloseContactRow.id,
            )
        )
    )
    return _lines(view, rows, day)


def record_watch(
    unit: Unit, contact_id: CloseContactId, day: date, entry: WatchEntry, *, why: str = ""
) -> None:
    """Keep what was learned of a close contact on a day.

    What was entered earlier on the same day by the same hand may be typed over; on a later day it
    is a correction and needs `why`.

    Raises:
        UserError: ``cases.no_such_contact``, ``cases.watch_day_outside``, ``cases.day_ahead``,
            ``cases.bad_temperature``, ``cases.unreached_reading`` or ``cases.why_needed``.
    """
    row = contact_row(unit, contact_id)
    any_row(unit, row.case_id)
    _check_entry(unit, row, day, entry)
    before = entry_on(unit, contact_id, day)
    if before == entry:
        return
    if before is not None:
        _replace(unit, contact_id, day, before, entry, why)
    where = (WatchDayRow.day == day, WatchDayRow.contact_id == contact_id)
    unit.connection.execute(delete(WatchDayRow).where(*where))
    unit.connection.execute(
        insert(WatchDayRow).values(
            day=day,
            contact_id=contact_id,
            reached=entry.reached,
            decicelsius=entry.decicelsius,
            symptoms=" ".join(sorted(entry.symptoms)),
            note=entry.note.strip(),
            at=unit.now,
            by=unit.actor.account_id,
        )
    )
    note(unit, "watched", row.case_id, contact=contact_id, day=day.isoformat())


def retract_watch(unit: Unit, contact_id: CloseContactId, day: date, why: str = "") -> None:
    """Take back an entry that was made for the wrong person or day; the old one is kept.

    Raises:
        UserError: ``cases.no_such_contact`` or ``cases.why_needed``.
    """
    row = contact_row(unit, contact_id)
    any_row(unit, row.case_id)
    before = entry_on(unit, contact_id, day)
    if before is None:
        return
    _replace(unit, contact_id, day, before, None, why)
    where = (WatchDayRow.day == day, WatchDayRow.contact_id == contact_id)
    unit.connection.execute(delete(WatchDayRow).where(*where))
    note(unit, "watch_retracted", row.case_id, contact=contact_id, day=day.isoformat())


def end_watch(
    unit: Unit,
    contact_id: CloseContactId,
    outcome_id: str,
    on: date | None = None,
    *,
    note_text: str = "",
    rules: CaseRules,
) -> WatchEnded:
    """End a watch; with the outcome "became a case" a suspected case is opened and linked.

    Returns:
        The case opened or gone on with, None for every other outcome.

    Raises:
        UserError: ``cases.no_such_contact``, ``cases.watch_ended``, ``cases.unknown_outcome``,
            ``cases.day_ahead`` or ``cases.too_early``.
    """
    row = contact_row(unit, contact_id)
    any_row(unit, row.case_id)
    day = on or unit.today
    outcome = rules.watch_outcomes.get(outcome_id)
    if row.ended_on is not None:
        raise UserError("cases.watch_ended")
    if outcome is None:
        raise UserError("cases.unknown_outcome")
    if day > unit.today:
        raise UserError("cases.day_ahead", day=day.isoformat())
    if not outcome.early and day < row.watch_until_on:
        raise UserError("cases.too_early", day=row.watch_until_on.isoformat())
    became = _case_of_contact(unit, row, rules) if outcome.becomes_case else None
    set_contact(
        unit,
        contact_id,
        outcome_id=outcome_id,
        ended_on=day,
        became_case_id=became,
        note=note_text.strip() or row.note,
    )
    note(unit, "watch_ended", row.case_id, contact=contact_id, outcome=outcome_id)
    return WatchEnded(contact_id, became)


def reopen_watch(unit: Unit, contact_id: CloseContactId, why: str) -> None:
    """Go on with a watch that was ended; how it had ended is kept as a correction.

    A case that was opened for the person stays: it is withdrawn on its own if it was wrong.

    Raises:
        UserError: ``cases.no_such_contact`` or ``cases.why_needed``.
    """
    row = contact_row(unit, contact_id)
    any_row(unit, row.case_id)
    if row.ended_on is None:
        return
    correct(unit, contact_subject(contact_id), "outcome_id", row.outcome_id, "", why)
    set_contact(unit, contact_id, outcome_id="", ended_on=None, became_case_id=None)
    note(unit, "watch_reopened", row.case_id, contact=contact_id)


def entry_on(view: View, contact_id: CloseContactId, day: date) -> WatchEntry | None:
    """Return the entry of a close contact for a day, or None."""
    row = view.connection.execute(
        select(WatchDayRow.__table__).where(
            WatchDayRow.day == day, WatchDayRow.contact_id == contact_id
        )
    ).first()
    return None if row is None else entry_of(row)


def _lines(view: View, rows: list[ContactRow], day: date) -> tuple[WatchLine, ...]:
    classes = class_names(view, ((row.class_id, day) for row in rows))
    cases = _cases(view, {row.case_id for row in rows})
    people = {row.person_id for row in rows} | {person for person, _ in cases.values()}
    names = roster.person_names(view, people)
    ids = frozenset(row.id for row in rows)
    entries, before = _entries(view, ids, day), _entries(view, ids, day - timedelta(days=1))
    return tuple(
        WatchLine(
            contact_id=CloseContactId(row.id),
            case_id=DiseaseCaseId(row.case_id),
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            class_id=row.class_id,
            class_name=classes[row.class_id].name if row.class_id in classes else "",
            case_name=names.get(cases[row.case_id][0], ""),
            disease_id=cases[row.case_id][1],
            degree=row.degree,
            day_number=(day - row.last_exposed_on).days,
            watch_days=(row.watch_until_on - row.last_exposed_on).days,
            last_day=row.watch_until_on,
            asked_for=asked_on(row.last_exposed_on, row.every_days, row.watch_until_on, day),
            entry=entries.get(row.id),
            before=before.get(row.id),
        )
        for row in rows
    )


def _cases(view: View, ids: set[int]) -> dict[int, tuple[PersonId, str]]:
    rows = view.connection.execute(
        select(DiseaseCaseRow.id, DiseaseCaseRow.person_id, DiseaseCaseRow.disease_id).where(
            DiseaseCaseRow.id.in_(ids)
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _entries(view: View, ids: frozenset[int], day: date) -> dict[int, WatchEntry]:
    rows = view.connection.execute(select(WatchDayRow.__table__).where(WatchDayRow.day == day))
    return {row.contact_id: entry_of(row) for row in rows if row.contact_id in ids}


def _check_entry(unit: Unit, row: ContactRow, day: date, entry: WatchEntry) -> None:
    if day > unit.today:
        raise UserError("cases.day_ahead", day=day.isoformat())
    if not row.last_exposed_on <= day <= row.watch_until_on:
        raise UserError(
            "cases.watch_day_outside",
            first=row.last_exposed_on.isoformat(),
            last=row.watch_until_on.isoformat(),
        )
    if entry.reached is Reached.NO_ANSWER and (entry.decicelsius or entry.symptoms):
        raise UserError("cases.unreached_reading")
    if entry.decicelsius is not None and not COLDEST <= entry.decicelsius <= HOTTEST:
        raise UserError("cases.bad_temperature", low=COLDEST / 10, high=HOTTEST / 10)


def _replace(
    unit: Unit,
    contact_id: CloseContactId,
    day: date,
    before: WatchEntry,
    after: WatchEntry | None,
    why: str,
) -> None:
    """Keep the old entry; on the day itself typing over needs no reason."""
    if day < unit.today:
        require_why(why)
    new = "" if after is None else _words(after)
    subject = contact_subject(contact_id)
    record_correction(unit, subject, f"watch {day.isoformat()}", _words(before), new, why.strip())


def _words(entry: WatchEntry) -> str:
    degrees = "" if entry.decicelsius is None else str(entry.decicelsius)
    parts = (entry.reached.value, degrees, " ".join(sorted(entry.symptoms)), entry.note)
    return "; ".join(part for part in parts if part)


def _case_of_contact(unit: Unit, row: ContactRow, rules: CaseRules) -> DiseaseCaseId:
    """Open a suspected case of the same disease for a close contact, or find the open one."""
    source = case_row(unit, row.case_id)
    twin = open_twin(unit, row.person_id, source.disease_id)
    if twin is not None:
        return DiseaseCaseId(twin.id)
    draft = CaseDraft(
        person_id=row.person_id,
        class_id=row.class_id,
        disease_id=source.disease_id,
        classification=Classification.SUSPECTED,
        infected_by=DiseaseCaseId(source.id),
    )
    return open_case(unit, draft, rules)
