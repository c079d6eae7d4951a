# SPDX-License-Identifier: Apache-2.0
"""A school with a class that is off, and short ways to ask its families."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from schoolguard import cases, roster, suspension
from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId, SuspensionId
from schoolguard.store.unit import Unit, View
from schoolguard.suspension import (
    Entry,
    FollowUpKey,
    FollowUpSheet,
    Reached,
    Recorded,
    Scope,
    SuspensionDraft,
    SuspensionRules,
)

T = TypeVar("T")
DAY = date(2026, 9, 1)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔"
GIVEN = "安博晨迪恩凡光海嘉凯乐敏宁欧鹏琪瑞诗涛文曦雅泽子清"


@dataclass(slots=True)
class Place:
    """Two classes of a grade, one of another, a department; two pupils share a room."""

    school: School
    clock: FixedClock
    rules: SuspensionRules
    class_id: ClassId
    neighbour_id: ClassId
    other_grade_id: ClassId
    staff_id: ClassId
    pupils: tuple[PersonId, ...]
    room_id: DormRoomId
    residents: tuple[PersonId, ...]

    def do(self, work: Callable[[Unit], T]) -> T:
        return self.school.change(work)[0]

    def ask(self, question: Callable[[View], T]) -> T:
        return self.school.query(question)

    def draft(self, **changes: object) -> SuspensionDraft:
        values: dict[str, object] = {
            "scope": Scope.CLASS,
            "class_ids": (self.class_id,),
            "disease_id": "influenza",
            "decided_by": "县疾控中心、县教育局",
            "paper_number": "教体〔2026〕12号",
            "decided_on": DAY,
            "from_on": DAY,
            "until_on": DAY + timedelta(days=3),
            **changes,
        }
        return SuspensionDraft(**values)  # type: ignore[arg-type]  # one table of defaults

    def suspend(self, **changes: object) -> SuspensionId:
        return self.do(lambda unit: suspension.decide(unit, self.draft(**changes)))

    def key(self, suspension_id: SuspensionId, day: date = DAY) -> FollowUpKey:
        return FollowUpKey(day, self.class_id, suspension_id)

    def record(self, key: FollowUpKey, at: int, entry: Entry | None, reason: str = "") -> Recorded:
        person = self.pupils[at]
        return self.do(lambda unit: suspension.record(unit, key, person, entry, self.rules, reason))

    def sheet(self, key: FollowUpKey) -> FollowUpSheet:
        return self.ask(lambda view: suspension.sheet(view, key, self.rules))

    def counts(self, day: date = DAY) -> suspension.SuspensionCounts:
        return self.ask(lambda view: suspension.day_counts(view, day, self.rules))

    def fall_ill(
        self, numbers: range, disease: str, on: date = DAY, *, admitted: bool = False
    ) -> None:
        rules = cases.load_rules()

        def write(unit: Unit) -> None:
            for at in numbers:
                draft = cases.CaseDraft(
                    self.pupils[at], self.class_id, disease, onset_on=on, admitted=admitted
                )
                cases.open_case(unit, draft, rules)

        self.do(write)


def reached(decicelsius: int | None = None, *symptoms: str) -> Entry:
    return Entry(Reached.YES, decicelsius, frozenset(symptoms))


NO_ANSWER = Entry(Reached.NO_ANSWER)


def found_place(school: School, clock: FixedClock, size: int = 10) -> Place:
    """Fill an empty school; the class has `size` pupils, each with one phone."""

    def found(unit: Unit) -> Place:
        first, second, third = (
            roster.add_class(
                unit, roster.ClassSpelling(grade, number, roster.Stage.PRIMARY), from_on=DAY
            )
            for grade, number in ((3, 1), (3, 2), (4, 1))
        )
        staff = roster.add_department(unit, "教务处", from_on=DAY)
        room = roster.save_dorm_room(unit, None, building="东楼", name="201", beds=6)
        people = tuple(_pupil(unit, at, first, room if at < 1 else None) for at in range(size))
        others = tuple(_pupil(unit, 100 + at, second, room if at < 1 else None) for at in range(3))
        _pupil(unit, 200, third, None)
        roster.add_person(
            unit,
            roster.PersonDraft("钱老师", roster.PersonKind.STAFF),
            class_id=staff,
            from_on=DAY,
            number=0,
        )
        return Place(
            school,
            clock,
            suspension.load_rules(),
            first,
            second,
            third,
            staff,
            people,
            room,
            (people[0], others[0]),
        )

    return school.change(found)[0]


def _pupil(unit: Unit, at: int, class_id: ClassId, room: DormRoomId | None) -> PersonId:
    mother = roster.GuardianDraft("李梅", roster.Relation.MOTHER, phones=(f"138{at:08}",))
    name = SURNAMES[at % 25] + GIVEN[at // 2 % 25] + (GIVEN[at % 7] if at % 3 else "")
    draft = roster.PersonDraft(
        name, guardians=(mother,), is_boarder=room is not None, dorm_room_id=room
    )
    return roster.add_person(unit, draft, class_id=class_id, from_on=DAY, number=at % 100 + 1)
