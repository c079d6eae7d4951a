# SPDX-License-Identifier: Apache-2.0
"""Who logs in: one's own password and PIN for everybody, all accounts for those who keep them."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.access.queries import Account, accounts
from schoolguard.access.rules import Action, allowed
from schoolguard.access.service import set_classes
from schoolguard.app import View
from schoolguard.app.accounts import (
    add_account,
    change_password,
    deactivate,
    reset_password,
    set_pin,
)
from schoolguard.kernel.actor import Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Document
from schoolguard.ui.access.account_dialogs import (
    AccountDialog,
    ClassesDialog,
    OwnPasswordDialog,
    PinDialog,
    ResetDialog,
)
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.dialog import ConfirmDialog
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel
from schoolguard.ui.widgets.table_document import table_document

_Classes = tuple[roster.SchoolClass, ...]


class AccountsPage(Page):
    """Accounts, and what may be done to them."""

    title_key = "accounts.title"
    help_chapter = "access"
    concerns = Changes.ACCESS | Changes.ROSTER
    prints = True
    exports = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._classes: _Classes = ()
        self._keeps = allowed(desk.school.actor, Action.MANAGE_ACCOUNTS)
        self.table = HouseTable("access.accounts", self.text("accounts.title"), self)
        self.model = RowsModel[Account](_columns(desk.texts, lambda: self._classes), self)
        self.table.show_model(self.model)
        self.classes_button = self._button("accounts.classes.deed", self._set_classes)
        self.reset_button = self._button("accounts.reset.deed", self._reset)
        self.close_button = self._button("accounts.close.deed", self._close)
        self.close_button.setProperty("look", "danger")
        self._arrange()
        if self._keeps:
            self.add_action("accounts.add.title", "user-plus", self._add, "Ctrl+N", primary=True)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.model.modelReset.connect(self._on_current)
        self._on_current()

    @override
    def refresh(self) -> None:
        day = local_day(self.desk.clock.now())

        def read(view: View) -> tuple[tuple[Account, ...], _Classes]:
            return accounts(view), roster.classes_on(view, day)

        self.desk.tasks.query(self, read, self._show)

    @override
    def print_action(self) -> None:
        show_on_paper(self, self._document(), self.text("accounts.file_name"))

    @override
    def export_action(self) -> None:
        write_as_sheet(self, self._document(), self.text("accounts.file_name"))

    @property
    def current(self) -> Account | None:
        """The account that the table's cursor is on."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _document(self) -> Document:
        title, school = self.text("accounts.title"), self.desk.school.settings.name
        return table_document(self.desk.texts, title, (school,), self.model)

    def _arrange(self) -> None:
        own = QFrame(self)
        own.setProperty("look", "card")
        row = QHBoxLayout(own)
        row.setContentsMargins(scale.MARGIN, scale.GAP, scale.MARGIN, scale.GAP)
        row.addWidget(QLabel(self.text("accounts.own"), own), 1)
        row.addWidget(self._button("accounts.password.title", self._change_password))
        row.addWidget(self._button("accounts.pin.title", self._set_pin))
        self.body.addWidget(own)
        self.body.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(scale.GAP)
        for button in (self.classes_button, self.reset_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.body.addLayout(foot)
        for part in (self.table, self.classes_button, self.reset_button, self.close_button):
            part.setVisible(self._keeps)
        if not self._keeps:
            self.body.addStretch(1)

    def _button(self, key: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self.text(key), self)
        button.clicked.connect(slot)
        return button

    def _show(self, found: tuple[tuple[Account, ...], _Classes]) -> None:
        everybody, self._classes = found
        own = self.desk.school.actor.account_id
        self.model.set_rows(everybody if self._keeps else [a for a in everybody if a.id == own])

    def _on_current(self) -> None:
        account = self.current
        active = account is not None and account.is_active
        own = account is not None and account.id == self.desk.school.actor.account_id
        teacher = account is not None and account.role is Role.TEACHER
        self.classes_button.setEnabled(active and teacher)
        self.reset_button.setEnabled(active and not own)
        self.close_button.setEnabled(active and not own)

    def _do(self, deed: Callable[[], object], said: str) -> None:
        """Do something that derives keys, away from the window and the database thread."""

        def done(_: object) -> None:
            self.desk.notify.done(said)
            self.desk.tasks.changed.emit(Changes.ACCESS)

        self.desk.tasks.work(self, lambda _: deed(), done)

    def _add(self) -> None:
        made = AccountDialog.ask(self, self.desk.texts, self._classes)
        if made is not None:
            draft, password = made
            said = self.text("accounts.add.done", name=draft.name)
            self._do(lambda: add_account(self.desk.school, draft, password), said)

    def _change_password(self) -> None:
        words = OwnPasswordDialog.ask(self, self.desk.texts)
        if words is not None:
            old, new = words
            said = self.text("accounts.password.done")
            self._do(lambda: change_password(self.desk.school, old, new), said)

    def _set_pin(self) -> None:
        pin = PinDialog.ask(self, self.desk.texts)
        if pin is not None:
            self._do(lambda: set_pin(self.desk.school, pin), self.text("accounts.pin.done"))

    def _reset(self) -> None:
        account = self.current
        new = ResetDialog.ask(self, self.desk.texts, account) if account else None
        if account is not None and new is not None:
            said = self.text("accounts.reset.done", name=account.name)
            self._do(lambda: reset_password(self.desk.school, account.id, new), said)

    def _set_classes(self) -> None:
        account = self.current
        if account is None:
            return
        chosen = ClassesDialog.ask(self, self.desk.texts, self._classes, account.classes)
        if chosen is not None:
            self.desk.tasks.change(self, lambda unit: set_classes(unit, account.id, chosen))

    def _close(self) -> None:
        account = self.current
        if account is None:
            return
        sure = ConfirmDialog.ask(
            self,
            self.desk.texts,
            title=self.text("accounts.close.title", name=account.name),
            question=self.text("accounts.close.question"),
            deed=self.text("accounts.close.deed"),
        )
        if sure:
            said = self.text("accounts.close.done", name=account.name)
            self._do(lambda: deactivate(self.desk.school, account.id), said)


def _columns(texts: Texts, classes: Callable[[], _Classes]) -> tuple[Column[Account], ...]:
    def text(key: str) -> str:
        return texts(f"accounts.{key}")

    def class_names(account: Account) -> str:
        return "、".join(one.name for one in classes() if one.id in account.classes)

    return (
        Column(text("column.name"), lambda a: a.name, width=140),
        Column(text("column.login"), lambda a: a.login, width=140),
        Column(text("column.role"), lambda a: texts(f"ui.role.{a.role}"), width=120),
        Column(
            text("column.state"),
            lambda a: text("active" if a.is_active else "closed"),
            tone=lambda a: None if a.is_active else Tone.MUTED,
            width=90,
        ),
        Column(text("column.pin"), lambda a: text("has_pin" if a.has_pin else "no_pin"), width=90),
        Column(text("column.since"), lambda a: f"{local_time(a.created_at):%Y-%m-%d}", width=110),
        Column(text("column.classes"), class_names, width=240),
    )
