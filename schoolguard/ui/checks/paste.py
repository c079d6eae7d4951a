# SPDX-License-Identifier: Apache-2.0
"""Reads a column copied from a spreadsheet into entries for the people it means. Pure.

One cell a line goes down the roster from the current person; with more cells a line, one of them
must be a name or number of the class. Nothing doubtful is guessed: the line is named and left out.
Under a heading that was copied along, every value would go to the next child; so a column that
begins with such words enters nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schoolguard import checks
from schoolguard.checks import CheckRules, Entry
from schoolguard.kernel.errors import UserError
from schoolguard.ui.checks.lines import Line

_MOST_LINES = 500
_LONGEST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of the clipboard and what it means.

    Attributes:
        at: the person's place on the sheet; None when it means nobody.
        entry: None when there is nothing to enter.
        error: why it is left out; None when it is not.
    """

    text: str
    at: int | None
    entry: Entry | None
    error: UserError | None


def read_paste(
    text: str, lines: Sequence[Line], start: int, rules: CheckRules
) -> tuple[PastedLine, ...]:
    """Return every line of a copied column, in order; an empty last line is no line."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")[:_MOST_LINES]
    if not text.strip():
        return ()
    pasted = [_read(row, start + number, lines, rules) for number, row in enumerate(rows)]
    if len(rows) > 1 and _is_heading(pasted[0]):
        heading = UserError("checks.paste_heading", text=pasted[0].text.strip()[:_LONGEST_SHOWN])
        return tuple(PastedLine(line.text, None, None, heading) for line in pasted)
    return tuple(_refuse_doubles(pasted))


def _read(row: str, at: int, lines: Sequence[Line], rules: CheckRules) -> PastedLine:
    cells = [cell.strip() for cell in row.split("\t")]
    filled = [cell for cell in cells if cell]
    try:
        place, value = _meant(filled, at, lines)
    except UserError as error:
        return PastedLine(row, None, None, error)
    known = place if place < len(lines) else None
    try:
        entry = checks.parse_entry(value, rules)
        if entry is not None and entry.decicelsius is not None:
            checks.check_plausible(entry.decicelsius, rules)
    except UserError as error:
        return PastedLine(row, known, None, error)
    return PastedLine(row, known, entry, None)


def _is_heading(first: PastedLine) -> bool:
    """Return whether a line of one cell is neither a value nor a number gone wrong."""
    cells = first.text.split("\t")
    alone = sum(bool(cell.strip()) for cell in cells) == 1
    return alone and first.error is not None and not any(char.isdigit() for char in first.text)


def _meant(cells: list[str], at: int, lines: Sequence[Line]) -> tuple[int, str]:
    """Return whose line it is and the cell that holds the value."""
    if len(cells) > 1:
        return _named(cells, lines)
    if cells and at >= len(lines):
        raise UserError("checks.paste_too_long")
    return at, cells[0] if cells else ""


def _named(cells: list[str], lines: Sequence[Line]) -> tuple[int, str]:
    """Return the place that a name or student number means, and the line's last cell."""
    places = {
        at
        for at, line in enumerate(lines)
        if {line.row.name, line.row.student_number} & set(cells[:-1])
    }
    if len(places) != 1:
        raise UserError("checks.paste_nobody" if not places else "checks.paste_doubtful")
    return places.pop(), cells[-1]


def _refuse_doubles(pasted: list[PastedLine]) -> list[PastedLine]:
    seen: set[int] = set()
    kept: list[PastedLine] = []
    for line in pasted:
        if line.at is not None and line.entry is not None and line.at in seen:
            kept.append(PastedLine(line.text, line.at, None, UserError("checks.paste_double")))
            continue
        if line.at is not None and line.entry is not None:
            seen.add(line.at)
        kept.append(line)
    return kept
