# SPDX-License-Identifier: Apache-2.0
"""The window of a bureau that is unlocked: messages on top, the board below."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard.app.bureau import Bureau
from schoolguard.kernel.texts import Texts
from schoolguard.ui.bureau.page import BoardPage
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import MessageBar, Notify
from schoolguard.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from schoolguard.app import School


class BureauWindow(QWidget):
    """One person's window on one bureau.

    Signals:
        closed: the window is gone and its record closed.
    """

    closed = Signal()

    def __init__(self, office: Bureau, texts: Texts) -> None:
        super().__init__()
        self.setWindowTitle(f"{office.name} – {texts('ui.app')}")
        self.resize(1366, 768)
        self._office = office
        notify = Notify(texts, self)
        # A desk and its tasks ask for query, change and clock only; a bureau answers them alike.
        record = cast("School", office)
        self._tasks = Tasks(record, notify.error, self)
        self.page = BoardPage(Desk(record, texts, self._tasks, notify), office, self)
        self.message_bar = MessageBar(notify, self)
        self.progress_bar = QProgressBar(self)
        self.progress_bar.setAccessibleName(texts("bureau.page.receiving"))
        self.progress_bar.hide()
        self._tasks.work_started.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message_bar)
        column.addWidget(self.progress_bar)
        column.addWidget(self.page, 1)

    def _follow(self, progress: Progress) -> None:
        self.progress_bar.setRange(0, 0)
        self.progress_bar.show()
        progress.moved.connect(self._on_moved)
        progress.ended.connect(self.progress_bar.hide)

    def _on_moved(self, done: int, total: int) -> None:
        self.progress_bar.setRange(0, total)
        self.progress_bar.setValue(done)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page.take_focus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._tasks.close()
        self._office.close()
        self.closed.emit()
        super().closeEvent(event)
