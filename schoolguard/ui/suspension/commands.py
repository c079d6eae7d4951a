# SPDX-License-Identifier: Apache-2.0
"""What a key means for a line: the entry it asks for. Pure; refusals are `UserError`s."""

from dataclasses import replace
from typing import Final

from schoolguard import checks, suspension
from schoolguard.kernel.errors import UserError
from schoolguard.suspension import Entry, Reached, SuspensionRules

DOCTOR: Final = "H"
NOTE: Final = "N"


def with_temperature(entry: Entry | None, text: str, rules: SuspensionRules) -> Entry:
    """Return the entry with a temperature that the family read; who has one was reached.

    Raises:
        UserError: ``suspension.not_a_temperature``, ``suspension.impossible_temperature``.
    """
    if not checks.looks_like_temperature(text):
        raise UserError("suspension.not_a_temperature", text=text)
    decicelsius = checks.parse_decicelsius(text)
    suspension.check_plausible(decicelsius, rules)
    return replace(_reached(entry), decicelsius=decicelsius)


def with_answer(entry: Entry | None, sign: str, rules: SuspensionRules) -> Entry:
    """Return the entry that a sign stands for; a reached family stays as it was kept.

    Raises:
        UserError: ``suspension.unknown_key``.
    """
    answer = next((one for one in rules.answers if one.key == sign), None)
    if answer is None:
        raise UserError("suspension.unknown_key", pressed=sign)
    if answer.reached is Reached.YES and entry is not None and entry.reached is Reached.YES:
        return entry
    return Entry(answer.reached, note=entry.note if entry is not None else "")


def with_symptom(entry: Entry | None, letter: str, rules: SuspensionRules) -> Entry:
    """Return the entry with a symptom added, or taken away; who has one was reached.

    Raises:
        UserError: ``suspension.unknown_key``.
    """
    symptom = next((one for one in rules.symptoms.values() if one.key == letter), None)
    if symptom is None:
        raise UserError("suspension.unknown_key", pressed=letter)
    old = _reached(entry)
    return replace(old, symptoms=old.symptoms ^ {symptom.id})


def with_doctor(entry: Entry | None) -> Entry:
    """Return the entry with the visit to a doctor added, or taken away."""
    old = _reached(entry)
    return replace(old, doctor=not old.doctor)


def with_note(entry: Entry | None, note: str) -> Entry | None:
    """Return the entry with a note; None where nobody was asked yet, a note alone says nothing."""
    return None if entry is None else replace(entry, note=note)


def takes_away(old: Entry | None, new: Entry) -> bool:
    """Return whether a toggled key took something away: the same hand mended a slip."""
    return old is not None and (bool(old.symptoms - new.symptoms) or old.doctor > new.doctor)


def _reached(entry: Entry | None) -> Entry:
    if entry is None:
        return Entry(Reached.YES)
    return replace(entry, reached=Reached.YES)
