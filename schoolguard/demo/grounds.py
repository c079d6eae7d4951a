# SPDX-License-Identifier: Apache-2.0
"""Sets up what a school has before its first day: isolation room, places, people, stock, lamp.

Every place has a named person and a deputy from the staff; the room's equipment is looked at, its
staff trained, and the hospital at hand is on the wall.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schoolguard import disinfection, isolation, roster
from schoolguard.app import School, Unit
from schoolguard.demo.invented_school import material
from schoolguard.disinfection import BottleDraft, PlaceDraft, PlaceKind
from schoolguard.flows import FlowRules
from schoolguard.isolation import HospitalDraft, RoomDraft, TickState, TrainingDraft, ZoneDraft
from schoolguard.kernel.ids import IsolationRoomId, PersonId, PlaceId

_YEAR = timedelta(days=365)
_BURNED_BEFORE = 880 * 60
_BLEACH = 50_000


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the play takes in hand later: ids of the room's lamp and of the bottle in use."""

    room_id: IsolationRoomId
    lamp_id: int
    bottle_id: int


def prepare(school: School, rules: FlowRules, day: date) -> Grounds:
    """Set it all up as of a day, in the name of whoever is logged in."""
    grounds, _ = school.change(lambda unit: _Grounds(unit, rules, day).prepare())
    return grounds


class _Grounds:
    def __init__(self, unit: Unit, rules: FlowRules, day: date) -> None:
        self._unit = unit
        self._rules = rules
        self._day = day
        self._facts = material()
        classes = roster.classes_on(unit, day)
        members = roster.all_members_on(unit, day)
        self._staff = {
            one.name: [member.person_id for member in members.get(one.id, ())]
            for one in classes
            if one.kind is roster.ClassKind.STAFF
        }

    def prepare(self) -> Grounds:
        room_id = self._room()
        self._hospitals()
        self._readiness()
        place_id = self._places(room_id)
        lamp_id = disinfection.add_lamp(
            self._unit, place_id, "紫外线灯", self._day - _YEAR, minutes_before=_BURNED_BEFORE
        )
        return Grounds(room_id, lamp_id, self._stock())

    def _room(self) -> IsolationRoomId:
        facts = self._facts
        draft = RoomDraft(facts["isolation_room"], facts["isolation_where"])
        room_id = isolation.add_room(self._unit, draft)
        for zone in facts["zones"]:
            its = ZoneDraft(room_id, zone["kind"], zone["name"])
            zone_id = isolation.add_zone(self._unit, its, self._rules.isolation)
            isolation.add_beds(self._unit, zone_id, zone["beds"])
        return room_id

    def _hospitals(self) -> None:
        for key, is_partner in (("hospital", True), ("second_hospital", False)):
            one: Mapping[str, str] = self._facts[key]
            draft = HospitalDraft(
                one["name"],
                one["phone"],
                one["contact"],
                int(one["distance"]),
                one["route"],
                is_partner=is_partner,
            )
            isolation.add_hospital(self._unit, draft)

    def _readiness(self) -> None:
        """Everything is in order but one thing that runs out, and one that is still to come."""
        rules = self._rules.isolation
        *in_order, last = rules.equipment
        for item_id in in_order:
            isolation.tick(self._unit, item_id, TickState.IN_ORDER, rules)
        isolation.tick(self._unit, last, TickState.MISSING, rules, note="展板已送印")
        for number, (item_id, item) in enumerate(rules.supplies.items()):
            quantity = item.minimum * 2 if number else item.minimum
            isolation.count_supply(self._unit, item_id, quantity, rules)
        people = self._of(self._facts["housekeeping"]) or self._everybody()
        for topic_id, topic in rules.trainings.items():
            for person_id in people[: topic.people]:
                draft = TrainingDraft(
                    topic_id, self._day - timedelta(days=60), person_id, trainer="县疾控中心"
                )
                isolation.record_training(self._unit, draft, rules)

    def _places(self, room_id: IsolationRoomId) -> PlaceId:
        room = (room_id, str(self._facts["isolation_room"]))
        proposed = disinfection.proposed_places(self._unit, self._day, (room,))
        own = [
            PlaceDraft(
                PlaceKind(one["kind"]), one["name"], one.get("building", ""), one.get("floor", "")
            )
            for one in self._facts["places"]
        ]
        drafts = [self._named(draft, n) for n, draft in enumerate([*proposed, *own])]
        disinfection.add_places(self._unit, drafts)
        place_id = disinfection.place_of_isolation_room(self._unit, room_id)
        assert place_id is not None  # noqa: S101 - it was added just now
        return place_id

    def _named(self, draft: PlaceDraft, number: int) -> PlaceDraft:
        teaches = draft.kind in {PlaceKind.CLASSROOM, PlaceKind.OFFICE}
        people = self._everybody() if teaches else self._of(self._facts["housekeeping"])
        people = people or self._everybody()
        responsible, deputy = people[number % len(people)], people[(number + 1) % len(people)]
        building = draft.building or ("教学楼" if teaches else "")
        return replace(draft, building=building, responsible_id=responsible, deputy_id=deputy)

    def _stock(self) -> int:
        rules, day = self._rules.disinfection, self._day
        bleach = BottleDraft(
            "bleach", "84消毒液", _BLEACH, size="500 mL", batch="B260901",
            expires_on=day + _YEAR, opened_on=day - timedelta(days=5),
        )  # fmt: skip
        tablets = BottleDraft(
            "chlorine_tablet", "含氯泡腾片", mg_per_tablet=500, size="100 片", batch="P260715",
            expires_on=day + timedelta(days=20),
        )  # fmt: skip
        powder = BottleDraft("vomit_powder", "呕吐物应急处置包", size="1 套", batch="Y2609")
        bottle_id, *_ = (
            disinfection.add_bottle(self._unit, draft, rules) for draft in (bleach, tablets, powder)
        )
        return bottle_id

    def _of(self, department: str) -> Sequence[PersonId]:
        return self._staff.get(department, ())

    def _everybody(self) -> Sequence[PersonId]:
        return [person for people in self._staff.values() for person in people]
