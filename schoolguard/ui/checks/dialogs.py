# SPDX-License-Identifier: Apache-2.0
"""The check sheet's small questions: a note, a way of measuring, one look before handing in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard.checks import CheckRules, Tally
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form

_NOTE_LENGTH = 200
_NAMES_SHOWN = 12


class NoteDialog(HouseDialog):
    """A note on one person, or why a second reading was not taken."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, name: str, note: str, *, why_not: bool
    ) -> None:
        key = "why_no_second" if why_not else "note"
        super().__init__(parent, texts, texts(f"checks.{key}.title", name=name), texts("ui.save"))
        self._needed = why_not
        self._note = QLineEdit(note, self)
        self._note.setMaxLength(_NOTE_LENGTH)
        self._form = Form(self)
        self._form.add("note", texts(f"checks.{key}.label"), self._note)
        self.body.addWidget(self._form)
        self._note.setFocus()

    @override
    def check(self) -> bool:
        lacking = self._needed and not self._note.text().strip()
        self._form.set_error("note", self.texts("ui.reason_needed") if lacking else "")
        return not lacking

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, name: str, note: str, *, why_not: bool = False
    ) -> str | None:
        """Return the note, or None when the person thought better of it."""
        dialog = cls(parent, texts, name, note, why_not=why_not)
        return dialog._note.text().strip() if dialog.run() else None


class MethodDialog(HouseDialog):
    """How one person was measured, when not like the others."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, rules: CheckRules, name: str, now: str
    ) -> None:
        super().__init__(
            parent, texts, texts("checks.sheet.method_of", name=name), texts("ui.save")
        )
        self._list = QListWidget(self)
        self._list.setAccessibleName(texts("checks.legend.method"))
        for method in rules.methods.values():
            item = QListWidgetItem(method.name(texts.language), self._list)
            item.setData(Qt.ItemDataRole.UserRole, method.id)
            if method.id == now:
                self._list.setCurrentItem(item)
        self.body.addWidget(self._list)
        self._list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, rules: CheckRules, name: str, now: str
    ) -> str | None:
        """Return a method's id, or None when the person thought better of it."""
        dialog = cls(parent, texts, rules, name, now)
        if not dialog.run():
            return None
        return str(dialog._list.currentItem().data(Qt.ItemDataRole.UserRole))


class HandInDialog(HouseDialog):
    """What the sheet says, before it is handed in; names whoever is missing instead."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, tally: Tally, missing: list[str]
    ) -> None:
        super().__init__(parent, texts, texts("checks.hand_in.title"), texts("checks.hand_in.deed"))
        self._missing = missing
        words = QLabel(
            texts(
                "checks.hand_in.summary",
                expected=tally.expected,
                measured=tally.measured,
                observed=tally.observed,
                absent=tally.absent,
                not_checked=tally.not_checked,
                symptomatic=tally.symptomatic,
                suspects=tally.suspects,
            ),
            self,
        )
        words.setWordWrap(True)
        self.body.addWidget(words)
        if missing:
            shown = "、".join(missing[:_NAMES_SHOWN]) + ("…" if len(missing) > _NAMES_SHOWN else "")
            self.problem.say(
                Tone.ALARM, texts("checks.hand_in.missing", number=len(missing), names=shown)
            )
            self.deed_button.setEnabled(False)
        elif tally.waiting:
            self.problem.say(Tone.ATTENTION, texts("checks.hand_in.waiting", number=tally.waiting))

    @override
    def check(self) -> bool:
        return not self._missing

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, tally: Tally, missing: list[str]) -> bool:
        """Return whether the sheet is to be handed in."""
        return cls(parent, texts, tally, missing).run()
