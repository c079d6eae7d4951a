# SPDX-License-Identifier: Apache-2.0
"""Takes the figures of a day from roster, checks and absence.

Attendance comes from the first check that everybody is in, reasons of absence from the cases; who
was absent without a case counts as absent for a reason unknown. Nothing is guessed for whoever was
not checked. Whom a suspension keeps at home is neither expected nor missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from schoolguard import absence, checks, flows, roster
from schoolguard.absence.values import CaseLine, ReasonCounts
from schoolguard.checks.values import DayCounts, SheetStatus, Tally
from schoolguard.daily.basis import Basis
from schoolguard.daily.control_counting import control_figures
from schoolguard.daily.figures import (
    CauseFigures,
    ClassAbsence,
    ClassSymptom,
    DailyFigures,
    DiseaseFigures,
    HandIn,
    People,
    SheetFigures,
    SymptomFigures,
    Whom,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId
from schoolguard.store.unit import View

_WHOM = {roster.ClassKind.PUPILS: Whom.PUPILS, roster.ClassKind.STAFF: Whom.STAFF}
_REASONS = ("illness", "injury", "leave", "unknown")


def figures(view: View, day: date, basis: Basis) -> DailyFigures:
    """Return the figures of a day as the record stands now."""
    sessions, rules, calendar = basis.school.sessions, basis.checks, basis.calendar
    off = flows.excused(view, day)
    counts = checks.day_counts(view, day, sessions, rules, calendar, off)
    board = checks.day_board(view, day, sessions, rules, calendar, off)
    away = absence.day_counts(view, day)
    classes = {entry.id: entry for entry in roster.classes_on(view, day)}
    totals = _totals(view, day, classes)
    cases = _cases_away(view, day, basis)
    return DailyFigures(
        day=day,
        school_day=calendar.is_school_day(day),
        pupils=_people(totals[Whom.PUPILS], counts.pupils, away.pupils),
        staff=_people(totals[Whom.STAFF], counts.staff, away.staff),
        sheets=tuple(_sheet(status, classes) for status in board),
        symptoms=_symptoms(counts, basis),
        class_symptoms=_class_symptoms(view, day, classes, basis),
        causes=_causes(away.pupil_causes, away.staff_causes, basis),
        diseases=_diseases(day, _cases_of_term(view, day, basis), cases, basis),
        class_absences=_class_absences(day, away.by_class, cases, classes, basis),
        fevers_pupils=counts.suspect_pupils,
        fevers_staff=counts.suspect_staff,
        waiting=sum(status.tally.waiting for status in board),
        new=away.new,
        ongoing=away.ongoing,
        returned=away.returned,
        suspected=away.suspected,
        cases_open=away.open,
        cases_overdue=away.overdue,
        control=control_figures(view, day, basis),
    )


def _totals(
    view: View, day: date, classes: Mapping[ClassId, roster.SchoolClass]
) -> Mapping[Whom, int]:
    totals: Counter[Whom] = Counter()
    for count in roster.head_counts(view, day):
        if count.class_id in classes:
            totals[_WHOM[classes[count.class_id].kind]] += count.total
    return totals


def _people(total: int, sessions: Mapping[CheckSession, Tally], away: ReasonCounts) -> People:
    """Return attendance; whoever left the roster after the first check was still expected in it."""
    first = sessions[min(sessions)] if sessions else Tally()
    expected = max(first.expected, first.done)
    uncased = max(0, first.absent - away.total)
    return People(
        total=max(total, expected),
        expected=expected,
        present=first.present,
        unchecked=first.missing,
        illness=away.illness,
        injury=away.injury,
        leave=away.leave,
        unknown=away.unknown + uncased,
    )


def _sheet(status: SheetStatus, classes: Mapping[ClassId, roster.SchoolClass]) -> SheetFigures:
    entry, tally = classes[status.class_id], status.tally
    return SheetFigures(
        class_name=entry.name,
        whom=_WHOM[entry.kind],
        session=status.session,
        expected=max(tally.expected, tally.done),
        measured=tally.measured,
        observed=tally.observed,
        absent=tally.absent,
        not_checked=tally.not_checked,
        missing=tally.missing,
        waiting=tally.waiting,
        suspects=tally.suspects,
        symptomatic=tally.symptomatic,
        hand_in=_hand_in(status),
    )


def _hand_in(status: SheetStatus) -> HandIn:
    if status.handed_in_at is not None:
        return HandIn.LATE if status.late else HandIn.ON_TIME
    return HandIn.MISSING if status.overdue or status.late else HandIn.PENDING


def _symptoms(counts: DayCounts, basis: Basis) -> tuple[SymptomFigures, ...]:
    pack = (symptom.id for symptom in basis.checks.symptoms)
    ids = _in_pack_order((*pack, *counts.pupil_symptoms, *counts.staff_symptoms), basis)
    return tuple(
        SymptomFigures(
            each,
            _symptom_name(each, basis),
            counts.pupil_symptoms.get(each, 0),
            counts.staff_symptoms.get(each, 0),
        )
        for each in ids
    )


def _class_symptoms(
    view: View, day: date, classes: Mapping[ClassId, roster.SchoolClass], basis: Basis
) -> tuple[ClassSymptom, ...]:
    return tuple(
        ClassSymptom(
            classes[row.class_id].name,
            each,
            _symptom_name(each, basis),
            row.today.get(each, 0),
            row.three_days[each],
        )
        for row in checks.symptom_table(view, day, basis.checks)
        if row.class_id in classes
        for each in _in_pack_order(row.three_days, basis)
    )


def _in_pack_order(ids: Iterable[str], basis: Basis) -> list[str]:
    order = {symptom.id: number for number, symptom in enumerate(basis.checks.symptoms)}
    return sorted(set(ids), key=lambda each: (order.get(each, len(order)), each))


def _symptom_name(symptom_id: str, basis: Basis) -> str:
    names = {one.id: one.name(basis.school.language) for one in basis.checks.symptoms}
    return names.get(symptom_id, symptom_id)


def _causes(
    pupils: Mapping[str, int], staff: Mapping[str, int], basis: Basis
) -> tuple[CauseFigures, ...]:
    known = basis.absence.causes
    order = {each: number for number, each in enumerate(known)}
    ids = sorted({*pupils, *staff}, key=lambda each: (order.get(each, len(order)), each))
    return tuple(
        CauseFigures(
            each,
            _cause_name(each, basis),
            each in known and known[each].infectious,
            pupils.get(each, 0),
            staff.get(each, 0),
        )
        for each in ids
    )


def _cause_name(cause_id: str, basis: Basis) -> str:
    cause = basis.absence.causes.get(cause_id)
    return cause.name(basis.school.language) if cause else cause_id


def _cases_of_term(view: View, day: date, basis: Basis) -> tuple[CaseLine, ...]:
    term = next((term for term in basis.calendar.terms if day in term), None)
    first_on = term.first_on if term else day
    lines = absence.cases_between(view, first_on, day, basis.absence)
    return tuple(
        line
        for line in lines
        if line.standing is not absence.Standing.WITHDRAWN and line.first_on >= first_on
    )


def _cases_away(view: View, day: date, basis: Basis) -> tuple[absence.Case, ...]:
    """Return the cases that cover at least one session of the day."""
    touched = (
        absence.case(view, line.id, basis.absence)
        for line in absence.cases_between(view, day, day, basis.absence)
        if line.standing is not absence.Standing.WITHDRAWN
    )
    return tuple(one for one in touched if any(mark.day == day for mark in one.marks))


def _diseases(
    day: date, term: tuple[CaseLine, ...], away: tuple[absence.Case, ...], basis: Basis
) -> tuple[DiseaseFigures, ...]:
    found = []
    for cause in basis.absence.causes.values():
        cases = [line for line in term if line.cause_id == cause.id]
        current = sum(one.line.cause_id == cause.id for one in away)
        if cause.infectious and (cases or current):
            new = sum(line.first_on == day for line in cases)
            name = cause.name(basis.school.language)
            found.append(DiseaseFigures(cause.id, name, new, current, max(len(cases), current)))
    return tuple(found)


def _class_absences(
    day: date,
    by_class: Mapping[ClassId, ReasonCounts],
    away: tuple[absence.Case, ...],
    classes: Mapping[ClassId, roster.SchoolClass],
    basis: Basis,
) -> tuple[ClassAbsence, ...]:
    rows = []
    for class_id, entry in classes.items():
        for reason in _REASONS:
            people = getattr(by_class.get(class_id, ReasonCounts()), reason)
            cases = [c for c in away if c.line.class_id == class_id and c.line.reason == reason]
            if people:
                new = min(people, sum(one.line.first_on == day for one in cases))
                half_days = min(2 * people, sum(_half_days(one, day, basis) for one in cases))
                rows.append(
                    ClassAbsence(entry.name, _WHOM[entry.kind], reason, people, new, half_days)
                )
    return tuple(rows)


def _half_days(case: absence.Case, day: date, basis: Basis) -> int:
    sessions = {mark.session for mark in case.marks if mark.day == day}
    return absence.half_days(sessions, case.lessons.get(day), basis.absence)
