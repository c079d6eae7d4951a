# SPDX-License-Identifier: Apache-2.0
"""The lock: nothing of the school is seen; a short PIN opens a running session again.

After a few wrong PINs, and where none was set, the password is asked for: `app.accounts` decides.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard.app.accounts import ScreenLock
from schoolguard.kernel.errors import UserError
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import ACCENT, Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.secret_field import SecretField

_CARD_WIDTH = 380


class LockScreen(QWidget):
    """Who is away, and one field to come back with.

    Signals:
        unlocked: the right PIN or password was typed.
        leave_wanted: somebody else wants to log in.
    """

    unlocked = Signal()
    leave_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lock = ScreenLock(desk.school)
        self._with_pin = False
        self._busy = False
        self._label = QLabel(self)
        self.secret = SecretField(self)
        self._label.setBuddy(self.secret)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self.unlock_button = QPushButton(desk.texts("ui.lock.unlock"), self)
        self.unlock_button.setProperty("look", "primary")
        self._other = QPushButton(desk.texts("ui.lock.use_password"), self)
        self._other.setProperty("look", "quiet")
        self._leave = QPushButton(desk.texts("ui.lock.leave"), self)
        self._leave.setProperty("look", "quiet")
        self._arrange()
        self.unlock_button.clicked.connect(self.try_secret)
        self.secret.returnPressed.connect(self.try_secret)
        self._other.clicked.connect(self._ask_password)
        self._leave.clicked.connect(self.leave_wanted)

    def begin(self) -> None:
        """Ask for the PIN where there is one, else for the password."""
        self.secret.clear()
        self._desk.tasks.work(self, lambda _: self._lock.has_pin(), self._ask)
        self._ask(with_pin=False)

    def try_secret(self) -> None:
        """Try what was typed."""
        secret, with_pin = self.secret.text(), self._with_pin
        if self._busy or not secret:
            return
        self._busy = True
        self.secret.clear()
        self._desk.tasks.work(
            self,
            lambda _: (
                self._lock.open_with_pin(secret)
                if with_pin
                else self._lock.open_with_password(secret)
            ),
            lambda _: self._on_right(),
            self._on_wrong,
        )

    def _arrange(self) -> None:
        card = QFrame(self)
        card.setProperty("look", "card")
        card.setFixedWidth(_CARD_WIDTH)
        sign = QLabel(card)
        sign.setPixmap(pixmap("lock", ACCENT, 40))
        title = QLabel(self._desk.texts("ui.lock.title"), card)
        title.setProperty("look", "title")
        self._who = QLabel(self._desk.school.actor.name, card)
        self._who.setProperty("look", "muted")
        doors = QHBoxLayout()
        doors.addWidget(self._other)
        doors.addWidget(self._leave)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(scale.WIDE, scale.WIDE, scale.WIDE, scale.MARGIN)
        inside.setSpacing(scale.GAP)
        for part in (sign, title, self._who, self._label, self.secret, self._message):
            inside.addWidget(part)
        inside.addWidget(self.unlock_button)
        inside.addLayout(doors)
        grid = QVBoxLayout(self)
        grid.addStretch(2)
        grid.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        grid.addStretch(3)

    def _ask(self, with_pin: bool) -> None:  # noqa: FBT001 - called with a task's answer
        self._with_pin = with_pin
        texts = self._desk.texts
        words = texts("ui.lock.pin" if with_pin else "ui.lock.password")
        self._label.setText(words)
        self.secret.setAccessibleName(words.replace("&", ""))
        self._other.setVisible(with_pin)
        self._say(texts("ui.lock.pin_hint" if with_pin else "ui.lock.password_hint"), Tone.MUTED)
        self.secret.setFocus()

    def _ask_password(self) -> None:
        self._ask(with_pin=False)

    def _on_right(self) -> None:
        self._busy = False
        self.unlocked.emit()

    def _on_wrong(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, UserError):
            self._desk.notify.error(error)
            return
        if error.code == "access.pin_blocked":
            self._ask(with_pin=False)
        self._say(self._desk.texts.error(error), Tone.ALARM)
        self.secret.setFocus()

    def _say(self, text: str, tone: Tone) -> None:
        set_look(self._message, "tone", tone)
        self._message.setText(text)
        self._message.setAccessibleName(text)
