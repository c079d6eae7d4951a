# SPDX-License-Identifier: Apache-2.0
"""What people decide, and who is off by it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import suspension
from schoolguard.kernel.actor import Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.suspension import IllCounts, Phase, Scope
from tests.factories.suspension import DAY, Place


def test_a_class_is_off_from_the_first_day_to_the_last_included(place: Place) -> None:
    off = place.suspend()
    for days, expected in (
        (-1, {}),
        (0, {place.class_id: off}),
        (3, {place.class_id: off}),
        (4, {}),
    ):
        day = DAY + timedelta(days=days)
        assert place.ask(lambda view, day=day: suspension.classes_off(view, day)) == expected
    assert set(place.ask(lambda view: suspension.people_off(view, DAY))) == set(place.pupils)


def test_a_dormitory_takes_its_residents_out_of_classes_that_go_on(place: Place) -> None:
    off = place.suspend(scope=Scope.DORMITORY, class_ids=(), dorm_room_ids=(place.room_id,))
    assert place.ask(lambda view: suspension.classes_off(view, DAY)) == {}
    assert place.ask(lambda view: suspension.people_off(view, DAY)) == dict.fromkeys(
        place.residents, off
    )
    lines = place.ask(lambda view: suspension.sheets_on(view, DAY, place.rules))
    assert [line.progress.people for line in lines] == [1, 1]


def test_a_grade_and_a_school_reach_their_classes_but_never_staff(place: Place) -> None:
    def reach(scope: Scope) -> tuple[int, ...]:
        return place.ask(
            lambda view: suspension.classes_of_scope(view, scope, [place.class_id], DAY)
        )

    assert reach(Scope.GRADE) == (place.class_id, place.neighbour_id)
    assert reach(Scope.SCHOOL) == (place.class_id, place.neighbour_id, place.other_grade_id)
    with pytest.raises(UserError, match=r"suspension\.nothing_chosen"):
        place.suspend(class_ids=(place.staff_id,))


def test_two_suspensions_of_a_class_ask_each_family_once(place: Place) -> None:
    first = place.suspend()
    place.suspend(
        scope=Scope.GRADE,
        class_ids=(place.class_id, place.neighbour_id),
        until_on=DAY + timedelta(days=6),
    )
    lines = place.ask(lambda view: suspension.sheets_on(view, DAY, place.rules))
    assert [(line.key.class_id, line.progress.people) for line in lines] == [
        (place.class_id, 10),
        (place.neighbour_id, 3),
    ]
    assert lines[0].key.suspension_id == first
    assert place.counts().people == 13


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decided_by": " "}, "decider_needed"),
        ({"class_ids": ()}, "nothing_chosen"),
        ({"until_on": DAY - timedelta(days=1)}, "bad_span"),
        ({"until_on": DAY + timedelta(days=90)}, "too_long"),
        ({"from_on": DAY - timedelta(days=61)}, "too_old"),
        ({"decided_on": DAY + timedelta(days=1)}, "decided_ahead"),
        ({"scope": Scope.DORMITORY, "dorm_room_ids": (99,)}, "nobody_lives_there"),
    ],
)
def test_a_decision_that_can_not_be_is_refused_by_name(
    place: Place, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as refused:
        place.suspend(**changes)
    assert refused.value.code == f"suspension.{code}"
    assert Texts(CHINESE).error(refused.value)


def test_the_same_class_is_not_suspended_twice_for_the_same_days(place: Place) -> None:
    place.suspend()
    with pytest.raises(UserError, match=r"suspension\.already_off"):
        place.suspend(until_on=DAY + timedelta(days=1))


def test_lengthening_ending_and_withdrawing_keep_what_stood_there(place: Place) -> None:
    off = place.suspend()
    place.do(lambda u: suspension.change_end(u, off, DAY + timedelta(days=6), "仍有新发"))
    place.clock.advance(timedelta(days=1))
    place.do(lambda u: suspension.end(u, off, "评估后提前复课"))
    place.do(lambda u: suspension.name_paper(u, off, "县教育局", "12号", "文号补登"))
    place.do(lambda u: suspension.withdraw(u, off, "登错班级"))
    changes = place.ask(lambda view: suspension.changes_of(view, off))
    assert [(one.field, one.old, one.new) for one in changes] == [
        ("until_on", "2026-09-04", "2026-09-07"),
        ("until_on", "2026-09-07", "2026-09-02"),
        ("decided_by", "县疾控中心、县教育局", "县教育局"),
        ("paper_number", "教体〔2026〕12号", "12号"),
        ("standing", "in_force", "withdrawn"),
    ]
    assert place.ask(lambda view: suspension.classes_off(view, DAY)) == {}
    place.do(lambda u: suspension.reinstate(u, off, "撤错了"))
    found = place.ask(lambda view: suspension.suspension(view, off))
    assert found.phase(DAY) is Phase.RUNNING


def test_a_change_without_a_reason_is_refused(place: Place) -> None:
    off = place.suspend()
    with pytest.raises(UserError, match=r"suspension\.why_needed"):
        place.do(lambda u: suspension.change_end(u, off, DAY, " "))
    with pytest.raises(UserError, match=r"suspension\.why_needed"):
        place.do(lambda u: suspension.withdraw(u, off, ""))


def test_a_paper_number_that_was_missing_needs_no_reason(place: Place) -> None:
    off = place.suspend(paper_number="")
    place.do(lambda u: suspension.name_paper(u, off, "县疾控中心、县教育局", "12号"))
    assert place.ask(lambda view: suspension.changes_of(view, off)) == ()


def test_a_teacher_reads_but_does_not_decide(
    place: Place, acting_as: Callable[..., object]
) -> None:
    acting_as(Role.TEACHER, classes={place.class_id})
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        place.suspend()


def test_five_cases_today_propose_with_the_sentence_what_was_counted(place: Place) -> None:
    place.fall_ill(range(5), "influenza")
    found = place.ask(lambda view: suspension.proposals(view, DAY, place.rules))
    assert [one.rule_id for one in found] == ["ili_new_today", "ili_share"]
    said = suspension.counted_sentence(found[0], "流感", Texts(CHINESE))
    assert said == "三年级(1)班今日新发“流感”5 人，达到参考值 5 人"
    assert not found[0].off_already
    place.suspend()
    found = place.ask(lambda view: suspension.proposals(view, DAY, place.rules))
    assert [one.off_already for one in found] == [True, True]


def test_absences_make_a_proposal_together_with_the_cases(place: Place) -> None:
    ill = {place.neighbour_id: {"influenza": IllCounts(0, 1)}}
    found = place.ask(lambda view: suspension.proposals(view, DAY, place.rules, ill))
    assert [(one.rule_id, one.class_ids, one.counted, one.of) for one in found] == [
        ("ili_share", (place.neighbour_id,), 1, 3)
    ]


def test_two_in_hospital_and_hand_foot_and_mouth_disease_propose(place: Place) -> None:
    place.fall_ill(range(2), "hfmd", DAY - timedelta(days=6))
    place.fall_ill(range(2, 3), "hfmd", admitted=True)
    found = place.ask(lambda view: suspension.proposals(view, DAY, place.rules))
    assert {one.rule_id: one.counted for one in found} == {"hfmd_class": 3, "hfmd_serious": 1}
    assert {one.days for one in found} == {10}


def test_without_any_case_nothing_is_proposed(place: Place) -> None:
    assert place.ask(lambda view: suspension.proposals(view, DAY, place.rules)) == ()
