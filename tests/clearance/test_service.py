# SPDX-License-Identifier: Apache-2.0
"""Asking, dating, ticking, papers, deciding, taking back: on a real encrypted record."""

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

import pytest

from schoolguard import checks, clearance
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.clearance import (
    Anchor,
    Anchors,
    ClearanceDraft,
    Decision,
    DueKind,
    MissingKind,
    NoteKind,
    Sign,
    Standing,
    Told,
    Verdict,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.store import Unit, corrections_of, search
from tests.factories.clearance import ONSET, WayBack

SEP_15 = date(2026, 9, 15)


def test_asking_twice_goes_on_with_the_same_one(back: WayBack) -> None:
    first = back.ask("", onset_on=None)
    second = back.ask("varicella", absence_case_id=7)
    assert first == second
    found = back.get(first)
    assert (found.line.disease_id, found.absence_case_id) == ("varicella", 7)
    assert found.anchors.onset_on == ONSET
    assert len(back.pending()) == 1


def test_a_case_of_disease_corrects_the_disease_and_keeps_the_old_one(back: WayBack) -> None:
    clearance_id = back.ask("cold")
    back.ask("influenza")
    assert back.get(clearance_id).line.disease_id == "cold"
    back.ask("influenza", disease_case_id=3)
    found = back.get(clearance_id)
    assert found.line.disease_id == "influenza"
    assert [(one.field, one.old) for one in found.changes] == [("disease_id", "cold")]


def test_what_is_known_is_never_replaced_by_asking(back: WayBack) -> None:
    clearance_id = back.ask(absence_case_id=7)
    back.ask(onset_on=ONSET - timedelta(days=3), absence_case_id=8)
    found = back.get(clearance_id)
    assert (found.anchors.onset_on, found.absence_case_id) == (ONSET, 7)


def test_a_changed_day_needs_a_reason_and_keeps_the_old_one(back: WayBack) -> None:
    clearance_id = back.ask()
    back.move_to(date(2026, 9, 5))
    with pytest.raises(UserError, match="why_needed"):
        back.set_dates(clearance_id, Anchors(onset_on=date(2026, 9, 2)))
    back.set_dates(clearance_id, Anchors(onset_on=date(2026, 9, 2)), "家长更正")
    (change,) = back.get(clearance_id).changes
    assert (change.field, change.old, change.new) == ("onset_on", "2026-09-01", "2026-09-02")
    assert back.get(clearance_id).line.assessment.earliest_on == date(2026, 9, 16)


def test_an_hour_added_to_a_day_is_no_correction(back: WayBack) -> None:
    clearance_id = back.ask("norovirus", onset_on=None)
    back.move_to(date(2026, 9, 5))
    ended = date(2026, 9, 4)
    back.set_dates(clearance_id, Anchors(symptom_end_on=ended))
    back.set_dates(
        clearance_id, Anchors(symptom_end_on=ended, hours={Anchor.SYMPTOM_END: time(20)})
    )
    found = back.get(clearance_id)
    assert found.anchors.hours == {Anchor.SYMPTOM_END: time(20)}
    assert found.changes == ()
    assert not found.line.assessment.by_whole_days


def test_days_that_can_not_be_are_refused(back: WayBack) -> None:
    clearance_id = back.ask()
    with pytest.raises(UserError, match="day_ahead"):
        back.set_dates(clearance_id, Anchors(onset_on=date(2026, 9, 2)), "x")
    with pytest.raises(UserError, match="before_onset"):
        back.set_dates(clearance_id, Anchors(onset_on=ONSET, rash_onset_on=date(2026, 8, 31)))


def test_nothing_missing_and_the_nurse_decides(back: WayBack) -> None:
    clearance_id = back.ask(absence_case_id=7, disease_case_id=3)
    with pytest.raises(UserError, match="not_yet"):
        back.decide(clearance_id)
    back.ready(clearance_id)
    assert back.pending()[0].sign is Sign.MAY_RETURN
    done = back.decide(clearance_id)
    assert (done.cleared, done.absence_case_id, done.disease_case_id) == (True, 7, 3)
    assert done.number == "2026-0001"
    found = back.get(clearance_id)
    assert found.line.standing is Standing.CLEARED
    assert found.line.look is not None
    assert (found.line.look.period_over, found.line.look.rule_id) == (True, "varicella")
    assert back.pending() == ()


def test_the_nurse_may_disagree_although_nothing_is_missing(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    with pytest.raises(UserError, match="look_day_needed"):
        back.decide(clearance_id, Verdict.RESTING)
    with pytest.raises(UserError, match="look_day_past"):
        back.decide(clearance_id, Verdict.RESTING, look_again_on=SEP_15)
    back.decide(clearance_id, Verdict.RESTING, look_again_on=date(2026, 9, 18), note="仍有新疹")
    (line,) = back.pending()
    assert (line.standing, line.look_again_on) == (Standing.OPEN, date(2026, 9, 18))
    assert back.due() == ()
    back.move_to(date(2026, 9, 18))
    assert [one.kind for one in back.due()] == [DueKind.LOOK]


def test_an_exception_needs_a_reason_and_stays_visible(back: WayBack) -> None:
    clearance_id = back.ask()
    back.decide(clearance_id, override="区疾控同意提前返校")
    look = back.get(clearance_id).line.look
    assert look is not None
    assert look.decision.override_reason == "区疾控同意提前返校"
    assert not look.period_over
    assert back.counts(ONSET).overridden == 1
    entries = back.ward.ask(lambda view: search(view, "", ONSET, ONSET, 99))
    assert "clearance.overridden" in {entry.action for entry in entries}


def test_a_reason_for_what_needs_none_is_no_exception(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    back.decide(clearance_id, override="多余")
    look = back.get(clearance_id).line.look
    assert look is not None
    assert look.decision.override_reason == ""


def test_a_paper_is_checked_again_and_a_wrong_one_taken_back(back: WayBack) -> None:
    clearance_id = back.ask()
    back.move_to(SEP_15)
    back.tick(clearance_id, "crusted")
    paper = back.paper(clearance_id, agreed=None)
    (missing,) = back.get(clearance_id).line.assessment.missing
    assert missing.kind is MissingKind.RECHECK

    def recheck(agreed: bool, finding: str = "", why: str = "") -> None:
        back.ward.do(
            lambda unit: clearance.recheck_paper(
                unit, clearance_id, paper, agreed=agreed, finding=finding, why=why
            )
        )

    with pytest.raises(UserError, match="finding_needed"):
        recheck(False)
    recheck(False, "日期有涂改")
    with pytest.raises(UserError, match="why_needed"):
        recheck(True)
    recheck(True, why="医院电话确认")
    assert back.get(clearance_id).line.assessment.may_return
    back.ward.do(lambda unit: clearance.retract_paper(unit, clearance_id, paper, "登错了人"))
    found = back.get(clearance_id)
    assert not found.line.assessment.may_return
    assert found.papers[0].retracted_why == "登错了人"


def test_a_tick_can_be_taken_back(back: WayBack) -> None:
    clearance_id = back.ask()
    back.tick(clearance_id, "crusted")
    back.tick(clearance_id, "crusted")
    assert back.get(clearance_id).ticks == {"crusted"}
    back.tick(clearance_id, "crusted", holds=False)
    assert back.get(clearance_id).ticks == frozenset()


def test_opening_again_takes_the_decision_back_and_keeps_it(back: WayBack) -> None:
    clearance_id = back.ask(absence_case_id=7)
    back.ready(clearance_id)
    back.decide(clearance_id)
    with pytest.raises(UserError, match="why_needed"):
        back.ward.do(lambda unit: clearance.reopen(unit, clearance_id, ""))
    undone = back.ward.do(lambda unit: clearance.reopen(unit, clearance_id, "又发热"))
    assert undone is not None
    assert undone.absence_case_id == 7
    found = back.get(clearance_id)
    assert (found.line.standing, found.line.look) == (Standing.OPEN, None)
    assert found.looks[0].revoked_why == "又发热"
    assert back.counts(SEP_15).cleared == 0
    assert back.decide(clearance_id).number == "2026-0002"


def test_withdrawn_counts_nowhere_and_opens_again_unless_another_is_open(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ward.do(lambda unit: clearance.withdraw(unit, clearance_id, "点错了人"))
    assert back.get(clearance_id).end_note == "点错了人"
    assert back.counts(ONSET).pending == 0
    other = back.ask("mumps")
    assert other != clearance_id
    with pytest.raises(UserError, match="other_open"):
        back.ward.do(lambda unit: clearance.reopen(unit, clearance_id, "x"))
    back.ward.do(lambda unit: clearance.withdraw(unit, other, "x"))
    assert back.ward.do(lambda unit: clearance.reopen(unit, clearance_id, "x")) is None
    assert back.get(clearance_id).line.standing is Standing.OPEN


def test_an_ended_one_is_not_changed(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    back.decide(clearance_id)
    for deed in (
        lambda: back.tick(clearance_id, "crusted", holds=False),
        lambda: back.set_dates(clearance_id, Anchors(), "x"),
        lambda: back.paper(clearance_id),
        lambda: back.decide(clearance_id),
    ):
        with pytest.raises(UserError, match="not_open"):
            deed()


def test_the_schools_variant_is_in_force_and_the_rule_itself_beside_it(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ward.do(
        lambda unit: clearance.choose_variant(unit, "varicella", "varicella.21d", back.rules)
    )
    found = back.get(clearance_id)
    assert found.line.assessment.rule.id == "varicella.21d"
    assert found.line.assessment.earliest_on == date(2026, 9, 22)
    assert found.original.id == "varicella"
    with pytest.raises(UserError, match="no_such_variant"):
        back.ward.do(
            lambda unit: clearance.choose_variant(unit, "varicella", "mumps.21d", back.rules)
        )
    back.ward.do(lambda unit: clearance.choose_variant(unit, "varicella", "", back.rules))
    assert back.get(clearance_id).line.assessment.rule.id == "varicella"
    kept = back.ward.ask(lambda view: corrections_of(view, "clearance_rule:varicella"))
    assert [(one.old, one.new) for one in kept] == [
        ("", "varicella.21d"),
        ("varicella.21d", ""),
    ]


def test_a_decision_keeps_the_rule_of_its_day(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    back.decide(clearance_id)
    back.ward.do(
        lambda unit: clearance.choose_variant(unit, "varicella", "varicella.21d", back.rules)
    )
    look = back.get(clearance_id).line.look
    assert look is not None
    assert (look.rule_id, look.earliest_on) == ("varicella", SEP_15)


def test_somebody_in_class_uncleared_comes_first(back: WayBack) -> None:
    back.ask("cold", person=back.ward.classmate)
    clearance_id = back.ask()
    back.move_to(date(2026, 9, 2), 9)
    key = SheetKey(date(2026, 9, 2), CheckSession.MORNING, back.ward.class_id)
    back.ward.do(
        lambda unit: checks.record(
            unit, key, back.ward.pupil, Entry(State.OBSERVED), checks.load_rules()
        )
    )
    lines = back.pending()
    assert [line.id == clearance_id for line in lines] == [True, False]
    assert (lines[0].sign, lines[0].seen_on) == (Sign.IN_CLASS, date(2026, 9, 2))
    assert (back.due()[0].kind, back.due()[0].overdue) == (DueKind.IN_CLASS, True)


def test_seen_before_it_was_asked_for_is_no_news(back: WayBack) -> None:
    key = SheetKey(ONSET, CheckSession.MORNING, back.ward.class_id)
    back.ward.do(
        lambda unit: checks.record(
            unit, key, back.ward.pupil, Entry(State.OBSERVED), checks.load_rules()
        )
    )
    back.move_to(ONSET, 10)
    back.ask()
    assert back.pending()[0].seen_on is None


def test_the_waiting_stand_in_order_of_their_earliest_day(back: WayBack) -> None:
    late = back.ask("varicella")
    blind = back.ask("norovirus", person=back.ward.classmate, onset_on=None)
    soon = back.ask("conjunctivitis", person=back.ward.teacher)
    assert [line.id for line in back.pending()] == [soon, late, blind]
    assert [line.sign for line in back.pending()] == [
        Sign.IN_DAYS,
        Sign.IN_DAYS,
        Sign.DATES_MISSING,
    ]
    back.move_to(date(2026, 9, 8))
    assert [(one.kind, one.clearance_id) for one in back.due()] == [
        (DueKind.LOOK, soon),
        (DueKind.DATES_MISSING, blind),
    ]


def test_signs_say_what_to_do_when_the_time_has_passed(back: WayBack) -> None:
    clearance_id = back.ask()
    back.move_to(SEP_15)
    assert back.pending()[0].sign is Sign.PAPER_MISSING
    back.paper(clearance_id)
    assert back.pending()[0].sign is Sign.LOOK
    back.tick(clearance_id, "crusted")
    assert back.pending()[0].sign is Sign.MAY_RETURN


def test_a_dispute_names_who_was_told(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ward.do(
        lambda unit: clearance.add_note(
            unit, clearance_id, "家长不同意", NoteKind.DISPUTE, {Told.CDC, Told.PRINCIPAL}
        )
    )
    (note,) = back.get(clearance_id).notes
    assert (note.kind, set(note.told)) == (NoteKind.DISPUTE, {Told.CDC, Told.PRINCIPAL})
    with pytest.raises(UserError, match="text_needed"):
        back.ward.do(lambda unit: clearance.add_note(unit, clearance_id, " "))


def test_counts_of_a_day(back: WayBack) -> None:
    pupil, other = back.ask(), back.ask("mumps", person=back.ward.classmate)
    back.ready(pupil)
    back.decide(pupil)
    back.decide(other, Verdict.RESTING, look_again_on=date(2026, 9, 20))
    counts = back.counts(SEP_15)
    assert (counts.cleared, counts.cleared_pupils, counts.resting, counts.pending) == (1, 1, 1, 1)
    assert back.counts(date(2026, 9, 14)).pending == 2


def test_a_look_is_not_before_the_onset_nor_ahead(back: WayBack) -> None:
    back.move_to(date(2026, 9, 3))
    clearance_id = back.ask(onset_on=date(2026, 9, 3))

    def decide(decision: Decision, unit: Unit) -> None:
        clearance.decide(unit, clearance_id, decision, back.rules)

    for day, code in ((date(2026, 9, 2), "before_onset"), (date(2026, 9, 4), "day_ahead")):
        decision = Decision(Verdict.CLEARED, day, override_reason="x")
        with pytest.raises(UserError, match=code):
            back.ward.do(partial(decide, decision))


def test_only_the_nurse_clears(back: WayBack, acting_as: Callable[..., Actor]) -> None:
    clearance_id = back.ask()
    acting_as(Role.PRINCIPAL)
    assert back.get(clearance_id).line.name == "王小明"
    with pytest.raises(UserError, match="not_allowed"):
        back.tick(clearance_id, "crusted")
    acting_as(Role.TEACHER, classes={back.ward.class_id})
    assert back.due() == ()
    with pytest.raises(UserError, match="not_allowed"):
        back.pending()


def test_what_others_look_up(back: WayBack) -> None:
    clearance_id = back.ask(disease_case_id=3, stay_id=5)
    ask = back.ward.ask
    assert ask(lambda v: clearance.waiting_for(v, [back.ward.pupil])) == {
        back.ward.pupil: clearance_id
    }
    assert ask(lambda v: clearance.waiting_for(v, [back.ward.teacher])) == {}
    assert ask(lambda v: clearance.asked_for(v, stay_id=5)) == clearance_id  # type: ignore[arg-type]
    assert ask(lambda v: clearance.asked_for(v, disease_case_id=9)) is None  # type: ignore[arg-type]
    assert not back.get(clearance_id).is_worked_on
    back.tick(clearance_id, "crusted")
    assert back.get(clearance_id).is_worked_on
    said = ask(lambda v: clearance.assess(v, clearance_id, back.rules, SEP_15))
    assert [one.kind for one in said.missing] == [MissingKind.PAPER]


def test_a_clearance_that_is_none(back: WayBack) -> None:
    with pytest.raises(UserError, match="no_such_clearance"):
        back.get(ClearanceId(99))


def test_the_audit_knows_no_disease(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    back.decide(clearance_id)
    entries = back.ward.ask(lambda view: search(view, "", ONSET, SEP_15, 99))
    ours = [entry for entry in entries if entry.action.startswith("clearance.")]
    assert len(ours) >= 4
    assert "varicella" not in str(ours)


def test_a_draft_may_know_nothing_but_the_person(back: WayBack) -> None:
    draft = ClearanceDraft(back.ward.pupil, back.ward.class_id, "")
    clearance_id = back.ward.do(lambda unit: clearance.ask(unit, draft, back.rules))
    found = back.get(clearance_id)
    assert found.line.assessment.rule is back.rules.fallback
    back.ward.do(lambda unit: clearance.change_disease(unit, clearance_id, "hfmd"))
    with pytest.raises(UserError, match="why_needed"):
        back.ward.do(lambda unit: clearance.change_disease(unit, clearance_id, "mumps"))
    back.ward.do(lambda u: clearance.describe(u, clearance_id, hospital="县医院", note=""))
    back.ward.do(lambda u: clearance.describe(u, clearance_id, hospital="县医院儿科", note=""))
    with pytest.raises(UserError, match="why_needed"):
        back.ward.do(lambda u: clearance.describe(u, clearance_id, hospital="", note=""))


def test_a_look_typed_in_later_counts_on_its_own_day(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    for day, may in ((date(2026, 9, 14), False), (SEP_15, True)):
        said = back.ward.ask(lambda v, d=day: clearance.assess(v, clearance_id, back.rules, d))
        assert said.may_return is may
    early = Decision(Verdict.CLEARED, date(2026, 9, 14))
    with pytest.raises(UserError, match="not_yet"):
        back.ward.do(lambda unit: clearance.decide(unit, clearance_id, early, back.rules))
