# SPDX-License-Identifier: Apache-2.0
"""What a form is: a sheet with typed columns that people fill in with Excel or WPS."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | date | None


class CellKind(Enum):
    """How a column of a form reads and what it accepts."""

    TEXT = "@"
    INTEGER = "0"
    DECIMAL = "0.0"
    DAY = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a form.

    Attributes:
        width: in characters.
        choices: offered as a list; anything else is refused by the spreadsheet program.
        hint: shown when the cell is entered.
        locked: filled by the program; shaded, so that people leave it alone.
    """

    title: str
    kind: CellKind = CellKind.TEXT
    width: float = 12.0
    choices: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet with a frozen header row.

    Attributes:
        lead: lines above the header: title first, then instructions.
        blank_rows: rows after the filled ones that are prepared for entry.
    """

    name: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...] = ()
    lead: tuple[str, ...] = ()
    blank_rows: int = 0
    hidden: bool = False
