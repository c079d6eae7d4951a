# SPDX-License-Identifier: Apache-2.0
"""Door sheets, wall plans and records for paper and sheet."""

from collections.abc import Sequence
from datetime import date

from schoolguard.disinfection.board_values import DoorSheet
from schoolguard.disinfection.kinds import PlaceKind
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Document
from schoolguard.store import Unit, View


def door_sheet_document(
    sheets: Sequence[DoorSheet], *, school_name: str, rules: DisinfectionRules, texts: Texts
) -> Document:
    """Return door sheets for paper, one place after another, a page each."""
    raise NotImplementedError


def wall_document(
    view: View,
    place_ids: Sequence[PlaceId],
    day: date,
    *,
    school_name: str,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
    texts: Texts,
) -> Document:
    """Return the plan of places for the wall: what, with what, how strong, how long, who."""
    raise NotImplementedError


def record_document(
    unit: Unit,
    first_on: date,
    last_on: date,
    *,
    school_name: str,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
    texts: Texts,
    kind: PlaceKind | None = None,
) -> Document:
    """Return the records of a span with coverage for the inspector, and audit the taking."""
    raise NotImplementedError


def mixing_document(
    target_mg_per_litre: int,
    stock_mg_per_litre: int,
    *,
    school_name: str,
    rules: DisinfectionRules,
    texts: Texts,
) -> Document:
    """Return a mixing card for the wall."""
    raise NotImplementedError
