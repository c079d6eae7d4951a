# SPDX-License-Identifier: Apache-2.0
"""Reads what people type or write into a check: ``365``, ``36.5``, ``36,5``, ``37``, ``缺勤``.

Two digits are whole degrees, three are tenths. What can be read two ways is refused, never guessed.
Whether a number can be a body temperature at all is decided in `rules.check_plausible`.
"""

import re
import unicodedata

from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.values import Entry, State
from schoolguard.kernel.errors import UserError

_TEMPERATURE = re.compile(r"([0-9]{2})(?:[.,。、·]([0-9])0?)?|([0-9]{3})")
_UNIT = re.compile(r"\s*(?:°\s*c|℃|度|c)$", re.IGNORECASE)
_LONGEST_SHOWN = 20


def parse_decicelsius(text: str) -> int:
    """Return tenths of a degree from what a person typed; full-width digits are understood.

    Raises:
        UserError: ``checks.not_a_temperature``.
    """
    plain = _UNIT.sub("", unicodedata.normalize("NFKC", text).strip())
    match = _TEMPERATURE.fullmatch(plain)
    if match is None:
        raise UserError("checks.not_a_temperature", text=text.strip()[:_LONGEST_SHOWN])
    whole, tenth, three = match.groups()
    return int(three) if three else int(whole) * 10 + int(tenth or 0)


def looks_like_temperature(text: str) -> bool:
    """Return whether `parse_decicelsius` would read the text."""
    try:
        parse_decicelsius(text)
    except UserError:
        return False
    return True


def parse_entry(text: str, rules: CheckRules) -> Entry | None:
    """Return the entry that one cell of a sheet means; None for an empty cell.

    Raises:
        UserError: ``checks.not_a_value``: neither a temperature nor a word of the rule pack.
    """
    word = unicodedata.normalize("NFKC", text).strip()
    if not word:
        return None
    for mark in rules.marks:
        if word.casefold() in {unicodedata.normalize("NFKC", known) for known in mark.words}:
            return Entry(mark.state)
    try:
        return Entry(State.MEASURED, parse_decicelsius(word))
    except UserError as error:
        raise UserError("checks.not_a_value", text=word[:_LONGEST_SHOWN]) from error


def parse_symptoms(text: str, rules: CheckRules) -> frozenset[str]:
    """Return the symptoms that a cell names, in either language, separated by signs or blanks.

    Raises:
        UserError: ``checks.unknown_symptom``.
    """
    known = {name.casefold(): rule.id for rule in rules.symptoms for name in (rule.zh, rule.en)}
    rest = unicodedata.normalize("NFKC", text).strip().casefold()
    if rest in known:
        return frozenset({known[rest]})
    found: set[str] = set()
    for part in re.split(r"[,;/、。\n]+|\s{2,}", rest):
        word = part.strip()
        if not word:
            continue
        if word in known:
            found.add(known[word])
        else:
            found |= {_known_symptom(piece, known, text) for piece in word.split()}
    return frozenset(found)


def _known_symptom(word: str, known: dict[str, str], text: str) -> str:
    if word not in known:
        raise UserError("checks.unknown_symptom", symptom=text.strip()[:_LONGEST_SHOWN])
    return known[word]


def show_decicelsius(decicelsius: int) -> str:
    """Return a temperature with its one decimal, without a unit."""
    return f"{decicelsius // 10}.{decicelsius % 10}"
