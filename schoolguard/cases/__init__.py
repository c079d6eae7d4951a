# SPDX-License-Identifier: Apache-2.0
"""Cases of infectious disease and their contacts 病例与密接: found, reported, followed to the end.

A case walks from suspected to confirmed or excluded. Its reports have a clock, its measures are
ticked, its contacts are proposed from class, seat row, dormitory, family, bus and isolation room
and watched for the days that the disease asks for. `diseases` is the one list of diseases for all
rooms. `service` and `following` are what people do with a case, `contacts` and `watch` with those
who were near it; `queries`, `counts` and `due` read; `report`, `contact_papers` make
papers.
"""

from schoolguard.cases.contact_lines import contacts_of_case, contacts_of_person, watch_days
from schoolguard.cases.contact_papers import (
    ContactPaper,
    contact_list,
    contact_notices,
    contact_paper,
)
from schoolguard.cases.contact_values import (
    CloseContact,
    ContactDraft,
    Proposal,
    Reached,
    WatchDay,
    WatchEnded,
    WatchEntry,
    WatchLine,
)
from schoolguard.cases.contacts import (
    add_close_contacts,
    contact_subject,
    propose_close_contacts,
    remove_contact,
    set_exposure,
)
from schoolguard.cases.counts import day_counts, disease_counts
from schoolguard.cases.diseases import ContactWay, Disease, LegalClass, Named, Route, load_diseases
from schoolguard.cases.due import due
from schoolguard.cases.following import record_report, retract_report, tick_measure, untick_measure
from schoolguard.cases.pack import (
    CaseOutcome,
    CaseRules,
    Measure,
    Recipient,
    WatchOutcome,
    load_rules,
)
from schoolguard.cases.queries import (
    case,
    case_brief,
    case_of,
    cases_between,
    cases_of,
    chain,
    last_hospitals,
    open_cases,
    people_with_cases,
    subject_of,
)
from schoolguard.cases.report import RegisterRow, register_document, register_rows
from schoolguard.cases.rules import is_ill, last_exposure
from schoolguard.cases.service import (
    classify,
    describe,
    end_case,
    open_case,
    reopen,
    settle_no_contacts,
    withdraw,
)
from schoolguard.cases.values import (
    Case,
    CaseBrief,
    CaseCounts,
    CaseDraft,
    CaseDue,
    CaseLine,
    CaseStep,
    ChainLink,
    Classification,
    Correction,
    DiseaseCount,
    DueKind,
    MeasureTick,
    ReportClock,
    ReportDraft,
    ReportMade,
    ReportTiming,
    Standing,
    Step,
)
from schoolguard.cases.watch import (
    end_watch,
    record_watch,
    reopen_watch,
    retract_watch,
    watch_sheet,
)
from schoolguard.cases.wording import CaseWords, degrees, moment, short_day

__all__ = [
    "Case",
    "CaseBrief",
    "CaseCounts",
    "CaseDraft",
    "CaseDue",
    "CaseLine",
    "CaseOutcome",
    "CaseRules",
    "CaseStep",
    "CaseWords",
    "ChainLink",
    "Classification",
    "CloseContact",
    "ContactDraft",
    "ContactPaper",
    "ContactWay",
    "Correction",
    "Disease",
    "DiseaseCount",
    "DueKind",
    "LegalClass",
    "Measure",
    "MeasureTick",
    "Named",
    "Proposal",
    "Reached",
    "Recipient",
    "RegisterRow",
    "ReportClock",
    "ReportDraft",
    "ReportMade",
    "ReportTiming",
    "Route",
    "Standing",
    "Step",
    "WatchDay",
    "WatchEnded",
    "WatchEntry",
    "WatchLine",
    "WatchOutcome",
    "add_close_contacts",
    "case",
    "case_brief",
    "case_of",
    "cases_between",
    "cases_of",
    "chain",
    "classify",
    "contact_list",
    "contact_notices",
    "contact_paper",
    "contact_subject",
    "contacts_of_case",
    "contacts_of_person",
    "day_counts",
    "degrees",
    "describe",
    "disease_counts",
    "due",
    "end_case",
    "end_watch",
    "is_ill",
    "last_exposure",
    "last_hospitals",
    "load_diseases",
    "load_rules",
    "moment",
    "open_case",
    "open_cases",
    "people_with_cases",
    "propose_close_contacts",
    "record_report",
    "record_watch",
    "register_document",
    "register_rows",
    "remove_contact",
    "reopen",
    "reopen_watch",
    "retract_report",
    "retract_watch",
    "set_exposure",
    "settle_no_contacts",
    "short_day",
    "subject_of",
    "tick_measure",
    "untick_measure",
    "watch_days",
    "watch_sheet",
    "withdraw",
]
