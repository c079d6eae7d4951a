# SPDX-License-Identifier: Apache-2.0
"""A small real school with an isolation room: two rooms, zones, beds, and people of every group."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from schoolguard import isolation, roster
from schoolguard.app.school import School
from schoolguard.isolation import (
    Destination,
    IntakeDraft,
    IsolationRules,
    Kind,
    LeavingDraft,
    NoticeDraft,
    ObservationDraft,
    StayDetails,
    ZoneId,
)
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import BedId, ClassId, IsolationRoomId, PersonId, StayId
from schoolguard.store.unit import Unit, View

T = TypeVar("T")
DAY = date(2026, 9, 1)
ARMPIT, FOREHEAD = "armpit_electronic", "forehead_infrared"


@dataclass(slots=True)
class Infirmary:
    """What the tests of the isolation room work on."""

    school: School
    clock: FixedClock
    rules: IsolationRules
    room: IsolationRoomId
    spare_room: IsolationRoomId
    watch_zone: ZoneId
    boarders_zone: ZoneId
    beds: tuple[BedId, ...]
    boarders_beds: tuple[BedId, ...]
    class_id: ClassId
    staff_id: ClassId
    pupil: PersonId
    classmate: PersonId
    boarder: PersonId
    far_boarder: PersonId
    teacher: PersonId

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def do(self, work: Callable[[Unit], T]) -> T:
        return self.school.change(work)[0]

    def ask(self, question: Callable[[View], T]) -> T:
        return self.school.query(question)

    def wait(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    def look(
        self, decicelsius: int | None = 378, symptoms: frozenset[str] = frozenset(), ago: int = 0
    ) -> ObservationDraft:
        site = "" if decicelsius is None else ARMPIT
        taken_at = self.now - timedelta(minutes=ago)
        return ObservationDraft(taken_at, decicelsius, site, symptoms)

    def intake(self, person: PersonId | None = None, bed: BedId | None = None) -> IntakeDraft:
        person = person or self.pupil
        kind = Kind.STAFF if person == self.teacher else Kind.PUPIL
        class_id = self.staff_id if kind is Kind.STAFF else self.class_id
        return IntakeDraft(kind, self.room, person, class_id, bed_id=bed or self.beds[0])

    def visitor(self, name: str = "送货员孙某") -> IntakeDraft:
        details = StayDetails(visitor_name=name, visitor_phone="13900139000")
        return IntakeDraft(Kind.VISITOR, self.room, zone_id=self.watch_zone, details=details)

    def admit(self, draft: IntakeDraft | None = None) -> StayId:
        chosen = draft or self.intake()
        return self.do(lambda unit: isolation.admit(unit, chosen, self.rules))

    def observe(self, stay_id: StayId, draft: ObservationDraft) -> isolation.ObservationId:
        return self.do(lambda unit: isolation.observe(unit, stay_id, draft, self.rules))

    def tell(
        self, stay_id: StayId, party: str = "family", result: str = "reached"
    ) -> isolation.NoticeId:
        draft = NoticeDraft(party, "phone", result, who="母亲")
        return self.do(lambda unit: isolation.tell(unit, stay_id, draft, self.rules))

    def leave(self, stay_id: StayId, draft: LeavingDraft) -> isolation.Left:
        return self.do(lambda unit: isolation.leave(unit, stay_id, draft, self.rules))

    def send_home(self, stay_id: StayId) -> isolation.Left:
        """Let somebody go home with everything that this needs."""
        self.tell(stay_id)
        self.observe(stay_id, self.look(376))
        return self.leave(stay_id, self.home())

    def home(self, **changes: str) -> LeavingDraft:
        draft = LeavingDraft(
            Destination.HOME,
            handed_to="李梅",
            handed_to_relation="母亲",
            handed_to_phone="13800138000",
        )
        return replace(draft, **changes)

    def stay(self, stay_id: StayId) -> isolation.Stay:
        return self.ask(lambda view: isolation.stay(view, stay_id, self.rules))

    def current(self) -> tuple[isolation.StayLine, ...]:
        return self.ask(lambda view: isolation.current(view, self.rules))

    def due(self) -> tuple[isolation.IsolationDue, ...]:
        return self.ask(lambda view: isolation.due(view, self.rules))

    def map(self) -> isolation.RoomMap:
        return self.ask(lambda view: isolation.room_map(view, self.rules))

    def counts(self, day: date = DAY) -> isolation.IsolationCounts:
        return self.ask(lambda view: isolation.day_counts(view, day))


def found_infirmary(school: School, clock: FixedClock) -> Infirmary:
    """Add people, two rooms, zones and beds to an empty school."""

    def found(unit: Unit) -> Infirmary:
        rules = isolation.load_rules()
        class_id = roster.add_class(
            unit, roster.ClassSpelling(3, 1, roster.Stage.PRIMARY), from_on=DAY
        )
        staff_id = roster.add_department(unit, "教务处", from_on=DAY)

        def person(draft: roster.PersonDraft, number: int) -> PersonId:
            home = staff_id if draft.kind is roster.PersonKind.STAFF else class_id
            return roster.add_person(unit, draft, class_id=home, from_on=DAY, number=number)

        mother = roster.GuardianDraft("李梅", roster.Relation.MOTHER, phones=("13800138000",))
        pupil = roster.PersonDraft(
            "王小明", sex=roster.Sex.MALE, birth_on=date(2017, 10, 1), guardians=(mother,)
        )
        far = roster.PersonDraft("马远", is_boarder=True, home=roster.Home.ELSEWHERE)
        room = isolation.add_room(unit, isolation.RoomDraft("隔离观察室", "一楼东侧，独立出入口"))
        spare = isolation.add_room(unit, isolation.RoomDraft("备用观察室"))
        watch = isolation.add_zone(
            unit, isolation.ZoneDraft(room, "temporary", "临时观察区"), rules
        )
        boarders = isolation.add_zone(
            unit, isolation.ZoneDraft(room, "boarders", "外地住校生区"), rules
        )
        return Infirmary(
            school=school,
            clock=clock,
            rules=rules,
            room=room,
            spare_room=spare,
            watch_zone=watch,
            boarders_zone=boarders,
            beds=isolation.add_beds(unit, watch, ("1", "2")),
            boarders_beds=isolation.add_beds(unit, boarders, ("3",)),
            class_id=class_id,
            staff_id=staff_id,
            pupil=person(pupil, 1),
            classmate=person(roster.PersonDraft("赵小红"), 2),
            boarder=person(roster.PersonDraft("周住校", is_boarder=True), 3),
            far_boarder=person(far, 4),
            teacher=person(roster.PersonDraft("钱老师", roster.PersonKind.STAFF), 0),
        )

    return school.change(found)[0]
