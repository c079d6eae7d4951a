# SPDX-License-Identifier: Apache-2.0
"""What the text of one cell of a roster sheet means, column by column.

Each reader turns a text into a value, None for an empty cell, or a `Problem`. Most cells of a
column repeat, and what was read once is remembered: a sheet of 5,000 people is read in hundredths
of a second. Whether the values fit each other and the record is `plan`'s business.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.identity import (
    IdentityNumber,
    NumberFault,
    StudentNumber,
    read_identity_number,
    read_student_number,
)
from schoolguard.roster.pack import RosterRules
from schoolguard.roster.phones import is_phone, split_phones
from schoolguard.roster.plain_text import plain, tidy, tidy_name
from schoolguard.roster.rules import (
    MOST_SEATS,
    NAME_LENGTH,
    TEXT_LENGTH,
    Field,
    Problem,
    name_problems,
    number_problems,
)
from schoolguard.roster.spellings import ClassSpelling, class_name, read_class

V = TypeVar("V")

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?")
_DAY_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"[2-5]\d{4}")
_SEAT = re.compile(r"第?0*(\d{1,2})(?:\.0+|排|列|行)?")
_SERIAL_ZERO = date(1899, 12, 30)
_WHOLE_NUMBER = re.compile(r"0*(\d{1,4})(?:\.0+|号)?")
_OWN_DOTS = re.compile("[•・]")
_EMPTY_WORDS = frozenset({"无", "没有", "-", "/", "—", "——", "暂无", "none", "n/a"})


class Reader(dict[str, V | Problem | None], Generic[V]):
    """Reads the cells of one column, each different text once.

    Attributes:
        found_problem: True once a text could not be read: clean columns need no second look.
    """

    def __init__(
        self,
        read: Callable[[str], V | Problem | None],
        whole: Callable[[Sequence[str]], list[V | Problem | None] | None] | None = None,
    ) -> None:
        super().__init__()
        self._read = read
        self._whole = whole
        self.found_problem = False

    def column(self, texts: Sequence[str]) -> list[V | Problem | None]:
        """Return what every cell of a column means; a column without any doubt goes at once."""
        clean = self._whole(texts) if self._whole is not None else None
        return clean if clean is not None else list(map(self.__getitem__, texts))

    def __missing__(self, text: str) -> V | Problem | None:
        value = self._read(text) if text and not text.isspace() else None
        if isinstance(value, Problem):
            self.found_problem = True
        self[text] = value
        return value


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers of all kinds of columns for one sheet."""

    rules: RosterRules
    stages: frozenset[Stage]
    on: date

    def word(self, field: Field, group: str) -> Reader[str]:
        """Return a reader of the words of one group, giving the value behind the word."""
        words = self.rules.words.get(group, {})

        def read(text: str) -> str | Problem:
            value = words.get(plain(text))
            if value is None:
                firsts = {known: word for word, known in reversed(list(words.items()))}
                options = "/".join(reversed(firsts.values()))
                params = (("text", text.strip()[:40]), ("options", options))
                return Problem(field, "word_unknown", params=params)
            return value

        return Reader(read)

    def relation(self) -> Reader[tuple[str, str]]:
        """Return a reader of relations, giving (relation, the family's own word or empty)."""
        words = self.rules.words.get("relation", {})

        def read(text: str) -> tuple[str, str]:
            known = words.get(plain(text), "")
            own = tidy(text)[:20]
            exact = known in {"mother", "father", "spouse", "guardian"}
            return (known or "guardian", "" if exact else own)

        return Reader(read)

    def phones(self, guardian_no: int) -> Reader[tuple[str, ...]]:
        """Return a reader of one or several phone numbers."""

        def read(text: str) -> tuple[str, ...] | Problem:
            numbers = split_phones(text)
            for number in numbers:
                if not is_phone(number, self.rules):
                    where = (("phone", number[:40]),)
                    return Problem(Field.GUARDIAN_PHONES, "phone_bad", True, guardian_no, where)
            return numbers

        clean = re.compile(f"(?:(?:{self.rules.phone.pattern})?\n)*", re.ASCII)

        def whole(texts: Sequence[str]) -> list[tuple[str, ...] | Problem | None] | None:
            if not clean.fullmatch("\n".join((*texts, ""))):
                return None
            return [(text,) if text else None for text in texts]

        return Reader(read, whole)

    def numbers(self) -> tuple[Reader[StudentNumber], Reader[IdentityNumber]]:
        """Return readers of student numbers and identity numbers; most of them are the same."""
        seen: dict[str, IdentityNumber | NumberFault] = {}

        def identity_of(number: str) -> IdentityNumber | NumberFault:
            if number not in seen:
                seen[number] = read_identity_number(number)
            return seen[number]

        def read_student(text: str) -> StudentNumber | Problem:
            clean = text if text.isalnum() else "".join(text.split())
            number = read_student_number(clean, identity_of)
            if isinstance(number, NumberFault):
                return number_problems(Field.STUDENT_NUMBER, number)[0]
            return number

        def read_identity(text: str) -> IdentityNumber | Problem:
            number = identity_of(text if text.isalnum() else "".join(text.split()))
            if isinstance(number, NumberFault):
                return number_problems(Field.IDENTITY_NUMBER, number)[0]
            return number

        return Reader(read_student), Reader(read_identity)

    def class_spelling(self) -> Reader[ClassSpelling]:
        """Return a reader of class spellings."""

        def read(text: str) -> ClassSpelling | Problem:
            found = read_class(text, self.rules, self.stages, self.on)
            written = (("text", text.strip()[:40]),)
            if not found:
                return Problem(Field.CLASS, "class_unreadable", params=written)
            if len(found) > 1:
                names = " / ".join(class_name(self.rules, spelling) for spelling in found)
                return Problem(
                    Field.CLASS, "class_ambiguous", params=(*written, ("options", names))
                )
            if found[0].stage not in self.stages:
                return Problem(Field.CLASS, "class_not_here", params=written)
            return found[0]

        return Reader(read)


def names() -> Reader[str]:
    """Return a reader of names."""
    return Reader(read_name, _whole_names)


def free_texts() -> Reader[str]:
    """Return a reader of free texts."""
    return Reader(read_text, _whole_texts)


def read_name(text: str) -> str | Problem:
    """Return a name as it is kept; a doubtful name is returned, `plan` asks about it."""
    name = tidy_name(text)
    return next((problem for problem in name_problems(name) if problem.stops), name)


def read_text(text: str) -> str | None:
    """Return free text as it is kept; None for words that mean nothing."""
    kept = tidy(text)[:TEXT_LENGTH]
    return None if kept in _EMPTY_WORDS else kept


def _whole_names(texts: Sequence[str]) -> list[str | Problem | None] | None:
    if not _is_tidy(texts, NAME_LENGTH) or _OWN_DOTS.search("".join(texts)):
        return None
    return [text or None for text in texts]


def _whole_texts(texts: Sequence[str]) -> list[str | Problem | None] | None:
    if not _is_tidy(texts, TEXT_LENGTH):
        return None
    return [None if text in _EMPTY_WORDS or not text else text for text in texts]


def _is_tidy(texts: Sequence[str], limit: int) -> bool:
    whole = "".join(texts)
    return whole.isprintable() and " " not in whole and max(map(len, texts), default=0) <= limit


def read_day(text: str) -> date | Problem:
    """Return the day meant by 2015-03-02, 2015/3/2, 20150302, 2015年3月2日 or a serial number."""
    written = text.strip()
    match = _DAY.fullmatch(written) or _DAY_DIGITS.fullmatch(written)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if _SERIAL.fullmatch(written):
            return _SERIAL_ZERO + timedelta(days=int(written))
    except ValueError:
        pass
    return Problem(Field.BIRTH, "birth_unreadable", params=(("text", written[:40]),))


def read_number(text: str) -> int | Problem:
    """Return a seat number."""
    match = _WHOLE_NUMBER.fullmatch(text.strip())
    if match is None:
        return Problem(Field.NUMBER, "number_unreadable", params=(("text", text.strip()[:40]),))
    return int(match[1])


def seats(field: Field) -> Reader[int]:
    """Return a reader of a row or column of seats, such as ``3`` or ``第3排``."""

    def read(text: str) -> int | Problem:
        match = _SEAT.fullmatch(text.strip())
        if match is None:
            params = (("text", text.strip()[:40]), ("limit", MOST_SEATS))
            return Problem(field, "seat_unreadable", params=params)
        return int(match[1])

    return Reader(read)


def read_room(text: str) -> tuple[str, str]:
    """Return (building, room) of a dormitory room such as ``1号楼203``."""
    written = tidy(text)
    match = re.fullmatch(r"(.*?)[\s-]*([A-Za-z]?\d+[A-Za-z]?室?)", written)
    return (match[1].strip(), match[2]) if match else ("", written)
