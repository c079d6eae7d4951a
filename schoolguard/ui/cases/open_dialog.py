# SPDX-License-Identifier: Apache-2.0
"""Registers a new case: who, which disease, how sure, since when, found when."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.cases import CaseDraft, Classification
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import CaseId, PersonId, StayId
from schoolguard.ui.cases.disease_field import DiseaseField
from schoolguard.ui.cases.person_search import PersonSearch
from schoolguard.ui.cases.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.day_fields import OptionalDay, OptionalHour
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form

_NEW = (Classification.SUSPECTED, Classification.CLINICAL, Classification.CONFIRMED)


class OpenDialog(HouseDialog):
    """Asks what is known of a new case."""

    def __init__(self, parent: QWidget | None, desk: Desk, words: Words) -> None:
        text = desk.texts
        super().__init__(parent, text, text("cases_page.new.title"), text("cases_page.new.deed"))
        now = desk.clock.now()
        self._absence_case_id: CaseId | None = None
        self._stay_id: StayId | None = None
        self.person = PersonSearch(desk, self)
        self.disease = DiseaseField(words, self)
        self.sure = QComboBox(self)
        for one in _NEW:
            self.sure.addItem(words.sure(one), one)
        self.onset = OptionalDay(text("cases_page.field.day_hint"), self)
        self.onset.show_day(None, local_day(now))
        self.found = OptionalDay(text("cases_page.field.day_hint"), self)
        self.found.show_day(local_day(now), local_day(now))
        self.hour = OptionalHour(text("cases_page.field.hour_hint"), self)
        self.hour.show_hour(now, local_day(now))
        self._shown_hour = self.hour.text()
        self.hospital = QLineEdit(self)
        self.note = QLineEdit(self)
        self._arrange()
        self.person.search.setFocus()

    def prefill(self, person_id: PersonId, args: dict[str, object]) -> None:
        """Show somebody, and what other rooms know: onset, absence case, stay, disease."""
        self.person.show_person(person_id)
        absence_case, stay = args.get("absence_case_id"), args.get("stay_id")
        self._absence_case_id = CaseId(absence_case) if isinstance(absence_case, int) else None
        self._stay_id = StayId(stay) if isinstance(stay, int) else None
        onset, disease = args.get("onset_on"), args.get("disease_id")
        if isinstance(onset, date):
            self.onset.show_day(onset, self.found.day or onset)
        self.disease.choose(disease if isinstance(disease, str) else "")
        self.disease.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        desk: Desk,
        words: Words,
        person_id: PersonId | None = None,
        args: dict[str, object] | None = None,
    ) -> CaseDraft | None:
        """Return the draft, or None when the person thought better of it."""
        dialog = cls(parent, desk, words)
        if person_id is not None:
            dialog.prefill(person_id, args or {})
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> CaseDraft:
        """What the dialog says now; somebody and a disease must be chosen."""
        person_id, class_id = self.person.person or (PersonId(0), None)
        assert class_id is not None  # noqa: S101 - `check` made sure of it
        self.hour.move_to(self.found.day or date.min)
        untouched = self.hour.text() == self._shown_hour and not self.found.isModified()
        return CaseDraft(
            person_id=person_id,
            class_id=class_id,
            disease_id=self.disease.disease_id,
            classification=Classification(self.sure.currentData()),
            onset_on=self.onset.day,
            found_at=None if untouched else self.hour.at,
            hospital=self.hospital.text().strip(),
            note=self.note.text().strip(),
            absence_case_id=self._absence_case_id,
            stay_id=self._stay_id,
        )

    @override
    def check(self) -> bool:
        text = self.texts
        wrong = {
            "person": "" if self.person.person else text("cases_page.new.person_needed"),
            "disease": "" if self.disease.disease_id else text("cases_page.new.disease_needed"),
            "onset": text("cases_page.field.bad_day") if self.onset.is_wrong else "",
            "found": "" if self._found_readable() else text("cases_page.field.bad_found"),
        }
        for name, words in reversed(wrong.items()):
            self._form.set_error(name, words)
        return not any(wrong.values())

    def _found_readable(self) -> bool:
        return self.found.day is not None and self.hour.at is not None

    def _arrange(self) -> None:
        text = self.texts
        self.hour.setAccessibleName(text("cases_page.field.hour"))
        for field, key in (
            (self.onset, "cases.field.onset_on"),
            (self.found, "cases.field.found_at"),
            (self.sure, "cases_page.field.sure"),
            (self.hospital, "cases.field.hospital"),
            (self.note, "cases.field.note"),
        ):
            field.setAccessibleName(text(key))
        self._form = Form(self)
        self._form.add("person", text("cases_page.new.person"), self.person)
        disease = self._row((self.disease, 2), (self.sure, 1))
        self._form.add("disease", text("cases_page.new.disease"), disease)
        self._form.add("onset", text("cases.field.onset_on"), self.onset)
        found = self._row((self.found, 2), (self.hour, 1))
        self._form.add("found", text("cases.field.found_at"), found)
        more = self._row((self.hospital, 1), (self.note, 1))
        self._form.add("more", text("cases_page.new.hospital_note"), more)
        self.body.addWidget(self._form)

    def _row(self, *fields: tuple[QWidget, int]) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.GAP)
        for field, share in fields:
            line.addWidget(field, share)
        row.setFocusProxy(fields[0][0])
        return row
