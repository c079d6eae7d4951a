# SPDX-License-Identifier: Apache-2.0
"""A small real school to keep clean, and its page opened."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.page import DisinfectionPage
from tests.factories.disinfection import House, found_house


@pytest.fixture
def house(school: School, clock: FixedClock) -> House:
    house = found_house(school, clock)
    house.at(14, 20)
    return house


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk, settle: Callable[[], None], house: House) -> DisinfectionPage:
    return open_page(qtbot, desk, settle)


def open_page(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> DisinfectionPage:
    page = DisinfectionPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    page.board.view.setFocus()
    return page
