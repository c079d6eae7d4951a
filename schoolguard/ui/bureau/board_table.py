# SPDX-License-Identifier: Apache-2.0
"""The columns of the board: one line a school, what is wrong said in words."""

from collections.abc import Callable

from schoolguard.bureau import DayReport, DayStanding, MeasureCounts, SchoolDay, notes
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column

_TONES = {
    DayStanding.RECEIVED: Tone.OK,
    DayStanding.NO_SCHOOL: Tone.MUTED,
    DayStanding.LATE: Tone.ATTENTION,
    DayStanding.HELD: Tone.ATTENTION,
    DayStanding.MISSING: Tone.ALARM,
    DayStanding.NOT_DUE: Tone.MUTED,
}
_ORDER = (
    DayStanding.MISSING,
    DayStanding.HELD,
    DayStanding.LATE,
    DayStanding.RECEIVED,
    DayStanding.NO_SCHOOL,
    DayStanding.NOT_DUE,
)
_STATEMENT_TONES = {"zero": Tone.OK, "findings": Tone.ATTENTION, "incomplete": Tone.ATTENTION}


def board_columns(texts: Texts) -> tuple[Column[SchoolDay], ...]:
    """Return the columns, left to right."""
    numbers: tuple[tuple[str, Callable[[DayReport], int]], ...] = (
        ("expected", lambda report: report.pupils_expected),
        ("present", lambda report: report.pupils_present),
        ("absent", lambda report: report.absent),
        ("illness", lambda report: report.absent_illness),
        ("fevers", lambda report: report.fevers),
        ("sheets_missing", lambda report: report.sheets_missing),
    )
    measures: tuple[tuple[str, Callable[[MeasureCounts], int]], ...] = (
        ("isolated", lambda counts: counts.isolated),
        ("new_cases", lambda counts: counts.new_cases),
        ("classes_off", lambda counts: counts.classes_off),
        ("warnings_legal", lambda counts: counts.warnings_legal),
    )
    return (
        Column(texts("bureau.page.column.code"), lambda line: line.school, width=78),
        Column(texts("bureau.page.column.school"), lambda line: line.name, width=200),
        Column(
            texts("bureau.page.column.standing"),
            lambda line: texts(f"bureau.standing.{line.standing.value}"),
            sort_key=lambda line: _ORDER.index(line.standing),
            tone=lambda line: _TONES[line.standing],
            width=84,
        ),
        Column(
            texts("bureau.page.column.statement"),
            lambda line: _statement(line, texts),
            tone=lambda line: _STATEMENT_TONES.get(line.report.statement) if line.report else None,
            width=104,
        ),
        *(_number_column(texts(f"bureau.page.column.{name}"), read) for name, read in numbers),
        *(_measure_column(texts(f"bureau.page.column.{name}"), read) for name, read in measures),
        Column(
            texts("bureau.page.column.notes"),
            lambda line: notes(line, texts),
            tone=lambda line: Tone.ALARM if line.needs_call else None,
            width=200,
        ),
    )


def _number_column(title: str, read: Callable[[DayReport], int]) -> Column[SchoolDay]:
    return Column(
        title,
        lambda line: _number(line, read),
        sort_key=lambda line: read(line.report) if line.report else -1,
        number=True,
        width=66,
    )


def _measure_column(title: str, read: Callable[[MeasureCounts], int]) -> Column[SchoolDay]:
    """Return a column of a measure; a school that says nothing of measures shows a dash."""

    def value(line: SchoolDay) -> int | None:
        known = line.report.measures if line.report else None
        return None if known is None else read(known)

    return Column(
        title,
        lambda line: "—" if value(line) is None else str(value(line)),
        sort_key=lambda line: -1 if value(line) is None else value(line),
        number=True,
        width=66,
    )


def _statement(line: SchoolDay, texts: Texts) -> str:
    return texts(f"bureau.statement.{line.report.statement}") if line.report else "—"


def _number(line: SchoolDay, read: Callable[[DayReport], int]) -> str:
    return str(read(line.report)) if line.report and not line.report.is_notice else "—"
