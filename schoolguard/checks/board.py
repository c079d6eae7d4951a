# SPDX-License-Identifier: Apache-2.0
"""Reads the checks of a whole day: the board, who is missing, what is due, symptoms, regularity.

Expected are the members of a class on that day, boarders only where the session is theirs, and
whoever was checked before leaving the school: their reading must not stand for another child.
Nothing is expected on a day without school, though what was recorded then still shows. A class
teacher sees own classes only.
Source: county forms 晨午检汇总表 (today and last three days), WS/T 772-2020 (sessions).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from schoolguard import access, roster
from schoolguard.checks import queries, regularity
from schoolguard.checks import rules as decide
from schoolguard.checks.findings import (
    Square,
    facts_of_day,
    over_line,
    people_done,
    persons,
    readings_of_leavers,
    suspects_between,
    symptoms_between,
    tallies_of_day,
    temperatures,
)
from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.values import (
    DayCounts,
    DueRecheck,
    Excused,
    MissingClass,
    SheetKey,
    SheetStatus,
    SymptomRow,
    Tally,
    Verdict,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store.unit import View

_DAYS_OF_WINDOW = 3


def day_board(
    view: View,
    day: date,
    sessions: Iterable[CheckSession],
    rules: CheckRules,
    calendar: SchoolCalendar,
    excused: Excused | None = None,
) -> tuple[SheetStatus, ...]:
    """Return one status per class and session that is expected, or was recorded anyway.

    Nobody who is excused is expected, unless there is a reading.
    Ordered by class as the school lists them, then session.
    """
    held = sorted(session for session in sessions if session in rules.sessions)
    school_day = calendar.is_school_day(day)
    kinds = {cls.id: cls.kind for cls in _classes(view, day)}
    heads = {count.class_id: count for count in roster.head_counts(view, day)}
    facts = facts_of_day(view, day)
    tallies = tallies_of_day(view, day, rules)
    left = readings_of_leavers(view, day)
    freed = _freed(view, day, held, rules, excused)
    statuses: list[SheetStatus] = []
    for class_id, kind in kinds.items():
        for session in held:
            counted = tallies.get((session, class_id), {})
            expected = _expected(heads.get(class_id), kind, session, rules) if school_day else 0
            if expected:
                expected += left.get((session, class_id), 0) - freed.get((session, class_id), 0)
            if not expected and not counted:
                continue
            key = SheetKey(day, session, class_id)
            statuses.append(
                _status(key, Tally(expected=expected, **counted), facts, view.now, rules)
            )
    return tuple(statuses)


def missing(
    view: View,
    day: date,
    session: CheckSession,
    rules: CheckRules,
    calendar: SchoolCalendar,
    excused: Excused | None = None,
) -> tuple[MissingClass, ...]:
    """Return the classes of a session in which somebody has no value yet; empty without school.

    Who is excused is not missing.
    """
    if not calendar.is_school_day(day) or session not in rules.sessions:
        return ()
    done = people_done(view, day, session)
    everybody = roster.all_members_on(view, day)
    free = excused or Excused()
    lacking: list[MissingClass] = []
    for cls in _classes(view, day):
        key = SheetKey(day, session, cls.id)
        members = tuple(
            member
            for member in queries.expected_members(view, key, rules, everybody.get(cls.id, ()))
            if (cls.id, member.person_id) in done or not free.covers(cls.id, member.person_id)
        )
        people = tuple(
            (member.person_id, member.number, member.name)
            for member in members
            if (cls.id, member.person_id) not in done
        )
        if people:
            lacking.append(MissingClass(key, cls.name, len(members), people))
    return tuple(lacking)


def due(view: View, now: datetime, day: date, rules: CheckRules) -> tuple[DueRecheck, ...]:
    """Return the second readings of a day still to be taken, longest waiting first."""
    waiting: list[DueRecheck] = []
    for key, person_id in over_line(view, day, rules):
        facts = queries.sheet_facts(view, key)
        if facts is None:
            continue
        kept = queries.first_readings(view, key, facts.entered_by, person_id)[person_id]
        second = queries.second_readings(view, key, person_id).get(person_id)
        first = kept.reading
        verdict = decide.judge(first.entry, second.entry if second else None, facts.method, rules)
        if verdict is Verdict.RECHECK_DUE:
            overdue = decide.is_recheck_overdue(first, now, rules)
            due_at = decide.recheck_due_at(first, rules)
            waiting.append(DueRecheck(key, person_id, first, due_at, overdue))
    return tuple(sorted(waiting, key=lambda item: (item.due_at, item.person_id)))


def symptom_table(view: View, day: date, rules: CheckRules) -> tuple[SymptomRow, ...]:
    """Return each class's symptoms today and over three calendar days, in school order.

    A confirmed fever counts as the symptom fever. Classes without any symptom are included.
    """
    first_on = day - timedelta(days=_DAYS_OF_WINDOW - 1)
    today: dict[ClassId, set[tuple[str, PersonId]]] = {}
    window: dict[ClassId, set[tuple[str, PersonId]]] = {}
    for found_on, class_id, symptom, person_id in symptoms_between(view, first_on, day, rules):
        window.setdefault(class_id, set()).add((symptom, person_id))
        if found_on == day:
            today.setdefault(class_id, set()).add((symptom, person_id))
    return tuple(
        SymptomRow(cls.id, persons(today.get(cls.id, ())), persons(window.get(cls.id, ())))
        for cls in _classes(view, day)
    )


def day_counts(
    view: View,
    day: date,
    sessions: Iterable[CheckSession],
    rules: CheckRules,
    calendar: SchoolCalendar,
    excused: Excused | None = None,
) -> DayCounts:
    """Return the whole school's figures of a day; who is excused is not expected."""
    kinds = {cls.id: cls.kind for cls in _classes(view, day)}
    board = day_board(view, day, sessions, rules, calendar, excused)
    symptoms: dict[roster.ClassKind, set[tuple[str, PersonId]]] = {
        kind: set() for kind in roster.ClassKind
    }
    for _, class_id, symptom, person_id in symptoms_between(view, day, day, rules):
        symptoms[kinds.get(class_id, roster.ClassKind.PUPILS)].add((symptom, person_id))
    suspects: dict[roster.ClassKind, set[PersonId]] = {kind: set() for kind in roster.ClassKind}
    for _, class_id, person_id in suspects_between(view, day, day, rules):
        suspects[kinds.get(class_id, roster.ClassKind.PUPILS)].add(person_id)
    return DayCounts(
        pupils=_by_session(board, kinds, roster.ClassKind.PUPILS),
        staff=_by_session(board, kinds, roster.ClassKind.STAFF),
        pupil_symptoms=persons(symptoms[roster.ClassKind.PUPILS]),
        staff_symptoms=persons(symptoms[roster.ClassKind.STAFF]),
        suspect_pupils=len(suspects[roster.ClassKind.PUPILS]),
        suspect_staff=len(suspects[roster.ClassKind.STAFF]),
        sheets=sum(status.tally.expected > 0 for status in board),
        handed_in=sum(status.tally.expected > 0 and not _open(status) for status in board),
        late=sum(status.late for status in board),
    )


def regularities(
    view: View, day: date, rules: CheckRules, calendar: SchoolCalendar
) -> tuple[regularity.RegularityFlag, ...]:
    """Return the sheets of a day whose readings look copied or made up.

    A sheet is compared with the same session of the previous school day, and with the session
    before it.
    """
    today = temperatures(view, day)
    before = calendar.previous_school_day(day)
    earlier = temperatures(view, before) if before else {}
    flags: list[regularity.RegularityFlag] = []
    reach = {cls.id for cls in _classes(view, day)}
    for (session, class_id), readings in sorted(today.items()):
        if class_id not in reach:
            continue
        key = SheetKey(day, CheckSession(session), ClassId(class_id))
        for previous in (earlier.get((session, class_id)), today.get((session - 1, class_id))):
            found = regularity.find(key, readings, dict(previous or ()), rules)
            if found:
                flags += found
                break
    return tuple(flags)


def _classes(view: View, day: date) -> tuple[roster.SchoolClass, ...]:
    return tuple(
        cls
        for cls in roster.classes_on(view, day)
        if access.allowed(view.actor, access.Action.VIEW_CHECKS, cls.id)
    )


def _open(status: SheetStatus) -> bool:
    return status.handed_in_at is None


def _status(
    key: SheetKey,
    counted: Tally,
    facts: Mapping[Square, tuple[datetime | None, datetime | None, bool]],
    now: datetime,
    rules: CheckRules,
) -> SheetStatus:
    deadline = decide.deadline_at(key.day, key.session, rules)
    first_in, handed_in, paper = facts.get((key.session, key.class_id), (None, None, False))
    return SheetStatus(
        key=key,
        tally=counted,
        deadline_at=deadline,
        handed_in_at=handed_in,
        late=decide.is_late(first_in, deadline),
        overdue=first_in is None and counted.expected > 0 and decide.is_late(now, deadline),
        from_paper=paper,
    )


def _expected(
    heads: roster.ClassCount | None,
    kind: roster.ClassKind,
    session: CheckSession,
    rules: CheckRules,
) -> int:
    rule = rules.sessions[session]
    if heads is None or (kind is roster.ClassKind.STAFF and not rule.staff):
        return 0
    if kind is roster.ClassKind.STAFF:
        return heads.total
    return heads.boarders if rule.boarders_only else heads.total


def _freed(
    view: View,
    day: date,
    sessions: Iterable[CheckSession],
    rules: CheckRules,
    excused: Excused | None,
) -> Mapping[Square, int]:
    """Return per square how many excused people the session would ask for and nobody has seen."""
    if not excused:
        return {}
    everybody = roster.all_members_on(view, day)
    freed: dict[Square, int] = {}
    for session in sessions:
        done, rule = people_done(view, day, session), rules.sessions[session]
        for class_id, members in everybody.items():
            freed[session, class_id] = sum(
                excused.covers(class_id, member.person_id)
                and queries.is_asked(member, rule)
                and (class_id, member.person_id) not in done
                for member in members
            )
    return freed


def _by_session(
    board: tuple[SheetStatus, ...],
    kinds: Mapping[ClassId, roster.ClassKind],
    kind: roster.ClassKind,
) -> Mapping[CheckSession, Tally]:
    sums: dict[CheckSession, Tally] = {}
    for status in board:
        if kinds[status.class_id] is kind:
            sums[status.session] = sums.get(status.session, Tally()) + status.tally
    return sums
