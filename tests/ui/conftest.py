# SPDX-License-Identifier: Apache-2.0
"""What every window test may ask for: bundled fonts, a desk at a real encrypted school.

    def test_x(qtbot, desk, settle, messages):
        page = SomePage(desk); qtbot.addWidget(page); page.show()
        settle()                              # every answer of the database thread has arrived
        assert messages == []                 # (tone, sentence) of everything said

`desk` speaks Chinese; ask for `english_desk` for the other language. `commit(widget, "张")` types
Chinese as an input method does (QTest's keys abort the process on Chinese).
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from schoolguard.app import School
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import BugDialog, Notify
from schoolguard.ui.tasks import Tasks
from schoolguard.ui.theme import fonts
from schoolguard.ui.theme.stylesheet import apply_theme
from schoolguard.ui.widgets.chooser import Chooser


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    fonts.add_regular()
    fonts.add_bold()
    qapp.setStyle("Fusion")
    apply_theme(qapp)


@pytest.fixture(autouse=True)
def _own_memory(tmp_path: Path) -> None:
    """Column widths and the like go to this test's own folder."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    QCoreApplication.setOrganizationName("SchoolGuard")
    QCoreApplication.setApplicationName("window")


@pytest.fixture(autouse=True)
def _bugs_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours fails the test at once; its dialog would wait for a click for ever."""

    def fail(_: object, _parent: object, _texts: object, error: BaseException) -> None:
        raise error

    monkeypatch.setattr(BugDialog, "tell", classmethod(fail))


@pytest.fixture(autouse=True)
def _own_answers() -> Iterator[None]:
    """No answer meant for one test's file dialog is given to another's."""
    Chooser.answers.clear()
    yield
    Chooser.answers.clear()


def _desk(school: School, language: str) -> Iterator[Desk]:
    notify = Notify(Texts(language))
    tasks = Tasks(school, notify.error)
    yield Desk(school, notify.texts, tasks, notify)
    tasks.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(qapp: QApplication, school: School) -> Iterator[Desk]:
    yield from _desk(school, CHINESE)


@pytest.fixture
def english_desk(qapp: QApplication, school: School) -> Iterator[Desk]:
    yield from _desk(school, ENGLISH)


@pytest.fixture
def settle(qtbot: QtBot, request: pytest.FixtureRequest) -> Callable[[], None]:
    """Wait until nothing is asked any more; answers may ask again."""
    name = "english_desk" if "english_desk" in request.fixturenames else "desk"
    at: Desk = request.getfixturevalue(name)

    def wait() -> None:
        qtbot.waitUntil(lambda: not at.tasks.busy, timeout=10_000)

    return wait


@pytest.fixture
def messages(desk: Desk) -> list[tuple[str, str]]:
    """Everything said so far: (tone, sentence)."""
    heard: list[tuple[str, str]] = []
    desk.notify.said.connect(lambda tone, text, _offer: heard.append((tone, text)))
    return heard


@pytest.fixture
def commit() -> Callable[[QWidget, str], None]:
    """Type a text the way a Chinese input method hands it over."""

    def send(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(widget, event)

    return send
