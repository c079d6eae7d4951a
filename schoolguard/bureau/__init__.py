# SPDX-License-Identifier: Apache-2.0
"""The bureau's side: who has reported, what is missing, and a signed receipt for everything.

`service` makes the bureau's keys and enrols schools, `inbox` finds files, `ingest` verifies and
places each and answers it, `queries` shows the board of a day with the district's sums. No room of
a school is known here: what comes in are packages.
"""

from schoolguard.bureau.inbox import find_packages, read_package
from schoolguard.bureau.ingest import Outcome, receive
from schoolguard.bureau.queries import (
    EnrolledSchool,
    ReceiptFile,
    board,
    bureau_card_file,
    bureau_keys,
    schools,
)
from schoolguard.bureau.report import board_document, card_document, notes
from schoolguard.bureau.rules import Board, DayReport, DayStanding, MeasureCounts, SchoolDay, Totals
from schoolguard.bureau.service import (
    Enrolment,
    confirm_epoch,
    create_keys,
    enrol_school,
    settle_forks,
)

__all__ = [
    "Board",
    "DayReport",
    "DayStanding",
    "EnrolledSchool",
    "Enrolment",
    "MeasureCounts",
    "Outcome",
    "ReceiptFile",
    "SchoolDay",
    "Totals",
    "board",
    "board_document",
    "bureau_card_file",
    "bureau_keys",
    "card_document",
    "confirm_epoch",
    "create_keys",
    "enrol_school",
    "find_packages",
    "notes",
    "read_package",
    "receive",
    "schools",
    "settle_forks",
]
