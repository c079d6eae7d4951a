# SPDX-License-Identifier: Apache-2.0
"""The small questions of the page: a note, another last day, the paper."""

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from schoolguard import suspension
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import Suspension
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form

_NOTE_LENGTH = 200


class NoteDialog(HouseDialog):
    """A note on what a family said."""

    def __init__(self, parent: QWidget | None, texts: Texts, name: str, note: str) -> None:
        super().__init__(
            parent, texts, texts("suspension_page.note.title", name=name), texts("ui.save")
        )
        self._note = QLineEdit(note, self)
        self._note.setMaxLength(_NOTE_LENGTH)
        form = Form(self)
        form.add("note", texts("suspension_page.note.label"), self._note)
        self.body.addWidget(form)
        self._note.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, name: str, note: str) -> str | None:
        """Return the note, or None when the person thought better of it."""
        dialog = cls(parent, texts, name, note)
        return dialog._note.text().strip() if dialog.run() else None


class EndDialog(HouseDialog):
    """Another last day, with the reason."""

    def __init__(self, parent: QWidget | None, texts: Texts, its: Suspension) -> None:
        title = texts("suspension_page.end.title")
        super().__init__(parent, texts, title, texts("suspension_page.end.deed"))
        self._its = its
        self._day = DayField(its.draft.until_on, self)
        self._reason = QLineEdit(self)
        self._form = Form(self)
        now = suspension.span_words(its.draft.from_on, its.draft.until_on, texts)
        self._form.add("day", texts("suspension_page.end.day"), self._day, hint=now)
        self._form.add("reason", texts("suspension_page.end.reason"), self._reason)
        self.body.addWidget(self._form)
        self._day.setFocus()

    @override
    def check(self) -> bool:
        first, longest = self._its.draft.from_on, timedelta(days=suspension.LONGEST_DAYS)
        self._form.clear_errors()
        if self._day.day < first:
            words = self.texts("suspension.error.bad_span", first=first.isoformat())
            self._form.set_error("day", words)
            return False
        if self._day.day - first >= longest:
            words = self.texts("suspension.error.too_long", most=longest.days)
            self._form.set_error("day", words)
            return False
        lacking = not self._reason.text().strip()
        self._form.set_error("reason", self.texts("ui.reason_needed") if lacking else "")
        return not lacking

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, its: Suspension) -> tuple[date, str] | None:
        """Return the last day and the reason, or None."""
        dialog = cls(parent, texts, its)
        return (dialog._day.day, dialog._reason.text().strip()) if dialog.run() else None


class PaperNumberDialog(HouseDialog):
    """Who decided, and the number of the paper."""

    def __init__(self, parent: QWidget | None, texts: Texts, its: Suspension) -> None:
        title = texts("suspension_page.paper_number.title")
        super().__init__(parent, texts, title, texts("ui.save"))
        self._who = QLineEdit(its.draft.decided_by, self)
        self._number = QLineEdit(its.draft.paper_number, self)
        self._reason = QLineEdit(self)
        self._its = its
        self._form = Form(self)
        self._form.add("who", texts("suspension_page.decide.decided_by"), self._who)
        self._form.add("number", texts("suspension_page.decide.paper_number"), self._number)
        self._form.add("reason", texts("suspension_page.paper_number.reason"), self._reason)
        self.body.addWidget(self._form)
        self._number.setFocus()

    @override
    def check(self) -> bool:
        draft = self._its.draft
        self._form.clear_errors()
        if not self._who.text().strip():
            self._form.set_error("who", self.texts("suspension.error.decider_needed"))
            return False
        replaced = self._who.text().strip() != draft.decided_by or bool(
            draft.paper_number and self._number.text().strip() != draft.paper_number
        )
        lacking = replaced and not self._reason.text().strip()
        self._form.set_error("reason", self.texts("ui.reason_needed") if lacking else "")
        return not lacking

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, its: Suspension
    ) -> tuple[str, str, str] | None:
        """Return who decided, the number and the reason, or None."""
        dialog = cls(parent, texts, its)
        if not dialog.run():
            return None
        fields = (dialog._who, dialog._number, dialog._reason)
        who, number, reason = (field.text().strip() for field in fields)
        return who, number, reason
