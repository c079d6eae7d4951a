# SPDX-License-Identifier: Apache-2.0
"""What the keys of the follow-up sheet mean, before anybody knows the line. Pure.

Three digits are a whole temperature: they are taken at once and the sheet moves on by itself. Who
presses Enter after them out of habit moves no further; Backspace on nothing takes the last back.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

_WHOLE: Final = re.compile(r"\d{3}|\d{2}[.,。]\d")
_OF_NUMBERS: Final = "0123456789.,。"
_LONGEST: Final = 5


class Meaning(Enum):
    """What came of a key."""

    TYPED = auto()
    """The text typed so far has changed."""

    VALUE = auto()
    """A text to be taken as a temperature, right or wrong; the sheet moves on."""

    LETTER = auto()
    """A symptom or a command for the line."""

    MARK = auto()
    """A sign that stands for an answer."""

    NEXT = auto()
    """Enter with nothing typed: to the next line."""

    BACK = auto()
    """Backspace with nothing typed: take the last entry back."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """One meaning, with its text."""

    meaning: Meaning
    text: str = ""


class KeyReader:
    """Collects keys until they mean something."""

    def __init__(self) -> None:
        self.typed = ""
        self._moved_on = False

    def press(self, char: str) -> tuple[Keyed, ...]:
        """Take one printable key."""
        self._moved_on = False
        if char in _OF_NUMBERS:
            self.typed = (self.typed + char)[:_LONGEST]
            if _WHOLE.fullmatch(self.typed):
                self._moved_on = True
                return self._value()
            return (Keyed(Meaning.TYPED, self.typed),)
        if char.isascii() and char.isalpha():
            return (*self._value(), Keyed(Meaning.LETTER, char.upper()))
        return (*self._value(), Keyed(Meaning.MARK, char))

    def enter(self) -> tuple[Keyed, ...]:
        """Take Enter; right after a temperature that moved on by itself it means nothing."""
        if self.typed:
            return self._value()
        done, self._moved_on = self._moved_on, False
        return () if done else (Keyed(Meaning.NEXT),)

    def back(self) -> tuple[Keyed, ...]:
        """Take the last character away, or the last entry back."""
        self._moved_on = False
        if not self.typed:
            return (Keyed(Meaning.BACK),)
        self.typed = self.typed[:-1]
        return (Keyed(Meaning.TYPED, self.typed),)

    def clear(self) -> None:
        """Forget what was typed."""
        self.typed, self._moved_on = "", False

    def _value(self) -> tuple[Keyed, ...]:
        text, self.typed = self.typed, ""
        return (Keyed(Meaning.VALUE, text),) if text else ()
