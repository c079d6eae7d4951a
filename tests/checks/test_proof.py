# SPDX-License-Identifier: Apache-2.0
"""A handed-in sheet that was changed behind the program's back is named."""

from datetime import timedelta

import pytest

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, Entry, SheetKey, State
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from tests.factories.checks import DAY, Place, fill, hand_in, measured, record


def altered(school: School) -> tuple[SheetKey, ...]:
    return school.query(lambda v: checks.altered_sheets(v, DAY, DAY))


@pytest.fixture
def handed_in(school: School, place: Place) -> SheetKey:
    fill(school, place.morning, place.pupils)
    hand_in(school, place.morning)
    return place.morning


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE readings SET value = 365 WHERE person_id = 1",
        "UPDATE readings SET minute = minute - 60 WHERE person_id = 3",
        "DELETE FROM readings WHERE person_id = 2",
        "INSERT INTO reading_symptoms SELECT day, session, class_id, 4, 'rash' FROM check_sheets",
    ],
)
def test_a_forged_reading_is_found(school: School, handed_in: SheetKey, forgery: str) -> None:
    assert altered(school) == ()
    with school.writing() as unit:
        unit.connection.exec_driver_sql(forgery)
    assert altered(school) == (handed_in,)


def test_honest_corrections_and_second_readings_leave_a_sheet_proved(
    school: School, place: Place, handed_in: SheetKey, clock: FixedClock, rules: CheckRules
) -> None:
    record(school, handed_in, place.pupils[0], measured(380), "与纸质表核对")
    assert altered(school) == ()
    hand_in(school, handed_in)
    clock.advance(timedelta(minutes=15))
    second = Entry(State.MEASURED, 381, "armpit_electronic")
    school.change(lambda u: checks.record_second(u, handed_in, place.pupils[0], second, rules))
    assert altered(school) == ()
    mistyped = Entry(State.MEASURED, 361, "armpit_electronic")
    school.change(
        lambda u: checks.record_second(u, handed_in, place.pupils[0], mistyped, rules, "看错")
    )
    assert altered(school) == ()


def test_a_sheet_that_is_in_keeps_its_method(
    school: School, handed_in: SheetKey, rules: CheckRules
) -> None:
    with pytest.raises(UserError, match="already_handed_in"):
        school.change(lambda u: checks.set_method(u, handed_in, "ear_infrared", rules))
    assert altered(school) == ()
