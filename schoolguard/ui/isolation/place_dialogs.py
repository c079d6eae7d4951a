# SPDX-License-Identifier: Apache-2.0
"""The short questions of the set-up: a room, a zone, how many beds, a name."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.isolation import IsolationRules, Room, RoomDraft, Zone
from schoolguard.kernel.texts import Texts
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_MOST_BEDS = 60


class _Named(HouseDialog):
    """A form that begins with a name."""

    def __init__(self, parent: QWidget | None, texts: Texts, name: str, key: str = "bed") -> None:
        title = texts(f"isolation_page.rooms.{key}_title")
        super().__init__(parent, texts, title, texts("ui.save"))
        self.name = QLineEdit(name, self)
        self.form = Form(self)
        self.form.add("name", texts("isolation_page.rooms.name"), self.name)
        self.body.addWidget(self.form)
        self.name.selectAll()
        self.name.setFocus()

    @override
    def check(self) -> bool:
        named = bool(self.name.text().strip())
        words = "" if named else self.texts("isolation_page.rooms.name_needed")
        self.form.set_error("name", words)
        return named


class NameDialog(_Named):
    """Asks for the name of a bed."""

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, name: str) -> str | None:
        """Return the name, or None when the person thought better of it."""
        dialog = cls(parent, texts, name)
        return dialog.name.text().strip() if dialog.run() else None


class RoomDialog(_Named):
    """Asks for a room: its name, where it is, what else to know."""

    def __init__(self, parent: QWidget | None, texts: Texts, room: Room | None) -> None:
        super().__init__(parent, texts, room.name if room else "", "room")
        self.location = QLineEdit(room.location if room else "", self)
        self.location.setPlaceholderText(texts("isolation_page.rooms.location_hint"))
        self.note = QLineEdit(room.note if room else "", self)
        self.form.add("location", texts("isolation_page.rooms.location"), self.location)
        self.form.add("note", texts("isolation_page.details.note"), self.note)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, room: Room | None) -> RoomDraft | None:
        """Return the room, or None when the person thought better of it."""
        dialog = cls(parent, texts, room)
        if not dialog.run():
            return None
        fields = (dialog.name, dialog.location, dialog.note)
        return RoomDraft(*(field.text().strip() for field in fields))


class ZoneDialog(_Named):
    """Asks for a zone: its kind and its name."""

    def __init__(
        self, parent: QWidget | None, words: Words, rules: IsolationRules, zone: Zone | None
    ) -> None:
        texts = words.texts
        super().__init__(parent, texts, zone.name if zone else "", "zone")
        self.kind = QComboBox(self)
        for kind in rules.zone_kinds.values():
            self.kind.addItem(kind.name(texts.language), kind.id)
        self.form.add("kind", texts("isolation_page.rooms.kind"), self.kind)
        if zone is not None:
            self.kind.setCurrentIndex(max(0, self.kind.findData(zone.kind)))
        else:
            self.name.setText(self.kind.currentText())
            self.kind.currentTextChanged.connect(self.name.setText)

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, rules: IsolationRules, zone: Zone | None
    ) -> tuple[str, str] | None:
        """Return kind and name, or None when the person thought better of it."""
        dialog = cls(parent, words, rules, zone)
        if not dialog.run():
            return None
        return dialog.kind.currentData(), dialog.name.text().strip()


class BedsDialog(HouseDialog):
    """Asks how many beds come in addition."""

    def __init__(self, parent: QWidget | None, texts: Texts) -> None:
        title = texts("isolation_page.rooms.beds_title")
        super().__init__(parent, texts, title, texts("isolation_page.rooms.add_beds"))
        self.count = NumberField(self)
        self.count.setRange(1, _MOST_BEDS)
        form = Form(self)
        form.add("count", texts("isolation_page.rooms.beds_count"), self.count)
        self.body.addWidget(form)
        self.count.selectAll()
        self.count.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts) -> int | None:
        """Return the number, or None when the person thought better of it."""
        dialog = cls(parent, texts)
        return dialog.count.value() if dialog.run() else None
