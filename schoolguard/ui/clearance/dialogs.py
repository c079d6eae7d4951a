# SPDX-License-Identifier: Apache-2.0
"""Short questions about a clearance: a paper that was brought, a dispute, days of a register."""

from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.clearance import Clearance, PaperDraft, Told
from schoolguard.kernel.texts import Texts
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.widgets.day_fields import OptionalDay
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form

_DAYS = 30
_FINDINGS = ((None, "unread"), (True, "agreed"), (False, "refused"))


class PaperEntry(HouseDialog):
    """Registers a paper: kind, issuer, day, number, and what the nurse finds."""

    def __init__(self, parent: QWidget | None, words: Words, found: Clearance, today: date) -> None:
        text = words.texts
        super().__init__(
            parent, text, text("clearance_page.paper.title"), text("clearance_page.paper.deed")
        )
        asked = found.line.assessment.rule.papers
        self.kind = QComboBox(self)
        for paper_id in (*asked, *(one for one in words.rules.papers if one not in asked)):
            self.kind.addItem(words.paper(paper_id), paper_id)
        self.issuer, self.number, self.finding = (QLineEdit(self) for _ in range(3))
        self.issuer.setText(found.hospital)
        self.issued = OptionalDay(text("clearance_page.day_hint"), self)
        self.issued.show_day(None, today)
        self.agreed = QComboBox(self)
        for value, key in _FINDINGS:
            self.agreed.addItem(text(f"clearance_page.found.{key}"), value)
        self._form = Form(self)
        for name, field in (
            ("kind", self.kind),
            ("issuer", self.issuer),
            ("issued", self.issued),
            ("number", self.number),
            ("agreed", self.agreed),
            ("finding", self.finding),
        ):
            self._form.add(name, text(f"clearance_page.paper.{name}"), field)
        self.body.addWidget(self._form)
        self.kind.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, found: Clearance, today: date
    ) -> PaperDraft | None:
        """Return the paper, or None when the person thought better of it."""
        dialog = cls(parent, words, found, today)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> PaperDraft:
        """The paper as it stands."""
        return PaperDraft(
            paper_id=str(self.kind.currentData()),
            issuer=self.issuer.text().strip(),
            issued_on=self.issued.day,
            number=self.number.text().strip(),
            agreed=self.agreed.currentData(),
            finding=self.finding.text().strip(),
        )

    @override
    def check(self) -> bool:
        self._form.clear_errors()
        draft = self.draft
        if not draft.issuer:
            self._form.set_error("issuer", self.texts("clearance.error.issuer_needed"))
        elif self.issued.is_wrong:
            self._form.set_error("issued", self.texts("clearance_page.paper.bad_day"))
        elif draft.agreed is False and not draft.finding:
            self._form.set_error("finding", self.texts("clearance.error.finding_needed"))
        else:
            return True
        return False


class DisputeDialog(HouseDialog):
    """Notes a dispute, and who was told."""

    def __init__(self, parent: QWidget | None, texts: Texts) -> None:
        title = texts("clearance_page.dispute.title")
        super().__init__(parent, texts, title, texts("clearance_page.dispute.deed"))
        self.what = QLineEdit(self)
        self.told = {one: QCheckBox(texts(f"clearance.told.{one.value}"), self) for one in Told}
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for box in self.told.values():
            line.addWidget(box)
        line.addStretch(1)
        self._form = Form(self)
        self._form.add("what", texts("clearance_page.dispute.what"), self.what)
        self._form.add(
            "told", texts("clearance_page.dispute.told"), row, texts("clearance_page.dispute.hint")
        )
        self.body.addWidget(self._form)
        self.what.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts) -> tuple[str, frozenset[Told]] | None:
        """Return what it is about and who was told, or None."""
        dialog = cls(parent, texts)
        return dialog.answer if dialog.run() else None

    @property
    def answer(self) -> tuple[str, frozenset[Told]]:
        """What the dialog says now."""
        told = frozenset(one for one, box in self.told.items() if box.isChecked())
        return self.what.text().strip(), told

    @override
    def check(self) -> bool:
        words = "" if self.what.text().strip() else self.texts("clearance.error.text_needed")
        self._form.set_error("what", words)
        return not words


class SpanDialog(HouseDialog):
    """Asks for the days of a register."""

    def __init__(self, parent: QWidget | None, texts: Texts, today: date, deed: str) -> None:
        super().__init__(parent, texts, texts("clearance.register.title"), deed)
        self.first = DayField(today - timedelta(days=_DAYS - 1), self)
        self.last = DayField(today, self)
        self._form = Form(self)
        self._form.add("first", texts("clearance_page.span.first"), self.first)
        self._form.add("last", texts("clearance_page.span.last"), self.last)
        self.body.addWidget(self._form)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, today: date, deed: str
    ) -> tuple[date, date] | None:
        """Return first and last day, or None when the person thought better of it."""
        dialog = cls(parent, texts, today, deed)
        return (dialog.first.day, dialog.last.day) if dialog.run() else None

    @override
    def check(self) -> bool:
        wrong = self.last.day < self.first.day
        words = self.texts("clearance_page.span.backwards") if wrong else ""
        self._form.set_error("last", words)
        return not wrong
