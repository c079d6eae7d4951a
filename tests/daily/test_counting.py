# SPDX-License-Identifier: Apache-2.0
"""The figures of a day, taken from real checks and real absence cases."""

from datetime import date, timedelta

from schoolguard import absence, daily, flows, roster
from schoolguard.checks import Entry, State
from schoolguard.daily import HandIn, People, Statement, Whom
from schoolguard.suspension import Scope, SuspensionDraft
from tests.factories.daily import DAY, EVENING, MORNING, NOON, Campus


def test_nothing_entered_yet_is_unchecked_and_never_zero(campus: Campus) -> None:
    figures = campus.figures()
    assert figures.pupils == People(total=18, expected=18, unchecked=18)
    assert figures.staff == People(total=3, expected=3, unchecked=3)
    assert {sheet.hand_in for sheet in figures.sheets} == {HandIn.PENDING}
    assert daily.statement(figures, campus.basis.findings) is Statement.INCOMPLETE


def test_a_quiet_day_is_a_zero_report(campus: Campus) -> None:
    campus.at(7, 50)
    campus.check_all()
    figures = campus.figures()
    assert figures.pupils == People(total=18, expected=18, present=18)
    assert daily.statement(figures, campus.basis.findings) is Statement.ZERO
    assert all(symptom.pupils == symptom.staff == 0 for symptom in figures.symptoms)
    assert {symptom.id for symptom in figures.symptoms} >= {"fever", "cough"}


def test_a_day_with_everything(campus: Campus) -> None:
    first, second, third, staff = campus.classes
    campus.at(7, 50)
    cough = frozenset({"cough"})
    odd = {
        0: Entry(State.MEASURED, 378, symptoms=cough),
        1: Entry(State.ABSENT),
        2: Entry(State.ABSENT),
    }
    campus.check(first, odd=odd)
    campus.check(second, odd={0: Entry(State.OBSERVED, symptoms=cough)})
    campus.at(8, 30)
    campus.check(staff, odd={0: Entry(State.NOT_CHECKED)})
    campus.recheck(first, 0, 381)
    influenza = absence.CaseDetails(absence.Reason.ILLNESS, cause_id="influenza")
    campus.explain(first, 1, influenza)
    campus.at(9, 0)
    figures = campus.figures()

    assert figures.pupils == People(18, 18, present=10, unchecked=6, illness=1, unknown=1)
    assert figures.staff == People(3, 3, present=3)
    assert figures.fevers_pupils == 1
    assert {one.id: (one.pupils, one.staff) for one in figures.symptoms if one.pupils} == {
        "cough": (2, 0),
        "fever": (1, 0),
    }
    assert [(one.id, one.infectious, one.pupils) for one in figures.causes] == [
        ("influenza", True, 1)
    ]
    (disease,) = figures.diseases
    assert (disease.new, disease.current, disease.this_term) == (1, 1, 1)
    mornings = {one.class_name: one for one in figures.sheets if one.session is MORNING}
    assert [one.hand_in for one in mornings.values()] == [
        HandIn.ON_TIME,
        HandIn.ON_TIME,
        HandIn.MISSING,
        HandIn.LATE,
    ]
    assert mornings["教务处"].whom is Whom.STAFF
    assert mornings["教务处"].unchecked == 1
    assert [(one.reason, one.people, one.half_days) for one in figures.class_absences] == [
        ("illness", 1, 1),
        ("unknown", 1, 1),
    ]
    assert figures.symptomatic == 2
    del third


def test_each_sheet_adds_up(campus: Campus) -> None:
    campus.at(7, 50)
    campus.check(campus.classes[0], odd={0: Entry(State.ABSENT), 1: Entry(State.NOT_CHECKED)})
    for sheet in campus.figures().sheets:
        parts = sheet.measured + sheet.observed + sheet.absent + sheet.not_checked + sheet.missing
        assert parts == sheet.expected


def test_the_evening_check_expects_boarders_only(campus: Campus) -> None:
    evening = [one for one in campus.figures().sheets if one.session is EVENING]
    assert [(one.class_name, one.expected) for one in evening] == [("一年级(2)班", 6)]


def test_absent_at_noon_is_absent_on_the_day_and_left_later(campus: Campus) -> None:
    campus.at(7, 50)
    campus.check_all()
    campus.at(13, 0)
    campus.check(campus.classes[0], NOON, odd={0: Entry(State.ABSENT)})
    pupils = campus.figures().pupils
    assert (pupils.present, pupils.absent, pupils.left_later) == (18, 1, 1)


def test_whoever_leaves_the_school_after_the_check_was_expected_in_it(campus: Campus) -> None:
    campus.at(7, 50)
    campus.check_all()
    leaver = campus.people[campus.classes[0]][0]
    campus.school.change(
        lambda unit: roster.let_leave(unit, [leaver], roster.EndReason.TRANSFERRED, from_on=DAY)
    )
    assert campus.figures().pupils == People(total=18, expected=18, present=18)


def test_a_day_without_school_expects_nobody(campus: Campus) -> None:
    figures = campus.figures(date(2026, 10, 1))
    assert not figures.school_day
    assert figures.sheets == ()
    assert figures.pupils == People(total=18)


def test_the_term_remembers_diseases_of_earlier_days(campus: Campus) -> None:
    first = campus.classes[0]
    campus.at(7, 50)
    campus.check(first, odd={0: Entry(State.ABSENT)})
    campus.explain(first, 0, absence.CaseDetails(absence.Reason.ILLNESS, cause_id="varicella"))
    tomorrow = DAY + timedelta(days=1)
    campus.at(7, 50, tomorrow)
    campus.check(first, day=tomorrow)
    (disease,) = campus.figures(tomorrow).diseases
    assert (disease.new, disease.current, disease.this_term) == (0, 0, 1)


def test_a_class_off_is_neither_expected_nor_missing(campus: Campus) -> None:
    off, *others = (one for one in campus.classes if one != campus.staff_id)
    draft = SuspensionDraft(
        Scope.CLASS,
        (off,),
        "influenza",
        decided_by="县疾控中心",
        decided_on=DAY,
        from_on=DAY,
        until_on=DAY + timedelta(days=3),
    )
    campus.school.change(lambda unit: flows.suspend(unit, draft, campus.rules))
    figures = campus.figures()
    assert figures.pupils.expected == sum(len(campus.people[one]) for one in others)
    assert figures.pupils.total == figures.pupils.expected + len(campus.people[off])
    assert len({sheet.class_name for sheet in figures.sheets}) == len(others) + 1
