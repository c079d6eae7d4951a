# SPDX-License-Identifier: Apache-2.0
"""Checks on paper: a class sheet to fill in by hand, and the school's summary of a session.

The class sheet lists everybody in roster order, so that it is typed in again in the same order, and
prints the keys of the check grid as its codes. What is on record is never printed into it.
Source: county forms 晨午(晚)检登记表 and 晨午检汇总表.
"""

from collections.abc import Mapping
from datetime import date

from schoolguard import roster
from schoolguard.checks import board
from schoolguard.checks.rule_book import CheckRules, Symptom
from schoolguard.checks.values import Excused, Sheet, SheetRow, SheetStatus, SymptomRow
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import (
    Align,
    Column,
    Document,
    Frame,
    KeyValues,
    Note,
    Section,
    Side,
    Signatures,
    Table,
    Tone,
)
from schoolguard.store.unit import View

_ROOM_MM = 190.0
"""Height left on the page for the rows of a class sheet."""

_ROW_MM = (5.6, 8.0)


def paper_sheet(sheet: Sheet, rules: CheckRules, texts: Texts, school_name: str) -> Document:
    """Return a class's sheet as a form of one A4 page, empty but for the names."""
    rows = tuple(row for row in sheet.rows if row.is_member)
    half = -(-len(rows) // 2)
    height = min(_ROW_MM[1], max(_ROW_MM[0], _ROOM_MM / max(half + 1, 1)))
    left = _half(rows[:half], texts, height)
    right = _half(rows[half:], texts, height, blank=half - len(rows[half:]))
    language = texts.language
    method = rules.methods[sheet.method].name(language) if sheet.method in rules.methods else ""
    head = KeyValues(
        (
            (texts("checks.paper.class"), sheet.class_name),
            (texts("checks.paper.people"), str(len(rows))),
            (texts("checks.paper.method"), method),
            (texts("checks.paper.time"), ""),
        ),
        columns=4,
    )
    marks = "　".join(f"{mark.key} {mark.name(language)}" for mark in rules.marks)
    symptoms = "　".join(f"{one.key} {one.name(language)}" for one in rules.symptoms)
    blocks = (
        head,
        Side((left,), (right,)),
        Note(texts("checks.paper.marks", marks=marks)),
        Note(texts("checks.paper.symptoms", symptoms=symptoms)),
        Note(texts("checks.paper.how"), Tone.MUTED),
        Signatures((texts("checks.paper.by"), texts("checks.paper.handed_to"))),
    )
    session = texts(f"checks.session.{sheet.key.session.name.lower()}")
    return Document(
        texts("checks.paper.heading", session=session),
        (Section("", blocks),),
        facts=(school_name, sheet.class_name, sheet.key.day.isoformat()),
        frame=_frame(texts, f"{sheet.class_name} {session}"),
        language=_tag(texts),
    )


def school_summary(
    view: View,
    day: date,
    session: CheckSession,
    rules: CheckRules,
    calendar: SchoolCalendar,
    texts: Texts,
    school_name: str,
    sick: Mapping[ClassId, int] | None = None,
    excused: Excused | None = None,
) -> Document:
    """Return one row a class: people, present, symptoms today and over three days.

    `sick` are the people absent through illness by class; None leaves the column to the pen.
    """
    statuses = board.day_board(view, day, (session,), rules, calendar, excused)
    names = {cls.id: cls.name for cls in roster.classes_on(view, day)}
    symptoms = {row.class_id: row for row in board.symptom_table(view, day, rules)}
    asked = tuple(rules.symptoms)
    rows = tuple(_summary_row(one, names, symptoms, asked, sick) for one in statuses)
    total = _total(rows, texts) if rows else ()
    columns = (
        Column(texts("checks.summary.class"), 3.2),
        Column(texts("checks.summary.people"), 1.3, Align.CENTRE),
        Column(texts("checks.summary.present"), 1.3, Align.CENTRE),
        Column(texts("checks.summary.absent"), 1.3, Align.CENTRE),
        Column(texts("checks.summary.sick"), 1.3, Align.CENTRE),
        *(Column(one.name(texts.language), 1.0, Align.CENTRE, wrap=True) for one in asked),
    )
    table = Table(columns, rows, total=total, row_mm=6.4, empty=texts("checks.summary.nobody"))
    words = texts(f"checks.session.{session.name.lower()}")
    return Document(
        texts("checks.summary.heading", session=words),
        (
            Section("", (Note(texts("checks.summary.how"), Tone.MUTED), table)),
            Section("", (Signatures((texts("checks.summary.by"), texts("checks.summary.at"))),)),
        ),
        facts=(school_name, day.isoformat()),
        frame=_frame(texts, words),
        landscape=True,
        language=_tag(texts),
    )


def _half(rows: tuple[SheetRow, ...], texts: Texts, height: float, *, blank: int = 0) -> Table:
    columns = (
        Column(texts("checks.paper.number"), 0.8, Align.CENTRE),
        Column(texts("checks.paper.name"), 2.0),
        Column(texts("checks.paper.home"), 1.2),
        Column(texts("checks.paper.value"), 1.5),
        Column(texts("checks.paper.symptom"), 1.7),
        Column(texts("checks.paper.second"), 1.5),
    )
    nothing = ("",) * (len(columns) - 2)
    lines = [(str(row.number or ""), row.name, *nothing) for row in rows]
    lines += [("", "", *nothing)] * blank
    return Table(columns, tuple(lines), row_mm=height)


def _summary_row(
    status: SheetStatus,
    names: Mapping[ClassId, str],
    symptoms: Mapping[ClassId, SymptomRow],
    asked: tuple[Symptom, ...],
    sick: Mapping[ClassId, int] | None,
) -> tuple[str, ...]:
    found, counted = symptoms.get(status.class_id), status.tally
    cells = (
        f"{found.today.get(one.id, 0)} / {found.three_days[one.id]}"
        if found is not None and found.three_days.get(one.id)
        else ""
        for one in asked
    )
    return (
        names.get(status.class_id, ""),
        str(counted.expected),
        str(counted.present),
        str(counted.absent),
        str(sick.get(status.class_id, 0)) if sick is not None else "",
        *cells,
    )


def _total(rows: tuple[tuple[str, ...], ...], texts: Texts) -> tuple[str, ...]:
    cells = [texts("checks.summary.total")]
    for column in range(1, len(rows[0])):
        pairs = [row[column].split(" / ") for row in rows if row[column]]
        sums = (
            [sum(int(part[at]) for part in pairs) for at in range(len(pairs[0]))] if pairs else []
        )
        cells.append(" / ".join(map(str, sums)))
    return tuple(cells)


def _frame(texts: Texts, running: str) -> Frame:
    return Frame(
        running=running, page_label=texts("checks.paper.page", page="{page}", pages="{pages}")
    )


def _tag(texts: Texts) -> str:
    return "zh-CN" if texts.language == CHINESE else "en"
