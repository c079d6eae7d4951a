# SPDX-License-Identifier: Apache-2.0
"""Door sheets as spreadsheets: written, and read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.values import SignOffDraft
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts
from schoolguard.store import View


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that could not be taken; row and column as the spreadsheet shows them."""

    sheet: str
    row: int
    column: str
    name: str
    error: UserError


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """What one sheet would enter.

    Attributes:
        drafts: good lines that say something new, by line number, in the order of the sheet.
        same: lines whose round is signed already; they are left alone.
        empty: lines that say nothing.
    """

    place_id: PlaceId
    place_name: str
    week_on: date
    drafts: Mapping[int, SignOffDraft]
    same: int
    empty: int
    problems: tuple[CellProblem, ...]


def door_sheets_xlsx(
    view: View,
    place_ids: Sequence[PlaceId],
    week_on: date,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
    texts: Texts,
) -> bytes:
    """Return a workbook with one sheet a place."""
    raise NotImplementedError


def read_door_sheets(
    view: View, path: Path, rules: DisinfectionRules, calendar: SchoolCalendar
) -> tuple[DoorPlan, ...]:
    """Return what a workbook written by `door_sheets_xlsx` would enter; nothing is changed."""
    raise NotImplementedError
