# SPDX-License-Identifier: Apache-2.0
"""Early warning 预警: what the regulation asks for, and what statistics find unusual.

Onsets are counted, not heads. The legal triggers look at them first and are never overruled; a
gamma-Poisson scan and a CUSUM then say whether it is more than this school is used to. The program
shows what was counted and what is usual; people verify, and decide.

`gathering` reads the evidence, `watcher` judges it and remembers, `keeping` writes down what is
new; `queries` and `service` are for people.
"""

from schoolguard.warning.evidence import Evidence
from schoolguard.warning.findings import Found, Level
from schoolguard.warning.gathering import Sources, gather
from schoolguard.warning.keeping import Setting, keep
from schoolguard.warning.parameters import SCHOOL, Parameters, Tier, Unit, UnitKind
from schoolguard.warning.queries import (
    day_counts,
    hit_rate,
    is_overdue,
    open_warnings,
    subject_of,
    warning,
    warnings_between,
)
from schoolguard.warning.service import (
    answer,
    exposures,
    note_exposure,
    record_report,
    tick_step,
    untick_step,
    withdraw_exposure,
    withdraw_report,
)
from schoolguard.warning.stories import Cause
from schoolguard.warning.triggers import ClusterLevel, WarningRules, load_rules, read_rules
from schoolguard.warning.values import (
    Answer,
    EarlyWarning,
    ExposureDraft,
    ExposureKind,
    HitRate,
    Kept,
    NotedExposure,
    ReportDraft,
    ReportMade,
    Standing,
    StepTick,
    Turn,
    WarningCounts,
    WarningLine,
)
from schoolguard.warning.watcher import C2, CUSUM, SCAN, Judged, Watcher

__all__ = [
    "C2",
    "CUSUM",
    "SCAN",
    "SCHOOL",
    "Answer",
    "Cause",
    "ClusterLevel",
    "EarlyWarning",
    "Evidence",
    "ExposureDraft",
    "ExposureKind",
    "Found",
    "HitRate",
    "Judged",
    "Kept",
    "Level",
    "NotedExposure",
    "Parameters",
    "ReportDraft",
    "ReportMade",
    "Setting",
    "Sources",
    "Standing",
    "StepTick",
    "Tier",
    "Turn",
    "Unit",
    "UnitKind",
    "WarningCounts",
    "WarningLine",
    "WarningRules",
    "Watcher",
    "answer",
    "day_counts",
    "exposures",
    "gather",
    "hit_rate",
    "is_overdue",
    "keep",
    "load_rules",
    "note_exposure",
    "open_warnings",
    "read_rules",
    "record_report",
    "subject_of",
    "tick_step",
    "untick_step",
    "warning",
    "warnings_between",
    "withdraw_exposure",
    "withdraw_report",
]
