# SPDX-License-Identifier: Apache-2.0
"""From entries to warnings: told once, told again when it grows, never silently changed."""

import pytest

from schoolguard import flows, warning
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.warning import Cause, EarlyWarning, Level, Standing, UnitKind
from tests.warning.conftest import Ward

RULES = warning.load_rules()


def the_legal(ward: Ward, topic: str = "rash") -> EarlyWarning:
    """Return the one legal warning of a topic, three in one day."""
    lines = ward.school.query(lambda v: warning.open_warnings(v, RULES))
    found = [one for one in lines if (one.rule_id, one.topic) == ("R06-1a", topic)]
    assert len(found) == 1
    return ward.school.query(lambda v: warning.warning(v, found[0].id, RULES))


def test_three_in_a_day_are_told_with_names_rule_and_hours(ward: Ward) -> None:
    """卫办疾控发〔2006〕65号: 同一班级1天内3例."""
    kept = ward.morning(1, 2, 3)
    assert kept[0].level is Level.LEGAL
    assert kept[0].spoke
    told = the_legal(ward)
    assert told.line.unit.kind is UnitKind.CLASS
    assert told.line.unit_name == "三年级(1)班"
    assert told.line.last.count == 3
    assert len(told.names) == 3
    assert told.line.within_hours == 24
    assert told.line.last.usual is not None
    assert told.line.last.versions == RULES.versions


def test_two_in_a_day_are_not_told(ward: Ward) -> None:
    assert [one for one in ward.morning(1, 2) if one.level is Level.LEGAL] == []


def test_what_was_told_is_not_told_again(ward: Ward) -> None:
    ward.morning(1, 2, 3)
    assert ward.watching.watch() == ()
    ward.next_day()
    assert [one for one in ward.morning(1, 2, 3) if one.level is Level.LEGAL] == []


def test_a_pupil_ill_for_days_counts_once(ward: Ward) -> None:
    ward.morning(1)
    ward.next_day()
    ward.morning(1, 2)
    ward.next_day()
    assert [one for one in ward.morning(1, 2) if one.level is Level.LEGAL] == []


def test_more_pupils_make_it_speak_again(ward: Ward) -> None:
    ward.morning(1, 2, 3)
    told = the_legal(ward).line.id
    ward.school.change(lambda u: warning.answer(u, told, Standing.NOT_CLUSTER, "晒伤"))
    ward.next_day()
    kept = ward.morning(1, 2, 3, 4, 5, 6)
    assert kept[0].cause is Cause.GREW
    told = the_legal(ward)
    assert told.line.standing is Standing.OPEN
    assert [turn.cause for turn in told.turns] == [Cause.NEW, Cause.GREW]


def test_a_correction_keeps_the_old_words_and_says_so(ward: Ward) -> None:
    ward.morning(1, 2, 3)
    today = ward.school.query(lambda v: v.today)
    key = SheetKey(today, CheckSession.MORNING, ward.classes[0])
    rules = flows.load_rules(ward.school.calendar)
    well = Entry(State.OBSERVED)
    ward.school.change(
        lambda u: flows.record_entry(u, key, ward.pupils[0][1], well, rules, "看错了")
    )
    kept = ward.watching.watch()
    assert {one.cause for one in kept} == {Cause.CHANGED_AFTER_ENTRY}
    assert not any(one.spoke for one in kept)
    turns = the_legal(ward).turns
    assert [turn.reached for turn in turns] == [True, False]
    assert turns[0].count == 3


def test_a_late_entry_is_told_though_its_day_has_passed(ward: Ward) -> None:
    ward.morning(1, 2)
    monday = ward.school.query(lambda v: v.today)
    ward.next_day()
    ward.morning(1, 2)
    key = SheetKey(monday, CheckSession.NOON, ward.classes[0])
    rules = flows.load_rules(ward.school.calendar)
    late = Entry(State.OBSERVED, symptoms=frozenset({"rash"}))
    ward.school.change(lambda u: flows.record_entry(u, key, ward.pupils[0][5], late, rules))
    kept = ward.watching.watch()
    assert Level.LEGAL in {one.level for one in kept}
    assert the_legal(ward).line.last.last_on == monday


def test_similar_symptoms_count_together(ward: Ward) -> None:
    ward.morning(1, 2, symptom="vomiting")
    falls_ill(ward, 0, 7, "abdominal_pain")
    ward.watching.watch()
    assert the_legal(ward, "intestinal").line.last.count == 3


def test_a_new_memory_says_nothing_that_was_said_before(ward: Ward) -> None:
    ward.morning(1, 2, 3)
    ward.next_day()
    ward.morning(1, 2, 3, 4)
    ward.watching.watcher.forget()
    assert ward.watching.watch() == ()


def test_an_answer_can_be_taken_back_and_counts_in_the_hit_rate(ward: Ward) -> None:
    ward.morning(1, 2, 3)
    told = the_legal(ward)
    with pytest.raises(UserError, match=r"warning\.needs_note"):
        ward.school.change(lambda u: warning.answer(u, told.line.id, Standing.MISTAKE))
    ward.school.change(lambda u: warning.answer(u, told.line.id, Standing.VERIFIED))
    day = told.line.last.last_on
    rate = ward.school.query(lambda v: warning.hit_rate(v, day, day))
    assert rate.share(Level.LEGAL) == 1
    ward.school.change(lambda u: warning.answer(u, told.line.id, Standing.OPEN, "再看看"))
    rate = ward.school.query(lambda v: warning.hit_rate(v, day, day))
    assert rate.share(Level.LEGAL) is None


def test_a_report_to_all_ends_the_duty(ward: Ward) -> None:
    ward.morning(1, 2, 3)
    told = the_legal(ward)
    assert told.line.reported_at is None
    for party in RULES.triggers["R06-1a"].report_to:
        draft = warning.ReportDraft(party, "phone", answered_by="疾控值班员")
        ward.school.change(lambda u, d=draft: warning.record_report(u, told.line.id, d))
    assert the_legal(ward).line.reported_at is not None


def falls_ill(ward: Ward, of: int, place: int, symptom: str) -> None:
    """Let a pupil show a symptom in the noon check."""
    today = ward.school.query(lambda v: v.today)
    ward.clock.move_to(instant(today, 13, 30))
    key = SheetKey(today, CheckSession.NOON, ward.classes[of])
    rules = flows.load_rules(ward.school.calendar)
    entry = Entry(State.OBSERVED, symptoms=frozenset({symptom}))
    ward.school.change(lambda u: flows.record_entry(u, key, ward.pupils[of][place], entry, rules))


def test_shared_meals_are_counted_apart(ward: Ward) -> None:
    """One of each class: no class reaches anything, those who ate together do."""
    today = ward.school.query(lambda v: v.today)
    both = frozenset({ward.pupils[0][1], ward.pupils[1][1]})
    draft = warning.ExposureDraft(warning.ExposureKind.MEAL, today, both, "食堂", "凉拌菜")
    exposure = ward.school.change(lambda u: warning.note_exposure(u, draft))[0]
    falls_ill(ward, 0, 1, "vomiting")
    assert ward.watching.watch() == ()
    falls_ill(ward, 1, 1, "diarrhoea")
    kept = ward.watching.watch()
    assert kept[0].spoke
    lines = ward.school.query(lambda v: warning.open_warnings(v, RULES))
    assert [one.rule_id for one in lines if one.level is Level.LEGAL] == ["shared_meal"]
    ward.school.change(lambda u: warning.withdraw_exposure(u, exposure))
    assert {one.cause for one in ward.watching.watch()} == {Cause.CHANGED_AFTER_ENTRY}
    assert ward.school.query(warning.exposures) == ()


def test_a_meal_shared_by_one_is_refused(ward: Ward) -> None:
    today = ward.school.query(lambda v: v.today)
    alone = frozenset({ward.pupils[0][1]})
    draft = warning.ExposureDraft(warning.ExposureKind.WATER, today, alone)
    with pytest.raises(UserError, match=r"warning\.exposed_nobody"):
        ward.school.change(lambda u: warning.note_exposure(u, draft))
