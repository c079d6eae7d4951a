# SPDX-License-Identifier: Apache-2.0
"""Cases of infectious disease and their contacts 病例与密接: found, reported, followed to the end.

A case walks from suspected to confirmed or excluded. Its reports have a clock, its measures are
ticked, its contacts are proposed from class, seat row, dormitory, family, bus and isolation room
and watched for the days that the disease asks for.
"""

from schoolguard.cases.diseases import (
    ContactWay,
    Disease,
    LegalClass,
    Named,
    Route,
    load_diseases,
)
from schoolguard.cases.pack import CaseRules, load_rules
from schoolguard.cases.values import (
    Case,
    CaseCounts,
    CaseDraft,
    CaseDue,
    CaseLine,
    Classification,
    CloseContact,
    ContactDraft,
    DiseaseCount,
    DueKind,
    Proposal,
    Reached,
    ReportDraft,
    Standing,
    WatchEntry,
    WatchLine,
)

__all__ = [
    "Case",
    "CaseCounts",
    "CaseDraft",
    "CaseDue",
    "CaseLine",
    "CaseRules",
    "Classification",
    "CloseContact",
    "ContactDraft",
    "ContactWay",
    "Disease",
    "DiseaseCount",
    "DueKind",
    "LegalClass",
    "Named",
    "Proposal",
    "Reached",
    "ReportDraft",
    "Route",
    "Standing",
    "WatchEntry",
    "WatchLine",
    "load_diseases",
    "load_rules",
]
