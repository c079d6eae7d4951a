# SPDX-License-Identifier: Apache-2.0
"""A school with several classes whose day can be played in a few calls."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard import absence, checks, daily, flows, roster
from schoolguard.app.school import School
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.ids import ClassId, PersonId, ReportId
from schoolguard.store.unit import Unit

DAY = date(2026, 9, 1)
MORNING, NOON, EVENING = CheckSession.MORNING, CheckSession.NOON, CheckSession.EVENING
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


@dataclass(slots=True)
class Campus:
    """The school that daily reports are made of; `people` by class in roster order."""

    school: School
    clock: FixedClock
    rules: flows.FlowRules
    basis: daily.Basis
    people: dict[ClassId, tuple[PersonId, ...]]
    staff_id: ClassId

    @property
    def classes(self) -> tuple[ClassId, ...]:
        return tuple(self.people)

    def at(self, hour: int, minute: int = 0, day: date = DAY) -> None:
        self.clock.move_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=SCHOOL_TIME))

    def check(
        self,
        class_id: ClassId,
        session: CheckSession = MORNING,
        day: date = DAY,
        *,
        hand_in: bool = True,
        odd: dict[int, Entry] | None = None,
    ) -> None:
        """Check a whole class; `odd` replaces the entry of a person by place on the roster."""
        key = SheetKey(day, session, class_id)
        sheet = self.school.query(
            lambda view: checks.sheet(view, class_id, day, session, self.rules.checks)
        )
        known = odd or {}
        entries = {
            row.person_id: known.get(
                self.people[class_id].index(row.person_id), Entry(State.MEASURED, 362 + n % 5)
            )
            for n, row in enumerate(sheet.rows)
        }
        self.school.change(lambda unit: flows.record_many(unit, key, entries, self.rules))
        if hand_in:
            self.school.change(lambda unit: checks.hand_in(unit, key, self.rules.checks))

    def check_all(self, session: CheckSession = MORNING, day: date = DAY) -> None:
        for class_id in self.classes:
            self.check(class_id, session, day)

    def recheck(self, class_id: ClassId, place: int, decicelsius: int, day: date = DAY) -> None:
        key = SheetKey(day, MORNING, class_id)
        second = Entry(State.MEASURED, decicelsius, "armpit_electronic")
        person = self.people[class_id][place]
        self.school.change(
            lambda unit: checks.record_second(unit, key, person, second, self.rules.checks)
        )

    def explain(self, class_id: ClassId, place: int, details: absence.CaseDetails) -> None:
        person = self.people[class_id][place]

        def explain(unit: Unit) -> None:
            case = absence.cases_of(unit, person, self.rules.absence)[0]
            absence.describe(
                unit,
                case.id,
                details,
                why="",
                rules=self.rules.absence,
                calendar=self.rules.calendar,
            )

        self.school.change(explain)

    def figures(self, day: date = DAY) -> daily.DailyFigures:
        return self.school.query(lambda view: daily.figures(view, day, self.basis))

    def prepare(self, day: date = DAY, note: str = "") -> ReportId:
        return self.school.change(lambda unit: daily.prepare(unit, day, self.basis, note=note))[0]

    def sign(self, report_id: ReportId) -> None:
        self.school.change(lambda unit: daily.sign_off(unit, report_id, self.basis))

    def issue(self, report_id: ReportId) -> daily.Issue:
        return self.school.query(lambda view: daily.issue(view, report_id))

    def pdf(self, report_id: ReportId) -> bytes:
        return self.school.query(lambda view: daily.pdf(view, report_id))


def found_campus(
    school: School, clock: FixedClock, *, classes: int = 3, pupils: int = 6, staff: int = 3
) -> Campus:
    """Add classes of pupils (the second one boards) and a department of staff."""

    def found(unit: Unit) -> tuple[dict[ClassId, tuple[PersonId, ...]], ClassId]:
        people: dict[ClassId, tuple[PersonId, ...]] = {}
        for number in range(classes):
            spelling = roster.ClassSpelling(1 + number // 6, 1 + number % 6, roster.Stage.PRIMARY)
            class_id = roster.add_class(unit, spelling, from_on=DAY)
            drafts = [
                roster.PersonDraft(
                    f"{SURNAMES[(number * 7 + place) % len(SURNAMES)]}同学",
                    is_boarder=number % 3 == 1,
                )
                for place in range(pupils)
            ]
            people[class_id] = tuple(
                roster.add_person(unit, draft, class_id=class_id, from_on=DAY, number=place)
                for place, draft in enumerate(drafts, start=1)
            )
        staff_id = roster.add_department(unit, "教务处", from_on=DAY)
        people[staff_id] = tuple(
            roster.add_person(
                unit,
                roster.PersonDraft(f"{SURNAMES[n % len(SURNAMES)]}老师", roster.PersonKind.STAFF),
                class_id=staff_id,
                from_on=DAY,
                number=n + 1,
            )
            for n in range(staff)
        )
        return people, staff_id

    people, staff_id = school.change(found)[0]
    rules = flows.load_rules(school.calendar)
    basis = daily.load_basis(school.settings, school.calendar)
    return Campus(school, clock, rules, basis, people, staff_id)
