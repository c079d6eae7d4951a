# SPDX-License-Identifier: Apache-2.0
"""Settings and calendar as data of the school."""

import dataclasses
from collections.abc import Callable
from datetime import date

import pytest

from schoolguard.app.calendar import change_calendar, proposed_exceptions
from schoolguard.app.school import School
from schoolguard.app.settings import change_settings, read_settings
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_calendar import SchoolCalendar, Term
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings, Stage
from schoolguard.store.corrections import corrections_of

Acting = Callable[..., Actor]


def test_settings_come_back_as_they_were_given(school: School, settings: SchoolSettings) -> None:
    assert school.settings == settings
    assert school.settings.stages == (Stage.PRIMARY, Stage.JUNIOR)


def test_a_change_keeps_the_old_value_and_reason(school: School) -> None:
    new = dataclasses.replace(
        school.settings, boarding=False, sessions=frozenset({CheckSession.MORNING}), liaison="钱"
    )
    _, changes = school.change(lambda unit: change_settings(unit, new, "不再寄宿"))
    assert changes is Changes.SETTINGS
    assert school.settings == new
    with school.reading() as view:
        (kept,) = corrections_of(view, "setting:sessions")
        assert (kept.old, kept.new, kept.reason) == ("[0,1,2]", "[0]", "不再寄宿")
        assert corrections_of(view, "setting:name") == ()


def test_the_code_is_fixed_once_chosen(school: School) -> None:
    new = dataclasses.replace(school.settings, code="OTHER1")
    with pytest.raises(UserError, match=r"settings\.code_is_fixed"):
        school.change(lambda unit: change_settings(unit, new, ""))


def test_a_teacher_changes_no_settings_and_no_calendar(school: School, acting_as: Acting) -> None:
    acting_as(Role.TEACHER)
    settings = school.settings
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        school.change(lambda unit: change_settings(unit, settings, ""))
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        school.change(lambda unit: change_calendar(unit, SchoolCalendar(), ""))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("INSERT INTO settings VALUES ('colour', '\"red\"')", "settings.unknown_key"),
        ("UPDATE settings SET value = '7' WHERE key = 'name'", "settings.bad_value"),
        ("UPDATE settings SET value = '\"castle\"' WHERE key = 'kind'", "settings.bad_value"),
        ("UPDATE settings SET value = '1' WHERE key = 'boarding'", "settings.bad_value"),
        ("UPDATE settings SET value = '[0,7]' WHERE key = 'sessions'", "settings.bad_value"),
        ("UPDATE settings SET value = 'no json' WHERE key = 'name'", "settings.bad_value"),
    ],
)
def test_an_unknown_key_or_a_bad_value_is_refused(
    school: School, statement: str, code: str
) -> None:
    with school.writing() as unit:
        unit.connection.exec_driver_sql(statement)
    with pytest.raises(UserError) as caught:
        school.query(read_settings)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "  "}, "settings.bad_name"),
        ({"code": "qs01"}, "settings.bad_code"),
        ({"code": "X"}, "settings.bad_code"),
        ({"sessions": frozenset()}, "settings.no_session"),
        ({"sessions": frozenset(CheckSession)}, "settings.evening_without_boarders"),
        ({"idle_lock_minutes": 0}, "settings.bad_idle_lock"),
    ],
)
def test_what_no_school_can_be_is_refused(changed: dict[str, object], code: str) -> None:
    fields = {"name": "青山小学", "code": "QS01", "kind": SchoolKind.PRIMARY} | changed
    with pytest.raises(UserError) as caught:
        SchoolSettings(**fields)  # type: ignore[arg-type] - one bad field at a time
    assert caught.value.code == code


def test_the_calendar_is_replaced_as_a_whole_and_the_old_one_kept(school: School) -> None:
    old = school.calendar
    new = SchoolCalendar(
        (Term(date(2026, 9, 1), date(2027, 1, 15), "第一学期"),), {date(2026, 10, 10): True}
    )
    _, changes = school.change(lambda unit: change_calendar(unit, new, "县里调整"))
    assert changes is Changes.SETTINGS
    assert school.calendar.terms == new.terms
    assert school.calendar.is_school_day(date(2026, 10, 10))
    assert old.is_school_day(date(2027, 1, 20))
    with school.reading() as view:
        (kept,) = corrections_of(view, "calendar")
        assert "2027-01-22" in kept.old
    _, again = school.change(lambda unit: change_calendar(unit, new, "县里调整"))
    assert again is Changes.NONE


def test_public_holidays_and_make_up_days_are_proposed() -> None:
    """国务院办公厅关于2025年部分节假日安排的通知, clause 6."""
    days = proposed_exceptions(date(2025, 9, 1), date(2025, 10, 31))
    off = {day.day for day, held in days.items() if not held}
    assert off == {1, 2, 3, 6, 7, 8}
    assert {day for day, held in days.items() if held} == {date(2025, 9, 28), date(2025, 10, 11)}
