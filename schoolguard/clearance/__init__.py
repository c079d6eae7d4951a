# SPDX-License-Identifier: Apache-2.0
"""The way back to class 复课: what a disease asks for before a pupil may return, and who looked.

An anchor date and minimum days, further conditions and papers give the earliest day and what is
missing. The nurse checks the hospital's paper again; an exception needs a reason and stays visible.

`pack` and `rules` count; `service` and `papers` are what people enter, `deciding` the look at the
person; `queries` and `lines` are reads; `wording` says rules and gaps in words; `slip` and `report`
make the paper.
"""

from schoolguard.clearance.deciding import decide, reopen, withdraw
from schoolguard.clearance.drafting import draft_of
from schoolguard.clearance.lines import (
    clearance,
    clearances_between,
    clearances_of,
    due,
    pending,
)
from schoolguard.clearance.pack import (
    Anchor,
    ClearanceRules,
    Condition,
    PaperDemand,
    PaperKind,
    ReturnRule,
    Span,
    Wait,
    Way,
    load_rules,
    read_rules,
)
from schoolguard.clearance.papers import add_paper, recheck_paper, retract_paper
from schoolguard.clearance.queries import (
    asked_for,
    assess,
    chosen_variants,
    day_counts,
    subject_of,
    waiting_for,
)
from schoolguard.clearance.report import (
    Register,
    RegisterRow,
    register_document,
    take_register,
)
from schoolguard.clearance.rules import (
    Anchors,
    Assessment,
    Missing,
    MissingKind,
    PaperFact,
    WayState,
    check_anchors,
)
from schoolguard.clearance.rules import assess as assess_facts
from schoolguard.clearance.service import (
    add_note,
    ask,
    change_disease,
    choose_variant,
    describe,
    set_dates,
    tick_condition,
)
from schoolguard.clearance.slip import Slip, slip_document, take_slip
from schoolguard.clearance.values import (
    Change,
    Clearance,
    ClearanceCounts,
    ClearanceDraft,
    ClearanceDue,
    ClearanceLine,
    Decided,
    Decision,
    DueKind,
    Look,
    Note,
    NoteKind,
    Paper,
    PaperDraft,
    Sign,
    Standing,
    Told,
    Verdict,
)
from schoolguard.clearance.wording import ClearanceWords

__all__ = [
    "Anchor",
    "Anchors",
    "Assessment",
    "Change",
    "Clearance",
    "ClearanceCounts",
    "ClearanceDraft",
    "ClearanceDue",
    "ClearanceLine",
    "ClearanceRules",
    "ClearanceWords",
    "Condition",
    "Decided",
    "Decision",
    "DueKind",
    "Look",
    "Missing",
    "MissingKind",
    "Note",
    "NoteKind",
    "Paper",
    "PaperDemand",
    "PaperDraft",
    "PaperFact",
    "PaperKind",
    "Register",
    "RegisterRow",
    "ReturnRule",
    "Sign",
    "Slip",
    "Span",
    "Standing",
    "Told",
    "Verdict",
    "Wait",
    "Way",
    "WayState",
    "add_note",
    "add_paper",
    "ask",
    "asked_for",
    "assess",
    "assess_facts",
    "change_disease",
    "check_anchors",
    "choose_variant",
    "chosen_variants",
    "clearance",
    "clearances_between",
    "clearances_of",
    "day_counts",
    "decide",
    "describe",
    "draft_of",
    "due",
    "load_rules",
    "pending",
    "read_rules",
    "recheck_paper",
    "register_document",
    "reopen",
    "retract_paper",
    "set_dates",
    "slip_document",
    "subject_of",
    "take_register",
    "take_slip",
    "tick_condition",
    "waiting_for",
    "withdraw",
]
