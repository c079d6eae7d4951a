# SPDX-License-Identifier: Apache-2.0
"""Puts the pictures of early warning into words: ticks, legends, tips, the table of numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.chart.band import BandDay
from schoolguard.ui.widgets.chart.bars import Bar, Ground, Legend
from schoolguard.ui.widgets.chart.cells import Cell, Line
from schoolguard.ui.widgets.chart.rooms import Room, RoomRow
from schoolguard.warning.absence_band import AbsenceBand, RateDay
from schoolguard.warning.pictures import (
    Curve,
    CurveDay,
    Floor,
    HeatMap,
    Measure,
    PictureFacts,
    Reporting,
)

GROUNDS = {
    Reporting.FREE: Ground.FREE,
    Reporting.NONE: Ground.MISSING,
    Reporting.PART: Ground.PLAIN,
    Reporting.ALL: Ground.PLAIN,
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a picture as a table: the text alternative, the sheet, the paper below."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class DayWords:
    """What days are called, and what is known of them, in the desk's language."""

    def __init__(self, texts: Texts, symptoms: Mapping[str, str]) -> None:
        self.texts = texts
        self._symptoms = symptoms
        self._months = texts("warning_pictures.months").split()
        self._weekdays = texts("warning_pictures.weekdays").split()

    def tick(self, day: date) -> str:
        """Return a day as an axis has it."""
        return self.texts("warning_pictures.tick", day=day.day, month=self._months[day.month - 1])

    def day(self, day: date) -> str:
        """Return a day with its weekday."""
        return self.texts(
            "warning_pictures.day", tick=self.tick(day), weekday=self._weekdays[day.weekday()]
        )

    @property
    def grounds(self) -> tuple[str, str]:
        """What free days and days of which nothing is known are called."""
        return self.texts("warning_pictures.free"), self.texts("warning_pictures.missing")


class ChartWords(DayWords):
    """Everything that pictures say; no name of a person."""

    def series(self, curve: Curve, facts: PictureFacts) -> tuple[str, ...]:
        """Return what the parts of a curve are called."""
        names = {one.id: one.name for one in facts.classes}

        def name(part: ClassId | str | None) -> str:
            if part is None:
                return self.texts("warning_pictures.others")
            return self._symptoms.get(part, part) if isinstance(part, str) else names[part]

        return tuple(name(part) for part in curve.series)

    def legend(self, series: tuple[str, ...], curve: Curve) -> Legend:
        """Return the legend of a curve."""
        free, missing = self.grounds
        return Legend(series, free, missing, others=curve.series[-1:] == (None,))

    def bars(self, curve: Curve, series: tuple[str, ...], classes: int) -> tuple[Bar, ...]:
        """Return the days of a curve."""
        return tuple(
            Bar(
                day.counts,
                GROUNDS[day.reporting],
                self.tick(day.day),
                self._bar(day, series, classes),
            )
            for day in curve.days
        )

    def _bar(self, day: CurveDay, series: tuple[str, ...], classes: int) -> str:
        parts = [f"{name} {n}" for name, n in zip(series, day.counts, strict=True) if n]
        said = self.texts(
            "warning_pictures.curve.spot", day=self.day(day.day), count=day.total,
            known=self.reporting(day, classes),
        )  # fmt: skip
        return " · ".join((said, *parts))

    def reporting(self, day: CurveDay, classes: int) -> str:
        """Return how much is known of a day."""
        if day.reporting is Reporting.FREE:
            return self.texts("warning_pictures.free")
        if day.reporting is Reporting.NONE:
            return self.texts("warning_pictures.missing")
        return self.texts("warning_pictures.reported", count=day.classes, of=classes)

    def curve_numbers(self, curve: Curve, series: tuple[str, ...], classes: int) -> Numbers:
        """Return a curve's numbers, a day a row."""
        text = self.texts
        titles = (
            text("warning_pictures.column.day"),
            text("warning_pictures.column.onsets"),
            *series,
            text("warning_pictures.column.known"),
        )
        return Numbers(
            titles,
            tuple(
                (
                    day.day.isoformat(),
                    str(day.total) if day.total or day.classes else "—",
                    *(str(count) if count else "" for count in day.counts),
                    self.reporting(day, classes),
                )
                for day in curve.days
            ),
        )

    def lines(self, found: HeatMap, measure: Measure) -> tuple[Line, ...]:
        """Return the rows of a heat map."""
        days = [self.day(day) for day in found.days]
        return tuple(
            Line(
                one.name,
                tuple(
                    Cell(
                        cell.count,
                        GROUNDS[cell.reporting],
                        self._cell(one.name, day, cell.count, cell.reporting, measure),
                    )
                    for day, cell in zip(days, cells, strict=True)
                ),
            )
            for one, cells in found.rows
        )

    def _cell(self, name: str, day: str, count: int, reporting: Reporting, measure: Measure) -> str:
        if reporting is Reporting.NONE and not count:
            return self.texts("warning_pictures.heat.missing", unit=name, day=day)
        key = "onsets" if measure is Measure.ONSETS else "ill"
        said = self.texts(f"warning_pictures.heat.{key}", unit=name, day=day, count=count)
        known = self.texts("warning_pictures.missing") if reporting is Reporting.NONE else ""
        return " · ".join(filter(None, (said, known)))

    def heat_numbers(self, found: HeatMap) -> Numbers:
        """Return a heat map's numbers, a class a row; a dash: not reported."""
        titles = (
            self.texts("warning_pictures.column.unit"),
            *(self.tick(day) for day in found.days),
        )
        return Numbers(
            titles,
            tuple(
                (
                    one.name,
                    *(
                        "—" if cell.reporting is Reporting.NONE and not cell.count
                        else "" if cell.reporting is Reporting.FREE and not cell.count
                        else str(cell.count)
                        for cell in cells
                    ),
                )
                for one, cells in found.rows
            ),
        )  # fmt: skip

    def rooms(self, floors: tuple[Floor, ...]) -> tuple[RoomRow, ...]:
        """Return the rooms of a dormitory map."""
        return tuple(
            RoomRow(
                self._floor(floor),
                tuple(
                    Room(
                        cell.room.name,
                        cell.count,
                        f"{cell.count} / {cell.room.residents}",
                        self.texts(
                            "warning_pictures.rooms.spot",
                            room=f"{cell.room.building} {cell.room.name}".strip(),
                            count=cell.count,
                            of=cell.room.residents,
                        ),
                    )
                    for cell in floor.rooms
                ),
            )
            for floor in floors
        )

    def _floor(self, floor: Floor) -> str:
        if not floor.name:
            return floor.building or self.texts("warning_pictures.rooms.no_building")
        return self.texts(
            "warning_pictures.rooms.floor", building=floor.building, floor=floor.name
        ).strip()

    def room_numbers(self, floors: tuple[Floor, ...]) -> Numbers:
        """Return a dormitory map's numbers, a room a row."""
        names = ("building", "room", "count", "residents")
        return Numbers(
            tuple(self.texts(f"warning_pictures.column.{name}") for name in names),
            tuple(
                (cell.room.building, cell.room.name, str(cell.count), str(cell.room.residents))
                for floor in floors
                for cell in floor.rooms
            ),
        )

    def band(self, found: AbsenceBand) -> tuple[BandDay, ...]:
        """Return the days of an absence band."""
        weeks = {one.week: (one.low, one.middle, one.high) for one in found.weeks}
        return tuple(
            BandDay(
                day.rate,
                weeks.get(day.week),
                self.tick(day.day),
                self._rate(day, weeks.get(day.week)),
            )
            for day in found.days
        )

    def _rate(self, day: RateDay, usual: tuple[float, float, float] | None) -> str:
        if day.rate is None:
            said = self.texts("warning_pictures.band.missing", day=self.day(day.day))
        else:
            said = self.texts(
                "warning_pictures.band.spot", day=self.day(day.day), rate=f"{day.rate:.1f}",
                away=day.away, of=day.pupils,
            )  # fmt: skip
        if usual is None:
            return said
        low, middle, high = (f"{one:.1f}" for one in usual)
        past = self.texts("warning_pictures.band.usual", low=low, middle=middle, high=high)
        return f"{said} · {past}"

    def band_numbers(self, found: AbsenceBand) -> Numbers:
        """Return an absence band's numbers, a school day a row; a dash: not reported."""
        names = ("day", "week", "away", "pupils", "rate", "low", "middle", "high")
        weeks = {one.week: (one.low, one.middle, one.high) for one in found.weeks}
        rows = []
        for day in found.days:
            usual = weeks.get(day.week)
            past = [f"{one:.1f}" for one in usual] if usual else [""] * 3
            rate = "—" if day.rate is None else f"{day.rate:.1f}"
            away = "—" if day.rate is None else str(day.away)
            rows.append((day.day.isoformat(), str(day.week), away, str(day.pupils), rate, *past))
        titles = tuple(self.texts(f"warning_pictures.column.{name}") for name in names)
        return Numbers(titles, tuple(rows))
