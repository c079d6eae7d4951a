# SPDX-License-Identifier: Apache-2.0
"""Nothing is cut on the smallest screens promised: 1366 x 768, and the same at 200 %."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from schoolguard.app import School
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import Notify
from schoolguard.ui.tasks import Tasks
from schoolguard.ui.window import MainWindow

SCREEN = (1366, 700)
"""Without a title bar and a task bar."""

AT_200_PERCENT = (683, 350)


@pytest.fixture(params=[CHINESE, ENGLISH])
def spoken_desk(request: pytest.FixtureRequest, qtbot: QtBot, school: School) -> Iterator[Desk]:
    notify = Notify(Texts(request.param))
    tasks = Tasks(school, notify.error)
    yield Desk(school, notify.texts, tasks, notify)
    tasks.close()


@pytest.fixture
def window(spoken_desk: Desk, qtbot: QtBot) -> MainWindow:
    window = MainWindow(spoken_desk)
    qtbot.addWidget(window)
    window.resize(*SCREEN)
    window.show()
    return window


@pytest.fixture
def settled(spoken_desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not spoken_desk.tasks.busy, timeout=10_000)


def cut_words(root: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    cut = []
    for part in root.findChildren(QWidget):
        if not part.isVisible():
            continue
        one_line = isinstance(part, QLabel) and not part.wordWrap()
        if one_line or isinstance(part, QPushButton | QCheckBox):
            assert isinstance(part, QLabel | QAbstractButton)
            if part.text() and part.sizeHint().width() > part.width() + 1:
                cut.append(part.text())
        if isinstance(part, QTableView) and part.horizontalScrollBar().isVisible():
            cut.append(f"columns of {part.accessibleName()}")
    return cut


def test_no_word_of_any_page_is_cut(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    def nothing_is_cut() -> None:
        assert cut_words(window) == []

    pages = window.keys()
    for key in pages:
        window.open_page(key)
        settled()
        qtbot.waitUntil(nothing_is_cut, timeout=2_000)
    assert (window.width(), window.height()) == SCREEN


def test_every_page_stays_reachable_on_a_very_small_screen(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    def holds_all() -> bool:
        needed = window.page.minimumSizeHint()
        return window.page.size().expandedTo(needed) == window.page.size()

    window.resize(*AT_200_PERCENT)
    pages = window.keys()
    for key in pages:
        window.open_page(key)
        settled()
        qtbot.waitUntil(holds_all)
        assert (window.width(), window.height()) == AT_200_PERCENT


def test_icons_without_words_still_have_names(window: MainWindow) -> None:
    window.resize(*AT_200_PERCENT)
    for button in window.sidebar.findChildren(QPushButton):
        assert not button.text()
        assert button.accessibleName()
        assert button.toolTip()
    window.resize(*SCREEN)
    assert all(button.text() for button in window.sidebar.findChildren(QPushButton))
