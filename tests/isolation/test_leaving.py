# SPDX-License-Identifier: Apache-2.0
"""The end of a stay in a real record: gaps, reasons, the room closed behind it, and its undoing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from schoolguard import isolation, store
from schoolguard.isolation import Destination, LeavingDraft, Need, Standing, StayDetails
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId, StayId
from tests.factories.isolation import Infirmary

COUGH = frozenset({"cough"})


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    return caught.value.code


def reopen(infirmary: Infirmary, stay_id: StayId, why: str = "登错") -> None:
    infirmary.do(lambda unit: isolation.reopen(unit, stay_id, infirmary.rules, why))


def test_what_a_leaving_lacks_can_be_asked_before(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    draft = LeavingDraft(Destination.HOME)
    gaps = infirmary.ask(lambda view: isolation.gaps(view, stay_id, draft, infirmary.rules))
    assert [gap.need for gap in gaps] == [Need.FAMILY_TOLD, Need.HANDED_TO, Need.LAST_READING]


def test_going_home_needs_the_family_told_and_a_reason_goes_on_without(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit()
    infirmary.observe(stay_id, infirmary.look(376))
    assert refused(lambda: infirmary.leave(stay_id, infirmary.home())) == (
        "isolation.leave_needs_family_told"
    )
    infirmary.leave(stay_id, infirmary.home(override_reason="电话一直占线，邻居接走"))
    leaving = infirmary.stay(stay_id).leaving
    assert leaving is not None
    assert leaving.override_reason == "电话一直占线，邻居接走"
    entry = infirmary.ask(lambda view: store.search(view, "isolation.left"))[0]
    assert entry.facts == {"to": "home", "overridden": "family_told"}


def test_a_reason_that_was_not_needed_is_not_kept(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.tell(stay_id)
    infirmary.observe(stay_id, infirmary.look(376))
    infirmary.leave(stay_id, infirmary.home(override_reason="多余"))
    leaving = infirmary.stay(stay_id).leaving
    assert leaving is not None
    assert leaving.override_reason == ""


def test_a_fever_keeps_a_pupil_from_class_whatever_the_reason(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.tell(stay_id, "class_teacher")
    infirmary.observe(stay_id, infirmary.look(380))
    draft = LeavingDraft(Destination.BACK_TO_CLASS, override_reason="要考试")
    assert refused(lambda: infirmary.leave(stay_id, draft)) == "isolation.leave_needs_no_fever"
    infirmary.wait(30)
    infirmary.observe(stay_id, infirmary.look(366))
    left = infirmary.leave(stay_id, LeavingDraft(Destination.BACK_TO_CLASS))
    assert not left.opens_absence
    assert left.room_closed


def test_symptoms_keep_from_class_unless_there_is_a_reason(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.tell(stay_id, "class_teacher")
    infirmary.observe(stay_id, infirmary.look(366, COUGH))
    draft = LeavingDraft(Destination.BACK_TO_CLASS)
    assert refused(lambda: infirmary.leave(stay_id, draft)) == (
        "isolation.leave_needs_symptom_free"
    )
    infirmary.leave(stay_id, replace(draft, override_reason="慢性咳嗽，有医生证明"))


def test_an_emergency_leaves_for_hospital_with_a_reason_alone(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    draft = LeavingDraft(Destination.HOSPITAL, override_reason="120 急送")
    left = infirmary.leave(stay_id, draft)
    assert left.destination is Destination.HOSPITAL
    assert left.opens_absence


def test_what_follows_is_told_to_the_rooms_that_go_on(infirmary: Infirmary) -> None:
    details = StayDetails(symptoms=COUGH, places_been=(PlaceId(3),), places_text="食堂")
    draft = replace(infirmary.intake(), readings=(infirmary.look(376, ago=9),), details=details)
    stay_id = infirmary.admit(draft)
    left = infirmary.send_home(stay_id)
    assert (left.person_id, left.class_id) == (infirmary.pupil, infirmary.class_id)
    assert (left.symptoms, left.places_been, left.places_text) == (COUGH, (PlaceId(3),), "食堂")
    assert left.first is not None
    assert left.last is not None
    assert (left.first.decicelsius, left.last.decicelsius) == (376, 376)
    assert left.first.carried_over


def test_staying_at_school_is_a_move_and_no_leaving(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit(infirmary.intake(infirmary.far_boarder))
    draft = LeavingDraft(Destination.STAYS_AT_SCHOOL)
    assert refused(lambda: infirmary.leave(stay_id, draft)) == "isolation.stays_at_school"
    assert infirmary.stay(stay_id).destinations[0] is Destination.STAYS_AT_SCHOOL


def test_a_visitor_does_not_go_back_to_class(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit(infirmary.visitor())
    draft = LeavingDraft(Destination.BACK_TO_CLASS)
    assert refused(lambda: infirmary.leave(stay_id, draft)) == "isolation.not_for_group"
    left = infirmary.leave(stay_id, LeavingDraft(Destination.LEFT, override_reason="自行离校"))
    assert not left.opens_absence


def test_nobody_leaves_before_coming_or_twice(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    early = replace(infirmary.home(), left_at=infirmary.now - timedelta(hours=1))
    assert refused(lambda: infirmary.leave(stay_id, early)) == "isolation.left_before_entry"
    infirmary.send_home(stay_id)
    assert refused(lambda: infirmary.leave(stay_id, infirmary.home())) == "isolation.not_here"


def test_a_look_of_the_stay_may_be_written_down_after_the_leaving(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.wait(10)
    infirmary.send_home(stay_id)
    infirmary.wait(10)
    infirmary.observe(stay_id, infirmary.look(374, ago=15))
    assert refused(lambda: infirmary.observe(stay_id, infirmary.look())) == (
        "isolation.after_leaving"
    )
    assert infirmary.stay(stay_id).line.due_at is None
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))
    withdrawn = infirmary.admit(infirmary.intake(infirmary.classmate))
    infirmary.do(lambda unit: isolation.withdraw(unit, withdrawn, "登错人"))
    assert refused(lambda: infirmary.observe(withdrawn, infirmary.look())) == (
        "isolation.withdrawn"
    )


def test_the_room_is_closed_until_it_is_disinfected(infirmary: Infirmary) -> None:
    infirmary.send_home(infirmary.admit())
    assert infirmary.map().rooms[0].closed_since == infirmary.now
    next_one = infirmary.intake(infirmary.classmate)
    assert refused(lambda: infirmary.admit(next_one)) == "isolation.room_closed"
    infirmary.wait(20)
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))
    assert infirmary.map().rooms[0].closed_since is None
    infirmary.admit(next_one)


def test_a_closed_room_takes_somebody_in_for_a_reason(infirmary: Infirmary) -> None:
    infirmary.send_home(infirmary.admit())
    draft = replace(infirmary.intake(infirmary.classmate), closed_room_reason="两名学生同时高热")
    stay = infirmary.stay(infirmary.admit(draft))
    assert stay.closed_room_reason == "两名学生同时高热"


def test_who_left_after_the_disinfection_still_has_the_room_waiting(infirmary: Infirmary) -> None:
    first, second = (
        infirmary.admit(),
        infirmary.admit(infirmary.intake(infirmary.classmate, infirmary.beds[1])),
    )
    infirmary.send_home(first)
    done_at = infirmary.now + timedelta(minutes=5)
    infirmary.wait(10)
    infirmary.leave(second, LeavingDraft(Destination.HOSPITAL, override_reason="急送"))
    ended = infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room, done_at))
    assert ended == 1
    assert infirmary.stay(first).line.disinfected_at == done_at
    assert infirmary.stay(second).line.waits_for_disinfection
    assert infirmary.map().rooms[0].closed_since == infirmary.now


def test_a_room_can_be_closed_by_hand(infirmary: Infirmary) -> None:
    def close(reason: str) -> None:
        infirmary.do(lambda unit: isolation.close_room(unit, infirmary.room, reason))

    assert refused(lambda: close(" ")) == "isolation.why_needed"
    close("呕吐物污染")
    closures = infirmary.ask(lambda view: isolation.closures_of(view, infirmary.room))
    assert [one.reason for one in closures] == ["呕吐物污染"]
    assert infirmary.map().rooms[0].closed_since is not None


def test_a_leaving_is_undone_with_its_closure_and_keeps_how_it_was(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.send_home(stay_id)
    assert refused(lambda: reopen(infirmary, stay_id, "")) == "isolation.why_needed"
    reopen(infirmary, stay_id)
    stay = infirmary.stay(stay_id)
    assert (stay.line.standing, stay.leaving, stay.line.hospital) == (Standing.PRESENT, None, "")
    assert stay.line.bed_id == infirmary.beds[0]
    assert "home" in stay.corrections[-1].old
    assert "李梅" in stay.corrections[-1].old
    assert infirmary.map().rooms[0].closed_since is None
    assert stay.line.due_at is not None


def test_an_undone_leaving_does_not_take_back_the_bed_of_another(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.send_home(stay_id)
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))
    infirmary.admit(infirmary.intake(infirmary.classmate))
    reopen(infirmary, stay_id)
    zone = infirmary.map().rooms[0].zones[0]
    assert [line.id for line in zone.without_bed] == [stay_id]


def test_a_leaving_is_not_undone_while_the_person_is_here_again(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.send_home(stay_id)
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))
    infirmary.admit()
    assert refused(lambda: reopen(infirmary, stay_id)) == "isolation.already_here"


def test_a_withdrawal_is_undone(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(lambda unit: isolation.withdraw(unit, stay_id, "登错人"))
    reopen(infirmary, stay_id)
    assert infirmary.stay(stay_id).line.standing is Standing.PRESENT
    reopen(infirmary, stay_id)


def test_how_somebody_left_is_filled_in_later_and_corrected_with_a_reason(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit()
    draft = LeavingDraft(Destination.HOSPITAL, override_reason="急送")
    infirmary.leave(stay_id, draft)

    def correct(changed: LeavingDraft, why: str = "") -> None:
        infirmary.do(
            lambda unit: isolation.correct_leaving(unit, stay_id, changed, infirmary.rules, why)
        )

    correct(replace(draft, hospital="县医院"))
    better = replace(draft, hospital="县人民医院")
    assert refused(lambda: correct(better)) == "isolation.why_needed"
    correct(better, "写错")
    assert infirmary.stay(stay_id).line.hospital == "县人民医院"
    assert refused(lambda: correct(infirmary.home())) == "isolation.reopen_to_change"


def test_whoever_is_here_has_no_leaving_to_correct(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    assert (
        refused(
            lambda: infirmary.do(
                lambda unit: isolation.correct_leaving(
                    unit, stay_id, infirmary.home(), infirmary.rules, "x"
                )
            )
        )
        == "isolation.still_here"
    )


def test_a_move_into_a_closed_room_needs_a_reason(infirmary: Infirmary) -> None:
    zone = infirmary.do(
        lambda unit: isolation.add_zone(
            unit,
            isolation.ZoneDraft(infirmary.spare_room, "isolation", "隔离区"),
            infirmary.rules,
        )
    )
    infirmary.do(lambda unit: isolation.close_room(unit, infirmary.spare_room, "未消毒"))
    stay_id = infirmary.admit()

    def move(reason: str = "") -> None:
        infirmary.do(
            lambda unit: isolation.move_to_zone(unit, stay_id, zone, infirmary.rules, reason)
        )

    assert refused(move) == "isolation.room_closed"
    move("主室漏水")
    assert infirmary.stay(stay_id).line.room_id == infirmary.spare_room


def test_a_teacher_who_disinfected_the_room_may_say_so(
    infirmary: Infirmary, acting_as: Callable[..., Actor]
) -> None:
    infirmary.send_home(infirmary.admit())
    acting_as(Role.TEACHER, classes={infirmary.class_id})
    assert infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room)) == 1


def test_a_disinfection_that_never_was_is_taken_back(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.send_home(stay_id)
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))

    def take_back(why: str) -> int:
        return infirmary.do(lambda unit: isolation.unmark_disinfected(unit, infirmary.room, why))

    assert refused(lambda: take_back("")) == "isolation.why_needed"
    assert take_back("点错房间") == 1
    assert infirmary.stay(stay_id).line.waits_for_disinfection
    kept = infirmary.ask(lambda view: store.corrections_of(view, "isolation_room:1"))
    assert [(one.field, one.reason) for one in kept] == [("disinfected_at", "点错房间")]
    assert take_back("再来一次") == 0


def test_a_room_closed_by_hand_for_nothing_is_opened_again(infirmary: Infirmary) -> None:
    infirmary.do(lambda unit: isolation.close_room(unit, infirmary.room, "误点"))
    lifted = infirmary.do(lambda unit: isolation.lift_closure(unit, infirmary.room, "误点"))
    assert lifted == 1
    assert infirmary.map().rooms[0].closed_since is None
    assert infirmary.do(lambda unit: isolation.lift_closure(unit, infirmary.room, "误点")) == 0


def test_what_a_leaving_closed_is_not_lifted_by_hand(infirmary: Infirmary) -> None:
    infirmary.send_home(infirmary.admit())
    infirmary.do(lambda unit: isolation.lift_closure(unit, infirmary.room, "急用"))
    assert infirmary.map().rooms[0].closed_since is not None
