# SPDX-License-Identifier: Apache-2.0
"""Stories that cross rooms, each in one visible place; which asks for what: ADR 0019.

`entry`: a check entry and what it means for absence follow-up. `intake`: check or absence call to
the isolation room. `leaving`: out of it, to absence, disinfection and the way back. `orders`: what
an event asks to be disinfected. `case_links`: a case of disease and all that hangs on it.
`returning`: cleared, and back on the roll. `suspending`, `excused`: classes off. `board`: a day
over all classes and what is due in every room, most urgent first; rooms above add `DueItem`s of
their own. `links`: what was begun for somebody and has no end yet. `symptoms`, `illness`: who has
what.
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
from schoolguard.flows.case_links import (
    CaseOpened,
    Reclassified,
    classify,
    open_case,
    propose_close_contacts,
    withdraw_case,
)
from schoolguard.flows.closing import close_absence
from schoolguard.flows.due import DueItem, DueKind, Urgency, by_urgency
from schoolguard.flows.entry import Entered, hand_in, mark_rest, record_entry, record_many
from schoolguard.flows.excused import excused
from schoolguard.flows.findings import Suspect, suspects_waiting
from schoolguard.flows.illness import ill_counts
from schoolguard.flows.intake import Admitted, admit, intake_of
from schoolguard.flows.leaving import LeavingDone, leave, reopen_stay, withdraw_stay
from schoolguard.flows.links import Chain, LinkKind, OpenLink, age, links
from schoolguard.flows.marks import PersonMark, marks_of
from schoolguard.flows.orders import OrderSigned, sign_order
from schoolguard.flows.report import board_document
from schoolguard.flows.returning import Cleared, clear, take_back_clearing
from schoolguard.flows.rules import FlowRules, load_rules
from schoolguard.flows.suspending import (
    Suspended,
    absence_of_suspended,
    suspend,
    withdraw_suspension,
)
from schoolguard.flows.symptoms import symptom_table
from schoolguard.flows.way_back import ask_for_absence

__all__ = [
    "Admitted",
    "BoardRow",
    "CaseOpened",
    "Cell",
    "CellState",
    "Chain",
    "Cleared",
    "DayKind",
    "DueItem",
    "DueKind",
    "Entered",
    "FlowRules",
    "LeavingDone",
    "LinkKind",
    "OpenLink",
    "OrderSigned",
    "PersonMark",
    "Reclassified",
    "SessionSum",
    "Suspect",
    "Suspended",
    "Today",
    "Urgency",
    "absence_of_suspended",
    "admit",
    "age",
    "ask_for_absence",
    "board_document",
    "by_urgency",
    "cell_state",
    "classify",
    "clear",
    "close_absence",
    "excused",
    "hand_in",
    "ill_counts",
    "intake_of",
    "leave",
    "links",
    "load_rules",
    "mark_rest",
    "marks_of",
    "open_case",
    "propose_close_contacts",
    "record_entry",
    "record_many",
    "reopen_stay",
    "sign_order",
    "suspects_waiting",
    "suspend",
    "symptom_table",
    "take_back_clearing",
    "today",
    "withdraw_case",
    "withdraw_stay",
    "withdraw_suspension",
]
