# SPDX-License-Identifier: Apache-2.0
"""A small real school in which a case is found: two classes, seats, a dormitory room, a bus."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from schoolguard import cases, roster
from schoolguard.app.school import School
from schoolguard.cases import CaseDraft, CaseRules, Classification, ContactDraft, ContactWay
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import ClassId, CloseContactId, DiseaseCaseId, PersonId
from schoolguard.store.unit import Unit, View

T = TypeVar("T")
DAY = date(2026, 9, 1)
NAMES = ("王小明", "赵小红", "孙小刚", "李小华", "周小雨", "吴小云")


@dataclass(slots=True)
class Sickbay:
    """What the tests of cases work on.

    The pupil sits in row 2, column 2, sleeps in room 201, rides bus A and has a sister in the
    other class.
    """

    school: School
    clock: FixedClock
    rules: CaseRules
    class_id: ClassId
    other_class_id: ClassId
    pupil: PersonId
    mates: tuple[PersonId, ...]
    sister: PersonId
    rider: PersonId

    def do(self, work: Callable[[Unit], T]) -> T:
        return self.school.change(work)[0]

    def ask(self, question: Callable[[View], T]) -> T:
        return self.school.query(question)

    def open(
        self,
        disease: str = "varicella",
        person: PersonId | None = None,
        classification: Classification = Classification.SUSPECTED,
        onset_on: date | None = DAY - timedelta(days=1),
        found_at: datetime | None = None,
        infected_by: DiseaseCaseId | None = None,
    ) -> DiseaseCaseId:
        draft = CaseDraft(
            person_id=person or self.pupil,
            class_id=self.class_id,
            disease_id=disease,
            classification=classification,
            onset_on=onset_on,
            found_at=found_at,
            infected_by=infected_by,
        )
        return self.do(lambda unit: cases.open_case(unit, draft, self.rules))

    def report(self, case_id: DiseaseCaseId, *parties: str, at: datetime | None = None) -> None:
        for party in parties or ("head", "cdc", "education_bureau"):
            draft = cases.ReportDraft(party, "phone", reported_at=at, answered_by="值班员")
            self.do(lambda unit, told=draft: cases.record_report(unit, case_id, told, self.rules))

    def classify(
        self,
        case_id: DiseaseCaseId,
        classification: Classification,
        disease: str = "varicella",
        reason: str = "",
    ) -> None:
        self.do(
            lambda unit: cases.classify(
                unit,
                case_id,
                classification,
                disease,
                unit.today,
                "县医院",
                reason,
                rules=self.rules,
            )
        )

    def list_contact(
        self, case_id: DiseaseCaseId, person: PersonId | None = None, exposed: date | None = DAY
    ) -> CloseContactId:
        draft = ContactDraft(person or self.mates[0], frozenset({ContactWay.CLASS}), exposed)
        return self.do(lambda unit: cases.add_close_contacts(unit, case_id, (draft,), self.rules))[
            0
        ]

    def case(self, case_id: DiseaseCaseId) -> cases.Case:
        return self.ask(lambda view: cases.case(view, case_id, self.rules))

    def due(self) -> tuple[cases.CaseDue, ...]:
        return self.ask(lambda view: cases.due(view, self.rules))

    def counts(self, day: date = DAY) -> cases.CaseCounts:
        return self.ask(lambda view: cases.day_counts(view, day, self.rules))

    def days_later(self, days: int) -> date:
        self.clock.advance(timedelta(days=days))
        return DAY + timedelta(days=days)


def found_sickbay(school: School, clock: FixedClock) -> Sickbay:
    """Add two classes with seats, a dormitory room, a bus and a family to an empty school."""

    def found(unit: Unit) -> Sickbay:
        first, second = (
            roster.add_class(
                unit, roster.ClassSpelling(3, number, roster.Stage.PRIMARY), from_on=DAY
            )
            for number in (1, 2)
        )
        room = roster.save_dorm_room(unit, None, building="1号楼", name="201", beds=6)
        mother = roster.GuardianDraft("李梅", roster.Relation.MOTHER, phones=("13800138000",))

        def person(name: str, class_id: ClassId, number: int, **known: object) -> PersonId:
            draft = roster.PersonDraft(name, **known)  # type: ignore[arg-type]
            return roster.add_person(unit, draft, class_id=class_id, from_on=DAY, number=number)

        pupil = person(
            NAMES[0],
            first,
            1,
            sex=roster.Sex.MALE,
            birth_on=date(2017, 10, 1),
            guardians=(mother,),
            is_boarder=True,
            dorm_room_id=room,
        )
        mates = tuple(
            person(
                name,
                first,
                number,
                **({"dorm_room_id": room, "is_boarder": True} if number == 5 else {}),
            )
            for number, name in enumerate(NAMES[1:], start=2)
        )
        sister = person("王小月", second, 1, guardians=(mother,))
        rider = person("郑小北", second, 2)
        for one, place in (
            (pupil, roster.Surroundings(2, 2, "A线")),
            (mates[0], roster.Surroundings(2, 3)),
            (mates[1], roster.Surroundings(6, 6)),
            (rider, roster.Surroundings(1, 1, "A线")),
        ):
            roster.set_surroundings(unit, one, place)
        return Sickbay(
            school, clock, cases.load_rules(), first, second, pupil, mates, sister, rider
        )

    return school.change(found)[0]
