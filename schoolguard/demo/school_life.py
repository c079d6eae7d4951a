# SPDX-License-Identifier: Apache-2.0
"""Lives the school's side: checks, second readings, absences followed up, the report, the package.

Everything goes through the services that the window uses, in the name of the nurse, or of the
principal where a signature is asked for, at the instants at which a school would do it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from schoolguard import absence, checks, daily, flows, roster
from schoolguard.app import School, Unit, View
from schoolguard.app.rule_book import daily_basis
from schoolguard.app.today import flow_rules
from schoolguard.demo.families import Families
from schoolguard.demo.story import Found, Manner, Story, manner_of
from schoolguard.demo.wave import Away
from schoolguard.kernel.actor import Actor
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.ids import ClassId, PersonId

_BEGINS = {
    CheckSession.MORNING: (7, 20),
    CheckSession.NOON: (13, 10),
    CheckSession.EVENING: (19, 30),
}
_A_CLASS = timedelta(seconds=45)
_LATE_CLASS = 4
_LATE_BY = timedelta(minutes=12)
_CALL = timedelta(seconds=40)
_REST = timedelta(minutes=18)
_RECHECKED_WITH = "armpit_electronic"


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: the people at the keyboard, and whom the wave means by its numbers."""

    nurse: Actor
    principal: Actor
    numbers: Mapping[PersonId, int]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who is not in class: suspended classes, and whoever lies in the isolation room."""

    classes: frozenset[ClassId] = frozenset()
    people: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Halt:
    """Where a session stands still.

    Attributes:
        half_done: classes whose sheet is half entered.
        untouched: classes of which nothing is entered.
        waiting: second readings that are still to be taken.
    """

    half_done: int
    untouched: int
    waiting: int


class SchoolLife:
    """One school, one clock, one story."""

    def __init__(self, school: School, clock: FixedClock, story: Story, cast: Cast) -> None:
        self._school = school
        self._clock = clock
        self._story = story
        self.cast = cast
        self._rules = flow_rules(school)
        self.basis = daily_basis(school)
        self._families = Families(self._rules, story, cast.numbers)

    @property
    def in_the_story(self) -> frozenset[PersonId]:
        """Whoever something happens to."""
        return frozenset(self.happens())

    def happens(self) -> dict[PersonId, Away]:
        """Return what the story has for people."""
        found = {who: self._story.away(number) for who, number in self.cast.numbers.items()}
        return {who: away for who, away in found.items() if away is not None}

    def act_as_nurse(self) -> None:
        """Let the nurse be at the keyboard."""
        self._school.act_as(self.cast.nurse)

    def hold(
        self, day: date, number: int, session: CheckSession, elsewhere: Elsewhere
    ) -> tuple[PersonId, ...]:
        """Hold one check in every class, second readings included, and hand the sheets in.

        Returns:
            Who was found ill, second readings taken.
        """
        classes = self._assemble(day, session, elsewhere)
        waiting: list[tuple[checks.SheetKey, dict[PersonId, int]]] = []
        ill: list[PersonId] = []
        for place, school_class in enumerate(classes):
            key = checks.SheetKey(day, session, school_class.id)
            found = self._find(key, number, manner_of(number, session, place), elsewhere)
            if found:
                waiting.append((key, self._enter(key, found)))
                ill += self._ill(found, number)
            self._clock.advance(_A_CLASS)
        self._clock.advance(_REST)
        is_late = session is CheckSession.MORNING and number % 3 == 1
        late = waiting[_LATE_CLASS : _LATE_CLASS + 1] if is_late else []
        for key, seconds in waiting:
            if (key, seconds) not in late:
                self._close(key, seconds)
        for key, seconds in late:
            deadline = checks.deadline_at(day, session, self._rules.checks)
            self._clock.move_to(max(self._clock.now(), deadline + _LATE_BY))
            self._close(key, seconds)
        return tuple(ill)

    def hold_until(
        self, day: date, number: int, session: CheckSession, halt: Halt, elsewhere: Elsewhere
    ) -> tuple[PersonId, ...]:
        """Hold a check that is still under way: staff first, the youngest classes not yet done.

        Returns:
            Who was found ill, second readings taken.
        """
        classes = self._assemble(day, session, elsewhere)[::-1]
        ill: list[PersonId] = []
        begun = max(1, len(classes) - halt.untouched)
        complete = max(1, begun - halt.half_done)
        entered: list[tuple[checks.SheetKey, dict[PersonId, int]]] = []
        for place, school_class in enumerate(classes[:begun]):
            key = checks.SheetKey(day, session, school_class.id)
            in_order = len(classes) - 1 - place
            found = self._find(key, number, manner_of(number, session, in_order), elsewhere)
            if place >= complete:
                self._enter(key, dict(list(found.items())[: len(found) // 2]))
            else:
                entered.append((key, self._enter(key, found)))
                ill += self._ill(found, number)
            self._clock.advance(_A_CLASS)
        self._clock.advance(_REST)
        recheck = sum(len(seconds) for _, seconds in entered) - halt.waiting
        for key, seconds in entered:
            taken = dict(list(seconds.items())[: max(0, recheck)])
            recheck -= len(taken)
            self._close(key, taken)
            ill = [one for one in ill if one not in seconds or one in taken]
        return tuple(ill)

    def follow_up(self, leave: int = 0, pace: timedelta = _CALL) -> None:
        """Call the families of whoever is away and confirm who is back.

        Args:
            leave: how many of the newest cases stay for somebody else to follow up.
            pace: how long one call takes.
        """
        self._school.act_as(self.cast.nurse)
        lines = self._school.query(lambda view: absence.open_cases(view, self._rules.absence))
        oldest_first = sorted(lines, key=lambda line: line.id)
        for line in oldest_first[: max(0, len(lines) - leave)]:
            self._clock.advance(pace)
            self._school.change(partial(self._families.follow, line))

    def report(self, day: date, out: Path) -> daily.Issue:
        """Prepare the day's report, have the principal sign it, print it to a file."""
        self._clock.move_to(max(self._clock.now(), instant(day, 21, 40)))
        self._school.act_as(self.cast.nurse)
        report_id, _ = self._school.change(lambda unit: daily.prepare(unit, day, self.basis))
        self._clock.advance(timedelta(minutes=5))
        self._school.act_as(self.cast.principal)
        self._school.change(lambda unit: daily.sign_off(unit, report_id, self.basis))
        paper = self._school.query(lambda view: daily.papers_of(view, report_id))[-1]
        self._school.change(lambda unit: daily.record_print(unit, paper.id))
        out.write_bytes(self._school.query(lambda view: daily.pdf(view, report_id)))
        return self._school.query(lambda view: daily.issue(view, report_id))

    def _assemble(
        self, day: date, session: CheckSession, elsewhere: Elsewhere
    ) -> tuple[roster.SchoolClass, ...]:
        self._school.act_as(self.cast.nurse)
        self._clock.move_to(max(self._clock.now(), instant(day, *_BEGINS[session])))
        classes = self._school.query(lambda view: roster.classes_on(view, day))
        return tuple(one for one in classes if one.id not in elsewhere.classes)

    def _ill(self, found: Mapping[PersonId, Found], number: int) -> list[PersonId]:
        """Return whoever falls ill on this day of the story and shows it at this check."""
        return [
            person_id
            for person_id, one in found.items()
            if one.entry.symptoms and self._first_of(person_id) == number
        ]

    def _first_of(self, person_id: PersonId) -> int | None:
        away = self._story.away(self.cast.numbers[person_id])
        return None if away is None or away.disease is None else away.first

    def _find(
        self, key: checks.SheetKey, number: int, manner: Manner, elsewhere: Elsewhere
    ) -> dict[PersonId, Found]:
        """Return what the check finds of everybody on a sheet, in roster order."""

        def ask(view: View) -> checks.Sheet:
            return checks.sheet(view, key.class_id, key.day, key.session, self._rules.checks)

        rows = self._school.query(ask).rows
        numbers = self.cast.numbers
        return {
            row.person_id: Found(checks.Entry(checks.State.ABSENT))
            if row.person_id in elsewhere.people
            else self._story.find(numbers[row.person_id], number, key.session, manner)
            for row in rows
        }

    def _enter(self, key: checks.SheetKey, found: Mapping[PersonId, Found]) -> dict[PersonId, int]:
        """Enter a sheet and return the second readings that it asks for."""
        entries = {person: one.entry for person, one in found.items()}
        entered, _ = self._school.change(
            lambda unit: flows.record_many(unit, key, entries, self._rules)
        )
        asked = [
            one.recorded.person_id
            for one in entered
            if one.recorded.verdict is checks.Verdict.RECHECK_DUE
        ]
        return {person: found[person].second or 0 for person in asked}

    def _close(self, key: checks.SheetKey, seconds: Mapping[PersonId, int]) -> None:
        """Take the second readings and hand the sheet in."""

        def write(unit: Unit) -> None:
            for person, second in seconds.items():
                entry = checks.Entry(checks.State.MEASURED, second, _RECHECKED_WITH)
                checks.record_second(unit, key, person, entry, self._rules.checks)
            flows.hand_in(unit, key, self._rules)

        self._school.change(write)
