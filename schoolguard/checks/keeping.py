# SPDX-License-Identifier: Apache-2.0
"""The statements that keep checks, and nothing else: who may, and why, is decided in `service`.

Statements are built once, and only what differs from the sheet gets a detail row.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, delete, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from schoolguard.checks.queries import (
    DETAILS,
    READINGS,
    SECONDS,
    SHEETS,
    SYMPTOMS,
    SheetFacts,
    key_values,
    to_value,
)
from schoolguard.checks.roll import is_on_roll
from schoolguard.checks.values import Entry, SheetKey
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import AccountId, PersonId
from schoolguard.store.unit import Unit

_MINUTE = timedelta(minutes=1)
_DAY_ZERO = date(1970, 1, 1).toordinal()
_OPEN_SHEET = (
    "SELECT method, roll FROM check_sheets WHERE day = ? AND session = ? AND class_id = ?"
    " AND entered_by = ? AND handed_in_at IS NULL"
)
_PLAIN_READING = (
    "INSERT INTO readings (day, session, class_id, person_id, value, minute)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_OF_SHEET = and_(
    SHEETS.c.day == bindparam("k_day"),
    SHEETS.c.session == bindparam("k_session"),
    SHEETS.c.class_id == bindparam("k_class_id"),
)
_INSERT_READING = insert(READINGS)
_INSERT_SYMPTOM = insert(SYMPTOMS)
_UPDATE_SHEET = update(SHEETS).where(_OF_SHEET)
_ONE = {
    table: and_(
        table.c.day == bindparam("k_day"),
        table.c.session == bindparam("k_session"),
        table.c.class_id == bindparam("k_class_id"),
        table.c.person_id == bindparam("k_person_id"),
    )
    for table in (READINGS, SECONDS, DETAILS, SYMPTOMS)
}
_PUT_DETAIL = upsert(DETAILS).on_conflict_do_update(
    index_elements=["day", "session", "class_id", "person_id"],
    set_={
        name: upsert(DETAILS).excluded[name]
        for name in ("method", "home_decicelsius", "note", "entered_by", "corrected")
    },
)
_PUT_SECOND = upsert(SECONDS).on_conflict_do_update(
    index_elements=["day", "session", "class_id", "person_id"],
    set_={
        name: upsert(SECONDS).excluded[name]
        for name in ("decicelsius", "method", "taken_at", "entered_by", "note")
    },
)


def open_sheet(unit: Unit, key: SheetKey, method: str, roll: str) -> SheetFacts:
    """Keep a sheet that has its first entry now."""
    by = unit.actor.account_id
    unit.connection.execute(
        insert(SHEETS),
        key_values(key)
        | {
            "opened_at": unit.now,
            "entered_by": by,
            "method": method,
            "roll": roll,
            "from_paper": False,
        },
    )
    return SheetFacts(unit.now, by, method, False, None, None, roll)


def insert_plain(unit: Unit, key: SheetKey, person_id: PersonId, entry: Entry) -> str | None:
    """Keep a new reading that differs in nothing from its sheet; return the sheet's method.

    The shortest way to the disk, for keys pressed a thousand times a day. None means that
    nothing was done: the sheet is not open, is somebody else's, does not list the person, or there
    is a reading already.
    """
    # Two statements through SQLAlchemy cost as much as the commit they go with.
    cursor = unit.connection.connection.cursor()
    place = (key.day.toordinal() - _DAY_ZERO, int(key.session), key.class_id)
    cursor.execute(_OPEN_SHEET, (*place, unit.actor.account_id))
    sheet = cursor.fetchone()
    if sheet is None or not is_on_roll(person_id, sheet[1]):
        return None
    row = (*place, person_id, to_value(entry), _minute(key, unit.now))
    cursor.execute(_PLAIN_READING, row)
    return str(sheet[0]) if cursor.rowcount == 1 else None


def update_sheet(unit: Unit, key: SheetKey, **values: object) -> None:
    """Change what is kept about a sheet."""
    unit.connection.execute(_UPDATE_SHEET.values(**values), _key(key))


def insert_firsts(
    unit: Unit, key: SheetKey, entries: Iterable[tuple[PersonId, Entry]], sheet_by: AccountId
) -> None:
    """Keep new first readings."""
    here, minute = key_values(key), _minute(key, unit.now)
    readings: list[dict[str, object]] = []
    details: list[dict[str, object]] = []
    symptoms: list[dict[str, object]] = []
    for person_id, entry in entries:
        person = here | {"person_id": person_id}
        readings.append(person | {"value": to_value(entry), "minute": minute})
        symptoms += [person | {"symptom": symptom} for symptom in entry.symptoms]
        detail = _detail(unit, entry, sheet_by)
        if detail is not None:
            details.append(person | detail)
    for statement, rows in (
        (_INSERT_READING, readings),
        (_PUT_DETAIL, details),
        (_INSERT_SYMPTOM, symptoms),
    ):
        if rows:
            unit.connection.execute(statement, rows)


def replace_first(
    unit: Unit,
    key: SheetKey,
    person_id: PersonId,
    entry: Entry,
    sheet_by: AccountId,
    *,
    corrected: bool,
    new_check: bool,
) -> None:
    """Keep another first reading in place of the one there.

    With `new_check` the person was checked again, so the time is now; a slip keeps its own.
    """
    one, person = _key(key, person_id), key_values(key) | {"person_id": person_id}
    values = {"value": to_value(entry)}
    if new_check:
        values["minute"] = _minute(key, unit.now)
    unit.connection.execute(update(READINGS).where(_ONE[READINGS]).values(**values), one)
    was_corrected = unit.connection.execute(
        select(DETAILS.c.corrected).where(_ONE[DETAILS]), one
    ).scalar()
    unit.connection.execute(delete(DETAILS).where(_ONE[DETAILS]), one)
    unit.connection.execute(delete(SYMPTOMS).where(_ONE[SYMPTOMS]), one)
    marked = corrected or bool(was_corrected)
    detail = _detail(unit, entry, sheet_by, corrected=marked)
    if detail is not None:
        unit.connection.execute(_PUT_DETAIL, [person | detail])
    if entry.symptoms:
        rows = [person | {"symptom": symptom} for symptom in entry.symptoms]
        unit.connection.execute(_INSERT_SYMPTOM, rows)


def remove_first(unit: Unit, key: SheetKey, person_id: PersonId) -> None:
    """Take a first reading away; what it was stands in the corrections."""
    for table in (READINGS, DETAILS, SYMPTOMS):
        unit.connection.execute(delete(table).where(_ONE[table]), _key(key, person_id))


def put_second(unit: Unit, key: SheetKey, person_id: PersonId, entry: Entry) -> None:
    """Keep a second reading, in place of the one there if there is one."""
    row = {
        "person_id": person_id,
        "decicelsius": entry.decicelsius,
        "method": entry.method or "",
        "taken_at": unit.now,
        "entered_by": unit.actor.account_id,
        "note": entry.note,
    }
    unit.connection.execute(_PUT_SECOND, [key_values(key) | row])


def pin_method(unit: Unit, key: SheetKey, method: str) -> None:
    """Write a sheet's method to those of its readings that name none."""
    readings = select(
        READINGS.c.day,
        READINGS.c.session,
        READINGS.c.class_id,
        READINGS.c.person_id,
        literal(method),
        literal(""),
        literal(value=False),
    ).where(
        READINGS.c.day == key.day,
        READINGS.c.session == int(key.session),
        READINGS.c.class_id == key.class_id,
        READINGS.c.value > 3,
    )
    columns = ["day", "session", "class_id", "person_id", "method", "note", "corrected"]
    pin = upsert(DETAILS).from_select(columns, readings)
    unit.connection.execute(
        pin.on_conflict_do_update(
            index_elements=["day", "session", "class_id", "person_id"],
            set_={"method": pin.excluded.method},
            where=DETAILS.c.method.is_(None),
        )
    )


def _detail(
    unit: Unit, entry: Entry, sheet_by: AccountId, *, corrected: bool = False
) -> dict[str, object] | None:
    """Return a detail row, or None where nothing differs from the sheet."""
    by = unit.actor.account_id if unit.actor.account_id != sheet_by else None
    rare = entry.method, entry.home_decicelsius, by
    if not corrected and not entry.note and rare == (None, None, None):
        return None
    return {
        "method": entry.method,
        "home_decicelsius": entry.home_decicelsius,
        "note": entry.note,
        "entered_by": by,
        "corrected": corrected,
    }


def _minute(key: SheetKey, now: datetime) -> int:
    return (now - instant(key.day)) // _MINUTE


def _key(key: SheetKey, person_id: PersonId | None = None) -> dict[str, object]:
    values = {f"k_{name}": value for name, value in key_values(key).items()}
    return values if person_id is None else values | {"k_person_id": person_id}
