# SPDX-License-Identifier: Apache-2.0
"""Move, leave, return and promotion, each seen before, done, and undone as a whole."""

from datetime import date

import pytest

from schoolguard import roster
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId
from schoolguard.roster import EndReason, Fate, Stage
from tests.roster.conftest import TODAY, Desk

SEPTEMBER = date(2027, 9, 1)
PRIMARY = frozenset({Stage.PRIMARY})
RULES = roster.load_rules()


def names(desk: Desk, class_id: ClassId, day: date = TODAY) -> list[str]:
    return [one.name for one in desk.ask(lambda view: roster.members_on(view, class_id, day))]


def test_a_move_is_seen_before_done_and_undone(desk: Desk) -> None:
    here, there = desk.add_class(3, 1), desk.add_class(3, 2)
    person = desk.add(here, "甲")
    (step,) = desk.ask(lambda view: roster.preview_change(view, [person], there, TODAY))
    assert (step.from_class, step.to_class) == ("三年级(1)班", "三年级(2)班")
    operation = desk.change(lambda unit: roster.move_people(unit, [person], there, from_on=TODAY))
    assert (names(desk, here), names(desk, there)) == ([], ["甲"])
    assert names(desk, here, date(2026, 11, 23)) == ["甲"]
    desk.change(lambda unit: roster.undo(unit, operation))
    assert (names(desk, here), names(desk, there)) == (["甲"], [])
    with pytest.raises(UserError, match=r"roster\.undone_already"):
        desk.change(lambda unit: roster.undo(unit, operation))


def test_nobody_is_moved_to_where_they_are(desk: Desk) -> None:
    here = desk.add_class(3, 1)
    person = desk.add(here, "甲", 7)
    with pytest.raises(UserError, match=r"roster\.already_there"):
        desk.change(lambda unit: roster.move_people(unit, [person], here, from_on=TODAY))
    (member,) = desk.ask(lambda view: roster.members_on(view, here, TODAY))
    assert member.number == 7


def test_whoever_left_can_return(desk: Desk) -> None:
    class_id = desk.add_class(3, 1)
    person = desk.add(class_id, "甲")
    leave = desk.change(
        lambda unit: roster.let_leave(unit, [person], EndReason.SUSPENDED, from_on=TODAY)
    )
    assert names(desk, class_id) == []
    assert desk.ask(lambda view: roster.search(view, "甲", TODAY))[0].class_name == ""
    desk.change(lambda unit: roster.let_return(unit, [person], class_id, from_on=date(2026, 12, 1)))
    first, second = desk.ask(lambda view: roster.enrolments_of(view, person))
    assert (first.end_reason, second.until_on) == (EndReason.SUSPENDED, None)
    with pytest.raises(UserError, match=r"roster\.changed_since"):
        desk.change(lambda unit: roster.undo(unit, leave))
    with pytest.raises(UserError, match=r"roster\.already_in_class"):
        desk.change(lambda unit: roster.let_return(unit, [person], class_id, from_on=TODAY))


def test_the_past_is_not_rewritten(desk: Desk) -> None:
    here, there = desk.add_class(3, 1), desk.add_class(3, 2)
    person = desk.add(here, "甲")
    with pytest.raises(UserError, match=r"roster\.(too_early|no_such_class)"):
        desk.change(
            lambda unit: roster.move_people(unit, [person], there, from_on=date(2026, 8, 1))
        )
    with pytest.raises(UserError, match=r"roster\.nothing_chosen"):
        desk.change(lambda unit: roster.move_people(unit, [], there, from_on=TODAY))


def test_every_class_goes_up_and_the_highest_graduate(desk: Desk) -> None:
    fifth, sixth = desk.add_class(5, 1), desk.add_class(6, 1)
    desk.add(fifth, "甲")
    leaver = desk.add(sixth, "乙")
    lines = desk.ask(
        lambda view: roster.plan_promotion(view, from_on=SEPTEMBER, rules=RULES, stages=PRIMARY)
    )
    assert [(line.name, line.fate, line.new_name) for line in lines] == [
        ("五年级(1)班", Fate.PROMOTE, "六年级(1)班"),
        ("六年级(1)班", Fate.GRADUATE, ""),
    ]
    operation = desk.change(
        lambda unit: roster.promote(unit, lines, from_on=SEPTEMBER, rules=RULES)
    )
    assert [one.name for one in desk.ask(lambda v: roster.classes_on(v, SEPTEMBER))] == [
        "六年级(1)班"
    ]
    assert [one.id for one in desk.ask(lambda v: roster.classes_on(v, TODAY))] == [fifth, sixth]
    assert names(desk, fifth, SEPTEMBER) == ["甲"]
    assert desk.ask(lambda view: roster.class_of(view, leaver, SEPTEMBER)) is None
    desk.change(lambda unit: roster.undo(unit, operation))
    assert [one.id for one in desk.ask(lambda v: roster.classes_on(v, SEPTEMBER))] == [fifth, sixth]
    assert names(desk, sixth, SEPTEMBER) == ["乙"]
    (done,) = desk.ask(roster.operations)
    assert (done.kind, done.people, done.classes) == ("promote", 2, 2)
    assert done.undone_at is not None


def test_a_nine_year_school_keeps_its_sixth_grade(desk: Desk) -> None:
    desk.add_class(6, 1)
    stages = frozenset({Stage.PRIMARY, Stage.JUNIOR})
    (line,) = desk.ask(
        lambda view: roster.plan_promotion(view, from_on=SEPTEMBER, rules=RULES, stages=stages)
    )
    assert line.new_name == "七年级(1)班"
    desk.change(lambda unit: roster.promote(unit, [line], from_on=SEPTEMBER, rules=RULES))
    (after,) = desk.ask(lambda view: roster.classes_on(view, SEPTEMBER))
    assert (after.stage, after.entry_year) == (Stage.JUNIOR, 2027)


def test_two_classes_never_get_one_name(desk: Desk) -> None:
    fourth = desk.add_class(4, 1)
    desk.add_class(5, 1)
    lines = desk.ask(
        lambda view: roster.plan_promotion(
            view, from_on=SEPTEMBER, rules=RULES, stages=PRIMARY, fates={ClassId(2): Fate.STAY}
        )
    )
    assert lines[0].class_id == fourth
    with pytest.raises(UserError, match=r"roster\.promotion_clash"):
        desk.change(lambda unit: roster.promote(unit, lines, from_on=SEPTEMBER, rules=RULES))
