# SPDX-License-Identifier: Apache-2.0
"""Long work at the foot of the window: what, how far, and a way to stop it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from schoolguard.kernel.texts import Texts
from schoolguard.ui.tasks import Progress
from schoolguard.ui.theme import scale


class ProgressPanel(QFrame):
    """Shows the work that began last; hidden when none is under way."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._label = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(texts("ui.progress.how_far"))
        self._stop = QPushButton(texts("ui.progress.stop"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.WIDE, scale.TIGHT, scale.WIDE, scale.TIGHT)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self._stop.clicked.connect(self._on_stop)
        self.hide()

    @Slot(Progress)
    def watch(self, progress: Progress) -> None:
        """Show a work that begins."""
        self._progress = progress
        self._label.setText(progress.label)
        self._bar.setRange(0, 0)
        progress.moved.connect(self._on_moved)
        progress.ended.connect(self._on_ended)
        self.setVisible(bool(progress.label))

    @Slot(int, int)
    def _on_moved(self, done: int, total: int) -> None:
        if self.sender() is self._progress:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._progress:
            self._progress = None
            self.hide()

    @Slot()
    def _on_stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
