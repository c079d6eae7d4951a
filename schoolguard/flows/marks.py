# SPDX-License-Identifier: Apache-2.0
"""What other rooms say of the people on a check sheet: there now, kept at home, not cleared."""

from collections.abc import Mapping
from enum import StrEnum

from schoolguard import clearance, isolation
from schoolguard.checks import Sheet
from schoolguard.kernel.ids import PersonId
from schoolguard.store import View


class PersonMark(StrEnum):
    """One thing to know of somebody before writing a line, what presses most first."""

    NOT_CLEARED = "not_cleared"
    """Has been ill, and nobody has cleared the return."""

    STAYING = "staying"
    """In the isolation room now."""

    SUSPENDED = "suspended"


def marks_of(view: View, sheet: Sheet) -> Mapping[PersonId, frozenset[PersonMark]]:
    """Return the marks of the people of a sheet; those without any are left out.

    Who is in the isolation room, or not cleared yet, is known for the present day only.
    """
    people = tuple(row.person_id for row in sheet.rows)
    found: dict[PersonId, set[PersonMark]] = {}
    if sheet.key.day == view.today:
        for person_id in clearance.waiting_for(view, people):
            found.setdefault(person_id, set()).add(PersonMark.NOT_CLEARED)
        for person_id in isolation.staying(view, people):
            found.setdefault(person_id, set()).add(PersonMark.STAYING)
    for row in sheet.rows:
        if row.excused:
            found.setdefault(row.person_id, set()).add(PersonMark.SUSPENDED)
    return {person_id: frozenset(marks) for person_id, marks in found.items()}
