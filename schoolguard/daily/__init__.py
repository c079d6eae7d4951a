# SPDX-License-Identifier: Apache-2.0
"""The daily report 日报告·零报告: the day in figures, on one page, signed by the principal.

Figures come from roster, checks and absence (`counting`); `rules` say whether the day is a zero
report, has findings or gaps, and what changed. `service` keeps issues and papers: a draft can be
prepared anew, sign-off locks the day, later changes become addenda, what was printed stays byte for
byte. `report` and `annex` are the paper, `exchange` the workbook, `issuing` the doors.
"""

from schoolguard.daily.basis import Basis, load_basis
from schoolguard.daily.counting import figures
from schoolguard.daily.due import due
from schoolguard.daily.exchange import workbook
from schoolguard.daily.figures import (
    CauseFigures,
    ClassAbsence,
    ClassSymptom,
    DailyFigures,
    DiseaseFigures,
    HandIn,
    People,
    SheetFigures,
    SymptomFigures,
    Whom,
)
from schoolguard.daily.issuing import (
    DayState,
    changes_since_signed,
    copy,
    day_state,
    prepare,
    sign_off,
)
from schoolguard.daily.queries import (
    Issue,
    Paper,
    issue,
    issues_between,
    issues_on,
    last_signed,
    papers_of,
    pdf,
    pdf_of,
)
from schoolguard.daily.rules import (
    Change,
    Finding,
    FindingKind,
    Statement,
    all_changes,
    findings,
    headline_changes,
    is_complete,
    notable_changes,
    statement,
)
from schoolguard.daily.service import record_print
from schoolguard.daily.tables import Kind, Standing
from schoolguard.daily.wording import changes_text, statement_text

__all__ = [
    "Basis",
    "CauseFigures",
    "Change",
    "ClassAbsence",
    "ClassSymptom",
    "DailyFigures",
    "DayState",
    "DiseaseFigures",
    "Finding",
    "FindingKind",
    "HandIn",
    "Issue",
    "Kind",
    "Paper",
    "People",
    "SheetFigures",
    "Standing",
    "Statement",
    "SymptomFigures",
    "Whom",
    "all_changes",
    "changes_since_signed",
    "changes_text",
    "copy",
    "day_state",
    "due",
    "figures",
    "findings",
    "headline_changes",
    "is_complete",
    "issue",
    "issues_between",
    "issues_on",
    "last_signed",
    "load_basis",
    "notable_changes",
    "papers_of",
    "pdf",
    "pdf_of",
    "prepare",
    "record_print",
    "sign_off",
    "statement",
    "statement_text",
    "workbook",
]
