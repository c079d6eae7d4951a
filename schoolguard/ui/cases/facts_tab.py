# SPDX-License-Identifier: Apache-2.0
"""What is known of a case: dates, hospital, tests, where it came from."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.cases import CaseDraft, short_day
from schoolguard.kernel.clock import local_day
from schoolguard.ui.cases.reading import OpenedCase
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay, OptionalHour


class FactsTab(QWidget):
    """The form of a case.

    Signals:
        save_wanted: the `CaseDraft` to write.
        edited: something was changed by the person.
    """

    save_wanted = Signal(object)
    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        self._opened: OpenedCase | None = None
        self.onset = OptionalDay(text("cases_page.field.day_hint"), self)
        self.found = OptionalDay(text("cases_page.field.day_hint"), self)
        self.found_hour = OptionalHour(text("cases_page.field.hour_hint"), self)
        self.diagnosed = OptionalDay(text("cases_page.field.day_hint"), self)
        self.hospital = QLineEdit(self)
        self.tests = QLineEdit(self)
        self.note = QLineEdit(self)
        self.admitted = QCheckBox(text("cases.field.admitted"), self)
        self.severe = QCheckBox(text("cases.field.severe"), self)
        self.source = QComboBox(self)
        self.source.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.save_button = QPushButton(text("cases_page.facts.save"), self)
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.setToolTip(
            text("ui.with_key", words=self.save_button.text(), shortcut="Ctrl+S")
        )
        self.family = QLabel(self)
        self.family.setWordWrap(True)
        self.family.setProperty("look", "muted")
        self._arrange()
        self._connect()

    @property
    def unsaved(self) -> CaseDraft | None:
        """What was typed and not kept yet; None when nothing was, or it can not be read."""
        if self._opened is None or not self.save_button.isEnabled():
            return None
        typed = self.draft()
        return typed if typed != self._opened.case.draft else None

    def show_case(self, opened: OpenedCase, today: date, *, editable: bool) -> None:
        """Show what is known; what was typed for the same case and not kept yet stays."""
        same = self._opened is not None and self._opened.case.line.id == opened.case.line.id
        kept = self.unsaved if same else None
        self._opened = opened
        self.setEnabled(editable)
        calls = (
            f"{self._relation(one.relation.value)} {one.name}  {' / '.join(one.phones)}"
            for one in opened.guardians
        )
        self.family.setText("    ".join(calls) or self._words.texts("cases_page.facts.nobody"))
        if kept is not None:
            return
        known = opened.case.draft
        self.blockSignals(True)
        self.onset.show_day(known.onset_on, today)
        self.diagnosed.show_day(known.diagnosed_on, today)
        assert known.found_at is not None  # noqa: S101 - a kept case has it
        self.found.show_day(local_day(known.found_at), today)
        self.found_hour.show_hour(known.found_at, local_day(known.found_at))
        for field, value in (
            (self.hospital, known.hospital),
            (self.tests, known.tests),
            (self.note, known.note),
        ):
            field.setText(value)
        self.admitted.setChecked(known.admitted)
        self.severe.setChecked(known.severe)
        self._offer(opened)
        self.blockSignals(False)
        self.mark_wrong()
        self.save_button.setEnabled(False)

    def draft(self) -> CaseDraft | None:
        """Return what the form says; None while a field can not be read (it is marked)."""
        if self._opened is None or self.mark_wrong():
            return None
        known = self._opened.case.draft
        self.found_hour.move_to(self.found.day or date.min)
        typed = self.found_hour.at
        same = known.found_at is not None and typed == known.found_at.replace(
            second=0, microsecond=0
        )
        return replace(
            known,
            onset_on=self.onset.day,
            found_at=known.found_at if same or typed is None else typed,
            diagnosed_on=self.diagnosed.day,
            hospital=self.hospital.text().strip(),
            tests=self.tests.text().strip(),
            admitted=self.admitted.isChecked(),
            severe=self.severe.isChecked(),
            note=self.note.text().strip(),
            infected_by=self.source.currentData(),
        )

    def mark_wrong(self) -> bool:
        """Frame the fields that can not be read; return whether there are any."""
        wrong = False
        for field in (self.onset, self.found, self.found_hour, self.diagnosed):
            empty = field in {self.found, self.found_hour} and not field.text().strip()
            bad = field.is_wrong or empty
            set_look(field, "wrong", "true" if bad else "")
            wrong = wrong or bad
        return wrong

    def _offer(self, opened: OpenedCase) -> None:
        """Offer the cases it may have come from, and the hospitals named lately."""
        self.source.clear()
        self.source.addItem(self._words.texts("cases_page.facts.no_source"), None)
        for one in opened.sources:
            words = f"{one.name}  {one.class_name}  {short_day(one.day)}"
            self.source.addItem(words, int(one.id))
        self.source.setCurrentIndex(max(0, self.source.findData(opened.case.draft.infected_by)))
        self.hospital.setCompleter(QCompleter(list(opened.hospitals), self.hospital))

    def _relation(self, relation: str) -> str:
        return self._words.texts(f"roster.relation.{relation}")

    def _arrange(self) -> None:
        found = QHBoxLayout()
        found.setSpacing(scale.TIGHT)
        found.addWidget(self.found, 3)
        found.addWidget(self.found_hour, 2)
        grid = QGridLayout()
        grid.setHorizontalSpacing(scale.ROOMY)
        grid.setVerticalSpacing(scale.TIGHT + 2)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            (("onset_on", self.onset), ("found_at", self.found)),
            (("diagnosed_on", self.diagnosed), ("hospital", self.hospital)),
            (("tests", self.tests), ("infected_by", self.source)),
            (("note", self.note),),
        )
        for row, pairs in enumerate(rows):
            for at, (name, field) in enumerate(pairs):
                label = QLabel(self._words.texts(f"cases.field.{name}"), self)
                label.setBuddy(field)
                field.setAccessibleName(label.text())
                grid.addWidget(label, row, 2 * at)
                if field is self.found:
                    grid.addLayout(found, row, 2 * at + 1)
                else:
                    grid.addWidget(field, row, 2 * at + 1)
        self.found_hour.setAccessibleName(self._words.texts("cases_page.field.hour"))
        ticks = QHBoxLayout()
        for box in (self.admitted, self.severe):
            ticks.addWidget(box)
        ticks.addStretch(1)
        grid.addLayout(ticks, 3, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._stack(grid)

    def _stack(self, grid: QGridLayout) -> None:
        """Put the family above the fields and the button below."""
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        column.addWidget(self.family)
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
        column.addStretch(1)

    def _connect(self) -> None:
        fields = (self.onset, self.found, self.found_hour, self.diagnosed)
        for field in (*fields, self.hospital, self.tests, self.note):
            field.textEdited.connect(self._on_edited)
        for box in (self.admitted, self.severe):
            box.toggled.connect(self._on_edited)
        self.source.activated.connect(self._on_edited)
        self.save_button.clicked.connect(self._on_save)

    def _on_edited(self) -> None:
        if self._opened is not None and not self.signalsBlocked():
            self.save_button.setEnabled(True)
            self.edited.emit()

    def _on_save(self) -> None:
        typed = self.draft()
        if typed is not None:
            self.save_wanted.emit(typed)
