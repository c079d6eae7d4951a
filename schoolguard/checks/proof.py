# SPDX-License-Identifier: Apache-2.0
"""Proves handed-in sheets: their readings must still give the digest that the audit log holds.

First readings have no audit entry of their own; the hand-in chains one digest over all of them, and
every later change chains another entry (see resources/docs/adr/0009). Whether the log itself holds
is proved in `store.audit`.
"""

from datetime import date

from schoolguard.checks import queries
from schoolguard.checks import rules as decide
from schoolguard.checks.values import SheetKey
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import AccountId, ClassId, PersonId
from schoolguard.store import search
from schoolguard.store.unit import View

HANDED_IN = "checks.handed_in"
SECOND_READING = "checks.second_reading"
REOPENED = "checks.reopened"
_ALL = 1_000_000


def subject(key: SheetKey, person_id: PersonId | None = None, *, second: bool = False) -> str:
    """Return how audit log and corrections name a sheet, or one reading on it."""
    sheet = f"{key.day.isoformat()}.{int(key.session)}.{key.class_id}"
    if person_id is None:
        return f"sheet:{sheet}"
    return f"reading:{sheet}.{person_id}.{int(second)}"


def digest_of(view: View, key: SheetKey) -> str:
    """Return the digest of a sheet's readings as they are now."""
    facts = queries.sheet_facts(view, key)
    by = facts.entered_by if facts is not None else AccountId(0)
    lines = [
        (person, 0, kept.reading.entry, kept.reading.at)
        for person, kept in queries.first_readings(view, key, by).items()
    ]
    lines += [
        (person, 1, reading.entry, reading.at)
        for person, reading in queries.second_readings(view, key).items()
    ]
    return decide.digest(key, lines)


def altered_sheets(view: View, first_on: date, last_on: date) -> tuple[SheetKey, ...]:
    """Return the sheets of some days whose readings are not what was handed in, oldest first.

    Sheets that were never handed in, or are reopened, promise nothing. About a millisecond a sheet.
    """
    promised: dict[SheetKey, str | None] = {}
    for entry in search(view, "sheet:", first_on=first_on, limit=_ALL):
        key = _key_of(entry.subject)
        if key is None or not first_on <= key.day <= last_on or key in promised:
            continue
        if entry.action in {HANDED_IN, SECOND_READING}:
            promised[key] = str(entry.facts["digest"])
        elif entry.action == REOPENED:
            promised[key] = None
    return tuple(
        key
        for key in sorted(promised)
        if promised[key] is not None and promised[key] != digest_of(view, key)
    )


def _key_of(text: str) -> SheetKey | None:
    kind, _, sheet = text.partition(":")
    parts = sheet.split(".")
    if kind != "sheet" or len(parts) != 3:
        return None
    day, session, class_id = parts
    return SheetKey(date.fromisoformat(day), CheckSession(int(session)), ClassId(int(class_id)))
