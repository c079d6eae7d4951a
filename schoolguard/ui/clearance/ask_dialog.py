# SPDX-License-Identifier: Apache-2.0
"""Asks for a clearance by hand: who, which disease, since when; an open absence tells it first."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard import clearance, roster
from schoolguard.absence import AbsenceRules
from schoolguard.app import View
from schoolguard.app.today import flow_rules
from schoolguard.clearance import ClearanceDraft
from schoolguard.kernel.clock import local_day
from schoolguard.ui.clearance.disease_field import DiseaseField
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.day_fields import OptionalDay
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.search_field import SearchField

_DRAFT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who was found, with what other rooms know.

    Attributes:
        is_waiting: a clearance is open already; it is gone on with.
    """

    hit: roster.Hit
    draft: ClearanceDraft
    is_waiting: bool


class AskDialog(HouseDialog):
    """Search, Enter: what is known of the person's illness is filled in."""

    def __init__(self, parent: QWidget | None, desk: Desk, words: Words, typed: str) -> None:
        text = desk.texts
        title = text("clearance_page.ask.title")
        super().__init__(parent, text, title, text("clearance_page.ask.deed"))
        self._desk = desk
        self._rules = flow_rules(desk.school)
        self._today = local_day(desk.clock.now())
        self.search = SearchField(text("clearance_page.ask.search"), self)
        self.hits = QListWidget(self)
        self.hits.setAccessibleName(text("clearance_page.ask.found"))
        self.hits.setFixedHeight(150)
        self.disease = DiseaseField(words, self)
        self.onset = OptionalDay(text("clearance_page.day_hint"), self)
        self.onset.show_day(None, self._today)
        self._form = Form(self)
        self._form.add("person", text("clearance_page.ask.person"), self.search)
        self._form.add_wide(self.hits)
        self._form.add("disease", text("clearance.field.disease_id"), self.disease)
        self._form.add("onset", text("clearance.anchor.onset"), self.onset)
        self.body.addWidget(self._form)
        self.search.searched.connect(self._look_up)
        self.search.left_downward.connect(self.hits.setFocus)
        self.hits.currentItemChanged.connect(self._on_person)
        self.search.setFocus()
        self.search.setText(typed)

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, words: Words, typed: str = ""
    ) -> ClearanceDraft | None:
        """Return for whom to ask, or None when the person thought better of it."""
        dialog = cls(parent, desk, words, typed)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> ClearanceDraft:
        """What the dialog says now; somebody must be chosen."""
        known: ClearanceDraft = self.hits.currentItem().data(_DRAFT)
        return ClearanceDraft(
            known.person_id,
            known.class_id,
            self.disease.disease_id,
            self.onset.day,
            known.absence_case_id,
            known.disease_case_id,
            known.stay_id,
        )

    @override
    def check(self) -> bool:
        self._form.clear_errors()
        text = self.texts
        if self.hits.currentItem() is None:
            self._form.set_error("person", text("clearance_page.ask.person_needed"))
        elif self.disease.is_wrong:
            self._form.set_error("disease", text("clearance_page.ask.bad_disease"))
        elif self.onset.is_wrong:
            self._form.set_error("onset", text("clearance_page.paper.bad_day"))
        else:
            return True
        return False

    def _look_up(self, typed: str) -> None:
        rules = self._rules.absence
        self._desk.tasks.query(self, lambda view: find_candidates(view, typed, rules), self._show)

    def _show(self, found: tuple[Candidate, ...]) -> None:
        self.hits.clear()
        for one in found:
            waiting = self.texts("clearance_page.ask.waiting") if one.is_waiting else ""
            item = QListWidgetItem(f"{one.hit.name}  {one.hit.class_name}  {waiting}".rstrip())
            item.setData(_DRAFT, one.draft)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)

    def _on_person(self) -> None:
        item = self.hits.currentItem()
        if item is not None:
            known: ClearanceDraft = item.data(_DRAFT)
            self.disease.choose(known.disease_id)
            self.onset.show_day(known.onset_on, self._today)


def find_candidates(view: View, typed: str, rules: AbsenceRules) -> tuple[Candidate, ...]:
    """Return who matches, with what absence and disease cases know of the illness."""
    found = []
    waiting = clearance.waiting_for(view)
    for hit in roster.search(view, typed, view.today):
        if roster.class_of(view, hit.person_id, view.today) is not None:
            draft = clearance.draft_of(view, hit.person_id, rules)
            found.append(Candidate(hit, draft, hit.person_id in waiting))
    return tuple(found)
