# SPDX-License-Identifier: Apache-2.0
"""Identity and student numbers: the vectors of GB 11643 and every single-digit slip."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.roster.identity import (
    IdentityNumber,
    NumberFault,
    StudentNumber,
    StudentNumberKind,
    check_character,
    read_identity_number,
    read_student_number,
)
from schoolguard.roster.values import Sex

DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    area = draw(st.integers(110000, 839999))
    day = draw(DAYS)
    body = f"{area}{day:%Y%m%d}".replace(" ", "0") + f"{draw(st.integers(0, 999)):03d}"
    return body + check_character(body)


@pytest.mark.parametrize(
    ("number", "birth_on", "sex"),
    [
        ("11010519491231002X", date(1949, 12, 31), Sex.FEMALE),
        ("11010519491231002x", date(1949, 12, 31), Sex.FEMALE),
        ("440524188001010014", date(1880, 1, 1), Sex.MALE),
        ("81000020150315002X", date(2015, 3, 15), Sex.FEMALE),
    ],
)
def test_the_vectors_of_the_standard_are_read(number: str, birth_on: date, sex: Sex) -> None:
    """GB 11643-1999, appendix; residence permit of Hong Kong has the same form."""
    assert read_identity_number(number) == IdentityNumber(number.upper(), birth_on, sex)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105194912310021", NumberFault.CHECK_DIGIT),
        ("110105491231002", NumberFault.FORM),
        ("1101051949123100X2", NumberFault.FORM),
        ("11010519490231002X", NumberFault.BIRTH_DATE),
        ("1.10105194912310E+17", NumberFault.LOST_DIGITS),
        ("01010519491231002X", NumberFault.FORM),
        ("", NumberFault.FORM),
    ],
)
def test_a_wrong_number_says_what_is_wrong(number: str, fault: NumberFault) -> None:
    assert read_identity_number(number) is fault


@given(numbers())
def test_a_number_made_by_the_rule_is_read(number: str) -> None:
    read = read_identity_number(number)
    assert isinstance(read, IdentityNumber)
    assert read.text == number
    assert (read.sex is Sex.MALE) == (int(number[16]) % 2 == 1)


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_never_passes(number: str, place: int, step: int) -> None:
    wrong = str((int(number[place]) + step) % 10)
    assert isinstance(
        read_identity_number(number[:place] + wrong + number[place + 1 :]), NumberFault
    )


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(read_identity_number(text), IdentityNumber | NumberFault)
    assert isinstance(read_student_number(text), StudentNumber | NumberFault)


def test_the_official_student_number_holds_the_identity_number() -> None:
    read = read_student_number("g11010519491231002x")
    assert isinstance(read, StudentNumber)
    assert read.kind is StudentNumberKind.OFFICIAL
    assert read.text == "G11010519491231002X"
    assert read.identity is not None


def test_a_number_without_identity_has_a_date_and_only_a_doubtful_check_digit() -> None:
    body = "11010120170516001"
    good = read_student_number(f"J{body}{check_character(body)}")
    other = read_student_number(f"J{body}{(int(body[-1]) + 3) % 10}")
    assert isinstance(good, StudentNumber)
    assert good.check_digit_fits
    assert isinstance(other, StudentNumber)
    assert not other.check_digit_fits


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("L110101201705161234", StudentNumberKind.TEMPORARY),
        ("L110101201705169999", StudentNumberKind.TEMPORARY),
        ("L110101201713169999", NumberFault.BIRTH_DATE),
        ("J110101201702306666", NumberFault.BIRTH_DATE),
        ("LG11010519491231002X", NumberFault.PREFIX),
        ("G110105194912310021", NumberFault.CHECK_DIGIT),
        ("G1101051949123100", NumberFault.FORM),
        ("1.10105E+17", NumberFault.LOST_DIGITS),
        ("20260301", StudentNumberKind.LOCAL),
        ("T-17", StudentNumberKind.LOCAL),
    ],
)
def test_each_kind_of_student_number(number: str, outcome: StudentNumberKind | NumberFault) -> None:
    """National student numbers G, J, L: a temporary number has no checksum; LG is a slip."""
    read = read_student_number(number)
    assert outcome == (read.kind if isinstance(read, StudentNumber) else read)
