# SPDX-License-Identifier: Apache-2.0
"""Somebody at the keyboard of the real window, for journeys."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from schoolguard.ui.checks.key_reader import BURST_MS
from schoolguard.ui.desk import Desk
from schoolguard.ui.window import MainWindow

_NUMBERED = 9


class Hands:
    """Somebody at a keyboard in front of the window."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot = qtbot
        self.desk = desk
        self.said: list[tuple[str, str]] = []
        desk.notify.said.connect(lambda tone, text, _offer: self.said.append((tone, text)))
        self.window = MainWindow(desk)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.tasks.busy, timeout=10_000)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key wherever the keyboard is."""
        if QApplication.activeWindow() is None:
            # A window manager does this when a dialog closes.
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)
        # A button's shortcut shows the button pressed for 100 ms before it clicks.
        QTest.qWait(160 if modifier else 0)
        self.settle()

    def write(self, text: str) -> None:
        """Type as slowly as a person, so that no card reader is suspected."""
        for char in text:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, char)
            QTest.qWait(BURST_MS + 10)
        self.settle()

    def answering(self, kind: type[QWidget], act: Callable[[QWidget], None]) -> None:
        """Act in the next dialog of a kind, as soon as it is there."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind):
                act(dialog)
            else:
                QTimer.singleShot(20, look)

        QTimer.singleShot(0, look)

    def go(self, page: str) -> QWidget:
        """Open a page by its number, or by its button where it has none."""
        number = 1 + self.window.keys().index(page)
        if number <= _NUMBERED:
            key = Qt.Key(int(Qt.Key.Key_0) + number)
            self.press(key, Qt.KeyboardModifier.ControlModifier)
        else:
            self.window.sidebar.button(page).setFocus()
            self.press(Qt.Key.Key_Space)
            self.settle()
        return self.window.page
