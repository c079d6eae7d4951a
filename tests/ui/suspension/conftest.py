# SPDX-License-Identifier: Apache-2.0
"""A class of twenty that is off, and its sheet typed into with real keys."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from schoolguard.suspension import FollowUpKey, FollowUpSheet
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.page import SuspensionPage
from schoolguard.ui.suspension.sheet_view import SheetView
from tests.factories.suspension import Place, found_place


@pytest.fixture
def place(school: School, clock: FixedClock) -> Place:
    return found_place(school, clock, 20)


@pytest.fixture
def key(place: Place) -> FollowUpKey:
    return place.key(place.suspend())


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, place: Place, settle: Callable[[], None]
) -> Iterator[SuspensionPage]:
    page = SuspensionPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 640)
    with qtbot.waitExposed(page):
        page.show()
    settle()
    yield page
    settle()


@pytest.fixture
def view(
    key: FollowUpKey, page: SuspensionPage, settle: Callable[[], None], qtbot: QtBot
) -> SheetView:
    """The sheet of the class, open."""
    page.open_sheet(key)
    settle()
    page.activateWindow()
    qtbot.waitUntil(page.view.grid.hasFocus)
    return page.view


@pytest.fixture
def keys(qtbot: QtBot, view: SheetView, settle: Callable[[], None]) -> Callable[..., None]:
    """Press keys on the grid as a person does, and wait until everything is on disk."""

    def press(*pressed: str | Qt.Key) -> None:
        for key in pressed:
            if isinstance(key, Qt.Key):
                qtbot.keyClick(view.grid, key)
            else:
                qtbot.keyClicks(view.grid, key)
        settle()

    return press


@pytest.fixture
def kept(place: Place, key: FollowUpKey) -> Callable[[], FollowUpSheet]:
    """Read the sheet as it is on disk."""
    return lambda: place.sheet(key)
