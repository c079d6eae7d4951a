# SPDX-License-Identifier: Apache-2.0
"""From window to window: welcome, unlock, the school, another language, out again."""

import dataclasses
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from schoolguard.access.service import AccountDraft
from schoolguard.app.bootstrap import FirstAccount, SchoolSetup, create_school
from schoolguard.app.record import ANCHOR_FILE
from schoolguard.app.settings import change_settings
from schoolguard.crypto import keys
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store.anchor import read_anchor, write_anchor
from schoolguard.ui import application
from schoolguard.ui.access.unlock import UnlockWindow
from schoolguard.ui.access.welcome import WelcomeWindow
from schoolguard.ui.application import Program
from schoolguard.ui.window import MainWindow

PASSWORD = "qingshan lvshui 2026"


@pytest.fixture
def folder(tmp_path: Path, settings: SchoolSettings, clock: FixedClock) -> Path:
    where = tmp_path / "founded"
    first = (FirstAccount(AccountDraft("nurse", "周校医", Role.NURSE), PASSWORD),)
    setup = SchoolSetup(settings, first)
    create_school(where, setup, clock, kdf=keys.KdfParameters()).school.close()
    return where


@pytest.fixture
def program(qapp: QApplication, clock: FixedClock) -> Iterator[Program]:
    hook = sys.excepthook
    made = Program(qapp, lambda: clock, "zh_CN")
    sys.excepthook = hook
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def unlock(qtbot: QtBot, program: Program) -> MainWindow:
    assert isinstance(program.window, UnlockWindow)
    program.window.password.setText(PASSWORD)
    QTest.keyClick(program.window.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=20_000)
    assert isinstance(program.window, MainWindow)
    return program.window


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.desk.tasks.busy, timeout=20_000)


def test_without_a_school_the_welcome_speaks_the_language_asked_for(program: Program) -> None:
    program.start(None)
    assert isinstance(program.window, WelcomeWindow)
    program.window.language_wanted.emit("en")
    assert isinstance(program.window, WelcomeWindow)
    assert program.window.new_button.text() == "Set up a new school"


def test_an_older_record_is_said_at_once(qtbot: QtBot, program: Program, folder: Path) -> None:
    anchor = folder / ANCHOR_FILE
    known = read_anchor(anchor)
    assert known is not None
    write_anchor(anchor, dataclasses.replace(known, seq=known.seq + 9))
    program.start(folder)
    main = unlock(qtbot, program)
    settle(qtbot, main)
    words = [label.text() for label in main.findChildren(QLabel) if label.isVisible()]
    assert any("比之前已知的旧" in text for text in words)


def test_a_school_is_entered_and_left_and_speaks_another_language(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    program.start(folder)
    main = unlock(qtbot, program)
    settle(qtbot, main)
    assert main.sidebar.button("today").accessibleName() == "今日"
    english = dataclasses.replace(main.desk.school.settings, language="en")
    main.desk.tasks.change(main, lambda unit: change_settings(unit, english, "试用英文"))
    qtbot.waitUntil(lambda: program.window is not main, timeout=20_000)
    rebuilt = program.window
    assert isinstance(rebuilt, MainWindow)
    assert rebuilt.sidebar.button("today").accessibleName() == "Today"
    settle(qtbot, rebuilt)
    rebuilt.leave_wanted.emit()
    assert isinstance(program.window, UnlockWindow)


def test_fcitx_is_reached_through_ibus(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    """Fcitx has no plug-in for this Qt; fcitx5 answers to the ibus protocol."""
    monkeypatch.setenv("QT_IM_MODULE", "fcitx5")
    monkeypatch.setattr(application, "QApplication", _NoApplication)
    with pytest.raises(_StoppedHereError):
        application.make_application()
    assert os.environ["QT_IM_MODULE"] == "ibus"


class _StoppedHereError(Exception):
    pass


class _NoApplication:
    @staticmethod
    def instance() -> None:
        return None

    def __init__(self, _: list[str]) -> None:
        raise _StoppedHereError
