# SPDX-License-Identifier: Apache-2.0
"""The bureau's questions: a school's fingerprint and who compared it, who phoned, what came in."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from schoolguard.app import bootstrap
from schoolguard.app.bureau import Bureau
from schoolguard.bureau import Outcome, create_keys
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.packages import Verdict
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fingerprint_dialog import (
    FingerprintWords,
    HeardFingerprintDialog,
    plain_label,
)
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.secret_field import SecretField
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_FINGERPRINT = FingerprintWords(
    title="bureau.page.enrol.title",
    deed="bureau.page.enrol.deed",
    how="bureau.page.enrol.how",
    heard="bureau.page.enrol.heard",
    wrong="bureau.error.wrong_fingerprint",
)
_TONES = {
    Verdict.ACCEPTED: Tone.OK,
    Verdict.DUPLICATE: Tone.MUTED,
    Verdict.HELD: Tone.ATTENTION,
    Verdict.REFUSED: Tone.ALARM,
}


class EnrolDialog(HeardFingerprintDialog):
    """A school's fingerprint, as the school reads it out; and who phoned."""

    def __init__(self, parent: QWidget | None, texts: Texts, owner: str, shown: str) -> None:
        super().__init__(parent, texts, _FINGERPRINT, owner, shown)
        self.who = QLineEdit(self)
        self.form.add("who", texts("bureau.page.enrol.who"), self.who)

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        if not super().check():
            return False
        named = bool(self.who.text().strip())
        self.form.set_error("who", "" if named else self.texts("bureau.error.no_name"))
        return named

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, *, owner: str, shown: str) -> str | None:
        """Return who compared the fingerprint, or None when nobody did."""
        dialog = cls(parent, texts, owner, shown)
        return dialog.who.text().strip() if dialog.run() else None


class PhoneDialog(HouseDialog):
    """Something counts, or is done with, once a named person has phoned the school."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, key: str, what: str, warning: str = ""
    ) -> None:
        super().__init__(
            parent, texts, texts(f"bureau.page.{key}.title"), texts(f"bureau.page.{key}.deed")
        )
        self.setMinimumSize(560, 340 if warning else 260)
        self.body.addWidget(plain_label(what, self))
        if warning:
            self.problem.say(Tone.ATTENTION, warning)
        self.who = QLineEdit(self)
        self._form = Form(self)
        self._form.add("who", texts("bureau.page.epoch.who"), self.who)
        self.body.addWidget(self._form)
        self.who.setFocus()

    @override
    def check(self) -> bool:
        named = bool(self.who.text().strip())
        self._form.set_error("who", "" if named else self.texts("bureau.error.no_name"))
        return named

    @classmethod
    def confirm_epoch(
        cls, parent: QWidget | None, texts: Texts, school: str, *, lost: bool
    ) -> str | None:
        """Return who phoned about a new series of numbers, or None when nobody did."""
        what = texts("bureau.page.epoch.what", school=school)
        warning = texts("bureau.page.epoch.lost") if lost else ""
        dialog = cls(parent, texts, "epoch", what, warning)
        return dialog.who.text().strip() if dialog.run() else None

    @classmethod
    def settle_forks(
        cls, parent: QWidget | None, texts: Texts, school: str, numbers: str
    ) -> str | None:
        """Return who phoned about contradicting packages, or None when nobody did."""
        what = texts("bureau.page.fork.what", school=school, numbers=numbers)
        dialog = cls(parent, texts, "fork", what)
        return dialog.who.text().strip() if dialog.run() else None


class OutcomesDialog(HouseDialog):
    """What became of each file that came in."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, outcomes: tuple[tuple[str, Outcome], ...]
    ) -> None:
        super().__init__(parent, texts, texts("bureau.page.outcomes.title"), texts("ui.close"))
        self.setMinimumSize(860, 420)
        self.cancel_button.hide()
        written = sum(outcome.receipt is not None for _, outcome in outcomes)
        said = texts("bureau.page.outcomes.said", files=len(outcomes), receipts=written)
        self.body.addWidget(plain_label(said, self))
        columns: tuple[Column[tuple[str, Outcome]], ...] = (
            Column(texts("bureau.page.outcomes.file"), lambda row: row[0], width=330),
            Column(
                texts("bureau.page.outcomes.result"),
                lambda row: _said(row[1], texts),
                tone=lambda row: _TONES[row[1].verdict],
                width=460,
            ),
        )
        self.model = RowsModel(columns, self)
        self.model.set_rows(outcomes)
        table = HouseTable("bureau.outcomes", texts("bureau.page.outcomes.title"), self)
        table.setWordWrap(True)
        table.show_model(self.model)
        table.resizeRowsToContents()
        self.body.addWidget(table)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, outcomes: tuple[tuple[str, Outcome], ...]
    ) -> bool:
        """Show it until it is closed."""
        return cls(parent, texts, outcomes).run()


class CreateBureauDialog(HouseDialog):
    """A new bureau: its name, a folder, a password."""

    def __init__(self, parent: QWidget | None, texts: Texts, clock: Clock) -> None:
        super().__init__(
            parent, texts, texts("bureau.page.create.title"), texts("bureau.page.create.deed")
        )
        self._clock = clock
        self.made: Bureau | None = None
        self.name, self.password, self.again = QLineEdit(self), SecretField(self), SecretField(self)
        self._form = Form(self)
        self._form.add("name", texts("bureau.page.create.name"), self.name)
        self._form.add(
            "password",
            texts("bureau.page.create.password"),
            self.password,
            texts("bureau.page.create.hint"),
        )
        self._form.add("again", texts("bureau.page.create.again"), self.again)
        self.body.addWidget(self._form)
        self.name.setFocus()

    @override
    def check(self) -> bool:
        self._form.clear_errors()
        if self.password.text() != self.again.text():
            self._form.set_error("again", self.texts("bureau.page.create.differ"))
            return False
        folder = Chooser.folder(self, self.texts("bureau.page.create.folder"))
        if folder is None:
            return False
        try:
            self.made = found_bureau(folder, self.name.text(), self.password.text(), self._clock)
        except UserError as error:
            self.problem.say(Tone.ALARM, self.texts.error(error))
        return self.made is not None

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, clock: Clock) -> Bureau | None:
        """Return the new bureau, open; None when the person thought better of it."""
        dialog = cls(parent, texts, clock)
        return dialog.made if dialog.run() else None


def found_bureau(folder: Path, name: str, password: str, clock: Clock) -> Bureau:
    """Create a bureau with its keys.

    Raises:
        UserError: the name, folder or password will not do.
    """
    bureau = bootstrap.create_bureau(folder, name, password, clock)
    bureau.change(lambda unit: create_keys(unit, name))
    return bureau


def _said(outcome: Outcome, texts: Texts) -> str:
    if outcome.error is not None:
        return texts.error(outcome.error)
    said = texts(f"bureau.finding.{outcome.code}")
    if not outcome.missing:
        return said
    missing = ", ".join(map(str, outcome.missing[:8]))
    return f"{said}  {texts('bureau.page.note.missing', numbers=missing)}"
