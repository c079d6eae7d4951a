# SPDX-License-Identifier: Apache-2.0
"""The check of a school's record finds readings that were changed past the program."""

from schoolguard.app.school import School
from schoolguard.app.store_check import check_school
from schoolguard.kernel.clock import FixedClock
from tests.factories.daily import DAY, found_campus


def test_a_reading_changed_past_the_program_is_found(school: School, clock: FixedClock) -> None:
    campus = found_campus(school, clock)
    campus.at(7, 50)
    campus.check_all()
    assert check_school(school).is_sound
    with school.writing() as unit:
        unit.connection.exec_driver_sql("UPDATE readings SET value = 366 WHERE value = 365")
    found = check_school(school)
    assert not found.is_sound
    assert found.first_break is None
    assert {key.day for key in found.altered} == {DAY}
