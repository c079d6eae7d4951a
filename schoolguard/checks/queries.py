# SPDX-License-Identifier: Apache-2.0
"""Reads one check sheet, or one person's checks, as values ready to show.

Everything that looks at a whole day stands in `board`. Core statements, built once: a sheet is
opened hundreds of times a day and must cost the same in year five.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, select

from schoolguard import access, roster
from schoolguard.checks import rules as decide
from schoolguard.checks.rule_book import CheckRules, SessionRule
from schoolguard.checks.tables import (
    CheckSheetRow,
    ReadingDetailRow,
    ReadingRow,
    ReadingSymptomRow,
    SecondReadingRow,
)
from schoolguard.checks.values import (
    Checked,
    Entry,
    Excused,
    Reading,
    Sheet,
    SheetKey,
    SheetRow,
    State,
    Verdict,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import AccountId, ClassId, PersonId
from schoolguard.store.base import SchoolBase
from schoolguard.store.unit import View

SHEETS, READINGS, SECONDS, DETAILS, SYMPTOMS = (
    SchoolBase.metadata.tables[row.__tablename__]
    for row in (CheckSheetRow, ReadingRow, SecondReadingRow, ReadingDetailRow, ReadingSymptomRow)
)

_DETAILS_OF_READING = and_(
    DETAILS.c.day == READINGS.c.day,
    DETAILS.c.session == READINGS.c.session,
    DETAILS.c.class_id == READINGS.c.class_id,
    DETAILS.c.person_id == READINGS.c.person_id,
)
_READING_COLUMNS = (
    READINGS.c.person_id,
    READINGS.c.value,
    READINGS.c.minute,
    DETAILS.c.method,
    DETAILS.c.home_decicelsius,
    DETAILS.c.note,
    DETAILS.c.entered_by,
    DETAILS.c.corrected,
)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is kept about a sheet as a whole."""

    opened_at: datetime | None
    entered_by: AccountId
    method: str
    from_paper: bool
    first_handed_in_at: datetime | None
    handed_in_at: datetime | None
    roll: str = ""


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A first reading as kept, and whether it was ever corrected."""

    reading: Reading
    corrected: bool


_FACTS = select(
    SHEETS.c.opened_at,
    SHEETS.c.entered_by,
    SHEETS.c.method,
    SHEETS.c.from_paper,
    SHEETS.c.first_handed_in_at,
    SHEETS.c.handed_in_at,
    SHEETS.c.roll,
).where(
    SHEETS.c.day == bindparam("day"),
    SHEETS.c.session == bindparam("session"),
    SHEETS.c.class_id == bindparam("class_id"),
)

_SHEET_READINGS = (
    select(*_READING_COLUMNS)
    .select_from(READINGS.outerjoin(DETAILS, _DETAILS_OF_READING))
    .where(
        READINGS.c.day == bindparam("day"),
        READINGS.c.session == bindparam("session"),
        READINGS.c.class_id == bindparam("class_id"),
    )
)
_ONE_READING = _SHEET_READINGS.where(READINGS.c.person_id == bindparam("person_id"))

_SHEET_SYMPTOMS = select(SYMPTOMS.c.person_id, SYMPTOMS.c.symptom).where(
    SYMPTOMS.c.day == bindparam("day"),
    SYMPTOMS.c.session == bindparam("session"),
    SYMPTOMS.c.class_id == bindparam("class_id"),
)
_ONE_SYMPTOMS = _SHEET_SYMPTOMS.where(SYMPTOMS.c.person_id == bindparam("person_id"))

_SHEET_SECONDS = select(
    SECONDS.c.person_id,
    SECONDS.c.decicelsius,
    SECONDS.c.method,
    SECONDS.c.taken_at,
    SECONDS.c.entered_by,
    SECONDS.c.note,
).where(
    SECONDS.c.day == bindparam("day"),
    SECONDS.c.session == bindparam("session"),
    SECONDS.c.class_id == bindparam("class_id"),
)
_ONE_SECOND = _SHEET_SECONDS.where(SECONDS.c.person_id == bindparam("person_id"))


def key_values(key: SheetKey) -> dict[str, object]:
    """Return a key as statement parameters."""
    return {"day": key.day, "session": int(key.session), "class_id": int(key.class_id)}


def sheet_facts(view: View, key: SheetKey) -> SheetFacts | None:
    """Return what is kept about a sheet; None while nothing was entered."""
    row = view.connection.execute(_FACTS, key_values(key)).one_or_none()
    return SheetFacts(*row) if row is not None else None


def first_readings(
    view: View, key: SheetKey, sheet_by: AccountId | None, person_id: PersonId | None = None
) -> dict[PersonId, KeptReading]:
    """Return the first readings of a sheet, or of one person on it.

    They were entered by `sheet_by` unless a detail says otherwise.
    """
    one = person_id is not None
    values = key_values(key) | ({"person_id": person_id} if one else {})
    rows = view.connection.execute(_ONE_READING if one else _SHEET_READINGS, values).all()
    if not rows:
        return {}
    symptoms: dict[int, set[str]] = {}
    for person, symptom in view.connection.execute(
        _ONE_SYMPTOMS if one else _SHEET_SYMPTOMS, values
    ):
        symptoms.setdefault(person, set()).add(symptom)
    midnight = instant(key.day)
    kept: dict[PersonId, KeptReading] = {}
    for person, value, minute, method, home, note, by, corrected in rows:
        state, decicelsius = from_value(value)
        found = frozenset(symptoms.get(person, ()))
        entry = Entry(state, decicelsius, method, found, home, note or "")
        reading = Reading(entry, midnight + timedelta(minutes=minute), by or sheet_by)
        kept[PersonId(person)] = KeptReading(reading, bool(corrected))
    return kept


def second_readings(
    view: View, key: SheetKey, person_id: PersonId | None = None
) -> dict[PersonId, Reading]:
    """Return the second readings of a sheet, or of one person on it."""
    one = person_id is not None
    values = key_values(key) | ({"person_id": person_id} if one else {})
    rows = view.connection.execute(_ONE_SECOND if one else _SHEET_SECONDS, values)
    return {
        PersonId(person): Reading(_second_entry(decicelsius, method, note), taken_at, AccountId(by))
        for person, decicelsius, method, taken_at, by, note in rows
    }


def from_value(value: int) -> tuple[State, int | None]:
    """Return state and temperature of a kept `value`."""
    if value <= max(State):
        return State(value), None
    return State.MEASURED, value


def to_value(entry: Entry) -> int:
    """Return how the column `value` keeps an entry."""
    return int(entry.state) if entry.decicelsius is None else entry.decicelsius


def expected_members(
    view: View, key: SheetKey, rules: CheckRules, members: tuple[roster.Member, ...] | None = None
) -> tuple[roster.Member, ...]:
    """Return who belongs on a sheet, in roster order: boarders only where the session is theirs."""
    if members is None:
        members = roster.members_on(view, key.class_id, key.day)
    rule = rules.sessions.get(key.session)
    return tuple(member for member in members if rule is None or is_asked(member, rule))


def is_asked(member: roster.Member, rule: SessionRule) -> bool:
    """Return whether a session asks for a person."""
    if member.kind is roster.PersonKind.STAFF:
        return rule.staff
    return member.is_boarder or not rule.boarders_only


def sheet(
    view: View,
    class_id: ClassId,
    day: date,
    session: CheckSession,
    rules: CheckRules,
    excused: Excused | None = None,
) -> Sheet:
    """Return a class sheet; a sheet that nobody has opened yet has empty rows and no times.

    Who is excused keeps a line, and counts only once there is a reading.

    Raises:
        UserError: ``access.not_allowed``, ``checks.session_not_held``, ``roster.no_such_class``.
    """
    access.require(view.actor, access.Action.VIEW_CHECKS, class_id)
    key = SheetKey(day, session, class_id)
    deadline = decide.deadline_at(day, session, rules)
    facts = sheet_facts(view, key)
    if facts is None:
        facts = SheetFacts(None, AccountId(0), rules.default_method, False, None, None)
    firsts = first_readings(view, key, facts.entered_by)
    seconds = second_readings(view, key) if firsts else {}
    members = roster.members_on(view, class_id, day)
    expected = expected_members(view, key, rules, members)
    look = _Look(firsts, seconds, facts.method, deadline, rules, class_id, excused or Excused())
    rows = [look.row(member) for member in expected]
    rows += _rows_of_others(view, expected, members, look)
    return Sheet(
        key=key,
        class_name=roster.class_on(view, class_id, day).name,
        rows=tuple(rows),
        tally=decide.tally(
            sum(row.is_expected for row in rows), ((_entry(row.first), row.verdict) for row in rows)
        ),
        method=facts.method,
        deadline_at=deadline,
        opened_at=facts.opened_at,
        handed_in_at=facts.handed_in_at,
        first_handed_in_at=facts.first_handed_in_at,
        late=decide.is_late(facts.first_handed_in_at, deadline),
        from_paper=facts.from_paper,
    )


def history(
    view: View,
    person_id: PersonId,
    class_ids: Iterable[ClassId],
    days: Iterable[date],
    rules: CheckRules,
) -> tuple[Checked, ...]:
    """Return a person's readings on some days, oldest first.

    `class_ids` are the classes the person was in on those days; they are part of the key.
    """
    found: list[Checked] = []
    for key in _keys_with_reading(view, person_id, tuple(class_ids), tuple(days)):
        facts = sheet_facts(view, key)
        if facts is None:
            continue
        first = first_readings(view, key, facts.entered_by, person_id)[person_id].reading
        second = second_readings(view, key, person_id).get(person_id)
        verdict = decide.judge(first.entry, _entry(second), facts.method, rules)
        found.append(Checked(key, first, second, verdict, facts.method))
    return tuple(found)


def _keys_with_reading(
    view: View, person_id: PersonId, class_ids: tuple[ClassId, ...], days: tuple[date, ...]
) -> list[SheetKey]:
    query = (
        select(READINGS.c.day, READINGS.c.session, READINGS.c.class_id)
        .where(
            READINGS.c.day.in_(days),
            READINGS.c.session.in_([int(session) for session in CheckSession]),
            READINGS.c.class_id.in_(class_ids),
            READINGS.c.person_id == person_id,
        )
        .order_by(READINGS.c.day, READINGS.c.session)
    )
    rows = view.connection.execute(query)
    return [SheetKey(day, CheckSession(session), ClassId(cls)) for day, session, cls in rows]


def _second_entry(decicelsius: int | None, method: str, note: str) -> Entry:
    if decicelsius is None:
        return Entry(State.NOT_CHECKED, note=note)
    return Entry(State.MEASURED, decicelsius, method, note=note)


def _entry(reading: Reading | None) -> Entry | None:
    return reading.entry if reading is not None else None


@dataclass(frozen=True, slots=True)
class _Look:
    """Everything that makes lines out of members."""

    firsts: Mapping[PersonId, KeptReading]
    seconds: Mapping[PersonId, Reading]
    method: str
    deadline: datetime
    rules: CheckRules
    class_id: ClassId
    excused: Excused

    def row(self, member: roster.Member, *, is_member: bool = True) -> SheetRow:
        kept = self.firsts.get(member.person_id)
        first = kept.reading if kept else None
        second = self.seconds.get(member.person_id)
        verdict = decide.judge(_entry(first), _entry(second), self.method, self.rules)
        waits = first is not None and verdict is Verdict.RECHECK_DUE
        return SheetRow(
            person_id=member.person_id,
            number=member.number,
            name=member.name,
            student_number=member.student_number,
            card_code=member.card_code,
            is_boarder=member.is_boarder,
            is_member=is_member,
            first=first,
            second=second,
            verdict=verdict,
            recheck_due_at=decide.recheck_due_at(first, self.rules) if first and waits else None,
            late=decide.is_late(first.at if first else None, self.deadline),
            corrected=kept.corrected if kept else False,
            excused=self.excused.covers(self.class_id, member.person_id),
        )


def _rows_of_others(
    view: View,
    expected: tuple[roster.Member, ...],
    members: tuple[roster.Member, ...],
    look: _Look,
) -> list[SheetRow]:
    """Return lines of those who have a reading here but are not asked for: nothing vanishes."""
    asked = {member.person_id for member in expected}
    others = [person for person in look.firsts if person not in asked]
    if not others:
        return []
    known = {member.person_id: member for member in members}
    names = roster.person_names(view, others)
    return [
        look.row(
            known.get(person) or _stranger(person, names.get(person, "")),
            is_member=person in known,
        )
        for person in others
    ]


def _stranger(person_id: PersonId, name: str) -> roster.Member:
    """Return somebody who has left the class since, with what is still known."""
    return roster.Member(
        person_id=person_id,
        number=0,
        name=name,
        sex=roster.Sex.UNKNOWN,
        birth_on=None,
        is_boarder=False,
        student_number="",
        kind=roster.PersonKind.PUPIL,
    )
