# SPDX-License-Identifier: Apache-2.0
"""Entries, second readings, corrections and hand-in against a real encrypted store."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, Entry, SheetKey, State, Verdict
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId
from schoolguard.store import corrections_of, search
from tests.factories.checks import (
    DAY,
    Place,
    fill,
    hand_in,
    measured,
    record,
    sheet_of,
)


def test_an_empty_sheet_lists_the_class_in_roster_order(school: School, place: Place) -> None:
    sheet = sheet_of(school, place.morning)
    assert sheet.class_name == "三年级(2)班"
    assert [row.number for row in sheet.rows] == list(range(1, 11))
    assert {row.verdict for row in sheet.rows} == {Verdict.UNSEEN}
    assert sheet.tally.missing == sheet.tally.expected == 10
    assert sheet.opened_at is None


def test_the_four_values_stay_apart(school: School, place: Place) -> None:
    first, second, third, fourth, *_ = place.pupils
    record(school, place.morning, first, measured(365))
    record(school, place.morning, second, Entry(State.OBSERVED))
    record(school, place.morning, third, Entry(State.ABSENT))
    recorded = record(school, place.morning, fourth, Entry(State.NOT_CHECKED))
    assert recorded.before is None
    assert not recorded.is_absent
    tally = sheet_of(school, place.morning).tally
    assert (tally.measured, tally.observed, tally.absent, tally.not_checked) == (1, 1, 1, 1)
    assert tally.missing == 6
    assert tally.present == 3


def test_everything_about_an_entry_comes_back(school: School, place: Place) -> None:
    entry = Entry(
        State.MEASURED,
        368,
        "armpit_electronic",
        frozenset({"cough", "fatigue"}),
        home_decicelsius=371,
        note="昨晚咳嗽",
    )
    record(school, place.morning, place.pupils[0], entry)
    row = sheet_of(school, place.morning).rows[0]
    assert row.first is not None
    assert row.first.entry == entry
    assert row.first.at == school.clock.now()
    assert row.first.by == school.actor.account_id
    assert sheet_of(school, place.morning).tally.symptomatic == 1


def test_a_change_is_announced(school: School, place: Place, rules: CheckRules) -> None:
    _, changes = school.change(
        lambda u: checks.record(u, place.morning, place.pupils[0], measured(365), rules)
    )
    assert changes is Changes.CHECKS


def test_only_the_second_reading_opens_a_suspect_and_both_stay(
    school: School, place: Place, rules: CheckRules, clock: FixedClock
) -> None:
    pupil = place.pupils[0]
    first = record(school, place.morning, pupil, measured(379))
    assert first.verdict is Verdict.RECHECK_DUE
    assert first.recheck_due_at == clock.now() + timedelta(minutes=15)
    clock.advance(timedelta(minutes=15))
    second = measured(381, "armpit_electronic")
    done, _ = school.change(lambda u: checks.record_second(u, place.morning, pupil, second, rules))
    assert done.verdict is Verdict.SUSPECT
    row = sheet_of(school, place.morning).rows[0]
    assert row.first is not None
    assert row.second is not None
    assert (row.first.entry.decicelsius, row.second.entry.decicelsius) == (379, 381)
    assert sheet_of(school, place.morning).tally.suspects == 1


def test_a_second_reading_under_its_line_clears(
    school: School, place: Place, rules: CheckRules
) -> None:
    pupil = place.pupils[0]
    record(school, place.morning, pupil, measured(374))
    done, _ = school.change(
        lambda u: checks.record_second(
            u, place.morning, pupil, measured(374, "ear_infrared"), rules
        )
    )
    assert done.verdict is Verdict.CLEARED


def test_due_rechecks_are_listed_until_they_are_done(
    school: School, place: Place, rules: CheckRules, clock: FixedClock
) -> None:
    record(school, place.morning, place.pupils[0], measured(379))
    clock.advance(timedelta(minutes=50))
    (item,) = school.query(lambda v: checks.due(v, v.now, DAY, rules))
    assert item.person_id == place.pupils[0]
    assert item.overdue
    gone = Entry(State.NOT_CHECKED, note="家长已接走")
    done, _ = school.change(
        lambda u: checks.record_second(u, place.morning, place.pupils[0], gone, rules)
    )
    assert done.verdict is Verdict.UNCONFIRMED
    assert school.query(lambda v: checks.due(v, v.now, DAY, rules)) == ()


def test_retyping_ones_own_slip_needs_no_reason_but_keeps_the_old_value(
    school: School, place: Place, clock: FixedClock
) -> None:
    pupil = place.pupils[0]
    record(school, place.morning, pupil, measured(395))
    clock.advance(timedelta(minutes=1))
    record(school, place.morning, pupil, measured(365))
    subject = checks.subject(place.morning, pupil)
    (kept,) = school.query(lambda v: corrections_of(v, subject))
    assert '"decicelsius":395' in kept.old
    assert '"decicelsius":365' in kept.new
    assert kept.reason == "typing"
    assert sheet_of(school, place.morning).rows[0].corrected


def test_somebody_elses_value_changes_only_with_a_reason(
    school: School, place: Place, acting_as: Callable[..., Actor]
) -> None:
    pupil = place.pupils[0]
    acting_as(Role.TEACHER, classes={place.class_id})
    record(school, place.morning, pupil, Entry(State.ABSENT))
    acting_as(Role.NURSE)
    with pytest.raises(UserError, match="reason_needed"):
        record(school, place.morning, pupil, measured(365))
    recorded = record(school, place.morning, pupil, measured(365), "迟到到校")
    assert recorded.was_absent
    assert not recorded.is_absent
    (kept,) = school.query(lambda v: corrections_of(v, checks.subject(place.morning, pupil)))
    assert kept.reason == "迟到到校"
    row = sheet_of(school, place.morning).rows[0]
    assert row.first is not None
    assert row.first.by == school.actor.account_id


def test_adding_a_symptom_loses_nothing_and_is_no_correction(
    school: School, place: Place, clock: FixedClock
) -> None:
    pupil = place.pupils[0]
    record(school, place.morning, pupil, measured(365))
    clock.advance(timedelta(minutes=30))
    record(
        school,
        place.morning,
        pupil,
        Entry(State.MEASURED, 365, symptoms=frozenset({"cough"}), note="刚开始咳"),
    )
    row = sheet_of(school, place.morning).rows[0]
    assert row.first is not None
    assert row.first.entry.symptoms == {"cough"}
    assert not row.corrected
    assert school.query(lambda v: corrections_of(v, checks.subject(place.morning, pupil))) == ()


def test_an_entry_can_be_taken_back_and_what_it_was_is_kept(school: School, place: Place) -> None:
    pupil = place.pupils[0]
    record(school, place.morning, pupil, Entry(State.ABSENT))
    taken_back = record(school, place.morning, pupil, None)
    assert taken_back.was_absent
    assert taken_back.after is None
    assert sheet_of(school, place.morning).tally.missing == 10
    (kept,) = school.query(lambda v: corrections_of(v, checks.subject(place.morning, pupil)))
    assert (kept.old, kept.new) == ('{"state":"absent"}', "")


def test_saying_the_same_again_changes_nothing(school: School, place: Place) -> None:
    pupil = place.pupils[0]
    record(school, place.morning, pupil, measured(365))
    record(school, place.morning, pupil, measured(365))
    assert school.query(lambda v: corrections_of(v, checks.subject(place.morning, pupil))) == ()


def test_a_sheet_with_somebody_missing_is_not_handed_in(school: School, place: Place) -> None:
    fill(school, place.morning, place.pupils[:9])
    with pytest.raises(UserError, match="incomplete") as caught:
        hand_in(school, place.morning)
    assert caught.value.params == {"missing": 1}


def test_the_rest_can_be_marked_but_never_as_measured(
    school: School, place: Place, rules: CheckRules
) -> None:
    fill(school, place.morning, place.pupils[:8])
    for state in (State.MEASURED, State.ABSENT):
        with pytest.raises(UserError, match="not_for_all"):
            school.change(lambda u, s=state: checks.mark_rest(u, place.morning, s, rules))
    marked, _ = school.change(lambda u: checks.mark_rest(u, place.morning, State.OBSERVED, rules))
    assert [item.person_id for item in marked] == list(place.pupils[8:])
    assert hand_in(school, place.morning).observed == 2


def test_hand_in_chains_a_digest_and_no_reading(school: School, place: Place) -> None:
    fill(school, place.morning, place.pupils)
    hand_in(school, place.morning)
    sheet = sheet_of(school, place.morning)
    assert sheet.handed_in_at == school.clock.now()
    assert not sheet.late
    entry = school.query(lambda v: search(v, "checks.handed_in"))[0]
    assert entry.subject == checks.subject(place.morning)
    assert entry.facts["measured"] == 10
    assert len(str(entry.facts["digest"])) == 64
    with pytest.raises(UserError, match="already_handed_in"):
        hand_in(school, place.morning)


def test_a_correction_after_hand_in_reopens_the_sheet_and_lateness_stays_as_it_was(
    school: School, place: Place, clock: FixedClock
) -> None:
    fill(school, place.morning, place.pupils)
    hand_in(school, place.morning)
    clock.advance(timedelta(hours=3))
    with pytest.raises(UserError, match="reason_needed"):
        record(school, place.morning, place.pupils[0], measured(370))
    record(school, place.morning, place.pupils[0], measured(370), "与纸质表核对")
    assert sheet_of(school, place.morning).handed_in_at is None
    hand_in(school, place.morning)
    sheet = sheet_of(school, place.morning)
    assert sheet.handed_in_at == clock.now()
    assert not sheet.late
    assert not sheet.rows[0].late


def test_a_second_reading_after_hand_in_leaves_the_sheet_in_and_renews_its_digest(
    school: School, place: Place, rules: CheckRules, clock: FixedClock
) -> None:
    fill(school, place.morning, place.pupils[1:])
    record(school, place.morning, place.pupils[0], measured(379))
    hand_in(school, place.morning)
    clock.advance(timedelta(minutes=15))
    school.change(
        lambda u: checks.record_second(
            u, place.morning, place.pupils[0], measured(365, "armpit_electronic"), rules
        )
    )
    assert sheet_of(school, place.morning).handed_in_at is not None
    digests = {
        str(entry.facts["digest"])
        for entry in school.query(lambda v: search(v, "checks."))
        if "digest" in entry.facts
    }
    assert len(digests) == 2


def test_a_late_sheet_is_marked_late(school: School, place: Place, clock: FixedClock) -> None:
    clock.advance(timedelta(minutes=21))
    fill(school, place.morning, place.pupils)
    hand_in(school, place.morning)
    sheet = sheet_of(school, place.morning)
    assert sheet.late
    assert all(row.late for row in sheet.rows)


def test_the_evening_sheet_is_for_boarders(
    school: School, place: Place, clock: FixedClock, rules: CheckRules
) -> None:
    clock.advance(timedelta(hours=12))
    evening = SheetKey(DAY, CheckSession.EVENING, place.class_id)
    assert [row.person_id for row in sheet_of(school, evening).rows] == list(place.boarders)
    with pytest.raises(UserError, match="not_on_sheet"):
        record(school, evening, place.pupils[0], measured(365))
    with pytest.raises(UserError, match="not_on_sheet"):
        school.change(
            lambda u: checks.record_many(u, evening, {place.pupils[0]: measured(365)}, rules)
        )


def test_staff_have_sheets_too(school: School, place: Place) -> None:
    key = SheetKey(DAY, CheckSession.MORNING, place.staff_id)
    fill(school, key, place.staff)
    assert hand_in(school, key).measured == 3


def test_a_check_that_has_not_begun_is_refused(school: School, place: Place) -> None:
    noon = SheetKey(DAY, CheckSession.NOON, place.class_id)
    with pytest.raises(UserError, match="not_yet"):
        record(school, noon, place.pupils[0], measured(365))


def test_one_bad_entry_refuses_the_whole_bulk(
    school: School, place: Place, rules: CheckRules
) -> None:
    entries = {place.pupils[0]: measured(365), place.pupils[1]: measured(500)}
    with pytest.raises(UserError, match="impossible_temperature"):
        school.change(lambda u: checks.record_many(u, place.morning, entries, rules))
    assert sheet_of(school, place.morning).tally.done == 0


def test_a_new_thermometer_counts_from_now_on(
    school: School, place: Place, rules: CheckRules
) -> None:
    record(school, place.morning, place.pupils[0], measured(374))
    school.change(lambda u: checks.set_method(u, place.morning, "ear_infrared", rules))
    record(school, place.morning, place.pupils[1], measured(374))
    one, two, *_ = sheet_of(school, place.morning).rows
    assert one.verdict is Verdict.RECHECK_DUE
    assert two.verdict is Verdict.NORMAL
    assert one.first is not None
    assert one.first.entry.method == "forehead_infrared"


def test_a_sheet_from_paper_says_so(school: School, place: Place, rules: CheckRules) -> None:
    school.change(lambda u: checks.set_from_paper(u, place.morning, rules, from_paper=True))
    assert sheet_of(school, place.morning).from_paper


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.ADMINISTRATOR])
def test_whoever_does_not_check_does_not_enter(
    school: School, place: Place, acting_as: Callable[..., Actor], role: Role
) -> None:
    acting_as(role)
    with pytest.raises(UserError, match=r"^access\."):
        record(school, place.morning, place.pupils[0], measured(365))


def test_a_teacher_reaches_own_classes_only(
    school: School, place: Place, acting_as: Callable[..., Actor]
) -> None:
    acting_as(Role.TEACHER, classes={ClassId(999)})
    with pytest.raises(UserError, match=r"^access\."):
        sheet_of(school, place.morning)
    with pytest.raises(UserError, match=r"^access\."):
        record(school, place.morning, place.pupils[0], measured(365))


def test_whoever_left_the_class_keeps_the_line(
    school: School, place: Place, rules: CheckRules
) -> None:
    record(school, place.morning, place.pupils[0], measured(365))
    history = school.query(
        lambda v: checks.history(v, place.pupils[0], [place.class_id], [DAY], rules)
    )
    assert [(one.key, one.first.entry.decicelsius) for one in history] == [(place.morning, 365)]
