# SPDX-License-Identifier: Apache-2.0
"""What a key means for a line: the entry it asks for. Pure; refusals are `UserError`s."""

from dataclasses import replace
from typing import Final

from schoolguard import checks
from schoolguard.checks import CheckRules, Entry, Method, Sheet, State
from schoolguard.kernel.errors import UserError

SECOND: Final = "+"
HOME: Final = "H"
NOTE: Final = "N"
METHOD: Final = "M"


def with_temperature(entry: Entry | None, text: str, rules: CheckRules) -> Entry:
    """Return the entry with a temperature typed as the school's own.

    Raises:
        UserError: ``checks.not_a_temperature``, ``checks.impossible_temperature``.
    """
    decicelsius = checks.parse_decicelsius(text)
    checks.check_plausible(decicelsius, rules)
    old = entry or Entry(State.NOT_CHECKED)
    return replace(old, state=State.MEASURED, decicelsius=decicelsius)


def with_home(entry: Entry | None, text: str, rules: CheckRules) -> Entry:
    """Return the entry with the home slip's temperature; who has no entry yet is not checked.

    Raises:
        UserError: as `with_temperature`.
    """
    decicelsius = checks.parse_decicelsius(text)
    checks.check_plausible(decicelsius, rules)
    return replace(entry or Entry(State.NOT_CHECKED), home_decicelsius=decicelsius)


def with_mark(entry: Entry | None, sign: str, rules: CheckRules) -> Entry:
    """Return the entry with a mark in place of its temperature.

    Raises:
        UserError: ``checks.unknown_key``.
    """
    for mark in rules.marks:
        if mark.key == sign:
            old = entry or Entry(mark.state)
            seen = mark.state is State.OBSERVED
            symptoms = old.symptoms if seen else frozenset[str]()
            return replace(old, state=mark.state, decicelsius=None, method=None, symptoms=symptoms)
    raise UserError("checks.unknown_key", pressed=sign)


def with_symptom(entry: Entry | None, letter: str, rules: CheckRules) -> Entry:
    """Return the entry with a symptom added, or taken away; who has one was seen.

    Raises:
        UserError: ``checks.unknown_key``, ``checks.symptoms_of_unseen``.
    """
    symptom = next((rule for rule in rules.symptoms if rule.key == letter), None)
    if symptom is None:
        raise UserError("checks.unknown_key", pressed=letter)
    old = entry or Entry(State.OBSERVED)
    if old.state is State.ABSENT:
        raise UserError("checks.symptoms_of_unseen")
    if old.state is State.NOT_CHECKED:
        old = replace(old, state=State.OBSERVED)
    return replace(old, symptoms=old.symptoms ^ {symptom.id})


def second_entry(first: Entry | None, sheet_method: str, text: str, rules: CheckRules) -> Entry:
    """Return a second reading, taken with the method recommended after the first.

    Raises:
        UserError: as `with_temperature`, and ``checks.nothing_to_recheck``.
    """
    method = second_method(first, sheet_method, rules)
    decicelsius = checks.parse_decicelsius(text)
    checks.check_plausible(decicelsius, rules)
    return Entry(State.MEASURED, decicelsius, method.id)


def second_method(first: Entry | None, sheet_method: str, rules: CheckRules) -> Method:
    """Return how the second reading is taken.

    Raises:
        UserError: ``checks.nothing_to_recheck``.
    """
    if first is None or not checks.is_over_line(first, sheet_method, rules):
        raise UserError("checks.nothing_to_recheck")
    return checks.recheck_method(first.method or sheet_method, rules)


def place_of_code(sheet: Sheet, code: str) -> int | None:
    """Return the place of the person whose card or student number was read; None: nobody's."""
    wanted = code.casefold()
    for at, row in enumerate(sheet.rows):
        if wanted in {row.card_code.casefold(), row.student_number.casefold()}:
            return at
    return None
