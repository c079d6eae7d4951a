# SPDX-License-Identifier: Apache-2.0
"""A class of fifty at its sheet, typed into with real keys."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from schoolguard import checks, roster
from schoolguard.app.school import School
from schoolguard.checks import CheckSession, Sheet, SheetKey
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.checks.page import ChecksPage
from schoolguard.ui.checks.sheet_view import SheetView
from schoolguard.ui.desk import Desk
from tests.factories.checks import DAY, Place

SIZE: Final = 50
FAMILY: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔"
GIVEN: Final = "安博晨迪恩凡光海嘉凯乐敏宁欧鹏琪瑞诗涛文曦雅泽子清"


@pytest.fixture
def fifty(school: School) -> Place:
    """A class of fifty, two of them boarders, and a department of one."""
    with school.writing() as u:
        spelling = roster.ClassSpelling(3, 2, roster.Stage.PRIMARY)
        class_id = roster.add_class(u, spelling, from_on=DAY)
        staff_id = roster.add_department(u, "总务处", from_on=DAY)
        people = tuple(
            roster.add_person(
                u,
                roster.PersonDraft(
                    name=FAMILY[n % 25] + GIVEN[n // 2 % 25] + (GIVEN[n % 7] if n % 3 else ""),
                    student_number=f"20260302{n + 1:02}",
                    card_code=f"00{7700000 + n}",
                    is_boarder=n in {2, 7},
                ),
                class_id=class_id,
                from_on=DAY,
                number=n + 1,
            )
            for n in range(SIZE)
        )
        staff = roster.add_person(
            u,
            roster.PersonDraft(name="郑老师", kind=roster.PersonKind.STAFF),
            class_id=staff_id,
            from_on=DAY,
        )
    return Place(class_id, people, (people[2], people[7]), staff_id, (staff,))


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, fifty: Place, settle: Callable[[], None]
) -> Iterator[ChecksPage]:
    """The page with the sheet of the class of fifty open."""
    page = ChecksPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 706)
    with qtbot.waitExposed(page):
        page.show()
    settle()
    page.show_args(day=DAY.isoformat(), session=0, class_id=int(fifty.class_id))
    settle()
    page.activateWindow()
    qtbot.waitUntil(page.view.grid.hasFocus)
    yield page
    settle()


@pytest.fixture
def view(page: ChecksPage) -> SheetView:
    return page.view


@pytest.fixture
def keys(qtbot: QtBot, view: SheetView, settle: Callable[[], None]) -> Callable[..., None]:
    """Press keys on the grid as a person does, and wait until everything is on disk."""

    def press(*pressed: str | Qt.Key) -> None:
        for key in pressed:
            if isinstance(key, Qt.Key):
                qtbot.keyClick(view.grid, key)
            elif key.isalpha():
                qtbot.keyClick(view.grid, key)
                qtbot.waitUntil(lambda: not view.grid.waits, timeout=1_000)
            else:
                qtbot.keyClicks(view.grid, key)
                qtbot.wait(0)
        settle()

    return press


@pytest.fixture
def kept(school: School, fifty: Place) -> Callable[[], Sheet]:
    """Read the sheet as it is on disk."""
    rules = checks.load_rules()
    key = SheetKey(DAY, CheckSession.MORNING, fifty.class_id)
    return lambda: school.query(
        lambda v: checks.sheet(v, key.class_id, key.day, key.session, rules)
    )


@pytest.fixture
def later(clock: FixedClock) -> Callable[[int], None]:
    return lambda minutes: clock.advance(timedelta(minutes=minutes))
