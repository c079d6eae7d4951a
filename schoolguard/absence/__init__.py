# SPDX-License-Identifier: Apache-2.0
"""Absence follow-up 缺勤追询: who is away, why, what was asked, and the return.

An absent mark on a check sheet opens a case; the same absence goes on with the same case over
sessions and days (one episode, one case). Rules say what a case asks for next and when it is due;
people add contacts, the cause and the outcome. Closing an illness needs a cause. Half days are
counted from the sessions missed, or from lessons counted by hand. A corrected check takes its mark
back, and a case that nobody followed up with it; its trace stays.

`from_checks` is what check sheets do, `service` what people do, `queries` and `counts` are reads,
`report` makes the register for paper and sheet.
"""

from schoolguard.absence.counts import day_counts, symptoms_between
from schoolguard.absence.from_checks import open_from_check, present_again, withdraw_from_check
from schoolguard.absence.pack import (
    AbsenceRules,
    Cause,
    ContactResult,
    Named,
    Outcome,
    Party,
    Way,
    load_rules,
    read_rules,
)
from schoolguard.absence.queries import (
    case,
    cases_between,
    cases_of,
    last_contact_words,
    open_case_of,
    open_cases,
    people_followed,
    subject_of,
)
from schoolguard.absence.report import register_document, register_rows
from schoolguard.absence.rules import Facts, Gap, Reason, Step, closing_gaps, half_days, step_key
from schoolguard.absence.service import (
    close,
    describe,
    keep,
    open_by_hand,
    postpone,
    record_contact,
    reopen,
    set_lessons,
    withdraw,
)
from schoolguard.absence.values import (
    AbsenceCounts,
    BackAgain,
    Case,
    CaseDetails,
    CaseLine,
    Contact,
    ContactDraft,
    Correction,
    Mark,
    Opened,
    ReasonCounts,
    RegisterRow,
    Standing,
    Withdrawal,
)

__all__ = [
    "AbsenceCounts",
    "AbsenceRules",
    "BackAgain",
    "Case",
    "CaseDetails",
    "CaseLine",
    "Cause",
    "Contact",
    "ContactDraft",
    "ContactResult",
    "Correction",
    "Facts",
    "Gap",
    "Mark",
    "Named",
    "Opened",
    "Outcome",
    "Party",
    "Reason",
    "ReasonCounts",
    "RegisterRow",
    "Standing",
    "Step",
    "Way",
    "Withdrawal",
    "case",
    "cases_between",
    "cases_of",
    "close",
    "closing_gaps",
    "day_counts",
    "describe",
    "half_days",
    "keep",
    "last_contact_words",
    "load_rules",
    "open_by_hand",
    "open_case_of",
    "open_cases",
    "open_from_check",
    "people_followed",
    "postpone",
    "present_again",
    "read_rules",
    "record_contact",
    "register_document",
    "register_rows",
    "reopen",
    "set_lessons",
    "step_key",
    "subject_of",
    "symptoms_between",
    "withdraw",
    "withdraw_from_check",
]
