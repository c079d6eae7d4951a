# SPDX-License-Identifier: Apache-2.0
"""Tells a person's keys from a card reader's: both type into the same grid.

A reader types a whole number within milliseconds and ends with Enter; a person does not. A letter
therefore waits a moment before it counts as a symptom: if more follows at once, it was a reader's.
What is neither a temperature nor short is looked up as a number, however fast it came.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from schoolguard import checks

BURST_MS: Final = 25
"""No person types two keys this fast; readers take 1 to 15 ms a key."""

_SHORTEST_CODE: Final = 4
_LONGEST: Final = 40
_OF_NUMBERS: Final = "0123456789.,。"


class Meaning(Enum):
    """What came of one or more keys."""

    TYPED = auto()
    """The text typed so far has changed."""

    LETTER = auto()
    """One letter, alone: a symptom or a command."""

    MARK = auto()
    """One of the signs that stand for a state or a command."""

    VALUE = auto()
    """A text to be taken as a temperature, right or wrong."""

    CODE = auto()
    """A student number or card number: jump to the person."""

    NEXT = auto()
    """Enter with nothing typed."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """One meaning, with its text."""

    meaning: Meaning
    text: str = ""


class KeyReader:
    """Collects keys until they mean something; times are milliseconds of any steady clock."""

    def __init__(self) -> None:
        self.typed = ""
        self._letter = ""
        self._reading_code = False
        self._last_at = -float(BURST_MS)

    @property
    def waits(self) -> bool:
        """Whether a letter waits to be told from a reader's first key."""
        return bool(self._letter)

    def press(self, char: str, at: float) -> tuple[Keyed, ...]:
        """Take one printable key."""
        fast = at - self._last_at < BURST_MS
        self._last_at = at
        if (self._letter and fast) or self._reading_code or (fast and self._is_code(char)):
            self.typed = (self.typed + self._letter + char)[:_LONGEST]
            self._letter = ""
            self._reading_code = True
            return (Keyed(Meaning.TYPED, self.typed),)
        waited = self.flush()
        if char in _OF_NUMBERS:
            self.typed = (self.typed + char)[:_LONGEST]
            return (*waited, Keyed(Meaning.TYPED, self.typed))
        if char.isascii() and char.isalpha():
            self._letter = char.upper()
            return waited
        return (*waited, *self._value(), Keyed(Meaning.MARK, char))

    def enter(self) -> tuple[Keyed, ...]:
        """Take Enter: what was typed is complete."""
        waited = self.flush()
        done = self._value()
        return (*waited, *(done or (() if waited else (Keyed(Meaning.NEXT),))))

    def flush(self) -> tuple[Keyed, ...]:
        """Let a waiting letter count; call this when nothing followed it for a burst's time."""
        letter, self._letter = self._letter, ""
        return (*self._value(), Keyed(Meaning.LETTER, letter)) if letter else ()

    def back(self) -> tuple[Keyed, ...]:
        """Take the last character away."""
        self.typed, self._letter = self.typed[:-1], ""
        self._reading_code = self._reading_code and bool(self.typed)
        return (Keyed(Meaning.TYPED, self.typed),)

    def clear(self) -> None:
        """Forget what was typed."""
        self.typed, self._letter, self._reading_code = "", "", False

    def _is_code(self, char: str) -> bool:
        """Whether a fast key goes on with a number that is too long for a temperature."""
        return len(self.typed) >= _SHORTEST_CODE - 1 and char not in _OF_NUMBERS

    def _value(self) -> tuple[Keyed, ...]:
        text, code = self.typed, self._reading_code
        self.clear()
        if not text:
            return ()
        long_number = len(text) >= _SHORTEST_CODE and not checks.looks_like_temperature(text)
        return (Keyed(Meaning.CODE if code or long_number else Meaning.VALUE, text),)
