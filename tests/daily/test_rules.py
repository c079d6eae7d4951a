# SPDX-License-Identifier: Apache-2.0
"""What a day amounts to: a zero report, findings, gaps; and what changed."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard import daily
from schoolguard.daily import (
    CauseFigures,
    ClassAbsence,
    DailyFigures,
    DiseaseFigures,
    FindingKind,
    HandIn,
    People,
    SheetFigures,
    Statement,
    SymptomFigures,
    Whom,
)
from schoolguard.daily.control import (
    CaseFigures,
    ControlFigures,
    IsolationFigures,
    SuspensionFigures,
    WarningFigures,
)
from schoolguard.daily.kept_figures import from_json, to_json
from schoolguard.daily.rules import read_findings
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.rule_packs import load_pack

ALL = frozenset(FindingKind)
DAY = date(2026, 9, 1)


def sheet(**changes: object) -> SheetFigures:
    whole = SheetFigures(
        class_name="三年级(2)班",
        whom=Whom.PUPILS,
        session=CheckSession.MORNING,
        expected=10,
        measured=10,
        observed=0,
        absent=0,
        not_checked=0,
        missing=0,
        waiting=0,
        suspects=0,
        symptomatic=0,
        hand_in=HandIn.ON_TIME,
    )
    return dataclasses.replace(whole, **changes)  # type: ignore[arg-type]


def day(*sheets: SheetFigures, **changes: object) -> DailyFigures:
    figures = DailyFigures(DAY, school_day=True, sheets=sheets or (sheet(),))
    return dataclasses.replace(figures, **changes)  # type: ignore[arg-type]


def amounts_to(figures: DailyFigures) -> Statement:
    return daily.statement(figures, ALL)


def test_everybody_checked_and_nothing_found_is_a_zero_report() -> None:
    assert amounts_to(day()) is Statement.ZERO


@pytest.mark.parametrize(
    "gap",
    [
        sheet(measured=9, missing=1),
        sheet(measured=9, not_checked=1),
        sheet(hand_in=HandIn.MISSING),
        sheet(measured=0, missing=10, hand_in=HandIn.MISSING),
    ],
)
def test_a_zero_report_is_refused_while_anybody_was_not_checked(gap: SheetFigures) -> None:
    assert amounts_to(day(gap)) is Statement.INCOMPLETE
    assert amounts_to(day(sheet(), gap)) is Statement.INCOMPLETE


def test_a_sheet_handed_in_late_is_complete_all_the_same() -> None:
    assert amounts_to(day(sheet(hand_in=HandIn.LATE))) is Statement.ZERO


def test_a_check_that_is_not_due_yet_does_not_count() -> None:
    evening = sheet(session=CheckSession.EVENING, measured=0, missing=10, hand_in=HandIn.PENDING)
    assert amounts_to(day(sheet(), evening)) is Statement.ZERO
    assert amounts_to(day(evening)) is Statement.INCOMPLETE


def test_a_school_day_without_any_sheet_is_no_zero_report() -> None:
    assert amounts_to(DailyFigures(DAY, school_day=True)) is Statement.INCOMPLETE


def test_a_day_without_school_says_so() -> None:
    assert amounts_to(DailyFigures(DAY, school_day=False)) is Statement.NO_SCHOOL


FOUND = {
    FindingKind.FEVER: {"fevers_pupils": 1},
    FindingKind.RECHECK_OPEN: {"waiting": 1},
    FindingKind.SYMPTOM: {"symptoms": (SymptomFigures("cough", "咳嗽", 0, 1),)},
    FindingKind.INFECTIOUS: {"diseases": (DiseaseFigures("varicella", "水痘", 0, 1, 1),)},
    FindingKind.SUSPECTED: {"suspected": 1},
    FindingKind.CAUSE_UNKNOWN: {"causes": (CauseFigures("", "", False, 1, 0),)},
    FindingKind.REASON_UNKNOWN: {"pupils": People(unknown=1)},
    FindingKind.CASE: {"control": ControlFigures(cases=(CaseFigures("mumps", "腮", 1, 1, 1),))},
    FindingKind.ISOLATED: {"control": ControlFigures(IsolationFigures(admitted_staff=1))},
    FindingKind.SUSPENDED: {"control": ControlFigures(suspension=SuspensionFigures(people=1))},
    FindingKind.WARNED: {"control": ControlFigures(warning=WarningFigures(legal=1))},
}


@pytest.mark.parametrize("kind", FindingKind)
def test_each_finding_stands_against_a_zero_report_unless_switched_off(kind: FindingKind) -> None:
    figures = day(**FOUND[kind])
    assert amounts_to(figures) is Statement.FINDINGS
    (finding,) = daily.findings(figures, ALL)
    assert (finding.kind, finding.count) == (kind, 1)
    assert daily.statement(figures, ALL - {kind}) is Statement.ZERO


def test_findings_weigh_more_than_gaps() -> None:
    figures = day(sheet(measured=9, missing=1), fevers_pupils=1)
    assert amounts_to(figures) is Statement.FINDINGS


def test_a_recorded_fever_is_not_counted_again_among_the_symptoms() -> None:
    figures = day(symptoms=(SymptomFigures("fever", "发热", 1, 0),), fevers_pupils=1)
    assert [one.kind for one in daily.findings(figures, ALL)] == [FindingKind.FEVER]


def test_a_finding_names_the_classes_concerned_once() -> None:
    sheets = (
        sheet(suspects=1),
        sheet(suspects=1, session=CheckSession.NOON),
        sheet(class_name="三年级(3)班", suspects=1),
        sheet(class_name="三年级(4)班"),
    )
    (finding,) = daily.findings(day(*sheets, fevers_pupils=3), ALL)
    assert finding.class_names == ("三年级(2)班", "三年级(3)班")


def test_only_an_ill_person_absent_with_a_known_harmless_cause_is_no_finding() -> None:
    absence = ClassAbsence("三年级(2)班", Whom.PUPILS, "illness", 1, 1, 2)
    figures = day(
        pupils=People(10, 10, 9, 0, illness=1),
        causes=(CauseFigures("cold", "感冒", False, 1, 0),),
        class_absences=(absence,),
    )
    assert amounts_to(figures) is Statement.ZERO


def test_fever_is_named_once_among_what_changed() -> None:
    now = day(symptoms=(SymptomFigures("fever", "发热", 1, 0),), fevers_pupils=1)
    assert [one.key for one in daily.headline_changes(day(), now)] == ["fevers"]


def test_attendance_adds_up_and_names_who_left_later() -> None:
    people = People(total=50, expected=50, present=46, unchecked=1, illness=3, leave=1)
    assert people.absent == 4
    assert people.left_later == 1


def test_changes_name_each_figure_that_moved() -> None:
    before = day(sheet(), pupils=People(present=10))
    now = day(sheet(measured=9, absent=1), pupils=People(present=9, illness=1), fevers_staff=2)
    assert [(one.key, one.before, one.now) for one in daily.headline_changes(before, now)] == [
        ("pupils.present", 10, 9),
        ("pupils.absent", 0, 1),
        ("pupils.illness", 0, 1),
        ("fevers", 0, 2),
    ]
    keys = {one.key for one in daily.all_changes(before, now)}
    assert "sheet:三年级(2)班:morning:absent" in keys
    assert daily.all_changes(now, now) == ()


NUMBERS = (
    "expected",
    "measured",
    "observed",
    "absent",
    "not_checked",
    "missing",
    "waiting",
    "suspects",
    "symptomatic",
)


def test_a_later_check_that_finds_nothing_corrects_nothing() -> None:
    pending = sheet(session=CheckSession.EVENING, measured=0, missing=10, hand_in=HandIn.PENDING)
    held = sheet(session=CheckSession.EVENING)
    signed, later = day(sheet(), pending), day(sheet(), held)
    assert daily.all_changes(signed, later)
    assert daily.notable_changes(signed, later) == ()
    absent = sheet(session=CheckSession.EVENING, measured=9, absent=1)
    assert [one.key for one in daily.notable_changes(signed, day(sheet(), absent))] == [
        "sheet:三年级(2)班:evening:absent"
    ]
    corrected = day(sheet(measured=9, not_checked=1), held)
    assert len(daily.notable_changes(signed, corrected)) == 2


counts = st.integers(0, 60)
sheets = st.builds(
    SheetFigures,
    class_name=st.text(max_size=8),
    whom=st.sampled_from(Whom),
    session=st.sampled_from(CheckSession),
    **dict.fromkeys(NUMBERS, counts),
    hand_in=st.sampled_from(HandIn),
)
days = st.builds(
    DailyFigures,
    day=st.dates(),
    school_day=st.booleans(),
    pupils=st.builds(People, *[counts] * 8),
    sheets=st.lists(sheets, max_size=3).map(tuple),
    symptoms=st.lists(
        st.builds(SymptomFigures, st.text(max_size=4), st.text(max_size=4), counts, counts),
        max_size=2,
    ).map(tuple),
    causes=st.just((CauseFigures("cold", "感冒", False, 1, 0),)),
    class_absences=st.just((ClassAbsence("三2", Whom.STAFF, "leave", 1, 1, 2),)),
    fevers_pupils=counts,
)


@given(days)
def test_kept_figures_read_back_unchanged(figures: DailyFigures) -> None:
    assert from_json(to_json(figures)) == figures


@given(days)
def test_a_zero_report_never_hides_anybody(figures: DailyFigures) -> None:
    if amounts_to(figures) is Statement.ZERO:
        due = [one for one in figures.sheets if one.hand_in is not HandIn.PENDING]
        assert due
        assert all(not one.unchecked for one in due)
        assert figures.fevers == 0


def test_damaged_figures_are_a_bug_not_a_guess() -> None:
    with pytest.raises(BugError):
        from_json('{"day":"2026-09-01"}')


def test_a_rule_that_names_no_figure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "daily.toml"
    path.write_text(
        '[meta]\nversion="1"\n[[finding]]\nid="noise"\nsource="x"\nstatus="local"\n', "utf-8"
    )
    with pytest.raises(UserError, match=r"rules\.bad_entry"):
        read_findings(load_pack(path))
