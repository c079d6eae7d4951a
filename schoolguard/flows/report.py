# SPDX-License-Identifier: Apache-2.0
"""The board of a day on paper or as a sheet: what the home page shows, without what is due.

What is due names people and changes by the minute; it stays on the screen.
"""

from schoolguard.flows.board import BoardRow, Cell, CellState, Today
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import (
    Align,
    Column,
    Document,
    Figure,
    Figures,
    Frame,
    Section,
    Table,
    Tone,
)


def board_document(today: Today, school_name: str, texts: Texts) -> Document:
    """Return a day's board as a document of one table, with its figures above."""
    title = texts("flows.board.title")
    made = local_time(today.made_at)
    return Document(
        title=title,
        subtitle=today.day.isoformat(),
        facts=(
            texts("flows.board.school", name=school_name),
            texts("flows.board.made", at=f"{made:%Y-%m-%d %H:%M}"),
        ),
        sections=(Section("", (_figures(today, texts), _table(today, texts))),),
        frame=Frame(
            running=title,
            footer=school_name,
            page_label=texts("flows.board.page", page="{page}", pages="{pages}"),
        ),
        language="zh-CN" if texts.language == CHINESE else "en",
    )


def _figures(today: Today, texts: Texts) -> Figures:
    away = today.absence
    sessions = tuple(
        Figure(
            texts(f"checks.session.{one.session.name.lower()}"),
            f"{one.tally.done}/{one.tally.expected}",
            detail=texts("flows.board.sheets", handed_in=one.handed_in, sheets=one.sheets),
        )
        for one in today.sums
        if one.tally.expected
    )
    return Figures(
        (
            *sessions,
            Figure(
                texts("flows.board.fevers"),
                str(today.suspects),
                Tone.ALARM if today.suspects else Tone.PLAIN,
            ),
            Figure(texts("flows.board.absent"), str(away.pupils.total + away.staff.total)),
        )
    )


def _table(today: Today, texts: Texts) -> Table:
    sessions = tuple(
        Column(texts(f"checks.session.{session.name.lower()}"), 2.0, wrap=True)
        for session in today.sessions
    )
    return Table(
        (Column(texts("flows.board.class"), 1.2, Align.LEFT), *sessions),
        tuple(_row(row, texts) for row in today.rows),
        empty=texts("flows.board.empty"),
    )


def _row(row: BoardRow, texts: Texts) -> tuple[str, ...]:
    return (row.school_class.name, *(_cell(cell, texts) for cell in row.cells))


def _cell(cell: Cell, texts: Texts) -> str:
    tally = cell.tally
    state = texts(f"flows.board.state.{cell.state.value}", missing=tally.missing)
    if cell.state in {CellState.NOT_EXPECTED, CellState.SUSPENDED}:
        return state
    findings = (
        texts(f"flows.board.{name}", count=count)
        for name, count in (
            ("suspects", tally.suspects),
            ("waiting", tally.waiting),
            ("away", tally.absent),
            ("symptomatic", tally.symptomatic),
        )
        if count
    )
    return texts("flows.board.between").join((f"{state} {tally.done}/{tally.expected}", *findings))
