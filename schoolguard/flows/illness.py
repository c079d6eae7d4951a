# SPDX-License-Identifier: Apache-2.0
"""Who of a class is ill with what, from absence and from cases of disease together.

Both rooms may know the same child; each counts once. What is influenza-like by its symptoms counts
as influenza, since a suspension is thought of before any test is back.
Source: 流感样病例暴发疫情处置指南（2018年版）.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from schoolguard import absence, cases
from schoolguard.absence import CaseLine, Reason, Standing
from schoolguard.cases import Classification
from schoolguard.checks import FEVER
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store import View
from schoolguard.suspension import IllCounts

INFLUENZA = "influenza"
_WITH_FEVER = frozenset({"cough", "sore_throat"})
_Ill = dict[tuple[ClassId, str], set[PersonId]]


def ill_counts(
    view: View, day: date, rules: FlowRules
) -> Mapping[ClassId, Mapping[str, IllCounts]]:
    """Return by class and disease how many are ill on a day, and how many fell ill on it.

    Classes and diseases with nobody ill are left out.
    """
    ill: _Ill = defaultdict(set)
    new: _Ill = defaultdict(set)
    for line in absence.cases_between(view, day, day, rules.absence):
        disease_id = disease_of(line, rules)
        if disease_id and line.standing is not Standing.WITHDRAWN:
            ill[line.class_id, disease_id].add(line.person_id)
            if line.first_on == day:
                new[line.class_id, disease_id].add(line.person_id)
    for case in cases.open_cases(view, rules.cases):
        if case.classification is not Classification.EXCLUDED and case.day <= day:
            ill[case.class_id, case.disease_id].add(case.person_id)
            if case.day == day:
                new[case.class_id, case.disease_id].add(case.person_id)
    counts: dict[ClassId, dict[str, IllCounts]] = defaultdict(dict)
    for (class_id, disease_id), people in ill.items():
        fresh = len(new[class_id, disease_id])
        counts[class_id][disease_id] = IllCounts(new_today=fresh, current=len(people))
    return counts


def disease_of(line: CaseLine, rules: FlowRules) -> str:
    """Return the disease that an absence counts for; empty for none."""
    if line.reason is not Reason.ILLNESS:
        return ""
    if line.cause_id in rules.diseases:
        return line.cause_id
    like_influenza = FEVER in line.symptoms and bool(line.symptoms & _WITH_FEVER)
    return INFLUENZA if like_influenza and not line.cause_id else ""
