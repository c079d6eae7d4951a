# SPDX-License-Identifier: Apache-2.0
"""Rooms, zones, beds and hospitals as the school arranges them, and the live map."""

from collections.abc import Callable

import pytest

from schoolguard import isolation
from schoolguard.isolation import Group, HospitalDraft, RoomDraft, ZoneDraft
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import IsolationRoomId
from schoolguard.store import corrections_of
from tests.factories.isolation import Infirmary


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    return caught.value.code


def test_the_map_shows_rooms_zones_and_beds_in_the_schools_order(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    found = infirmary.map()
    assert [room.room.name for room in found.rooms] == ["隔离观察室", "备用观察室"]
    watch, boarders = found.rooms[0].zones
    assert [(bed.bed.name, bed.stay.id if bed.stay else None) for bed in watch.beds] == [
        ("1", stay_id),
        ("2", None),
    ]
    assert [bed.bed.name for bed in boarders.beds] == ["3"]
    assert found.rooms[0].present == 1
    assert [bed.name for bed in found.rooms[0].free_beds] == ["2", "3"]


def test_people_without_a_bed_or_a_zone_are_on_the_map_too(infirmary: Infirmary) -> None:
    infirmary.admit(infirmary.visitor())
    details = isolation.StayDetails(visitor_name="家长代表")
    infirmary.admit(
        isolation.IntakeDraft(isolation.Kind.VISITOR, infirmary.spare_room, details=details)
    )
    first, second = infirmary.map().rooms
    assert [line.name for line in first.zones[0].without_bed] == ["送货员孙某"]
    assert [line.name for line in second.without_zone] == ["家长代表"]


def test_a_free_bed_is_proposed_in_the_zone_for_the_group(infirmary: Infirmary) -> None:
    def proposed(group: Group) -> object:
        return infirmary.ask(lambda view: isolation.free_bed(view, group, infirmary.rules))

    assert proposed(Group.DAY_PUPIL) == infirmary.beds[0]
    assert proposed(Group.BOARDER_ELSEWHERE) == infirmary.boarders_beds[0]
    infirmary.admit()
    assert proposed(Group.DAY_PUPIL) == infirmary.beds[1]
    infirmary.admit(infirmary.intake(infirmary.classmate, infirmary.beds[1]))
    assert proposed(Group.DAY_PUPIL) == infirmary.boarders_beds[0]
    infirmary.admit(infirmary.intake(infirmary.far_boarder, infirmary.boarders_beds[0]))
    assert proposed(Group.DAY_PUPIL) is None


def test_an_open_room_is_proposed_before_a_closed_one(infirmary: Infirmary) -> None:
    zone = infirmary.do(
        lambda unit: isolation.add_zone(
            unit, ZoneDraft(infirmary.spare_room, "isolation", "隔离区"), infirmary.rules
        )
    )
    (bed,) = infirmary.do(lambda unit: isolation.add_beds(unit, zone, ("8",)))
    infirmary.do(lambda unit: isolation.close_room(unit, infirmary.room, "呕吐物"))
    proposed = infirmary.ask(
        lambda view: isolation.free_bed(view, Group.DAY_PUPIL, infirmary.rules)
    )
    assert proposed == bed


def test_a_place_has_a_name_of_its_own(infirmary: Infirmary) -> None:
    def add(name: str) -> None:
        infirmary.do(lambda unit: isolation.add_room(unit, RoomDraft(name)))

    assert refused(lambda: add(" ")) == "isolation.name_needed"
    assert refused(lambda: add("隔离观察室")) == "isolation.name_taken"
    zone = infirmary.watch_zone
    assert (
        refused(lambda: infirmary.do(lambda unit: isolation.add_beds(unit, zone, ("1",))))
        == "isolation.name_taken"
    )


def test_renaming_keeps_the_old_name(infirmary: Infirmary) -> None:
    infirmary.do(
        lambda unit: isolation.change_room(unit, infirmary.room, RoomDraft("观察室甲", "校门旁"))
    )
    infirmary.do(
        lambda unit: isolation.change_zone(
            unit,
            infirmary.watch_zone,
            ZoneDraft(infirmary.room, "isolation", "临时区"),
            infirmary.rules,
        )
    )
    infirmary.do(lambda unit: isolation.rename_bed(unit, infirmary.beds[0], "1 号"))
    kept = infirmary.ask(lambda view: corrections_of(view, f"isolation_room:{infirmary.room}"))
    assert ("隔离观察室", "观察室甲") in {(one.old, one.new) for one in kept}
    room = infirmary.map().rooms[0]
    assert (room.room.name, room.zones[0].zone.kind) == ("观察室甲", "isolation")
    assert room.zones[0].beds[0].bed.name == "1 号"


def test_a_place_with_somebody_in_it_is_not_retired(infirmary: Infirmary) -> None:
    infirmary.admit()
    for retire in (
        lambda unit: isolation.retire_bed(unit, infirmary.beds[0]),
        lambda unit: isolation.retire_zone(unit, infirmary.watch_zone),
        lambda unit: isolation.retire_room(unit, infirmary.room),
    ):
        with pytest.raises(UserError, match=r"isolation\.place_in_use"):
            infirmary.do(retire)


def test_a_retired_bed_is_offered_no_more_and_can_come_back(infirmary: Infirmary) -> None:
    bed = infirmary.beds[1]
    infirmary.do(lambda unit: isolation.retire_bed(unit, bed))
    draft = infirmary.intake(bed=bed)
    assert refused(lambda: infirmary.admit(draft)) == "isolation.retired"
    assert len(infirmary.map().rooms[0].zones[0].beds) == 1
    infirmary.do(lambda unit: isolation.restore_bed(unit, bed))
    infirmary.do(lambda unit: isolation.restore_bed(unit, bed))
    infirmary.admit(draft)


def test_retired_rooms_and_zones_leave_the_map_and_come_back(infirmary: Infirmary) -> None:
    infirmary.do(lambda unit: isolation.retire_zone(unit, infirmary.boarders_zone))
    infirmary.do(lambda unit: isolation.retire_room(unit, infirmary.spare_room))
    assert [len(room.zones) for room in infirmary.map().rooms] == [1]
    infirmary.do(lambda unit: isolation.restore_zone(unit, infirmary.boarders_zone))
    infirmary.do(lambda unit: isolation.restore_room(unit, infirmary.spare_room))
    assert [len(room.zones) for room in infirmary.map().rooms] == [2, 0]


def test_a_place_that_does_not_exist_is_said(infirmary: Infirmary) -> None:
    missing = IsolationRoomId(99)
    assert (
        refused(lambda: infirmary.do(lambda unit: isolation.retire_room(unit, missing)))
        == "isolation.no_such_place"
    )
    draft = isolation.IntakeDraft(
        isolation.Kind.PUPIL, missing, infirmary.pupil, infirmary.class_id
    )
    assert refused(lambda: infirmary.admit(draft)) == "isolation.no_such_place"


def test_the_paired_hospital_stands_first(infirmary: Infirmary) -> None:
    """S17: 一校一院."""
    clinic = HospitalDraft("镇卫生院", "0571-88000000", "值班室", 800, "出校门右转")
    partner = HospitalDraft("县人民医院", "0571-88001234", "发热门诊", 3500, is_partner=True)
    first = infirmary.do(lambda unit: isolation.add_hospital(unit, clinic))
    infirmary.do(lambda unit: isolation.add_hospital(unit, partner))
    assert [one.draft for one in infirmary.ask(isolation.hospitals)] == [partner, clinic]
    infirmary.do(lambda unit: isolation.retire_hospital(unit, first))
    assert [one.draft for one in infirmary.ask(isolation.hospitals)] == [partner]
    infirmary.do(lambda unit: isolation.restore_hospital(unit, first))
    nearer = HospitalDraft("镇卫生院", "0571-88000001", "值班室", 750)
    infirmary.do(lambda unit: isolation.change_hospital(unit, first, nearer))
    kept = infirmary.ask(lambda view: corrections_of(view, f"isolation_hospital:{first}"))
    assert {one.field for one in kept} == {"phone", "distance_metres", "route"}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (HospitalDraft(" "), "isolation.name_needed"),
        (HospitalDraft("甲", distance_metres=-1), "isolation.bad_distance"),
    ],
)
def test_a_hospital_that_can_not_be_is_refused(
    infirmary: Infirmary, draft: HospitalDraft, code: str
) -> None:
    def add() -> None:
        infirmary.do(lambda unit: isolation.add_hospital(unit, draft))

    assert refused(add) == code
