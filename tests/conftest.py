# SPDX-License-Identifier: Apache-2.0
"""What every test may ask for: a clock that stands, a real encrypted school, transactions.

def test_x(school, unit, view, acting_as):
    with unit() as u: ...          # one committed write transaction as the nurse
    with view() as v: ...          # one read transaction
    acting_as(Role.TEACHER, classes={ClassId(1)})
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.ids import AccountId, ClassId
from schoolguard.kernel.school_calendar import SchoolCalendar, Term
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings

if TYPE_CHECKING:
    from schoolguard.app.school import School
    from schoolguard.store.unit import Unit, View

RAW_KEY = bytes(range(32))
ACCOUNTS = {
    Role.NURSE: Actor(AccountId(1), "周校医", Role.NURSE),
    Role.PRINCIPAL: Actor(AccountId(2), "吴校长", Role.PRINCIPAL),
    Role.TEACHER: Actor(AccountId(3), "郑老师", Role.TEACHER),
    Role.ADMINISTRATOR: Actor(AccountId(4), "王管理员", Role.ADMINISTRATOR),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--vectors", metavar="DIR", help="reference series for tests/warning")


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday morning, first day of term."""
    return FixedClock(datetime(2026, 9, 1, 8, 0, tzinfo=SCHOOL_TIME))


@pytest.fixture
def settings() -> SchoolSettings:
    return SchoolSettings(
        name="青山九年一贯制学校",
        code="QS01",
        kind=SchoolKind.NINE_YEAR,
        boarding=True,
        sessions=frozenset(CheckSession),
    )


@pytest.fixture
def calendar() -> SchoolCalendar:
    return SchoolCalendar(
        (Term(date(2026, 9, 1), date(2027, 1, 22)),), {date(2026, 10, day): False for day in (1, 2)}
    )


@pytest.fixture
def school(
    tmp_path: Path, settings: SchoolSettings, calendar: SchoolCalendar, clock: FixedClock
) -> "Iterator[School]":
    """A new encrypted school; the nurse is at the keyboard."""
    from schoolguard.app.bootstrap import found_school

    school = found_school(tmp_path / "school", RAW_KEY, settings, calendar, clock)
    school.act_as(ACCOUNTS[Role.NURSE])
    yield school
    school.close()


@pytest.fixture
def unit(school: "School") -> "Callable[[], AbstractContextManager[Unit]]":
    """Begin one write transaction, committed at the end of the block."""
    return school.writing


@pytest.fixture
def view(school: "School") -> "Callable[[], AbstractContextManager[View]]":
    """Begin one read transaction."""
    return school.reading


@pytest.fixture
def acting_as(school: "School") -> Callable[..., Actor]:
    """Put another role at the keyboard: ``acting_as(Role.TEACHER, classes={class_id})``."""

    def act(role: Role, classes: Iterable[ClassId] = ()) -> Actor:
        who = ACCOUNTS[role]
        actor = Actor(who.account_id, who.name, role, frozenset(classes))
        school.act_as(actor)
        return actor

    return act
