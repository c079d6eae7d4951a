# SPDX-License-Identifier: Apache-2.0
"""Puts facts into a picture and returns its numbers; makes the paper of both."""

from dataclasses import dataclass

from schoolguard.kernel.texts import Texts
from schoolguard.reports import Align, Block, Column, Document, Frame, Picture, Section, Table
from schoolguard.ui.warning.charts_words import ChartWords, Numbers
from schoolguard.ui.widgets.chart.band import Band
from schoolguard.ui.widgets.chart.bars import Bars
from schoolguard.ui.widgets.chart.cells import Cells
from schoolguard.ui.widgets.chart.chart import Chart, paper_picture
from schoolguard.ui.widgets.chart.rooms import Rooms
from schoolguard.warning.absence_band import AbsenceBand
from schoolguard.warning.pictures import (
    Measure,
    PictureFacts,
    curve_by_class,
    curve_by_symptom,
    dorm_map,
    heat_map,
)

_WIDEST = 14
"""More columns are not put on paper below a picture; the sheet has them all."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a picture is of.

    Attributes:
        part: by_class or by_symptom for a curve, else what is counted.
        symptoms: of the topic, in order; empty for a disease.
    """

    topic: str
    name: str
    part: str
    symptoms: tuple[str, ...] = ()


def show_curve(chart: Bars, words: ChartWords, facts: PictureFacts, chosen: Chosen) -> Numbers:
    """Show an epidemic curve."""
    by_symptom = chosen.part == "by_symptom" and chosen.symptoms
    curve = (
        curve_by_symptom(facts, chosen.topic, chosen.symptoms)
        if by_symptom
        else curve_by_class(facts, chosen.topic)
    )
    series, classes = words.series(curve, facts), len(facts.classes)
    summary = _summary(words, facts, chosen, curve.total)
    none = "" if curve.total else _none(words, facts, chosen)
    bars = words.bars(curve, series, classes)
    chart.show_bars(bars, words.legend(series, curve), summary, none)
    return words.curve_numbers(curve, series, classes)


def show_heat(chart: Cells, words: ChartWords, facts: PictureFacts, chosen: Chosen) -> Numbers:
    """Show classes by days; unlike a curve it is worth a look without anybody ill, too."""
    measure = Measure(chosen.part)
    found = heat_map(facts, chosen.topic, measure)
    total = sum(cell.count for _, cells in found.rows for cell in cells)
    none = "" if found.rows and found.days else words.texts("warning_pictures.no_classes")
    missing, free = words.grounds[1], words.grounds[0]
    ticks = [words.tick(day) for day in found.days]
    summary = _summary(words, facts, chosen, total)
    chart.show_cells(words.lines(found, measure), ticks, (missing, free), summary, none)
    return words.heat_numbers(found)


def show_rooms(chart: Rooms, words: ChartWords, facts: PictureFacts, chosen: Chosen) -> Numbers:
    """Show the dormitory."""
    floors = dorm_map(facts, chosen.topic, Measure(chosen.part))
    total = sum(cell.count for floor in floors for cell in floor.rooms)
    none = "" if floors else words.texts("warning_pictures.rooms.none")
    chart.show_rooms(words.rooms(floors), _summary(words, facts, chosen, total), none)
    return words.room_numbers(floors)


def show_band(chart: Band, words: ChartWords, found: AbsenceBand) -> Numbers:
    """Show the absence rate beside earlier years."""
    text = words.texts
    names = (
        text("warning_pictures.band.line"),
        text("warning_pictures.band.middle"),
        text("warning_pictures.band.range"),
        text("warning_pictures.missing"),
    )
    past = (
        text("warning_pictures.band.years", years=found.years)
        if found.weeks
        else text("warning_pictures.band.no_years")
    )
    known = any(day.rate is not None for day in found.days)
    none = "" if known else text("warning_pictures.band.none")
    chart.show_days(words.band(found), names, past, none)
    return words.band_numbers(found)


def picture_document(
    texts: Texts,
    title: str,
    facts: tuple[str, ...],
    chart: Chart,
    numbers: Numbers,
    *,
    sheet: bool = False,
) -> Document:
    """Return a picture with its numbers below; a sheet has the numbers alone, and all of them."""
    columns = tuple(
        Column(name, 1.6 if n == 0 else 1.0, Align.LEFT if n == 0 else Align.RIGHT)
        for n, name in enumerate(numbers.titles)
    )
    blocks: list[Block] = []
    if not sheet:
        png, share = paper_picture(chart)
        blocks.append(Picture(png, share, chart.summary))
    if columns and (sheet or len(columns) <= _WIDEST):
        blocks.append(Table(columns, numbers.rows))
    elif columns:
        blocks += _in_parts(columns, numbers.rows)
    return Document(
        title,
        (Section("", tuple(blocks)),),
        facts=(*facts, chart.summary),
        frame=Frame(running=title, page_label=texts("ui.paper.pages")),
        landscape=True,
        dense=True,
        language=texts.language.replace("_", "-"),
    )


def _in_parts(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> list[Block]:
    """Return a wide table as several under one another, each with the first column."""
    starts = range(1, len(columns), _WIDEST)
    return [
        Table(
            (columns[0], *columns[start : start + _WIDEST]),
            tuple((row[0], *row[start : start + _WIDEST]) for row in rows),
            row_mm=5.0,
        )
        for start in starts
    ]


def _summary(words: ChartWords, facts: PictureFacts, chosen: Chosen, total: int) -> str:
    key = "ill" if chosen.part == Measure.ILL else "onsets"
    return words.texts(
        f"warning_pictures.summary.{key}",
        topic=chosen.name,
        first=words.tick(facts.first_on),
        last=words.tick(facts.last_on),
        count=total,
    )


def _none(words: ChartWords, facts: PictureFacts, chosen: Chosen) -> str:
    return words.texts(
        "warning_pictures.curve.none",
        topic=chosen.name,
        first=words.tick(facts.first_on),
        last=words.tick(facts.last_on),
        count=facts.classes_reported(),
        of=len(facts.classes),
    )
