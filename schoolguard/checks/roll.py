# SPDX-License-Identifier: Apache-2.0
"""The roll of a sheet: who was on it when it was opened, as a short text of ids and spans of ids.

A class taken in from one sheet has ids in a row, so ``812-856`` is all that is kept of it.
"""

from collections.abc import Iterable

from schoolguard.kernel.ids import PersonId


def write_roll(people: Iterable[PersonId]) -> str:
    """Return the text of a roll, e.g. ``1-3,7``; empty for nobody."""
    spans: list[list[int]] = []
    for person in sorted(set(people)):
        if spans and person == spans[-1][1] + 1:
            spans[-1][1] = person
        else:
            spans.append([person, person])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)


def is_on_roll(person_id: PersonId, roll: str) -> bool:
    """Return whether a person stands on a roll."""
    for span in roll.split(",") if roll else ():
        first, _, last = span.partition("-")
        if int(first) <= person_id <= int(last or first):
            return True
    return False
