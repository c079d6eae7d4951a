# SPDX-License-Identifier: Apache-2.0
"""The board of a day, what is due, the figures, coverage and door sheets."""

from datetime import date

from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.values import (
    Board,
    Coverage,
    DisinfectionCounts,
    DisinfectionDue,
    DoorSheet,
)
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import View


def board(view: View, day: date, rules: DisinfectionRules, calendar: SchoolCalendar) -> Board:
    """Return every place of a day with its rounds."""
    raise NotImplementedError


def due(
    view: View, rules: DisinfectionRules, calendar: SchoolCalendar
) -> tuple[DisinfectionDue, ...]:
    """Return what is due today, overdue first."""
    raise NotImplementedError


def day_counts(
    view: View, day: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> DisinfectionCounts:
    """Return the figures of a day."""
    raise NotImplementedError


def coverage(
    view: View, first_on: date, last_on: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> Coverage:
    """Return rounds done of those planned, by week, place and kind."""
    raise NotImplementedError


def door_sheet(
    view: View, place_id: PlaceId, week_on: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> DoorSheet:
    """Return a week of one place; `week_on` is any day of it."""
    raise NotImplementedError
