# SPDX-License-Identifier: Apache-2.0
"""The questions of the accounts page: a new account, passwords, a PIN, a teacher's classes.

What is a good password or PIN is decided in `access.rules`; here it is only said where.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.access.queries import Account
from schoolguard.access.rules import require_good_password, require_good_pin
from schoolguard.access.service import AccountDraft
from schoolguard.app.passwords import common_passwords
from schoolguard.kernel.actor import Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.secret_field import SecretField

_LIST_HEIGHT = 120


class _PasswordDialog(HouseDialog):
    """A form that ends with a new password, typed twice."""

    def __init__(self, parent: QWidget | None, texts: Texts, title: str, deed: str) -> None:
        super().__init__(parent, texts, title, deed)
        self.form = Form(self)
        self.password = SecretField(self)
        self.again = SecretField(self)
        self.body.addWidget(self.form)

    def add_password(self) -> None:
        """Put the two fields at the end of the form."""
        texts = self.texts
        hint = texts("first_start.account.password_hint")
        self.form.add("password", texts("accounts.password.new"), self.password, hint)
        self.form.add("again", texts("first_start.account.again"), self.again)

    def good_password(self, login: str) -> bool:
        """Return whether the new password is good and typed twice alike."""
        if self.password.text() != self.again.text():
            self.form.set_error("again", self.texts("first_start.account.not_alike"))
            return False
        try:
            require_good_password(self.password.text(), login, common_passwords())
        except UserError as error:
            self.form.set_error("password", self.texts.error(error))
            return False
        return True


class AccountDialog(_PasswordDialog):
    """A new account."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, classes: Sequence[roster.SchoolClass]
    ) -> None:
        super().__init__(parent, texts, texts("accounts.add.title"), texts("accounts.add.deed"))
        self.setMinimumWidth(520)
        self.name = QLineEdit(self)
        self.login = QLineEdit(self)
        self.role = QComboBox(self)
        for role in Role:
            self.role.addItem(texts(f"ui.role.{role}"), role)
        self.classes = _ClassList(classes, frozenset(), self)
        self.form.add("name", texts("first_start.account.name"), self.name)
        hint = texts("first_start.account.login_hint")
        self.form.add("login", texts("first_start.account.login"), self.login, hint)
        self.form.add("role", texts("accounts.column.role"), self.role)
        self.form.add("classes", texts("accounts.column.classes"), self.classes)
        self.add_password()
        self.role.currentIndexChanged.connect(self._on_role)
        self._on_role()
        self.name.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, classes: Sequence[roster.SchoolClass]
    ) -> tuple[AccountDraft, str] | None:
        """Return the account and its first password, or None."""
        dialog = cls(parent, texts, classes)
        return (dialog.draft, dialog.password.text()) if dialog.run() else None

    @property
    def draft(self) -> AccountDraft:
        """What was typed."""
        role: Role = self.role.currentData()
        reach = self.classes.chosen() if role is Role.TEACHER else frozenset[ClassId]()
        return AccountDraft(self.login.text().strip(), self.name.text().strip(), role, reach)

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        for name, field in (("name", self.name), ("login", self.login)):
            if not field.text().strip():
                self.form.set_error(name, self.texts(f"first_start.account.{name}_needed"))
                return False
        return self.good_password(self.login.text().strip())

    def _on_role(self) -> None:
        self.classes.setEnabled(self.role.currentData() is Role.TEACHER)


class OwnPasswordDialog(_PasswordDialog):
    """The old password, then a new one."""

    def __init__(self, parent: QWidget | None, texts: Texts) -> None:
        title = texts("accounts.password.title")
        super().__init__(parent, texts, title, texts("accounts.password.deed"))
        self.old = SecretField(self)
        self.form.add("old", texts("accounts.password.old"), self.old)
        self.add_password()
        self.old.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts) -> tuple[str, str] | None:
        """Return the old and the new password, or None."""
        dialog = cls(parent, texts)
        return (dialog.old.text(), dialog.password.text()) if dialog.run() else None

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        return self.good_password("")


class ResetDialog(_PasswordDialog):
    """A new password for somebody who forgot theirs."""

    def __init__(self, parent: QWidget | None, texts: Texts, account: Account) -> None:
        title = texts("accounts.reset.title", name=account.name)
        super().__init__(parent, texts, title, texts("accounts.reset.deed"))
        self._login = account.login
        self.add_password()
        self.password.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, account: Account) -> str | None:
        """Return the new password, or None."""
        dialog = cls(parent, texts, account)
        return dialog.password.text() if dialog.run() else None

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        return self.good_password(self._login)


class PinDialog(HouseDialog):
    """A PIN for coming back to a locked screen."""

    def __init__(self, parent: QWidget | None, texts: Texts) -> None:
        super().__init__(parent, texts, texts("accounts.pin.title"), texts("accounts.pin.deed"))
        self.pin = SecretField(self)
        self.again = SecretField(self)
        self.form = Form(self)
        self.form.add("pin", texts("accounts.pin.new"), self.pin, texts("accounts.pin.hint"))
        self.form.add("again", texts("accounts.pin.again"), self.again)
        self.body.addWidget(self.form)
        self.pin.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts) -> str | None:
        """Return the PIN, or None."""
        dialog = cls(parent, texts)
        return dialog.pin.text() if dialog.run() else None

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        if self.pin.text() != self.again.text():
            self.form.set_error("again", self.texts("accounts.pin.not_alike"))
            return False
        try:
            require_good_pin(self.pin.text())
        except UserError as error:
            self.form.set_error("pin", self.texts.error(error))
            return False
        return True


class ClassesDialog(HouseDialog):
    """Which classes a teacher reaches."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        classes: Sequence[roster.SchoolClass],
        reach: frozenset[ClassId],
    ) -> None:
        super().__init__(parent, texts, texts("accounts.classes.title"), texts("ui.save"))
        self.classes = _ClassList(classes, reach, self)
        self.form = Form(self)
        self.form.add("classes", texts("accounts.column.classes"), self.classes)
        self.body.addWidget(self.form)
        self.classes.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        classes: Sequence[roster.SchoolClass],
        reach: frozenset[ClassId],
    ) -> frozenset[ClassId] | None:
        """Return the classes ticked, or None."""
        dialog = cls(parent, texts, classes, reach)
        return dialog.classes.chosen() if dialog.run() else None


class _ClassList(QListWidget):
    """Classes to tick."""

    def __init__(
        self,
        classes: Sequence[roster.SchoolClass],
        reach: frozenset[ClassId],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_LIST_HEIGHT)
        for one in classes:
            item = QListWidgetItem(one.name, self)
            ticked = Qt.CheckState.Checked if one.id in reach else Qt.CheckState.Unchecked
            item.setCheckState(ticked)
            item.setData(Qt.ItemDataRole.UserRole, int(one.id))

    def chosen(self) -> frozenset[ClassId]:
        """Return the classes that are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(
            ClassId(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )
