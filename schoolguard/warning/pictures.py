# SPDX-License-Identifier: Apache-2.0
"""What the pictures of early warning show: curve by onset, classes by days, dormitory, absence.

Pure: counts from facts already read. A class that reported nothing is never counted as zero, and no
picture knows a name. Weekends keep their own onsets.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.warning.evidence import UnitOnset

_MOST_SERIES = 6
"""So many stacked parts can be told apart; the others are one part."""


class Measure(StrEnum):
    """What is counted on a day."""

    ONSETS = "onsets"
    """Those who fell ill that day, each once."""

    ILL = "ill"
    """Those who showed a sign that day, also on the days after."""


class Reporting(StrEnum):
    """What is known of a day, or of a class on a day."""

    FREE = "free"
    """No school was held."""

    NONE = "none"
    """School was held and nothing was handed in: not a zero."""

    PART = "part"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """One class of pupils as the pictures list it."""

    id: ClassId
    name: str
    grade_no: int


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """One dormitory room and who many live in it."""

    id: DormRoomId
    building: str
    name: str
    residents: int


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What was read for the pictures of a span, both ends included.

    Attributes:
        school_days: those of the span.
        reported: day -> classes that handed in a sheet.
        onsets: topic (stream, group or disease) -> its onsets, also some of before the span.
        signs: topic -> the signs behind them; empty for a disease.
        rooms_of: dormitory room of each boarder today.
    """

    first_on: date
    last_on: date
    classes: tuple[ClassFacts, ...]
    school_days: frozenset[date]
    reported: Mapping[date, frozenset[ClassId]]
    onsets: Mapping[str, tuple[UnitOnset, ...]]
    signs: Mapping[str, tuple[IllnessSign, ...]] = field(default_factory=dict)
    rooms: tuple[RoomFacts, ...] = ()
    rooms_of: Mapping[PersonId, DormRoomId] = field(default_factory=dict)

    @property
    def days(self) -> tuple[date, ...]:
        """All calendar days of the span."""
        span = (self.last_on - self.first_on).days
        return tuple(self.first_on + timedelta(days=n) for n in range(span + 1))

    def reporting(self, day: date) -> Reporting:
        """Return what is known of a day in the whole school."""
        known = {one.id for one in self.classes}
        came = self.reported.get(day, frozenset()) & known
        if not came:
            return Reporting.NONE if day in self.school_days else Reporting.FREE
        return Reporting.ALL if came == known else Reporting.PART

    def classes_reported(self) -> int:
        """Return how many classes reported on any day of the span."""
        days = self.days
        came = {one for day in days for one in self.reported.get(day, frozenset())}
        return sum(one.id in came for one in self.classes)


@dataclass(frozen=True, slots=True)
class CurveDay:
    """One day of an epidemic curve.

    Attributes:
        counts: one a series.
        classes: how many handed in a sheet.
    """

    day: date
    counts: tuple[int, ...]
    reporting: Reporting
    classes: int

    @property
    def total(self) -> int:
        """All onsets of the day."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Curve:
    """An epidemic curve 流行曲线.

    Attributes:
        series: class ids or symptom ids, the largest first; None: all the others together, or a
            symptom that nobody noted.
    """

    series: tuple[ClassId | str | None, ...]
    days: tuple[CurveDay, ...]

    @property
    def total(self) -> int:
        """All onsets of the span."""
        return sum(day.total for day in self.days)


def curve_by_class(facts: PictureFacts, topic: str) -> Curve:
    """Return the onsets of a topic by day, stacked by class."""
    known = {one.id for one in facts.classes}
    parts = [
        (one.day, one.class_id) for one in facts.onsets.get(topic, ()) if one.class_id in known
    ]
    return _curve(facts, parts)


def curve_by_symptom(facts: PictureFacts, topic: str, order: Sequence[str]) -> Curve:
    """Return the onsets of a topic by day, each under the symptom that was seen first.

    Args:
        facts: what was read.
        topic: a stream or group; a disease has no symptoms here.
        order: of symptoms that were first seen on the same day.
    """
    place = {symptom: number for number, symptom in enumerate(order)}
    by_person: defaultdict[PersonId, list[IllnessSign]] = defaultdict(list)
    for sign in facts.signs.get(topic, ()):
        by_person[sign.person_id].append(sign)
    parts: list[tuple[date, str | None]] = []
    for onset in facts.onsets.get(topic, ()):
        shown = [sign for sign in by_person[onset.person_id] if sign.day >= onset.day]
        first = min(
            shown, key=lambda sign: (sign.day, place.get(sign.symptom, len(place))), default=None
        )
        parts.append((onset.day, first.symptom if first else None))
    return _curve(facts, parts)


def _curve(facts: PictureFacts, parts: Iterable[tuple[date, ClassId | str | None]]) -> Curve:
    inside = [one for one in parts if facts.first_on <= one[0] <= facts.last_on]
    sums = Counter(part for _, part in inside if part is not None)
    ranked = sorted(sums, key=lambda part: (-sums[part], str(part)))
    single = ranked if len(ranked) <= _MOST_SERIES else ranked[: _MOST_SERIES - 1]
    counted = Counter((day, part if part in single else None) for day, part in inside)
    series: tuple[ClassId | str | None, ...] = tuple(single)
    if any(part is None for _, part in counted):
        series = (*series, None)
    known = {one.id for one in facts.classes}
    return Curve(
        series,
        tuple(
            CurveDay(
                day,
                tuple(counted[day, part] for part in series),
                facts.reporting(day),
                len(facts.reported.get(day, frozenset()) & known),
            )
            for day in facts.days
        ),
    )


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One class on one day; without a report the count is only what other rooms know."""

    count: int
    reporting: Reporting


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Classes by days 班级×日期: `rows` holds one cell a day for every class."""

    days: tuple[date, ...]
    rows: tuple[tuple[ClassFacts, tuple[HeatCell, ...]], ...]

    @property
    def highest(self) -> int:
        """The largest count; 0 where there is none."""
        return max((cell.count for _, cells in self.rows for cell in cells), default=0)


def heat_map(facts: PictureFacts, topic: str, measure: Measure) -> HeatMap:
    """Return how many of every class fell or were ill, on school days and days with somebody."""
    counted = Counter((one.class_id, one.day) for one in _people(facts, topic, measure))
    busy = {day for _, day in counted}
    days = tuple(
        day
        for day in facts.days
        if day in facts.school_days or day in busy or day in facts.reported
    )
    return HeatMap(
        days,
        tuple(
            (
                one,
                tuple(
                    HeatCell(counted[one.id, day], _class_reporting(facts, one.id, day))
                    for day in days
                ),
            )
            for one in facts.classes
        ),
    )


def _class_reporting(facts: PictureFacts, class_id: ClassId, day: date) -> Reporting:
    if class_id in facts.reported.get(day, frozenset()):
        return Reporting.ALL
    return Reporting.NONE if day in facts.school_days else Reporting.FREE


def _people(facts: PictureFacts, topic: str, measure: Measure) -> set[UnitOnset]:
    """Return who counts on which day of the span, each once a day."""
    if measure is Measure.ILL:
        signs = facts.signs.get(topic, ())
        found: Iterable[UnitOnset] = (UnitOnset(s.person_id, s.day, s.class_id) for s in signs)
    else:
        found = facts.onsets.get(topic, ())
    return {one for one in found if facts.first_on <= one.day <= facts.last_on}


@dataclass(frozen=True, slots=True)
class RoomCell:
    """A dormitory room with how many of it count; `count` never above those who ever counted."""

    room: RoomFacts
    count: int


@dataclass(frozen=True, slots=True)
class Floor:
    """The rooms of one floor, by the number on the door.

    Attributes:
        name: what the numbers of the rooms begin with; empty where they tell no floor.
    """

    building: str
    name: str
    rooms: tuple[RoomCell, ...]


def dorm_map(facts: PictureFacts, topic: str, measure: Measure) -> tuple[Floor, ...]:
    """Return the dormitory by building and floor; a person counts once in the span."""
    people = {one.person_id for one in _people(facts, topic, measure)}
    counted = Counter(facts.rooms_of[one] for one in people if one in facts.rooms_of)
    floors: defaultdict[tuple[str, str], list[RoomCell]] = defaultdict(list)
    for room in facts.rooms:
        floors[room.building, _floor(room.name)].append(RoomCell(room, counted[room.id]))
    return tuple(
        Floor(building, name, tuple(sorted(cells, key=lambda cell: _in_order(cell.room.name))))
        for (building, name), cells in sorted(
            floors.items(), key=lambda item: (item[0][0], _in_order(item[0][1]))
        )
    )


def _in_order(name: str) -> tuple[int, str]:
    return len(name), name


def _floor(name: str) -> str:
    """Return the floor of a room's number: 3 of 305, 12 of 1204; empty for other names."""
    digits = name if name.isdecimal() else ""
    return digits[:-2]
