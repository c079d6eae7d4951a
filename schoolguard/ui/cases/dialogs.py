# SPDX-License-Identifier: Apache-2.0
"""Short questions about a case and its close contacts."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.cases import Case, Classification, CloseContact, ContactDraft, ContactWay, Standing
from schoolguard.ui.cases.disease_field import DiseaseField
from schoolguard.ui.cases.person_search import PersonSearch
from schoolguard.ui.cases.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class NewClass:
    """A step of the classification as told."""

    classification: Classification
    disease_id: str
    on: date
    hospital: str
    reason: str


class ClassifyDialog(HouseDialog):
    """Asks for the next step of the classification."""

    def __init__(self, parent: QWidget | None, words: Words, case: Case, today: date) -> None:
        text = words.texts
        title = text("cases_page.classify.title", name=case.line.name)
        super().__init__(parent, text, title, text("cases_page.classify.deed"))
        self._was = case.line.classification
        self.sure = QComboBox(self)
        for one in Classification:
            self.sure.addItem(words.sure(one), one)
        self.sure.setCurrentIndex(self.sure.findData(_next_class(case)))
        self.disease = DiseaseField(words, self)
        self.disease.choose(case.line.disease_id)
        self.day = DayField(today, self)
        self.hospital = QLineEdit(case.draft.hospital, self)
        self.reason = QLineEdit(self)
        self._form = Form(self)
        self._form.add("sure", text("cases_page.field.sure"), self.sure)
        self._form.add("disease", text("cases_page.field.disease"), self.disease)
        self._form.add("day", text("cases_page.classify.day"), self.day)
        self._form.add("hospital", text("cases.field.hospital"), self.hospital)
        self._form.add(
            "reason",
            text("cases_page.classify.reason"),
            self.reason,
            text("cases_page.classify.reason_hint"),
        )
        self.body.addWidget(self._form)

    @classmethod
    def ask(cls, parent: QWidget | None, words: Words, case: Case, today: date) -> NewClass | None:
        """Return the step, or None when the person thought better of it."""
        dialog = cls(parent, words, case, today)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> NewClass:
        """What the dialog says now."""
        return NewClass(
            Classification(self.sure.currentData()),
            self.disease.disease_id,
            self.day.day,
            self.hospital.text().strip(),
            self.reason.text().strip(),
        )

    @override
    def check(self) -> bool:
        told = self.told
        excludes = Classification.EXCLUDED in {told.classification, self._was}
        missing = excludes and not told.reason
        no_disease = "" if told.disease_id else self.texts("cases_page.new.disease_needed")
        self._form.set_error("disease", no_disease)
        self._form.set_error("reason", self.texts("ui.reason_needed") if missing else "")
        return bool(told.disease_id) and not missing


class EndWatchDialog(HouseDialog):
    """Asks how the watch of one or more close contacts ended."""

    def __init__(
        self, parent: QWidget | None, words: Words, contacts: tuple[CloseContact, ...], today: date
    ) -> None:
        text = words.texts
        title = (
            text("cases_page.end_watch.one", name=contacts[0].name)
            if len(contacts) == 1
            else text("cases_page.end_watch.many", count=len(contacts))
        )
        super().__init__(parent, text, title, text("cases_page.end_watch.deed"))
        over = all(one.watch_until_on <= today for one in contacts)
        self.outcome = QComboBox(self)
        for outcome in words.rules.watch_outcomes.values():
            single = len(contacts) == 1 or not outcome.becomes_case
            if (over or outcome.early) and single:
                self.outcome.addItem(outcome.name(text.language), outcome.id)
        self.note = QLineEdit(self)
        form = Form(self)
        form.add("outcome", text("cases_page.end_watch.outcome"), self.outcome)
        form.add("note", text("cases.field.note"), self.note)
        self.body.addWidget(form)

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, contacts: tuple[CloseContact, ...], today: date
    ) -> tuple[str, str] | None:
        """Return outcome id and note, or None when the person thought better of it."""
        dialog = cls(parent, words, contacts, today)
        if not dialog.run():
            return None
        return str(dialog.outcome.currentData()), dialog.note.text().strip()


class ExposureDialog(HouseDialog):
    """Asks for the right day of the last exposure, and why it is changed."""

    def __init__(self, parent: QWidget | None, words: Words, contact: CloseContact) -> None:
        text = words.texts
        title = text("cases_page.exposure.title", name=contact.name)
        super().__init__(parent, text, title, text("cases_page.exposure.deed"))
        self.day = DayField(contact.last_exposed_on, self)
        self.reason = QLineEdit(self)
        self._form = Form(self)
        self._form.add("day", text("cases_page.exposure.day"), self.day)
        self._form.add("reason", text("cases_page.classify.reason"), self.reason)
        self.body.addWidget(self._form)

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, contact: CloseContact
    ) -> tuple[date, str] | None:
        """Return day and reason, or None when the person thought better of it."""
        dialog = cls(parent, words, contact)
        return (dialog.day.day, dialog.reason.text().strip()) if dialog.run() else None

    @override
    def check(self) -> bool:
        said = bool(self.reason.text().strip())
        self._form.set_error("reason", "" if said else self.texts("ui.reason_needed"))
        return said


class AddDialog(HouseDialog):
    """Asks for a close contact by hand: who, when last near, where."""

    def __init__(self, parent: QWidget | None, desk: Desk, exposed_on: date) -> None:
        text = desk.texts
        super().__init__(parent, text, text("cases_page.add.title"), text("cases_page.add.deed"))
        self.person = PersonSearch(desk, self)
        self.day = DayField(exposed_on, self)
        self.why = QLineEdit(self)
        self._form = Form(self)
        self._form.add("person", text("cases_page.new.person"), self.person)
        self._form.add("day", text("cases_page.exposure.day"), self.day)
        self._form.add("why", text("cases_page.add.why"), self.why)
        self.body.addWidget(self._form)
        self.person.search.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, exposed_on: date) -> ContactDraft | None:
        """Return the draft, or None when the person thought better of it."""
        dialog = cls(parent, desk, exposed_on)
        if not dialog.run() or dialog.person.person is None:
            return None
        return ContactDraft(
            dialog.person.person[0],
            frozenset({ContactWay.BY_HAND}),
            dialog.day.day,
            dialog.why.text().strip(),
        )

    @override
    def check(self) -> bool:
        chosen = self.person.person is not None
        words = "" if chosen else self.texts("cases_page.new.person_needed")
        self._form.set_error("person", words)
        return chosen


def _next_class(case: Case) -> Classification:
    """Return the step that comes most often next."""
    if case.line.standing is not Standing.OPEN:
        return Classification.SUSPECTED
    return Classification.CONFIRMED
