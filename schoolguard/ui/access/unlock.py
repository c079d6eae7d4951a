# SPDX-License-Identifier: Apache-2.0
"""The first window: which school, who, password. Painted before anything heavy is imported.

A wrong password is said plainly, the wait after several is counted down, Caps Lock is pointed out.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.ui.access.door_plate import DoorPlate
from schoolguard.ui.access.few_texts import FewTexts
from schoolguard.ui.access.languages import language_row
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.secret_field import SecretField

if TYPE_CHECKING:
    from schoolguard.ui.access.opening import Opening

Open = Callable[[Path, str, str], object]
"""Opens a school: folder, login, password -> session."""

_CARD_WIDTH: Final = 420


class UnlockWindow(QWidget):
    """Who is it, and do they know the password?

    Signals:
        opened: the open session.
        forgotten: the password is lost; the recovery sheet is at hand.
        other_wanted: another folder, or a new school.
        language_wanted: ``zh_CN`` or ``en``.
    """

    opened = Signal(object)
    forgotten = Signal()
    other_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, texts: FewTexts, plate: DoorPlate, open_school: Open) -> None:
        super().__init__()
        self.texts = texts
        self._plate = plate
        self._open = open_school
        self._seconds = 0
        self.setWindowTitle(f"{texts('unlock.app')} – {plate.title}")
        self.resize(920, 600)
        self.who = QComboBox(self)
        self.who.addItems(plate.logins)
        self.who.setEditable(not plate.logins)
        self.password = SecretField(self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setProperty("tone", "alarm")
        self.message.setMinimumHeight(2 * scale.SECTION)
        self.open_button = QPushButton(texts("unlock.open"), self)
        self.open_button.setProperty("look", "primary")
        self.open_button.setDefault(True)
        self._opening: Opening | None = None
        self._timer = QTimer(self, interval=1000)
        self._arrange()
        self._connect()
        self.password.setFocus()

    def knock(self) -> None:
        """Try what was typed."""
        if self._busy or self._seconds > 0:
            return
        if not self.password.text():
            self._say(self.texts("unlock.password_needed"))
            return
        folder, who, password = self._plate.folder, self.who.currentText(), self.password.text()
        self.open_button.setEnabled(False)
        self._say(self.texts("unlock.opening"), tone="muted")
        self._ask(lambda: self._open(folder, who, password))

    @property
    def _busy(self) -> bool:
        return self._opening is not None and self._opening.busy

    def _ask(self, attempt: Callable[[], object]) -> None:
        from schoolguard.ui.access.opening import Opening  # noqa: PLC0415 - after the first paint

        if self._opening is None:
            self._opening = Opening(self)
            self._opening.succeeded.connect(self._on_opened)
            self._opening.failed.connect(self._on_failed)
        self._opening.attempt(attempt)

    def _arrange(self) -> None:
        card = QFrame(self)
        card.setProperty("look", "card")
        card.setFixedWidth(_CARD_WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(scale.WIDE, scale.WIDE, scale.WIDE, scale.MARGIN)
        inside.setSpacing(scale.TIGHT)
        app = QLabel(self.texts("unlock.app"), card)
        app.setProperty("look", "muted")
        title = QLabel(self._plate.title, card)
        title.setProperty("look", "title")
        title.setWordWrap(True)
        inside.addWidget(app)
        inside.addWidget(title)
        inside.addSpacing(scale.MARGIN)
        self._add_field(inside, "unlock.who", self.who)
        self._add_field(inside, "unlock.password", self.password)
        inside.addWidget(self.message)
        inside.addWidget(self.open_button)
        inside.addSpacing(scale.GAP)
        inside.addLayout(self._doors(card))
        column = QVBoxLayout(self)
        column.addLayout(language_row(self, self.texts.language, self.language_wanted.emit))
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def _add_field(self, column: QVBoxLayout, key: str, field: QWidget) -> None:
        label = QLabel(self.texts(key), self)
        label.setBuddy(field)
        field.setAccessibleName(self.texts(key))
        column.addWidget(label)
        column.addWidget(field)
        column.addSpacing(scale.GAP)

    def _doors(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        for key, signal in (("forgotten", self.forgotten), ("other", self.other_wanted)):
            button = QPushButton(self.texts(f"unlock.{key}"), parent)
            button.setProperty("look", "quiet")
            button.clicked.connect(signal)
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.knock)
        self.password.returnPressed.connect(self.knock)
        self.password.caps_lock.connect(self._on_caps_lock)
        self._timer.timeout.connect(self._count_down)

    def _on_opened(self, session: object) -> None:
        self.password.clear()
        self.opened.emit(session)

    def _on_failed(self, error: Exception) -> None:
        from schoolguard.kernel.errors import UserError  # noqa: PLC0415 - after the first paint
        from schoolguard.kernel.texts import Texts  # noqa: PLC0415 - as above

        self.open_button.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.password.selectAll()
        self.password.setFocus()
        if error.code == "access.wait":
            self._seconds = int(error.params["seconds"])
            self._timer.start()
            self._count_down(0)
        else:
            self._say(Texts(self.texts.language).error(error))

    def _count_down(self, step: int = 1) -> None:
        self._seconds = max(0, self._seconds - step)
        self.open_button.setEnabled(self._seconds == 0)
        if self._seconds:
            self._say(self.texts("unlock.wait", seconds=self._seconds))
        else:
            self._timer.stop()
            self._say("")

    def _on_caps_lock(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        if self._seconds == 0 and not self._busy:
            self._say(self.texts("unlock.caps_lock") if on else "")

    def _say(self, text: str, tone: str = "alarm") -> None:
        self.message.setProperty("tone", tone)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(text)
        self.message.setAccessibleName(text)
