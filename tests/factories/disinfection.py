# SPDX-License-Identifier: Apache-2.0
"""A small real school to keep clean: two classrooms, a toilet, a dormitory room, named people."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from schoolguard import disinfection, roster
from schoolguard.app.school import School
from schoolguard.disinfection import (
    Board,
    BoardRow,
    BottleDraft,
    DisinfectionRules,
    OrderDraft,
    OrderWhy,
    PlaceDraft,
    PlaceKind,
    Round,
    Signed,
    SignOffDraft,
)
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.ids import ClassId, OrderId, PersonId, PlaceId
from schoolguard.store.unit import Unit, View

T = TypeVar("T")
DAY = date(2026, 9, 1)


@dataclass(slots=True)
class House:
    """What the tests of this room work on."""

    school: School
    clock: FixedClock
    rules: DisinfectionRules
    class_id: ClassId
    other_class_id: ClassId
    teacher: PersonId
    cleaner: PersonId
    classroom: PlaceId
    other_classroom: PlaceId
    toilet: PlaceId
    dormitory: PlaceId

    def do(self, work: Callable[[Unit], T]) -> T:
        return self.school.change(work)[0]

    def ask(self, question: Callable[[View], T]) -> T:
        return self.school.query(question)

    def at(self, hour: int, minute: int = 0, day: date = DAY) -> datetime:
        """Move the clock and return the instant."""
        self.clock.move_to(instant(day, hour, minute))
        return instant(day, hour, minute)

    def board(self, day: date | None = None) -> Board:
        return self.ask(
            lambda view: disinfection.board(
                view, day or view.today, self.rules, self.school.calendar
            )
        )

    def row(self, place_id: PlaceId, day: date | None = None) -> BoardRow:
        return next(row for row in self.board(day).rows if row.place.id == place_id)

    def round(
        self, place_id: PlaceId, task_id: str, round_no: int = 1, day: date | None = None
    ) -> Round:
        return next(
            one
            for task in self.row(place_id, day).tasks
            if task.planned.task.id == task_id
            for one in task.rounds
            if one.round_no == round_no
        )

    def draft(
        self, place_id: PlaceId, task_id: str, round_no: int = 1, **values: Any
    ) -> SignOffDraft:
        """Return a round as planned, with what the test says otherwise."""
        day = values.pop("day", None) or self.ask(lambda view: view.today)
        row = self.row(place_id, day)
        planned = next(task.planned for task in row.tasks if task.planned.task.id == task_id)
        return replace(disinfection.as_planned(row.place, planned, day, round_no), **values)

    def sign(self, *drafts: SignOffDraft) -> tuple[Signed, ...]:
        return self.do(
            lambda unit: disinfection.sign_off_many(unit, drafts, self.rules, self.school.calendar)
        )

    def order(self, why: OrderWhy = OrderWhy.VOMIT, **values: Any) -> OrderId:
        draft = OrderDraft(**({"place_id": self.classroom, "why": why} | values))
        return self.do(lambda unit: disinfection.order(unit, draft, self.rules))

    def bottle(self, **values: Any) -> int:
        draft = BottleDraft(**({"agent_id": "bleach", "mg_per_litre": 50_000} | values))
        return self.do(lambda unit: disinfection.add_bottle(unit, draft, self.rules))

    def counts(self, day: date | None = None) -> disinfection.DisinfectionCounts:
        return self.ask(
            lambda view: disinfection.day_counts(
                view, day or view.today, self.rules, self.school.calendar
            )
        )

    def due(self) -> tuple[disinfection.DisinfectionDue, ...]:
        return self.ask(lambda view: disinfection.due(view, self.rules, self.school.calendar))

    def next_day(self, days: int = 1) -> date:
        self.clock.advance(timedelta(days=days))
        return self.ask(lambda view: view.today)


def found_house(school: School, clock: FixedClock) -> House:
    """Add classes, people and places to an empty school."""

    def found(unit: Unit) -> House:
        first, second = (
            roster.add_class(
                unit, roster.ClassSpelling(3, number, roster.Stage.PRIMARY), from_on=DAY
            )
            for number in (1, 2)
        )
        staff = roster.add_department(unit, "后勤处", from_on=DAY)
        room = roster.save_dorm_room(unit, None, building="1号楼", name="101", beds=8)
        teacher, cleaner = (
            roster.add_person(
                unit, roster.PersonDraft(name, roster.PersonKind.STAFF), class_id=staff, from_on=DAY
            )
            for name in ("钱老师", "孙师傅")
        )
        places = disinfection.add_places(
            unit,
            [
                PlaceDraft(
                    PlaceKind.CLASSROOM,
                    building="教学楼",
                    floor="1",
                    class_id=first,
                    responsible_id=teacher,
                    deputy_id=cleaner,
                ),
                PlaceDraft(
                    PlaceKind.CLASSROOM,
                    building="教学楼",
                    floor="1",
                    class_id=second,
                    responsible_id=teacher,
                ),
                PlaceDraft(
                    PlaceKind.TOILET,
                    "一楼男厕",
                    building="教学楼",
                    floor="1",
                    responsible_name="李阿姨",
                ),
                PlaceDraft(
                    PlaceKind.DORMITORY,
                    building="1号楼",
                    dorm_room_id=room,
                    responsible_id=cleaner,
                ),
            ],
        )
        return House(
            school,
            clock,
            disinfection.load_rules(),
            first,
            second,
            teacher,
            cleaner,
            *places,
        )

    return school.change(found)[0]
