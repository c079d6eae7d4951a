# SPDX-License-Identifier: Apache-2.0
"""Raised effort: which level, which places, from when until when, against what, and why."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from schoolguard.disinfection import Alert, AlertDraft, Place
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.layouts import beside
from schoolguard.ui.disinfection.place_box import disease_box
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form

_USUAL_DAYS = 7
_LIST_HEIGHT = 380


class AlertDialog(HouseDialog):
    """Raises a level for places; without any ticked place it is for the whole school."""

    def __init__(
        self, parent: QWidget | None, words: Words, places: Sequence[Place], day: date
    ) -> None:
        text = words.texts
        title = text("disinfection_page.alert.title")
        super().__init__(parent, text, title, text("disinfection_page.alert.deed"))
        self.resize(720, 560)
        self.level = QComboBox(self)
        for level in words.rules.levels.values():
            self.level.addItem(level.name(words.language), level.id)
        self.disease = disease_box(words, self)
        self.first = DayField(day, self)
        self.last = DayField(day + timedelta(days=_USUAL_DAYS - 1), self)
        self.reason = QLineEdit(self)
        self.which = QComboBox(self)
        self.which.addItem(text("disinfection_page.alert.everywhere"), "all")
        self.which.addItem(text("disinfection_page.alert.chosen"), "chosen")
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("disinfection_page.alert.places"))
        for place in places:
            self.list.addItem(_unticked(place, words))
        self.list.setEnabled(False)
        self.form = Form(self)
        for name, field in (
            ("level", self.level),
            ("disease", self.disease),
            ("first", self.first),
            ("last", self.last),
            ("reason", self.reason),
        ):
            self.form.add(name, text(f"disinfection_page.alert.{name}"), field)
        lead = QLabel(text("disinfection_page.alert.lead"), self)
        lead.setWordWrap(True)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.body.addLayout(beside((self.form, lead), (self.which, self.list)), 1)
        self.which.currentIndexChanged.connect(lambda at: self.list.setEnabled(at == 1))
        self.level.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, places: Sequence[Place], day: date
    ) -> AlertDraft | None:
        """Return the alert, or None."""
        dialog = cls(parent, words, places, day)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> AlertDraft:
        """The alert as the dialog says it."""
        return AlertDraft(
            str(self.level.currentData()),
            self.first.day,
            self.last.day,
            frozenset(self._ticked()),
            str(self.disease.currentData() or ""),
            self.reason.text().strip(),
        )

    @override
    def check(self) -> bool:
        text = self.texts
        self.form.clear_errors()
        backwards = self.last.day < self.first.day
        lacking = not self.reason.text().strip()
        nowhere = self.which.currentIndex() == 1 and not self._ticked()
        self.form.set_error("last", text("disinfection_page.alert.backwards") if backwards else "")
        words = text("disinfection_page.alert.nowhere") if nowhere else ""
        self.form.set_error("level", words)
        self.form.set_error("reason", text("ui.reason_needed") if lacking else "")
        return not (backwards or lacking or nowhere)

    def _ticked(self) -> tuple[PlaceId, ...]:
        if self.which.currentIndex() == 0:
            return ()
        items = map(self.list.item, range(self.list.count()))
        return tuple(
            PlaceId(int(item.data(Qt.ItemDataRole.UserRole)))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )


def _unticked(place: Place, words: Words) -> QListWidgetItem:
    item = QListWidgetItem(f"{words.kind(place.kind)}  {place.name}")
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    item.setData(Qt.ItemDataRole.UserRole, int(place.id))
    return item


def alert_sentence(alert: Alert, words: Words) -> str:
    """Return an alert in one sentence."""
    text = words.texts
    where = (
        text("disinfection_page.alert.places_count", count=len(alert.place_ids))
        if alert.place_ids
        else text("disinfection_page.alert.everywhere")
    )
    disease = words.disease(alert.disease_id) or text("disinfection_page.no_disease")
    return text(
        "disinfection_page.alert.sentence",
        level=words.named(words.rules.levels, alert.level_id),
        disease=disease,
        where=where,
        first=f"{alert.from_on:%m-%d}",
        last=f"{alert.until_on:%m-%d}",
    )
