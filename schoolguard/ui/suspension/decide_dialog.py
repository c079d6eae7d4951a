# SPDX-License-Identifier: Apache-2.0
"""What people decided: what stops, why, from when to when, by whom, by which paper."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from schoolguard import suspension
from schoolguard.flows import FlowRules
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, DormRoomId
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import Proposal, Scope, SuspensionDraft
from schoolguard.ui.suspension.reading import Choices
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form

_ID = Qt.ItemDataRole.UserRole
_LENGTH = 120


class DecideDialog(HouseDialog):
    """Takes one decision; a proposal fills in what it speaks of."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        rules: FlowRules,
        choices: Choices,
        today: date,
        proposal: Proposal | None,
    ) -> None:
        title = texts("suspension_page.decide.title")
        super().__init__(parent, texts, title, texts("suspension_page.decide.deed"))
        self._rules = rules
        self._choices = choices
        self._today = today
        self._proposal = proposal
        self._make_fields()
        self._arrange()
        self._fill()
        self.scope.currentIndexChanged.connect(self._list)
        self.disease.currentIndexChanged.connect(self._propose_length)
        self.from_on.dateChanged.connect(self._propose_length)
        self.what.itemChanged.connect(lambda _: self._widen())
        self.decided_by.setFocus()

    def _make_fields(self) -> None:
        text, language = self.texts, self.texts.language
        self.scope = QComboBox(self)
        for scope in Scope:
            self.scope.addItem(text(f"suspension.scope.{scope.value}"), scope)
        self.disease = QComboBox(self)
        self.disease.addItem(text("suspension_page.decide.other_reason"), "")
        for one in self._rules.diseases.values():
            self.disease.addItem(one.name(language), one.id)
        self.from_on = DayField(self._today, self)
        self.until_on = DayField(self._today, self)
        self.decided_on = DayField(self._today, self)
        self.decided_by = QLineEdit(self)
        self.paper_number = QLineEdit(self)
        self.reason = QLineEdit(self)
        for field in (self.decided_by, self.paper_number, self.reason):
            field.setMaxLength(_LENGTH)
            field.setMinimumWidth(230)
        self.what = QListWidget(self)
        self.what.setMinimumWidth(230)
        self.hint = QLabel(self)
        self.hint.setProperty("look", "small")
        self.hint.setWordWrap(True)

    def _arrange(self) -> None:
        label = self._label
        self.setMinimumWidth(900)
        self._left, self._middle, self._right = Form(self), Form(self), Form(self)
        self._left.add("scope", label("scope"), self.scope)
        self._left.add("what", label("what"), self.what)
        self._middle.add("disease", label("disease"), self.disease)
        self._middle.add("from_on", label("from_on"), self.from_on)
        self._middle.add("until_on", label("until_on"), self.until_on)
        self._middle.add_wide(self.hint)
        self._right.add("decided_by", label("decided_by"), self.decided_by)
        self._right.add("paper_number", label("paper_number"), self.paper_number)
        self._right.add("decided_on", label("decided_on"), self.decided_on)
        self._right.add("reason", label("reason"), self.reason)
        grid = QGridLayout()
        grid.setHorizontalSpacing(scale.WIDE)
        for column, form in enumerate((self._left, self._middle, self._right)):
            grid.addWidget(form, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        note = QLabel(self.texts("suspension_page.decide.note"), self)
        note.setProperty("look", "muted")
        note.setWordWrap(True)
        self.body.addWidget(note)
        self.body.addLayout(grid)

    def _label(self, name: str) -> str:
        return self.texts(f"suspension_page.decide.{name}")

    def _fill(self) -> None:
        proposal = self._proposal
        if proposal is not None:
            self.scope.setCurrentIndex(self.scope.findData(proposal.scope))
            self.disease.setCurrentIndex(self.disease.findData(proposal.disease_id))
        self._list()
        if proposal is not None:
            self._check({int(one) for one in proposal.class_ids})
            disease = self.disease.currentText()
            self.reason.setText(
                suspension.counted_sentence(proposal, disease, self.texts)[:_LENGTH]
            )
        self._propose_length()

    def _list(self) -> None:
        """List what a scope is chosen from; what was ticked stays where it is still listed."""
        kept = self._checked()
        self.what.blockSignals(True)
        self.what.clear()
        if self.chosen_scope is Scope.DORMITORY:
            for room in self._choices.rooms:
                words = self.texts(
                    "suspension_page.decide.room",
                    name=f"{room.building} {room.name}".strip(),
                    number=room.occupants,
                )
                self._add(words, int(room.id))
        else:
            for one in self._choices.classes:
                is_off = one.id in self._choices.off
                key = "suspension_page.decide.class_off"
                self._add(self.texts(key, name=one.name) if is_off else one.name, int(one.id))
        self.what.blockSignals(False)
        if self.chosen_scope is Scope.SCHOOL:
            kept = {int(one.id) for one in self._choices.classes}
        self._check(kept)
        self.what.setEnabled(self.chosen_scope is not Scope.SCHOOL)
        if self.what.count():
            self.what.setCurrentRow(0)

    def _add(self, words: str, number: int) -> None:
        item = QListWidgetItem(words, self.what)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_ID, number)

    def _checked(self) -> set[int]:
        items = (self.what.item(row) for row in range(self.what.count()))
        return {int(i.data(_ID)) for i in items if i.checkState() == Qt.CheckState.Checked}

    def _check(self, wanted: set[int]) -> None:
        """Tick some; in a grade the classes beside them too."""
        if self.chosen_scope is Scope.GRADE:
            grades = {
                (one.stage, one.grade_no) for one in self._choices.classes if int(one.id) in wanted
            }
            wanted = {
                int(one.id) for one in self._choices.classes if (one.stage, one.grade_no) in grades
            }
        self.what.blockSignals(True)
        for row in range(self.what.count()):
            item = self.what.item(row)
            on = int(item.data(_ID)) in wanted
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.what.blockSignals(False)

    def _widen(self) -> None:
        if self.chosen_scope is Scope.GRADE:
            self._check(self._checked())

    def _propose_length(self) -> None:
        """Offer the usual length of the disease; the hint says by which source."""
        lengths = self._rules.suspension.lengths_of(str(self.disease.currentData()))
        days = self._proposal.days if self._proposal is not None else 0
        if lengths and (not days or self._proposal_of_other()):
            days = lengths[0].days
        if days:
            self.until_on.set_day(self.from_on.day + timedelta(days=days - 1))
        lines = [
            self.texts("suspension_page.decide.length", days=one.days, source=one.source)
            for one in lengths
        ]
        self.hint.setText("\n".join(lines) or self.texts("suspension_page.decide.no_length"))

    def _proposal_of_other(self) -> bool:
        return self._proposal is None or self._proposal.disease_id != str(
            self.disease.currentData()
        )

    @property
    def chosen_scope(self) -> Scope:
        """What is to stop."""
        return Scope(self.scope.currentData())

    @property
    def draft(self) -> SuspensionDraft:
        """The decision as filled in."""
        chosen = sorted(self._checked())
        by_room = self.chosen_scope is Scope.DORMITORY
        return SuspensionDraft(
            scope=self.chosen_scope,
            class_ids=() if by_room else tuple(map(ClassId, chosen)),
            disease_id=str(self.disease.currentData()),
            decided_by=self.decided_by.text().strip(),
            decided_on=self.decided_on.day,
            from_on=self.from_on.day,
            until_on=self.until_on.day,
            paper_number=self.paper_number.text().strip(),
            reason=self.reason.text().strip(),
            rule_id=self._proposal.rule_id if self._proposal is not None else "",
            dorm_room_ids=tuple(map(DormRoomId, chosen)) if by_room else (),
        )

    @override
    def check(self) -> bool:
        draft = self.draft
        for form in (self._left, self._middle, self._right):
            form.clear_errors()
        wrong: tuple[Form, str, UserError] | None = None
        if not draft.class_ids and not draft.dorm_room_ids:
            wrong = (self._left, "what", UserError("suspension.nothing_chosen"))
        elif draft.until_on < draft.from_on:
            first = draft.from_on.isoformat()
            wrong = (self._middle, "until_on", UserError("suspension.bad_span", first=first))
        elif not draft.decided_by:
            wrong = (self._right, "decided_by", UserError("suspension.decider_needed"))
        elif draft.decided_on > self._today:
            wrong = (self._right, "decided_on", UserError("suspension.decided_ahead"))
        if wrong is not None:
            form, field, error = wrong
            form.set_error(field, self.texts.error(error))
        return wrong is None

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        rules: FlowRules,
        choices: Choices,
        today: date,
        proposal: Proposal | None = None,
    ) -> SuspensionDraft | None:
        """Return the decision, or None when the person thought better of it."""
        dialog = cls(parent, texts, rules, choices, today, proposal)
        return dialog.draft if dialog.run() else None
