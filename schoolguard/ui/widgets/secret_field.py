# SPDX-License-Identifier: Apache-2.0
"""A password or PIN as it is typed. Alone in its module: the unlock window imports nothing else."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget


class SecretField(QLineEdit):
    """A password or PIN, hidden as it is typed.

    Signals:
        caps_lock: a letter came with Caps Lock on (True), or off again (False).
    """

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._caps = False
        self.textEdited.connect(self._look_for_caps_lock)

    def _look_for_caps_lock(self, text: str) -> None:
        # The name `Qt` brings a hundred enums, 12 ms that the first paint must not wait for.
        from PySide6.QtCore import Qt  # noqa: PLC0415

        # Qt tells Shift but not Caps Lock: a capital without Shift gives it away.
        letter = text[self.cursorPosition() - 1 : self.cursorPosition()]
        if letter.isascii() and letter.isalpha():
            held = QGuiApplication.keyboardModifiers()
            caps = letter.isupper() != bool(held & Qt.KeyboardModifier.ShiftModifier)
            if caps != self._caps:
                self._caps = caps
                self.caps_lock.emit(caps)
