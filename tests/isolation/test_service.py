# SPDX-License-Identifier: Apache-2.0
"""Stays in a real record: taken in, watched, others told, moved, and what was wrong undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from schoolguard import isolation
from schoolguard.isolation import (
    Answer,
    Group,
    History,
    Kind,
    NoticeDraft,
    ObservationDraft,
    Origin,
    Standing,
    StayDetails,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId, PlaceId, StayId
from schoolguard.store import corrections_of
from tests.factories.isolation import ARMPIT, FOREHEAD, Infirmary

COUGH = frozenset({"cough"})


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    return caught.value.code


def test_readings_of_the_check_are_carried_over_and_the_finding_was_then(
    infirmary: Infirmary,
) -> None:
    first = ObservationDraft(infirmary.now - timedelta(minutes=20), 376, FOREHEAD)
    second = ObservationDraft(infirmary.now - timedelta(minutes=5), 378, ARMPIT, COUGH)
    draft = replace(infirmary.intake(), origin=Origin.CHECK, readings=(first, second))
    stay = infirmary.stay(infirmary.admit(draft))
    assert [look.decicelsius for look in stay.observations] == [376, 378]
    assert all(look.carried_over for look in stay.observations)
    assert stay.line.found_at == first.taken_at
    assert stay.line.symptoms == COUGH
    assert stay.line.fever


def test_the_same_person_can_not_be_taken_in_twice(infirmary: Infirmary) -> None:
    infirmary.admit()
    draft = infirmary.intake(bed=infirmary.beds[1])
    assert refused(lambda: infirmary.admit(draft)) == "isolation.already_here"


def test_a_bed_holds_one_person(infirmary: Infirmary) -> None:
    infirmary.admit()
    draft = infirmary.intake(infirmary.classmate)
    assert refused(lambda: infirmary.admit(draft)) == "isolation.bed_taken"


def test_a_visitor_has_a_name_and_no_file(infirmary: Infirmary) -> None:
    stay = infirmary.stay(infirmary.admit(infirmary.visitor()))
    assert (stay.line.name, stay.line.kind, stay.group) == (
        "送货员孙某",
        Kind.VISITOR,
        Group.VISITOR,
    )
    assert refused(lambda: infirmary.admit(infirmary.visitor(" "))) == "isolation.name_needed"


def test_staff_may_be_taken_in(infirmary: Infirmary) -> None:
    line = infirmary.stay(infirmary.admit(infirmary.intake(infirmary.teacher))).line
    assert (line.kind, line.class_name, line.group) == (Kind.STAFF, "教务处", Group.STAFF)


def test_the_next_look_counts_from_the_last_one_and_comes_sooner_with_a_fever(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit()
    assert infirmary.stay(stay_id).line.due_at == infirmary.now + timedelta(minutes=15)
    infirmary.observe(stay_id, infirmary.look(366))
    assert infirmary.stay(stay_id).line.due_at == infirmary.now + timedelta(minutes=60)
    infirmary.observe(stay_id, infirmary.look(378))
    assert infirmary.stay(stay_id).line.due_at == infirmary.now + timedelta(minutes=30)
    infirmary.wait(31)
    assert infirmary.stay(stay_id).line.overdue


def test_a_look_without_a_thermometer_says_so(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.observe(stay_id, infirmary.look(None, COUGH))
    look = infirmary.stay(stay_id).observations[-1]
    assert (look.decicelsius, look.site, look.symptoms, look.fever) == (None, "", COUGH, False)


@pytest.mark.parametrize("decicelsius", [200, 440])
def test_no_such_body_temperature_is_kept(infirmary: Infirmary, decicelsius: int) -> None:
    stay_id = infirmary.admit()
    draft = infirmary.look(decicelsius)
    assert refused(lambda: infirmary.observe(stay_id, draft)) == (
        "isolation.impossible_temperature"
    )


def test_a_look_before_the_intake_or_after_now_is_refused(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    before, ahead = infirmary.look(ago=30), infirmary.look(ago=-30)
    assert refused(lambda: infirmary.observe(stay_id, before)) == "isolation.before_entry"
    assert refused(lambda: infirmary.observe(stay_id, ahead)) == "isolation.time_ahead"


def test_a_corrected_look_keeps_the_old_temperature(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    number = infirmary.observe(stay_id, infirmary.look(387))
    right = infirmary.look(378)

    def correct(why: str) -> None:
        infirmary.do(
            lambda unit: isolation.correct_observation(unit, number, right, infirmary.rules, why)
        )

    assert refused(lambda: correct("")) == "isolation.why_needed"
    correct("读错")
    stay = infirmary.stay(stay_id)
    assert stay.observations[-1].decicelsius == 378
    assert [(c.old, c.new, c.reason) for c in stay.corrections] == [("387", "378", "读错")]


def test_a_look_taken_back_is_gone_from_the_curve_and_kept_as_a_trace(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit()
    number = infirmary.observe(stay_id, infirmary.look(387))
    infirmary.do(
        lambda unit: isolation.withdraw_observation(unit, number, infirmary.rules, "登错人")
    )
    stay = infirmary.stay(stay_id)
    assert stay.observations == ()
    assert "38.7" in stay.corrections[0].old


def test_every_attempt_to_reach_the_family_is_kept_and_the_first_success_counts(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit()
    infirmary.tell(stay_id, result="no_answer")
    assert "family" not in infirmary.stay(stay_id).line.told
    infirmary.wait(4)
    told_at = infirmary.now
    infirmary.tell(stay_id)
    infirmary.wait(4)
    infirmary.tell(stay_id)
    line = infirmary.stay(stay_id).line
    assert (line.family_attempts, line.told["family"]) == (3, told_at)


def test_an_arrival_belongs_to_the_call_that_reached_the_family(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.tell(stay_id)
    infirmary.wait(12)
    came_at = infirmary.now
    infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules))
    stay = infirmary.stay(stay_id)
    assert (len(stay.notices), stay.line.arrived_at) == (1, came_at)


def test_a_family_that_came_without_a_call_was_told_by_coming(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules, who="外婆"))
    notice = infirmary.stay(stay_id).notices[0]
    assert (notice.way_id, notice.reached, notice.who) == ("in_person", True, "外婆")


def test_a_replaced_arrival_needs_a_reason(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules))
    infirmary.wait(5)

    def again(why: str) -> None:
        infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules, why=why))

    assert refused(lambda: again("")) == "isolation.why_needed"
    again("记错时间")
    assert infirmary.stay(stay_id).line.arrived_at == infirmary.now


def test_nobody_is_awaited_for_staff(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit(infirmary.intake(infirmary.teacher))
    assert (
        refused(
            lambda: infirmary.do(
                lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules)
            )
        )
        == "isolation.nobody_fetches"
    )


def test_a_notice_taken_back_leaves_the_family_untold(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    number = infirmary.tell(stay_id)
    infirmary.do(lambda unit: isolation.withdraw_notice(unit, number, "打错电话"))
    line = infirmary.stay(stay_id).line
    assert "family" not in line.told
    assert "family" in dict(line.untold)


def test_an_agreed_arrival_lies_after_the_call(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    draft = NoticeDraft(
        "family", "phone", "reached", arrives_at=infirmary.now - timedelta(minutes=1)
    )
    assert (
        refused(
            lambda: infirmary.do(lambda unit: isolation.tell(unit, stay_id, draft, infirmary.rules))
        )
        == "isolation.arrives_before"
    )


def test_a_boarder_from_elsewhere_is_moved_and_watched_at_another_interval(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit(infirmary.intake(infirmary.far_boarder))
    infirmary.observe(stay_id, infirmary.look(366))
    infirmary.do(
        lambda unit: isolation.move(unit, stay_id, infirmary.boarders_beds[0], infirmary.rules)
    )
    stay = infirmary.stay(stay_id)
    assert stay.line.zone_kind == "boarders"
    assert stay.line.due_at == infirmary.now + timedelta(minutes=240)
    assert [one.place for one in stay.moves] == [
        "隔离观察室 临时观察区 1",
        "隔离观察室 外地住校生区 3",
    ]


def test_what_is_added_needs_no_reason_and_what_is_replaced_does(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    asked = StayDetails(
        symptoms=COUGH,
        onset_at=infirmary.now - timedelta(hours=9),
        history=History(Answer.YES, "同桌发热", Answer.NONE),
        places_been=(PlaceId(4), PlaceId(7)),
        note="戴口罩",
    )

    def describe(details: StayDetails, why: str = "") -> None:
        infirmary.do(lambda unit: isolation.describe(unit, stay_id, details, infirmary.rules, why))

    describe(asked)
    more = replace(asked, symptoms=COUGH | {"headache"}, note="戴口罩，饮水")
    describe(more)
    fewer = replace(more, symptoms=frozenset({"headache"}))
    assert refused(lambda: describe(fewer)) == "isolation.why_needed"
    describe(fewer, "看错")
    stay = infirmary.stay(stay_id)
    assert stay.details.places_been == (PlaceId(4), PlaceId(7))
    assert stay.details.history.travel is Answer.NONE
    assert [c.field for c in stay.corrections] == ["symptoms"]


def test_a_corrected_time_of_intake_keeps_the_old_one(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    earlier = infirmary.now - timedelta(minutes=25)
    infirmary.do(
        lambda unit: isolation.correct_entry(unit, stay_id, earlier, infirmary.rules, "补登")
    )
    stay = infirmary.stay(stay_id)
    assert (stay.line.entered_at, stay.corrections[0].field) == (earlier, "entered_at")
    assert stay.line.found_at == earlier


def test_an_intake_can_not_be_moved_behind_the_leaving(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.wait(5)
    infirmary.send_home(stay_id)
    infirmary.wait(5)

    def correct() -> None:
        infirmary.do(
            lambda unit: isolation.correct_entry(
                unit, stay_id, infirmary.now, infirmary.rules, "补登"
            )
        )

    assert refused(correct) == "isolation.entry_after_leaving"


def test_a_withdrawn_stay_frees_the_bed_and_counts_nowhere(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(lambda unit: isolation.withdraw(unit, stay_id, "登错人"))
    stay = infirmary.stay(stay_id)
    assert (stay.line.standing, stay.withdrawn_reason) == (Standing.WITHDRAWN, "登错人")
    assert infirmary.current() == ()
    assert infirmary.counts().admitted == 0
    infirmary.admit(infirmary.intake(infirmary.classmate))


def test_the_absence_case_that_goes_on_is_kept(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(lambda unit: isolation.note_absence(unit, stay_id, CaseId(9)))
    assert infirmary.stay(stay_id).line.absence_case_id == CaseId(9)


def test_who_is_in_the_room_is_known_by_id(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.admit(infirmary.visitor())
    assert infirmary.ask(isolation.staying) == {infirmary.pupil: stay_id}
    others = infirmary.ask(lambda view: isolation.staying(view, {infirmary.classmate}))
    assert others == {}


def test_a_class_teacher_sees_nothing_of_the_room(
    infirmary: Infirmary, acting_as: Callable[..., Actor]
) -> None:
    stay_id = infirmary.admit()
    acting_as(Role.TEACHER, classes={infirmary.class_id})
    assert refused(infirmary.current) == "access.not_allowed"
    assert refused(lambda: infirmary.stay(stay_id)) == "access.not_allowed"
    assert refused(infirmary.admit) == "access.not_allowed"
    assert infirmary.due() == ()


def test_a_principal_looks_and_does_not_write(
    infirmary: Infirmary, acting_as: Callable[..., Actor]
) -> None:
    stay_id = infirmary.admit()
    acting_as(Role.PRINCIPAL)
    assert len(infirmary.current()) == 1
    assert refused(lambda: infirmary.tell(stay_id)) == "access.not_allowed"


def test_a_wrong_number_of_a_stay_is_said(infirmary: Infirmary) -> None:
    assert refused(lambda: infirmary.stay(StayId(99))) == "isolation.no_such_stay"


def test_corrections_hang_on_the_stay(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(
        lambda unit: isolation.describe(
            unit, stay_id, StayDetails(places_text="教室"), infirmary.rules
        )
    )
    infirmary.do(
        lambda unit: isolation.describe(
            unit, stay_id, StayDetails(places_text="操场"), infirmary.rules, "记错"
        )
    )
    kept = infirmary.ask(lambda view: corrections_of(view, isolation.subject_of(stay_id)))
    assert [(one.old, one.new) for one in kept] == [("教室", "操场")]
