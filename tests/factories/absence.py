# SPDX-License-Identifier: Apache-2.0
"""A small real school: one class of pupils, one department of staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from schoolguard import absence, roster
from schoolguard.absence import AbsenceRules, CaseDetails, CaseLine, ContactDraft
from schoolguard.app.school import School
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import CaseId, ClassId, PersonId
from schoolguard.store.unit import Unit, View

T = TypeVar("T")
DAY = date(2026, 9, 1)
MORNING, NOON, EVENING = CheckSession.MORNING, CheckSession.NOON, CheckSession.EVENING


@dataclass(slots=True)
class Ward:
    """What the tests of follow-up work on."""

    school: School
    clock: FixedClock
    rules: AbsenceRules
    class_id: ClassId
    other_class_id: ClassId
    staff_id: ClassId
    pupil: PersonId
    classmate: PersonId
    teacher: PersonId

    def do(self, work: Callable[[Unit], T]) -> T:
        return self.school.change(work)[0]

    def ask(self, question: Callable[[View], T]) -> T:
        return self.school.query(question)

    def absent(
        self, person: PersonId, day: date = DAY, session: CheckSession = MORNING
    ) -> absence.Opened:
        return self.do(
            lambda unit: absence.open_from_check(
                unit,
                person,
                day,
                session,
                self._class(person),
                rules=self.rules,
                calendar=self.school.calendar,
            )
        )

    def corrected(
        self, person: PersonId, day: date = DAY, session: CheckSession = MORNING
    ) -> absence.Withdrawal:
        return self.do(
            lambda unit: absence.withdraw_from_check(
                unit,
                person,
                day,
                session,
                self._class(person),
                rules=self.rules,
                calendar=self.school.calendar,
            )
        )

    def seen(
        self, person: PersonId, day: date = DAY, session: CheckSession = NOON
    ) -> absence.BackAgain | None:
        return self.do(
            lambda unit: absence.present_again(
                unit,
                person,
                day,
                session,
                self._class(person),
                rules=self.rules,
                calendar=self.school.calendar,
            )
        )

    def call(
        self, case_id: CaseId, result: str = "reached", party: str = "family", way: str = "phone"
    ) -> None:
        self.do(
            lambda unit: absence.record_contact(
                unit,
                case_id,
                ContactDraft(party, way, result, who="母亲"),
                rules=self.rules,
                calendar=self.school.calendar,
            )
        )

    def describe(self, case_id: CaseId, details: CaseDetails, why: str = "") -> None:
        self.do(
            lambda unit: absence.describe(
                unit,
                case_id,
                details,
                why=why,
                rules=self.rules,
                calendar=self.school.calendar,
            )
        )

    def close(self, case_id: CaseId, outcome: str, returned_on: date | None = None) -> None:
        self.do(
            lambda unit: absence.close(
                unit, case_id, outcome, returned_on=returned_on, rules=self.rules
            )
        )

    def case(self, case_id: CaseId) -> absence.Case:
        return self.ask(lambda view: absence.case(view, case_id, self.rules))

    def open_cases(self) -> tuple[CaseLine, ...]:
        return self.ask(lambda view: absence.open_cases(view, self.rules))

    def counts(self, day: date = DAY) -> absence.AbsenceCounts:
        return self.ask(lambda view: absence.day_counts(view, day))

    def next_day(self, days: int = 1) -> date:
        self.clock.advance(timedelta(days=days))
        return DAY + timedelta(days=days)

    def _class(self, person: PersonId) -> ClassId:
        return self.staff_id if person == self.teacher else self.class_id


def found_ward(school: School, clock: FixedClock) -> Ward:
    """Add two classes, a department and three people to an empty school."""

    def found(unit: Unit) -> Ward:
        first, second = (
            roster.add_class(
                unit, roster.ClassSpelling(3, number, roster.Stage.PRIMARY), from_on=DAY
            )
            for number in (1, 2)
        )
        staff = roster.add_department(unit, "教务处", from_on=DAY)

        def person(draft: roster.PersonDraft, class_id: ClassId, number: int) -> PersonId:
            return roster.add_person(unit, draft, class_id=class_id, from_on=DAY, number=number)

        mother = roster.GuardianDraft("李梅", roster.Relation.MOTHER, phones=("13800138000",))
        pupil = roster.PersonDraft(
            "王小明", sex=roster.Sex.MALE, birth_on=date(2017, 10, 1), guardians=(mother,)
        )
        return Ward(
            school=school,
            clock=clock,
            rules=absence.load_rules(),
            class_id=first,
            other_class_id=second,
            staff_id=staff,
            pupil=person(pupil, first, 1),
            classmate=person(roster.PersonDraft("赵小红"), first, 2),
            teacher=person(roster.PersonDraft("钱老师", roster.PersonKind.STAFF), staff, 0),
        )

    return school.change(found)[0]
