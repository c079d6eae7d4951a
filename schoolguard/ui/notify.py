# SPDX-License-Identifier: Apache-2.0
"""What the program says: a bar at the top of the window, never in the way; a dialog for our bugs.

Pages report facts; this module alone decides how they look. A `UserError` becomes its sentence. Any
other exception is ours: the dialog offers a report to copy that holds versions and places in the
code, but no value, so no child's name can be in it.
"""

import platform
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard import __version__
from schoolguard.app.logs import note
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon, pixmap
from schoolguard.ui.theme.palette import TINTS, TONE_ICONS, Tone
from schoolguard.ui.theme.stylesheet import set_look

_SHORT_MS = 5_000


class Notify(QObject):
    """Where pages and tasks leave their messages.

    Signals:
        said: tone, sentence, and a (words, callable) pair to offer or None.
    """

    said = Signal(str, str, object)

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts = texts

    def done(self, text: str, offer: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say that something is done and safe; `offer` is e.g. ("undo", its slot)."""
        self.said.emit(Tone.OK, text, offer)

    def info(self, text: str) -> None:
        """Say something worth knowing."""
        self.said.emit(Tone.INFO, text, None)

    def attention(self, text: str) -> None:
        """Say something that wants an answer from the person, without stopping them."""
        self.said.emit(Tone.ATTENTION, text, None)

    def error(self, error: Exception) -> None:
        """Say what went wrong: a sentence for the world's errors, the report for ours."""
        if isinstance(error, UserError):
            self.said.emit(Tone.ALARM, self.texts.error(error), None)
        else:
            BugDialog.tell(QApplication.activeWindow(), self.texts, error)


class MessageBar(QFrame):
    """One message at a time, above the page; what is done fades, what is wrong stays."""

    def __init__(self, notify: Notify, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer = QPushButton(self)
        self._offered: Callable[[], None] | None = None
        self._close = QToolButton(self)
        self._close.setIcon(icon("x"))
        self._close.setProperty("look", "quiet")
        self._close.setAccessibleName(notify.texts("ui.notify.close"))
        self._close.setToolTip(notify.texts("ui.notify.close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.ROOMY, scale.TIGHT, scale.GAP, scale.TIGHT)
        row.setSpacing(scale.GAP)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._offer)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_SHORT_MS)
        self._timer.timeout.connect(self.hide)
        self._close.clicked.connect(self.hide)
        self._offer.clicked.connect(self._take_offer)
        notify.said.connect(self.say)
        self.hide()

    @property
    def sentence(self) -> str:
        """What the bar says now, or said last."""
        return self._text.text()

    @Slot(str, str, object)
    def say(self, tone: str, text: str, offer: tuple[str, Callable[[], None]] | None) -> None:
        """Show a message in place of the one before."""
        kind = Tone(tone)
        set_look(self, "banner", tone)
        self._sign.setPixmap(pixmap(TONE_ICONS[kind], TINTS[kind].text))
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._offered = offer[1] if offer else None
        self._offer.setText(offer[0] if offer else "")
        self._offer.setVisible(offer is not None)
        self.show()
        if kind in (Tone.OK, Tone.INFO) and offer is None:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _take_offer(self) -> None:
        self.hide()
        if self._offered is not None:
            self._offered()


class BugDialog(QDialog):
    """Says that the fault is ours, and gives a report that can be copied and sent."""

    def __init__(self, parent: QWidget | None, texts: Texts, error: BaseException) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts("ui.bug.title"))
        self.setMinimumSize(560, 380)
        words = QLabel(texts("ui.bug.text"), self)
        words.setWordWrap(True)
        self._report = QPlainTextEdit(report(error), self)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(texts("ui.bug.report"))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(texts("ui.bug.copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(texts("ui.close"), QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self._report, 1)
        column.addWidget(buttons)
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)

    @classmethod
    def tell(cls, parent: QWidget | None, texts: Texts, error: BaseException) -> None:
        """Log the error, show the dialog and wait until it is closed."""
        note(error)
        dialog = cls(parent, texts, error)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())


def report(error: BaseException) -> str:
    """Return versions, the kinds of the errors and the places in the code, without any value."""
    lines = [
        f"SchoolGuard {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]
    fault: BaseException | None = error
    while fault is not None:
        lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        lines += _places(fault.__traceback__)
        fault = fault.__cause__
    return "\n".join(lines)


def _places(trace: TracebackType | None) -> list[str]:
    return [
        f"  {frame.filename.rpartition('schoolguard/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
