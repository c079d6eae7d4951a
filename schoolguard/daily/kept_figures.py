# SPDX-License-Identifier: Apache-2.0
"""Writes figures as JSON into the record and reads them back, unchanged.

The shape is the dataclasses' own; a key that an older program did not write takes its default, one
that this program does not know is a mistake.
"""

import dataclasses
import json
from datetime import date
from typing import Any

from schoolguard.daily.control import (
    CaseFigures,
    ClearanceFigures,
    ControlFigures,
    DisinfectionFigures,
    FollowingFigures,
    IsolationFigures,
    SuspensionFigures,
    WarningFigures,
)
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
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import BugError


def to_json(figures: DailyFigures) -> str:
    """Return the figures as one line of JSON with sorted keys."""
    tree = dataclasses.asdict(figures)
    tree["day"] = figures.day.isoformat()
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> DailyFigures:
    """Return figures as they were kept.

    Raises:
        BugError: the text is not what `to_json` writes.
    """
    try:
        tree: dict[str, Any] = json.loads(text)
        return DailyFigures(
            **{
                **tree,
                "day": date.fromisoformat(tree["day"]),
                "pupils": People(**tree["pupils"]),
                "staff": People(**tree["staff"]),
                "sheets": tuple(_sheet(row) for row in tree["sheets"]),
                "symptoms": tuple(SymptomFigures(**row) for row in tree["symptoms"]),
                "class_symptoms": tuple(ClassSymptom(**row) for row in tree["class_symptoms"]),
                "causes": tuple(CauseFigures(**row) for row in tree["causes"]),
                "diseases": tuple(DiseaseFigures(**row) for row in tree["diseases"]),
                "class_absences": tuple(_absence(row) for row in tree["class_absences"]),
                "control": _control(tree.get("control")),
            }
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BugError("kept figures of a daily report do not read back") from error


def _sheet(row: dict[str, Any]) -> SheetFigures:
    known = {
        "whom": Whom(row["whom"]),
        "session": CheckSession(row["session"]),
        "hand_in": HandIn(row["hand_in"]),
    }
    return SheetFigures(**{**row, **known})


def _absence(row: dict[str, Any]) -> ClassAbsence:
    return ClassAbsence(**{**row, "whom": Whom(row["whom"])})


_PARTS = {
    "isolation": IsolationFigures,
    "disinfection": DisinfectionFigures,
    "following": FollowingFigures,
    "suspension": SuspensionFigures,
    "clearance": ClearanceFigures,
    "warning": WarningFigures,
}


def _control(tree: dict[str, Any] | None) -> ControlFigures | None:
    """Return what was done against infection; None where an older program kept none."""
    if tree is None:
        return None
    parts = {name: shape(**tree[name]) for name, shape in _PARTS.items()}
    found = tuple(CaseFigures(**row) for row in tree["cases"])
    return ControlFigures(**{**tree, **parts, "cases": found})
