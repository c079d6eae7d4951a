# SPDX-License-Identifier: Apache-2.0
"""Whether an identity number or a student number can be right, and what it tells.

Decides form, check digit, date and sex; not whether the number belongs to somebody. A division code
that is not on today's list is no mistake: abolished codes stay in old numbers.

Sources: GB 11643-1999 (18 digits, ISO 7064 MOD 11-2); the national student number 学籍号 as
five public descriptions of it agree; no standard was seen.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from schoolguard.roster.values import Sex

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROES = ord("0") * sum(_WEIGHTS)
_CHECK_DIGITS = "10X98765432"
_IDENTITY = re.compile(r"[1-9]\d{16}[\dX]")
_STUDENT = re.compile(r"([GJL])(\d{17}[\dX])")
_FLOAT_NUMBER = re.compile(r"\d(\.\d+)?E\+?\d+")


class NumberFault(StrEnum):
    """Why a number can not be right."""

    FORM = "form"
    CHECK_DIGIT = "check_digit"
    BIRTH_DATE = "birth_date"
    LOST_DIGITS = "lost_digits"
    """A spreadsheet kept it as a number such as 1.10105E+17: its last digits are gone."""

    PREFIX = "prefix"
    """LG and the like: a known slip for L or G."""


class StudentNumberKind(StrEnum):
    """How a national student number was made."""

    OFFICIAL = "G"
    """G and the identity number."""

    WITHOUT_IDENTITY = "J"
    """J, division, birth date, sequence and check digit: no identity number yet."""

    TEMPORARY = "L"
    """L, division, birth date and four random digits: nothing to check."""

    LOCAL = "local"
    """The school's own number."""


_KINDS = {kind.value: kind for kind in StudentNumberKind}


class IdentityNumber(NamedTuple):
    """What an identity number of 18 characters says; `sex` and `birth_on` are part of it."""

    text: str
    birth_on: date
    sex: Sex


class StudentNumber(NamedTuple):
    """What a student number says.

    Attributes:
        identity: only for the official kind.
        check_digit_fits: False where the last digit of a J number is not the usual one; no standard
            was seen that fixes how it is computed, so that is a doubt and no mistake.
    """

    text: str
    kind: StudentNumberKind
    identity: IdentityNumber | None = None
    check_digit_fits: bool = True


def check_character(first_seventeen: str) -> str:
    """Return the check character that belongs behind 17 digits.

    Source: GB 11643-1999, ISO 7064 MOD 11-2.
    """
    total = sum(map(mul, _WEIGHTS, first_seventeen.encode("ascii"))) - _ZEROES
    return _CHECK_DIGITS[total % 11]


def read_identity_number(text: str) -> IdentityNumber | NumberFault:
    """Return what an identity number says, or what is wrong with it.

    Residence permits of Hong Kong, Macao and Taiwan (81, 82, 83) and of foreigners (9) have the
    same form. Old numbers of 15 digits are refused: no pupil has one.
    """
    number = text.upper()
    if not _IDENTITY.fullmatch(number):
        return NumberFault.LOST_DIGITS if _FLOAT_NUMBER.fullmatch(number) else NumberFault.FORM
    birth_on = _date(number[6:14])
    if birth_on is None:
        return NumberFault.BIRTH_DATE
    if check_character(number[:17]) != number[17]:
        return NumberFault.CHECK_DIGIT
    return IdentityNumber(number, birth_on, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def read_student_number(
    text: str,
    read_identity: Callable[[str], IdentityNumber | NumberFault] = read_identity_number,
) -> StudentNumber | NumberFault:
    """Return what a student number says, or what is wrong with it.

    Anything that does not begin like a national number is taken as the school's own. A sheet of
    people hands in its own `read_identity`, which remembers what it has read.
    """
    number = text.upper()
    national = _STUDENT.fullmatch(number)
    if national is None:
        return _local_or_mistyped(text, number)
    kind = _KINDS[national[1]]
    if kind is StudentNumberKind.OFFICIAL:
        identity = read_identity(number[1:])
        return (
            identity if isinstance(identity, NumberFault) else StudentNumber(number, kind, identity)
        )
    return _unofficial(kind, number)


def _local_or_mistyped(text: str, number: str) -> StudentNumber | NumberFault:
    if _FLOAT_NUMBER.fullmatch(number):
        return NumberFault.LOST_DIGITS
    if number.startswith(("LG", "GL", "JG", "GJ")):
        return NumberFault.PREFIX
    mistyped = len(number) >= 17 and number[0] in "GJL"
    return NumberFault.FORM if mistyped else StudentNumber(text, StudentNumberKind.LOCAL)


def _unofficial(kind: StudentNumberKind, number: str) -> StudentNumber | NumberFault:
    if _date(number[7:15]) is None:
        return NumberFault.BIRTH_DATE
    if not number[18].isdigit() and kind is StudentNumberKind.TEMPORARY:
        return NumberFault.FORM
    checked = kind is StudentNumberKind.WITHOUT_IDENTITY
    fits = not checked or check_character(number[1:18]) == number[18]
    return StudentNumber(number, kind, check_digit_fits=fits)


@lru_cache(maxsize=16_384)
def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
