# SPDX-License-Identifier: Apache-2.0
"""Stories that cross rooms, each in one visible place.

`entry`: a check entry and what it means for absence follow-up, in one transaction. `board`: a day
over all classes and what is due in every room of the daily work, most urgent first; rooms above add
`DueItem`s of their own. `symptoms`: the three-day table, of those present and those away.
"""

from schoolguard.flows.board import (
    BoardRow,
    Cell,
    CellState,
    DayKind,
    SessionSum,
    Today,
    cell_state,
    today,
)
from schoolguard.flows.due import DueItem, DueKind, Urgency, by_urgency
from schoolguard.flows.entry import Entered, mark_rest, record_entry, record_many
from schoolguard.flows.report import board_document
from schoolguard.flows.rules import FlowRules, load_rules
from schoolguard.flows.symptoms import symptom_table

__all__ = [
    "BoardRow",
    "Cell",
    "CellState",
    "DayKind",
    "DueItem",
    "DueKind",
    "Entered",
    "FlowRules",
    "SessionSum",
    "Today",
    "Urgency",
    "board_document",
    "by_urgency",
    "cell_state",
    "load_rules",
    "mark_rest",
    "record_entry",
    "record_many",
    "symptom_table",
    "today",
]
