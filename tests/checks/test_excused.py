# SPDX-License-Identifier: Apache-2.0
"""Who is excused, e.g. while a class is suspended, is not expected, not missing, not a refusal."""

import pytest

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, Excused, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_calendar import SchoolCalendar
from tests.factories.checks import DAY, Place, fill

MORNING, EVENING = CheckSession.MORNING, CheckSession.EVENING


def statuses(
    school: School, rules: CheckRules, calendar: SchoolCalendar, excused: Excused
) -> dict[tuple[int, CheckSession], checks.Tally]:
    found = school.query(lambda v: checks.day_board(v, DAY, CheckSession, rules, calendar, excused))
    return {(one.class_id, one.session): one.tally for one in found}


def test_a_class_off_is_not_on_the_board(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar
) -> None:
    excused = Excused(classes=frozenset({place.class_id}))
    found = statuses(school, rules, calendar, excused)
    assert {class_id for class_id, _ in found} == {place.staff_id}
    lacking = school.query(lambda v: checks.missing(v, DAY, MORNING, rules, calendar, excused))
    assert {one.key.class_id for one in lacking} == {place.staff_id}
    counts = school.query(
        lambda v: checks.day_counts(v, DAY, CheckSession, rules, calendar, excused)
    )
    assert MORNING not in counts.pupils
    assert counts.sheets == 2


def test_people_off_are_missing_in_no_session(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar
) -> None:
    found = statuses(school, rules, calendar, Excused(people=frozenset(place.boarders)))
    assert found[place.class_id, MORNING].expected == 8
    assert (place.class_id, EVENING) not in found


def test_who_came_nevertheless_counts(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar
) -> None:
    fill(school, place.morning, place.boarders[:1])
    excused = Excused(classes=frozenset({place.class_id}))
    tally = statuses(school, rules, calendar, excused)[place.class_id, MORNING]
    assert (tally.expected, tally.missing) == (1, 0)


def test_a_sheet_is_complete_without_those_off(
    school: School, place: Place, rules: CheckRules
) -> None:
    excused, key = Excused(people=frozenset(place.boarders)), place.morning
    rest = [one for one in place.pupils if one not in place.boarders]
    fill(school, key, tuple(rest[:-1]))
    marked, _ = school.change(lambda u: checks.mark_rest(u, key, State.OBSERVED, rules, excused))
    assert [one.person_id for one in marked] == rest[-1:]
    sheet = school.query(
        lambda v: checks.sheet(v, key.class_id, key.day, key.session, rules, excused)
    )
    assert len(sheet.rows) == 10
    assert sheet.tally.expected == 8
    assert {row.person_id for row in sheet.rows if row.excused} == set(place.boarders)
    with pytest.raises(UserError, match=r"checks\.incomplete"):
        school.change(lambda u: checks.hand_in(u, key, rules))
    assert school.change(lambda u: checks.hand_in(u, key, rules, excused))[0].missing == 0
