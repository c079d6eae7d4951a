# SPDX-License-Identifier: Apache-2.0
"""The steps of the first start that ask: the school, its calendar, its first two accounts."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.access.rules import require_good_password
from schoolguard.access.service import AccountDraft
from schoolguard.app.bootstrap import FirstAccount
from schoolguard.app.calendar import proposed_exceptions
from schoolguard.app.passwords import common_passwords
from schoolguard.kernel.actor import Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.kernel.texts import Texts
from schoolguard.ui.access.refusals import field_of
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.month_grid import MonthGrid, toggled
from schoolguard.ui.widgets.secret_field import SecretField
from schoolguard.ui.widgets.session_boxes import SessionBoxes
from schoolguard.ui.widgets.term_rows import TermRows, proposed_terms


class SchoolStep(QWidget):
    """Name, code, kind, boarding, the checks in force, and where the record shall lie."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._folder_chosen = False
        self.name = QLineEdit(self)
        self.code = QLineEdit(self)
        self.kind = QComboBox(self)
        for kind in SchoolKind:
            self.kind.addItem(texts(f"ui.kind.{kind.value}"), kind)
        self.boarding = QCheckBox(texts("first_start.school.boarding"), self)
        self.sessions = SessionBoxes(texts, self)
        self.folder = QLineEdit(str(_proposed_folder("")), self)
        choose = QPushButton(texts("first_start.school.choose"), self)
        self.form = Form(self)
        self.form.add("name", texts("first_start.school.name"), self.name)
        self.form.add(
            "code",
            texts("first_start.school.code"),
            self.code,
            texts("first_start.school.code_hint"),
        )
        self.form.add("kind", texts("first_start.school.kind"), self.kind)
        self.form.add_wide(self.boarding)
        self.form.add("sessions", texts("first_start.school.sessions"), self.sessions)
        self.form.add("folder", texts("first_start.school.folder"), self.folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, scale.GAP, 0)
        column.addWidget(self.form)
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.boarding.toggled.connect(self.sessions.allow_evening)
        self.code.textEdited.connect(self._on_code)
        choose.clicked.connect(self._choose)
        self.sessions.allow_evening(on=False)

    def settings(self) -> SchoolSettings | None:
        """Return what was entered, or None after saying what is wrong."""
        self.form.clear_errors()
        try:
            return SchoolSettings(
                name=self.name.text().strip(),
                code=self.code.text().strip().upper(),
                kind=self.kind.currentData(),
                boarding=self.boarding.isChecked(),
                sessions=self.sessions.sessions(),
                language=self._texts.language,
            )
        except UserError as error:
            self.form.set_error(field_of(error) or "name", self._texts.error(error))
            return None

    def check(self) -> bool:
        """Return whether one can go on; says what is wrong otherwise."""
        if self.settings() is None:
            return False
        folder = Path(self.folder.text())
        if folder.exists() and any(folder.iterdir()):
            self.form.set_error("folder", self._texts("first_start.school.folder_full"))
            return False
        return True

    def _on_code(self, code: str) -> None:
        if not self._folder_chosen:
            self.folder.setText(str(_proposed_folder(code.strip().upper())))

    def _choose(self) -> None:
        folder = Chooser.folder(self, self._texts("first_start.school.choose"))
        if folder is not None:
            self._folder_chosen = True
            self.folder.setText(str(folder))


class CalendarStep(QWidget):
    """Two terms, and the days that differ, filled in from the public holidays."""

    def __init__(self, texts: Texts, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.calendar = SchoolCalendar()
        self.terms = TermRows(texts, self)
        autumn, spring = proposed_terms(texts, day)
        self.terms.show_terms((autumn, spring))
        words = QLabel(texts("first_start.calendar.text"), self)
        words.setWordWrap(True)
        self._problem = QLabel(self)
        self._problem.setProperty("tone", "alarm")
        self.grid = MonthGrid(texts, day, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, scale.GAP, 0)
        column.setSpacing(scale.GAP)
        for part in (words, self.terms, self._problem):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        self.terms.edited.connect(self.propose)
        self.grid.day_toggled.connect(self._toggle)

    def propose(self) -> None:
        """Fill in holidays and make-up days for the terms as they are now."""
        self.check()

    def check(self) -> bool:
        """Return whether the terms make sense; keep the days turned over by hand."""
        try:
            terms = self.terms.terms()
        except ValueError:
            self._problem.setText(self._texts("ui.term.backwards"))
            return False
        self._problem.clear()
        exceptions = dict(self.calendar.exceptions)
        if terms != self.calendar.terms and terms:
            first = min(term.first_on for term in terms)
            last = max(term.last_on for term in terms)
            exceptions = {**proposed_exceptions(first, last), **exceptions}
        self.calendar = SchoolCalendar(terms, exceptions)
        self.grid.show_calendar(self.calendar)
        return True

    def _toggle(self, day: date) -> None:
        self.calendar = toggled(self.calendar, day)
        self.grid.show_calendar(self.calendar)


class AccountsStep(QWidget):
    """The nurse and the principal, each with a password of their own."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.forms = {
            role: _AccountForm(texts, role, self) for role in (Role.NURSE, Role.PRINCIPAL)
        }
        words = QLabel(texts("first_start.account.text"), self)
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(scale.WIDE)
        for form in self.forms.values():
            row.addWidget(form, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, scale.GAP, 0)
        column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)

    def check(self) -> bool:
        """Return whether both accounts can be made; says what is wrong otherwise."""
        fine = [form.check() for form in self.forms.values()]
        logins = {form.login.text().strip().casefold() for form in self.forms.values()}
        if all(fine) and len(logins) < len(self.forms):
            self.forms[Role.PRINCIPAL].form.set_error(
                "login", self._texts("first_start.account.same_login")
            )
            return False
        return all(fine)

    def accounts(self) -> tuple[FirstAccount, ...]:
        """Return the accounts, the nurse's first."""
        return tuple(form.account() for form in self.forms.values())


class _AccountForm(QWidget):
    """One person's name, login and password twice."""

    def __init__(self, texts: Texts, role: Role, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._role = role
        self.name = QLineEdit(self)
        self.login = QLineEdit(self)
        self.password = SecretField(self)
        self.again = SecretField(self)
        heading = QLabel(texts(f"ui.role.{role}"), self)
        heading.setProperty("look", "section")
        self.form = Form(self)
        who = texts(f"ui.role.{role}")
        for key, field in (
            ("name", self.name),
            ("login", self.login),
            ("password", self.password),
            ("again", self.again),
        ):
            label = texts(f"first_start.account.{key}")
            field.setAccessibleName(f"{who} {label}")
            hint = texts(f"first_start.account.{key}_hint") if key in ("login", "password") else ""
            self.form.add(key, label, field, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.form)
        column.addStretch(1)

    def check(self) -> bool:
        self.form.clear_errors()
        texts = self._texts
        if not self.name.text().strip():
            self.form.set_error("name", texts("first_start.account.name_needed"))
        elif not self.login.text().strip():
            self.form.set_error("login", texts("first_start.account.login_needed"))
        elif self.password.text() != self.again.text():
            self.form.set_error("again", texts("first_start.account.not_alike"))
        else:
            return self._check_password()
        return False

    def _check_password(self) -> bool:
        try:
            require_good_password(
                self.password.text(), self.login.text().strip(), common_passwords()
            )
        except UserError as error:
            self.form.set_error("password", self._texts.error(error))
            return False
        return True

    def account(self) -> FirstAccount:
        draft = AccountDraft(self.login.text().strip(), self.name.text().strip(), self._role)
        return FirstAccount(draft, self.password.text())


def _proposed_folder(code: str) -> Path:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents)) / "SchoolGuard" / code
