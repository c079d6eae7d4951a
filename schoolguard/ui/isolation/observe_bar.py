# SPDX-License-Identifier: Apache-2.0
"""One look at the person at hand: ``375``, letters for symptoms, Enter."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard.isolation import ObservationDraft
from schoolguard.kernel.errors import UserError
from schoolguard.ui.isolation.symptom_line import SymptomLine
from schoolguard.ui.isolation.temperature_field import TemperatureField
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalHour


class ObserveBar(QWidget):
    """Temperature, site, hour, note, symptoms.

    Signals:
        observed: an `ObservationDraft` to keep.
        refused: a `UserError` about what was typed.
    """

    observed = Signal(object)
    refused = Signal(object)

    def __init__(
        self, words: Words, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._now = words, now
        text = words.texts
        self.temperature = TemperatureField(
            text("isolation_page.observe.temperature"), text("isolation_page.observe.hint"), self
        )
        self.temperature.setFixedWidth(104)
        self.site = QComboBox(self)
        self.site.setAccessibleName(text("isolation_page.observe.site"))
        for site in words.rules.methods.values():
            self.site.addItem(site.short_name(text.language), site.id)
        self.hour = OptionalHour(text("isolation_page.observe.now"), self)
        self.hour.setAccessibleName(text("isolation_page.observe.hour"))
        self.hour.setFixedWidth(72)
        self.note = QLineEdit(self)
        self.note.setPlaceholderText(text("isolation_page.observe.note"))
        self.note.setAccessibleName(text("isolation_page.observe.note"))
        self.save_button = QPushButton(text("isolation_page.observe.save"), self)
        self.symptoms = SymptomLine(words.symptoms, text("isolation_page.observe.symptoms"), self)
        self._arrange()
        self.temperature.lettered.connect(self.symptoms.press)
        self.save_button.clicked.connect(self.submit)
        for field in (self.temperature, self.hour, self.note):
            field.installEventFilter(self)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or ticked."""
        typed = (self.temperature.text() + self.note.text()).strip()
        return not typed and not self.symptoms.ticked

    def begin(self, site_id: str, today: date) -> None:
        """Empty all fields for the next look, at the site that was used last."""
        self.temperature.clear()
        self.note.clear()
        self.hour.show_hour(None, today)
        self.symptoms.tick(frozenset())
        set_look(self.temperature, "wrong", "")
        set_look(self.hour, "wrong", "")
        if site_id:
            self.site.setCurrentIndex(max(0, self.site.findData(site_id)))

    def submit(self) -> None:
        """Offer what was typed; nothing at all is refused, since it would say nothing."""
        if self.is_empty:
            self.refused.emit(UserError("isolation_page.nothing_observed"))
            self.temperature.setFocus()
            return
        set_look(self.hour, "wrong", "true" if self.hour.is_wrong else "")
        if self.hour.is_wrong:
            self.refused.emit(UserError("isolation_page.not_an_hour", text=self.hour.text()))
            return
        try:
            decicelsius = self.temperature.decicelsius
        except UserError as error:
            self.refused.emit(error)
            return
        self.observed.emit(
            ObservationDraft(
                taken_at=self.hour.at or self._now(),
                decicelsius=decicelsius,
                site=self.site.currentData() if decicelsius is not None else "",
                symptoms=self.symptoms.ticked,
                note=self.note.text().strip(),
            )
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submit()
            return True
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        words = self.save_button.text()
        self.save_button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut="Enter"))
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(self.temperature)
        row.addWidget(self.site)
        row.addWidget(self.hour)
        row.addWidget(self.note, 1)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addLayout(row)
        column.addWidget(self.symptoms)
