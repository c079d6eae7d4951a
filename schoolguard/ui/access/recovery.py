# SPDX-License-Identifier: Apache-2.0
"""The password is lost: the code of the printed recovery sheet sets a new one."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.app import School
from schoolguard.app.accounts import recover_school
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.access.door_plate import read_door_plate
from schoolguard.ui.access.opening import Opening
from schoolguard.ui.access.refusals import field_of
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.secret_field import SecretField


class RecoveryDialog(HouseDialog):
    """Code, account, new password twice."""

    def __init__(self, parent: QWidget | None, texts: Texts, folder: Path, clock: Clock) -> None:
        super().__init__(
            parent, texts, texts("first_start.recover.title"), texts("first_start.recover.deed")
        )
        self._folder = folder
        self._clock = clock
        self.school: School | None = None
        plate = read_door_plate(folder)
        words = QLabel(texts("first_start.recover.text"), self)
        words.setWordWrap(True)
        self.code = QLineEdit(self)
        self.who = QComboBox(self)
        self.who.addItems(plate.logins if plate else ())
        self.password = SecretField(self)
        self.again = SecretField(self)
        self.form = Form(self)
        self.form.add("code", texts("first_start.recover.code"), self.code)
        self.form.add("login", texts("first_start.account.who"), self.who)
        self.form.add("password", texts("first_start.account.password"), self.password)
        self.form.add("again", texts("first_start.account.again"), self.again)
        self.body.addWidget(words)
        self.body.addWidget(self.form)
        self._opening = Opening(self)
        self._opening.succeeded.connect(self._on_open)
        self._opening.failed.connect(self._on_failed)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, folder: Path, clock: Clock) -> School | None:
        """Return the school, open with the new password, or None."""
        dialog = cls(parent, texts, folder, clock)
        return dialog.school if dialog.run() else None

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        if self.password.text() != self.again.text():
            self.form.set_error("again", self.texts("first_start.account.not_alike"))
            return False
        code, who, password = self.code.text(), self.who.currentText(), self.password.text()
        self.deed_button.setEnabled(False)
        self._opening.attempt(
            lambda: recover_school(self._folder, code, who, password, self._clock)
        )
        return False

    def _on_open(self, school: School) -> None:
        self.school = school
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.deed_button.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        field = field_of(error)
        if field in ("code", "login", "password"):
            self.form.set_error(field, self.texts.error(error))
        else:
            self.problem.say(Tone.ALARM, self.texts.error(error))
