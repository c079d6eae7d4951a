# SPDX-License-Identifier: Apache-2.0
"""The three checks a day 一日三检: morning and noon for everyone, evening for boarders.

A sheet is one class in one session. Whoever is on it is measured, observed only, absent or not
checked; a first temperature over the fever line asks for a second one at another site, and only
the second makes a suspect. Entries are durable one by one; handing the sheet in puts its digest
into the audit log; corrections keep what was there. `board` reads a whole day: who is missing, what
is due.
"""

from schoolguard.checks.board import (
    day_board,
    day_counts,
    due,
    missing,
    regularities,
    symptom_table,
)
from schoolguard.checks.findings import FEVER, suspects_on
from schoolguard.checks.parsing import (
    looks_like_temperature,
    parse_decicelsius,
    parse_entry,
    parse_symptoms,
    show_decicelsius,
)
from schoolguard.checks.presence import last_seen
from schoolguard.checks.proof import altered_sheets, subject
from schoolguard.checks.queries import history, sheet
from schoolguard.checks.regularity import RegularityFlag
from schoolguard.checks.rule_book import (
    CheckRules,
    Mark,
    Method,
    RegularityKind,
    SessionRule,
    Symptom,
    load_rules,
)
from schoolguard.checks.rules import (
    check_plausible,
    deadline_at,
    is_late,
    is_over_line,
    recheck_due_at,
    recheck_method,
    tally,
)
from schoolguard.checks.service import (
    hand_in,
    mark_rest,
    record,
    record_many,
    record_second,
    set_from_paper,
    set_method,
)
from schoolguard.checks.values import (
    Checked,
    DayCounts,
    DueRecheck,
    Entry,
    Excused,
    MissingClass,
    Reading,
    Recorded,
    Sheet,
    SheetKey,
    SheetRow,
    SheetStatus,
    State,
    SymptomRow,
    Tally,
    Verdict,
)
from schoolguard.kernel.check_session import CheckSession

__all__ = [
    "FEVER",
    "CheckRules",
    "CheckSession",
    "Checked",
    "DayCounts",
    "DueRecheck",
    "Entry",
    "Excused",
    "Mark",
    "Method",
    "MissingClass",
    "Reading",
    "Recorded",
    "RegularityFlag",
    "RegularityKind",
    "SessionRule",
    "Sheet",
    "SheetKey",
    "SheetRow",
    "SheetStatus",
    "State",
    "Symptom",
    "SymptomRow",
    "Tally",
    "Verdict",
    "altered_sheets",
    "check_plausible",
    "day_board",
    "day_counts",
    "deadline_at",
    "due",
    "hand_in",
    "history",
    "is_late",
    "is_over_line",
    "last_seen",
    "load_rules",
    "looks_like_temperature",
    "mark_rest",
    "missing",
    "parse_decicelsius",
    "parse_entry",
    "parse_symptoms",
    "recheck_due_at",
    "recheck_method",
    "record",
    "record_many",
    "record_second",
    "regularities",
    "set_from_paper",
    "set_method",
    "sheet",
    "show_decicelsius",
    "subject",
    "suspects_on",
    "symptom_table",
    "tally",
]
