# SPDX-License-Identifier: Apache-2.0
"""Counts of a day, figures of a span, time together, and what Today is told."""

from datetime import timedelta

import pytest

from schoolguard import isolation
from schoolguard.isolation import (
    Destination,
    DueKind,
    Kind,
    LeavingDraft,
    NoticeDraft,
    Spread,
    Statistics,
    TickState,
)
from tests.factories.isolation import DAY, Infirmary


def figures(infirmary: Infirmary) -> Statistics:
    return infirmary.ask(lambda view: isolation.statistics(view, DAY, DAY, infirmary.rules))


def kinds(infirmary: Infirmary) -> list[DueKind]:
    return [item.kind for item in infirmary.due() if item.kind is not DueKind.READINESS]


def test_a_day_counts_who_came_who_went_and_who_is_there(infirmary: Infirmary) -> None:
    first = infirmary.admit()
    infirmary.admit(infirmary.intake(infirmary.far_boarder, infirmary.boarders_beds[0]))
    infirmary.admit(infirmary.intake(infirmary.teacher, infirmary.beds[1]))
    infirmary.admit(infirmary.visitor())
    infirmary.send_home(first)
    counts = infirmary.counts()
    assert (counts.admitted_pupils, counts.admitted_staff, counts.admitted_visitors) == (2, 1, 1)
    assert (counts.admitted, counts.home, counts.present) == (4, 1, 3)
    assert counts.staying_at_school == 1
    assert counts.rooms_closed == 1
    assert counts.by_class == {infirmary.class_id: 2}


def test_a_day_that_is_over_keeps_its_counts(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit(infirmary.intake(infirmary.far_boarder, infirmary.boarders_beds[0]))
    infirmary.wait(24 * 60)
    infirmary.leave(stay_id, LeavingDraft(Destination.HOSPITAL, override_reason="急送"))
    before, after = infirmary.counts(), infirmary.counts(DAY + timedelta(days=1))
    assert (before.admitted, before.present, before.hospital, before.rooms_closed) == (1, 1, 0, 0)
    assert (after.admitted, after.present, after.hospital, after.rooms_closed) == (0, 0, 1, 1)


def test_nothing_happened_is_counted_as_nothing(infirmary: Infirmary) -> None:
    assert infirmary.counts() == isolation.IsolationCounts()


def test_figures_tell_length_turnover_and_minutes_until_the_family_was_told(
    infirmary: Infirmary,
) -> None:
    stay_id = infirmary.admit()
    infirmary.wait(12)
    infirmary.tell(stay_id)
    infirmary.wait(20)
    infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules))
    infirmary.observe(stay_id, infirmary.look())
    infirmary.leave(stay_id, infirmary.home())
    infirmary.wait(30)
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))
    infirmary.admit(infirmary.intake(infirmary.classmate))
    found = figures(infirmary)
    assert (found.stays, found.present, found.family_untold) == (2, 1, 1)
    assert found.stay_minutes == Spread(1, 32, 32)
    assert found.to_family_minutes == Spread(1, 12, 12)
    assert found.to_arrival_minutes == Spread(1, 20, 20)
    assert found.closed_minutes == Spread(1, 30, 30)
    assert (found.beds, found.stays_per_bed) == (3, pytest.approx(2 / 3))
    assert found.by_kind == {Kind.PUPIL: 2}


def test_figures_of_an_empty_span_are_unknown_and_not_zero(infirmary: Infirmary) -> None:
    found = figures(infirmary)
    assert (found.stays, found.stay_minutes) == (0, Spread())


def test_time_in_the_same_room_is_counted_over_moves(infirmary: Infirmary) -> None:
    first = infirmary.admit()
    infirmary.wait(10)
    infirmary.admit(infirmary.intake(infirmary.classmate, infirmary.beds[1]))
    infirmary.wait(25)
    infirmary.do(
        lambda unit: isolation.move(unit, first, infirmary.boarders_beds[0], infirmary.rules)
    )
    infirmary.wait(15)
    infirmary.send_home(first)
    infirmary.wait(60)
    found = infirmary.ask(lambda view: isolation.shared_time(view, infirmary.pupil, DAY, DAY))
    assert [(one.person_id, one.minutes, one.zone) for one in found] == [
        (infirmary.classmate, 25, "临时观察区"),
        (infirmary.classmate, 15, ""),
    ]


def test_different_rooms_share_no_time(infirmary: Infirmary) -> None:
    infirmary.admit()
    infirmary.admit(
        isolation.IntakeDraft(
            Kind.PUPIL, infirmary.spare_room, infirmary.classmate, infirmary.class_id
        )
    )
    infirmary.wait(30)
    assert infirmary.ask(lambda view: isolation.shared_time(view, infirmary.pupil, DAY, DAY)) == ()


def test_stays_are_found_by_day_and_by_person(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit(infirmary.intake(infirmary.far_boarder, infirmary.boarders_beds[0]))
    infirmary.wait(3 * 24 * 60)
    later = infirmary.admit()

    def between(first: int, last: int) -> list[isolation.StayLine]:
        days = DAY + timedelta(days=first), DAY + timedelta(days=last)
        return list(
            infirmary.ask(lambda view: isolation.stays_between(view, *days, infirmary.rules))
        )

    assert [line.id for line in between(0, 0)] == [stay_id]
    assert [line.id for line in between(1, 2)] == [stay_id]
    assert [line.id for line in between(0, 9)] == [later, stay_id]
    infirmary.leave(stay_id, LeavingDraft(Destination.HOSPITAL, override_reason="急送"))
    assert [line.id for line in between(2, 2)] == [stay_id]
    assert [line.id for line in between(4, 9)] == [later]
    of_one = infirmary.ask(
        lambda view: isolation.stays_of(view, infirmary.far_boarder, infirmary.rules)
    )
    assert [line.id for line in of_one] == [stay_id]


def test_a_new_stay_waits_for_notices_and_a_look(infirmary: Infirmary) -> None:
    infirmary.admit()
    items = [item for item in infirmary.due() if item.kind is not DueKind.READINESS]
    assert [(item.kind, item.party_id) for item in items] == [
        (DueKind.OBSERVATION, ""),
        (DueKind.NOTICE, "family"),
        (DueKind.NOTICE, "class_teacher"),
        (DueKind.NOTICE, "principal"),
    ]
    assert not any(item.overdue for item in items)
    infirmary.wait(31)
    assert [item.overdue for item in infirmary.due()][:3] == [True, True, True]


def test_a_family_that_does_not_come_is_shown(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    draft = NoticeDraft(
        "family", "phone", "reached", arrives_at=infirmary.now + timedelta(minutes=10)
    )
    infirmary.do(lambda unit: isolation.tell(unit, stay_id, draft, infirmary.rules))
    assert DueKind.NOBODY_CAME not in kinds(infirmary)
    infirmary.wait(11)
    assert DueKind.NOBODY_CAME in kinds(infirmary)
    infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules))
    assert DueKind.NOBODY_CAME not in kinds(infirmary)


def test_a_room_that_waits_for_disinfection_is_shown_and_becomes_overdue(
    infirmary: Infirmary,
) -> None:
    infirmary.send_home(infirmary.admit())
    (item,) = [one for one in infirmary.due() if one.kind is DueKind.DISINFECTION]
    assert (item.room_id, item.overdue) == (infirmary.room, False)
    infirmary.wait(61)
    (item,) = [one for one in infirmary.due() if one.kind is DueKind.DISINFECTION]
    assert item.overdue


def test_gaps_in_readiness_are_one_item_with_their_number(infirmary: Infirmary) -> None:
    (item,) = infirmary.due()
    assert item.kind is DueKind.READINESS
    before = item.count
    infirmary.do(lambda unit: isolation.tick(unit, "screen", TickState.IN_ORDER, infirmary.rules))
    assert infirmary.due()[0].count == before - 1


def test_a_school_without_a_room_is_not_reminded(infirmary: Infirmary) -> None:
    infirmary.do(lambda unit: isolation.retire_room(unit, infirmary.room))
    infirmary.do(lambda unit: isolation.retire_room(unit, infirmary.spare_room))
    assert infirmary.due() == ()
