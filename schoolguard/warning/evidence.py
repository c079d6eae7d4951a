# SPDX-License-Identifier: Apache-2.0
"""What early warning looks at: signs of illness, who reported, who belongs where.

From it follow the onsets of each topic: a stream of symptoms, a group of similar symptoms, or a
disease. An onset of a weekend keeps its own date for the regulation; the statistics book it on the
next school day.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.warning.history import Count, CountedDay
from schoolguard.warning.onsets import Sign, onsets
from schoolguard.warning.parameters import SCHOOL, Unit, UnitKind
from schoolguard.warning.triggers import WarningRules


class SchoolDay(NamedTuple):
    """One school day as the calendar has it.

    Attributes:
        weekday: 0 = Monday; a make-up day at the weekend goes by Friday.
        free_before: days without school just before it.
        new_term: the first of its term.
    """

    day: date
    weekday: int
    free_before: int
    new_term: bool


class UnitOnset(NamedTuple):
    """Somebody fell ill: who, when, and in which class they were then."""

    person_id: PersonId
    day: date
    class_id: ClassId


@dataclass(frozen=True, slots=True)
class Exposure:
    """A shared meal or shared drinking water that somebody noted."""

    id: int
    first_on: date
    people: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An outbreak that the school verified: its days teach nothing usual."""

    topic: str
    unit: Unit
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the rules of early warning look at, as the record stands.

    Attributes:
        since: first day of `signs` and `reported`; onsets of the first days after it may be going
            on from before.
        school_days: from the day on which the memory begins to today, in order.
        grades: the grade of every class of pupils; other classes are not watched.
        sizes: pupils of each class.
        rooms: dormitory room of each boarder.
        reported: day -> classes of which something was handed in.
        diagnoses: disease -> its cases.
        judged_until: the last day that was judged before; None: none ever was.
    """

    today: date
    since: date
    school_days: tuple[SchoolDay, ...]
    grades: Mapping[ClassId, int]
    sizes: Mapping[ClassId, int]
    rooms: Mapping[PersonId, DormRoomId]
    reported: Mapping[date, frozenset[ClassId]]
    signs: tuple[IllnessSign, ...] = ()
    diagnoses: Mapping[str, tuple[UnitOnset, ...]] = field(default_factory=dict)
    exposures: tuple[Exposure, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    judged_until: date | None = None

    @property
    def room_sizes(self) -> Mapping[DormRoomId, int]:
        """How many boarders live in each dormitory room."""
        sizes: defaultdict[DormRoomId, int] = defaultdict(int)
        for room_id in self.rooms.values():
            sizes[room_id] += 1
        return sizes


def topic_onsets(evidence: Evidence, rules: WarningRules) -> dict[str, tuple[UnitOnset, ...]]:
    """Return the onsets of every stream and every group of similar symptoms."""
    by_symptom: defaultdict[str, list[IllnessSign]] = defaultdict(list)
    for sign in evidence.signs:
        if sign.class_id in evidence.grades:
            by_symptom[sign.symptom].append(sign)
    found: dict[str, tuple[UnitOnset, ...]] = {}
    for stream in rules.streams.values():
        chosen = [sign for symptom in stream.symptoms for sign in by_symptom.get(symptom, ())]
        found[stream.id] = _onsets(chosen, rules.story.well_days)
    for group in rules.similar.values():
        chosen = [sign for symptom in group.symptoms for sign in by_symptom.get(symptom, ())]
        if group.with_symptom:
            with_it = _days_of(by_symptom.get(group.with_symptom, ()))
            chosen = [
                sign
                for sign in chosen
                if any(
                    abs((sign.day - day).days) <= rules.story.well_days
                    for day in with_it.get(sign.person_id, ())
                )
            ]
        found[group.id] = _onsets(chosen, rules.story.well_days)
    return found


def units_of(onset: UnitOnset, evidence: Evidence) -> tuple[Unit, ...]:
    """Return the units that an onset counts in: class, room, grade and school."""
    room_id = evidence.rooms.get(onset.person_id)
    found = [Unit(UnitKind.CLASS, onset.class_id)]
    if room_id is not None:
        found.append(Unit(UnitKind.DORM_ROOM, room_id))
    grade = evidence.grades.get(onset.class_id)
    if grade is not None:
        found.append(Unit(UnitKind.GRADE, grade))
    return (*found, SCHOOL)


class DayMark(NamedTuple):
    """What a day is known again by.

    Attributes:
        facts: counts, and who reported.
        left_out: units that teach nothing that day.
    """

    facts: object
    left_out: frozenset[Unit]


class StreamDays:
    """The school days of one stream, each made only when it is wanted.

    A day's mark says cheaply whether anything about it changed; the sizes of classes are not part
    of it, since one new pupil makes no old day another.
    """

    def __init__(
        self,
        topic: str,
        found: Iterable[UnitOnset],
        reported: Mapping[date, frozenset[ClassId]],
        evidence: Evidence,
    ) -> None:
        self._topic = topic
        self._reported = reported
        self._evidence = evidence
        self._room_sizes = evidence.room_sizes
        self._counts: defaultdict[int, defaultdict[Unit, int]] = defaultdict(
            lambda: defaultdict(int)
        )
        days = [one.day for one in evidence.school_days]
        for onset in found:
            number = bisect_left(days, onset.day)
            if number < len(days):
                for unit in units_of(onset, evidence):
                    self._counts[number][unit] += 1

    def __len__(self) -> int:
        return len(self._evidence.school_days)

    def mark(self, number: int) -> DayMark:
        """Return what is equal as long as a day is."""
        day = self._evidence.school_days[number]
        counts = dict(self._counts[number]) if number in self._counts else {}
        reported = self._reported.get(day.day, frozenset())
        return DayMark((day, counts, reported), _left_out(self._topic, day.day, self._evidence))

    def day(self, number: int) -> CountedDay:
        """Return a day as the statistics take it."""
        evidence, one = self._evidence, self._evidence.school_days[number]
        counts: Mapping[Unit, int] = self._counts.get(number, {})
        reported = self._reported.get(one.day, frozenset())
        classes = {
            unit: Count(counts.get(unit, 0), evidence.sizes[class_id])
            for class_id in evidence.grades
            if class_id in reported and class_id in evidence.sizes
            for unit in (Unit(UnitKind.CLASS, class_id),)
        }
        # A room's pupils sit in many classes: it is known whenever anything of the day is.
        sizes = self._room_sizes.items() if classes else ()
        rooms = {
            unit: Count(counts.get(unit, 0), size)
            for room_id, size in sizes
            for unit in (Unit(UnitKind.DORM_ROOM, room_id),)
        }
        left_out = _left_out(self._topic, one.day, evidence)
        return CountedDay(
            one.day, one.weekday, one.free_before, one.new_term, classes, rooms, left_out
        )


def _left_out(topic: str, day: date, evidence: Evidence) -> frozenset[Unit]:
    return frozenset(
        one.unit
        for one in evidence.confirmed
        if one.topic == topic and one.first_on <= day <= one.last_on
    )


def _onsets(signs: list[IllnessSign], well_days: int) -> tuple[UnitOnset, ...]:
    class_of = {(sign.person_id, sign.day): sign.class_id for sign in signs}
    newest = {sign.person_id: sign.class_id for sign in signs}
    found = onsets((Sign(sign.person_id, sign.day, sign.onset_on) for sign in signs), well_days)
    return tuple(
        UnitOnset(
            one.person_id, one.day, class_of.get((one.person_id, one.day), newest[one.person_id])
        )
        for one in found
    )


def _days_of(signs: Iterable[IllnessSign]) -> Mapping[PersonId, set[date]]:
    days: defaultdict[PersonId, set[date]] = defaultdict(set)
    for sign in signs:
        days[sign.person_id].add(sign.day)
    return days
