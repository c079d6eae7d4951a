# SPDX-License-Identifier: Apache-2.0
"""Lives a whole day of the school, hour by hour, through every room; and the last one halfway.

Before the first check those who come back are looked at. Whoever a check finds ill goes to the
isolation room and home; what that asks for is disinfected, a disease followed up, early warning
asked. On days without school families are asked all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schoolguard.app import School
from schoolguard.app.today import flow_rules
from schoolguard.demo import grounds
from schoolguard.demo.alarms import Alarms
from schoolguard.demo.cleaning import Cleaning
from schoolguard.demo.closing import Closing
from schoolguard.demo.outbreak import Outbreak
from schoolguard.demo.returns import Returns
from schoolguard.demo.school_life import Elsewhere, Halt, SchoolLife
from schoolguard.demo.sickroom import Sickroom
from schoolguard.demo.timetable import Timetable
from schoolguard.demo.wave import Away
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.ids import PersonId

_HALT = Halt(half_done=1, untouched=3, waiting=2)
_LEFT_TO_FOLLOW, _LEFT_TO_CLEAR, _LEFT_TO_AIR, _LEFT_TO_DISINFECT = 4, 2, 12, 2
_LEAST_CASES = 3
_DECIDED_AFTER = 2
_QUICK = timedelta(seconds=2)
_CONTACT_TIME = timedelta(minutes=20)
_DAY = timedelta(days=1)
_BUG = "norovirus"


@dataclass(frozen=True, slots=True)
class Rooms:
    """Everything that happens beside the checks."""

    sick: Sickroom
    cleaning: Cleaning
    outbreak: Outbreak
    closing: Closing
    returns: Returns
    alarms: Alarms


class SchoolDays:
    """The days of one school, in order."""

    def __init__(
        self,
        school: School,
        clock: FixedClock,
        life: SchoolLife,
        rooms: Rooms,
        timetable: Timetable,
    ) -> None:
        self._school = school
        self._clock = clock
        self._life = life
        self._rooms = rooms
        self._timetable = timetable

    def live(self, day: date, number: int) -> None:
        """Live one whole school day up to its report; `number` counts the days from 0."""
        self._begin(day, number)
        self._hold(day, number, CheckSession.MORNING)
        self._rooms.outbreak.confirm(day)
        self._at(day, 10, 30)
        self._rooms.outbreak.watch(day)
        self._rooms.outbreak.end(day)
        self._rooms.cleaning.sign_rounds(day)
        self._at(day, 12, 45)
        self._rooms.cleaning.sign_rounds(day)
        self._hold(day, number, CheckSession.NOON)
        self._afternoon(day, number)
        self._life.hold(day, number, CheckSession.EVENING, self._elsewhere(day))
        if day == self._timetable.days[-1]:
            self._at(day, 20, 45)
            self._rooms.sick.take_in_overnight(day, self._life.in_the_story)
        self._at(day, 21, 20)
        self._rooms.cleaning.burn_lamp()
        self._rooms.cleaning.sign_rounds(day, closing=True)

    def rest(self, day: date, number: int) -> None:
        """Live a day without school; `number` is that of the school day before."""
        self._life.act_as_nurse()
        self._at(day, 10)
        self._rooms.sick.look()
        self._rooms.outbreak.watch(day)
        self._rooms.closing.ask(day, number)
        self._at(day, 19, 40)
        self._rooms.cleaning.sign_rounds(day)

    def begin_last(self, day: date, number: int) -> None:
        """Live the last day up to the middle of the morning check, and leave it there."""
        rooms = self._rooms
        self._begin(day, number, leave=_LEFT_TO_CLEAR)
        morning, elsewhere = CheckSession.MORNING, self._elsewhere(day)
        rooms.outbreak.end(day)
        ill = self._life.hold_until(day, number, morning, _HALT, elsewhere)
        stays = rooms.sick.receive(day, ill)
        rooms.sick.tell(stays, silent=1, pace=_QUICK)
        rooms.outbreak.suspect(day, ill)
        rooms.cleaning.sign_rounds(day, leave=_LEFT_TO_AIR)
        rooms.closing.ask(day, number, half=True)
        self._life.follow_up(leave=_LEFT_TO_FOLLOW, pace=_QUICK)
        rooms.alarms.judge()

    def _begin(self, day: date, number: int, leave: int = 0) -> None:
        """Before the first check: the nights in the room, and who comes back."""
        self._life.act_as_nurse()
        self._at(day, 6, 55)
        self._rooms.sick.look()
        self._rooms.sick.release(number)
        self._rooms.returns.look(day, number, self._elsewhere(day).classes, leave)

    def _hold(self, day: date, number: int, session: CheckSession) -> None:
        rooms = self._rooms
        ill = self._life.hold(day, number, session, self._elsewhere(day))
        stays = rooms.sick.receive(day, ill)
        if stays:
            rooms.sick.tell(stays)
            rooms.sick.care(stays)
            self._clock.advance(_CONTACT_TIME)
        opened = rooms.outbreak.suspect(day, ill)
        rooms.cleaning.answer_orders(self._left_open(day, session))
        rooms.alarms.judge()
        self._life.follow_up()
        rooms.outbreak.follow(opened)
        rooms.alarms.answer()

    def _afternoon(self, day: date, number: int) -> None:
        self._at(day, 15, 40)
        self._rooms.closing.ask(day, number)
        self._rooms.sick.look()
        self._at(day, 16, 30)
        self._decide_suspension(day, number)
        self._at(day, 17, 20)
        self._rooms.cleaning.sign_rounds(day)
        self._rooms.cleaning.answer_orders(self._left_open(day, CheckSession.NOON))
        self._at(day, 19, 10)
        self._rooms.sick.look()
        self._rooms.cleaning.sign_rounds(day)

    def _decide_suspension(self, day: date, number: int) -> None:
        """Close the class with the stomach bug once its days are over, up to after today."""
        days = len(self._timetable.days)
        if number != min((days + 1) // 2 + _DECIDED_AFTER, days - 1):
            return
        counts = self._rooms.outbreak.cases_of(_BUG)
        if not counts or max(counts.values()) < _LEAST_CASES:
            return
        class_id = max(counts, key=lambda one: counts[one])
        until_on = self._timetable.today + _DAY
        self._rooms.closing.suspend(class_id, day, until_on, "校长 吴国栋")

    def _left_open(self, day: date, session: CheckSession) -> int:
        """Return how many orders nobody gets to: some of the last afternoon's."""
        is_last = day == self._timetable.days[-1] and session is not CheckSession.MORNING
        return _LEFT_TO_DISINFECT if is_last else 0

    def _elsewhere(self, day: date) -> Elsewhere:
        rooms = self._rooms
        return Elsewhere(frozenset(rooms.closing.off(day)), rooms.sick.staying())

    def _at(self, day: date, hour: int, minute: int = 0) -> None:
        """Move on to an hour, unless the day is already further."""
        self._clock.move_to(max(self._clock.now(), instant(day, hour, minute)))


def open_rooms(
    school: School,
    clock: FixedClock,
    happens: Mapping[PersonId, Away],
    timetable: Timetable,
    seed: int,
) -> Rooms:
    """Set up a school's rooms before its first day."""
    rules = flow_rules(school)
    standing = grounds.prepare(school, rules, timetable.days[0])
    return Rooms(
        Sickroom(school, clock, rules, happens),
        Cleaning(school, clock, rules, standing, seed),
        Outbreak(school, clock, rules, happens, seed),
        Closing(school, rules, happens, seed),
        Returns(school, rules, happens, timetable),
        Alarms(school, clock),
    )


def rest_days(day: date, before: date | None) -> Sequence[date]:
    """Return the days without school between a school day and the one before it."""
    if before is None:
        return ()
    return [before + _DAY * n for n in range(1, (day - before).days)]
