# SPDX-License-Identifier: Apache-2.0
"""Suspension -> checks: whom no sheet asks for on a day."""

from datetime import date

from schoolguard import suspension
from schoolguard.checks import Excused
from schoolguard.store import View
from schoolguard.suspension import Scope


def excused(view: View, day: date) -> Excused:
    """Return who is not asked for in the checks of a day: classes off, and residents sent home."""
    covering = suspension.suspensions_on(view, day)
    classes = (
        class_id
        for one in covering
        if one.draft.scope is not Scope.DORMITORY
        for class_id in one.draft.class_ids
    )
    return Excused(frozenset(classes), frozenset().union(*(one.people for one in covering)))
