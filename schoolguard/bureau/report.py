# SPDX-License-Identifier: Apache-2.0
"""Paper of the bureau: the board of a day with the district's sums; the card for phone calls."""

from schoolguard import packages
from schoolguard.bureau.rules import Board, DayStanding, SchoolDay
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Align,
    Code,
    Column,
    Document,
    Figure,
    Figures,
    KeyValues,
    Note,
    Section,
    Table,
    Tone,
)

_NUMBERS = ("expected", "present", "absent", "illness", "fevers", "sheets_missing")
_MEASURES = ("isolated", "new_cases", "classes_off", "warnings_legal", "rounds_missed")
_GROUPS_PER_LINE = 3


def board_document(board: Board, name: str, texts: Texts) -> Document:
    """Return the board of a day, landscape, schools in the board's order."""
    sums = board.totals
    missing = board.count(DayStanding.MISSING)
    done = board.count(DayStanding.RECEIVED, DayStanding.NO_SCHOOL, DayStanding.LATE)
    figures = Figures(
        (
            Figure(texts("bureau.page.total.received"), f"{done}/{len(board.lines)}"),
            _alarming(texts("bureau.page.total.missing"), missing),
            Figure(texts("bureau.page.total.expected"), str(sums.pupils_expected)),
            Figure(texts("bureau.page.total.present"), str(sums.pupils_present)),
            Figure(texts("bureau.page.total.absent"), str(sums.absent)),
            Figure(texts("bureau.page.total.illness"), str(sums.absent_illness)),
            Figure(texts("bureau.page.total.fevers"), str(sums.fevers)),
        )
    )
    columns = (
        Column(texts("bureau.page.column.code")),
        Column(texts("bureau.page.column.school"), 2.4),
        Column(texts("bureau.page.column.standing")),
        Column(texts("bureau.page.column.statement"), 1.3),
        *(
            Column(texts(f"bureau.page.column.{n}"), align=Align.RIGHT)
            for n in (*_NUMBERS, *_MEASURES)
        ),
        Column(texts("bureau.page.column.notes"), 3, wrap=True),
    )
    table = Table(columns, tuple(_row(line, texts) for line in board.lines))
    return Document(
        texts("bureau.page.title"),
        (Section("", (figures, table)),),
        facts=(name, board.day.isoformat()),
        landscape=True,
    )


def card_document(card: packages.BureauCard, texts: Texts) -> Document:
    """Return the sheet that schools compare the bureau's card with."""
    groups = card.fingerprint.split(" ")
    lines = tuple(
        "   ".join(groups[at : at + _GROUPS_PER_LINE])
        for at in range(0, len(groups), _GROUPS_PER_LINE)
    )
    pairs = (
        (texts("bureau.paper.bureau"), f"{card.name}  {card.bureau}"),
        (texts("bureau.paper.key_id"), card.receipt_key.key_id),
    )
    blocks = (Note(texts("bureau.paper.card_how")), Code(lines), KeyValues(pairs))
    title = texts("bureau.paper.card_title")
    return Document(title, (Section("", blocks),), subtitle=card.name)


def notes(line: SchoolDay, texts: Texts) -> str:
    """Return what a person should know or do about a school; empty when nothing."""
    said: list[str] = []
    if line.forked:
        said.append(texts("bureau.page.note.forked", numbers=_list(line.forked)))
    if line.unconfirmed:
        said.append(texts("bureau.page.note.unconfirmed"))
    if line.missing:
        said.append(texts("bureau.page.note.missing", numbers=_list(line.missing)))
    if line.overdue_days > 1:
        said.append(texts("bureau.page.note.overdue", days=line.overdue_days))
    return texts("bureau.page.note.between").join(said)


def _row(line: SchoolDay, texts: Texts) -> tuple[str, ...]:
    report = line.report
    numbers = ("—",) * len(_NUMBERS)
    if report is not None and not report.is_notice:
        values = (
            report.pupils_expected,
            report.pupils_present,
            report.absent,
            report.absent_illness,
            report.fevers,
            report.sheets_missing,
        )
        numbers = tuple(map(str, values))
    known = report.measures if report is not None else None
    measures = tuple("—" if known is None else str(getattr(known, n)) for n in _MEASURES)
    return (
        line.school,
        line.name,
        texts(f"bureau.standing.{line.standing.value}"),
        texts(f"bureau.statement.{report.statement}") if report else "—",
        *numbers,
        *measures,
        notes(line, texts),
    )


def _alarming(label: str, count: int) -> Figure:
    return Figure(label, str(count), Tone.ALARM if count else Tone.PLAIN)


def _list(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return f"{shown} …" if len(numbers) > len(numbers[:5]) else shown
