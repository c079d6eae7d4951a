# SPDX-License-Identifier: Apache-2.0
"""Which days are school days: terms, weekdays, holidays and make-up days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.kernel.school_calendar import SchoolCalendar, Term, usual_terms

AUTUMN = Term(date(2026, 9, 1), date(2027, 1, 22), "2026-2027学年第一学期")
NATIONAL_DAY = {date(2026, 10, day): False for day in range(1, 8)}
MAKE_UP_SATURDAY = date(2026, 10, 10)
CALENDAR = SchoolCalendar((AUTUMN,), {**NATIONAL_DAY, MAKE_UP_SATURDAY: True})

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    SchoolCalendar,
    st.lists(st.tuples(days, days).map(lambda pair: Term(min(pair), max(pair))), max_size=3).map(
        tuple
    ),
    st.dictionaries(days, st.booleans(), max_size=10),
)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 9, 5), False),
        (date(2026, 10, 1), False),
        (MAKE_UP_SATURDAY, True),
        (date(2027, 1, 22), True),
        (date(2027, 1, 25), False),
    ],
)
def test_school_is_held_on_weekdays_of_a_term_unless_the_calendar_says_otherwise(
    day: date, held: bool
) -> None:
    assert CALENDAR.is_school_day(day) is held


def test_school_days_skip_the_holiday_and_keep_the_make_up_saturday() -> None:
    span = CALENDAR.school_days(date(2026, 9, 30), date(2026, 10, 11))
    expected = (date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9), MAKE_UP_SATURDAY)
    assert span == expected


def test_neighbouring_school_days_reach_across_the_holiday() -> None:
    assert CALENDAR.previous_school_day(date(2026, 10, 8)) == date(2026, 9, 30)
    assert CALENDAR.next_school_day(date(2026, 9, 30)) == date(2026, 10, 8)


def test_no_school_day_within_reach_is_none() -> None:
    assert SchoolCalendar().next_school_day(date(2026, 9, 1)) is None
    assert SchoolCalendar().previous_school_day(date(2026, 9, 1)) is None


def test_term_can_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Term(date(2026, 9, 2), date(2026, 9, 1))


@given(calendars, days, st.integers(0, 60))
def test_school_days_are_exactly_the_days_that_are_school_days(
    calendar: SchoolCalendar, first_on: date, length: int
) -> None:
    last_on = first_on + timedelta(days=length)
    span = set(calendar.school_days(first_on, last_on))
    for n in range(length + 1):
        day = first_on + timedelta(days=n)
        assert (day in span) == calendar.is_school_day(day)


@given(calendars, days)
def test_the_day_before_the_next_school_day_is_this_one(
    calendar: SchoolCalendar, day: date
) -> None:
    following = calendar.next_school_day(day)
    if following is not None:
        assert following > day
        assert not calendar.school_days(day + timedelta(days=1), following - timedelta(days=1))
        if calendar.is_school_day(day):
            assert calendar.previous_school_day(following) == day


@pytest.mark.parametrize(
    ("day", "begins"),
    [(date(2026, 6, 30), 2025), (date(2026, 7, 1), 2026), (date(2027, 3, 1), 2026)],
)
def test_usual_terms_are_those_of_the_school_year_under_way_or_ahead(
    day: date, begins: int
) -> None:
    autumn, spring = usual_terms(day)
    assert (autumn.first_on, spring.last_on) == (date(begins, 9, 1), date(begins + 1, 7, 5))
