# SPDX-License-Identifier: Apache-2.0
"""The line above the grid: how far the round is, who rings, what to do with the rest."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from schoolguard.kernel.texts import Texts
from schoolguard.suspension import FollowUpSheet, Progress
from schoolguard.ui.theme import scale

_COUNTED = ("unreached", "measured", "fevers", "symptomatic", "doctor")
_NAME_LENGTH = 40


class SheetBar(QWidget):
    """Progress and the few settings of a sheet.

    Signals:
        source_chosen: who rings, when not whoever types, and whether it is typed from paper.
        rest_wanted: everybody not asked yet is to be marked as reached and well.
    """

    source_chosen = Signal(str, bool)
    rest_wanted = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._recording = True
        self.progress = QLabel(self)
        self.progress.setProperty("look", "strong")
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.asked_by = QLineEdit(self)
        self.asked_by.setMaxLength(_NAME_LENGTH)
        self.asked_by.setFixedWidth(120)
        self.asked_by.setPlaceholderText(texts("suspension_page.bar.me"))
        self.paper = QCheckBox(texts("suspension_page.bar.from_paper"), self)
        self.rest = QPushButton(texts("suspension_page.bar.rest"), self)
        label = QLabel(texts("suspension_page.bar.asked_by"), self)
        label.setBuddy(self.asked_by)
        self.asked_by.setAccessibleName(label.text().replace("&", ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        row.addWidget(self.progress, 1)
        for widget in (label, self.asked_by, self.paper, self.rest):
            row.addWidget(widget)
        self.asked_by.editingFinished.connect(self._on_source)
        self.paper.clicked.connect(self._on_source)
        self.rest.clicked.connect(self.rest_wanted)
        self._shown = ("", False)

    def allow(self, recording: bool) -> None:  # noqa: FBT001 - one thing, yes or no
        """Take the settings away from whoever only reads."""
        self._recording = recording
        for widget in (self.asked_by, self.paper, self.rest):
            widget.setEnabled(recording)

    def show_sheet(self, sheet: FollowUpSheet) -> None:
        """Show what is set for a sheet."""
        self._shown = (sheet.asked_by, sheet.from_paper)
        self.asked_by.setText(sheet.asked_by)
        self.paper.setChecked(sheet.from_paper)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the round is; what is nobody is left out."""
        text = self._texts
        parts = [
            text("suspension_page.bar.done", asked=progress.asked, people=progress.people),
            text("suspension_page.bar.reached", number=progress.reached),
        ]
        for name in _COUNTED:
            number = getattr(progress, name)
            if number:
                parts.append(text(f"suspension_page.bar.{name}", number=number))
        self.progress.setText("　".join(parts))
        self.progress.setToolTip(self.progress.text())
        self.rest.setEnabled(progress.missing > 0 and self._recording)

    def _on_source(self) -> None:
        told = (self.asked_by.text().strip(), self.paper.isChecked())
        if told != self._shown:
            self._shown = told
            self.source_chosen.emit(*told)
