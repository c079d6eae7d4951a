# SPDX-License-Identifier: Apache-2.0
"""The packages' page: what was sealed, what left, what the bureau answered, what it misses.

Before the first package it leads through keys and cards. Files are written beside the database
thread; that they left is noted afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from schoolguard import packages, submission
from schoolguard.access.rules import Action, allowed
from schoolguard.app import View
from schoolguard.app.rule_book import daily_basis
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.reports import Document, document_xlsx
from schoolguard.submission import Mailbox, Readiness, Sent, Standing
from schoolguard.ui.desk import Desk
from schoolguard.ui.submission.cards_panel import CardsPanel
from schoolguard.ui.submission.enrolling import Enrolling, read_file, show_paper
from schoolguard.ui.submission.handing_over import HandingOver
from schoolguard.ui.submission.outbox_table import outbox_columns
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.table import HouseTable, RowsModel

_PANEL_WIDTH = 344
_READINESS_TONES = {
    Readiness.READY: Tone.ATTENTION,
    Readiness.NO_SCHOOL: Tone.INFO,
    Readiness.NO_REPORT: Tone.INFO,
    Readiness.NOT_SIGNED: Tone.INFO,
    Readiness.SEALED: Tone.OK,
}


@dataclass(frozen=True, slots=True)
class _State:
    """What one reading shows; `readiness` None until cards were exchanged."""

    mailbox: Mailbox
    readiness: Readiness | None


class SubmissionPage(Page):
    """Outbox, cards and receipts."""

    title_key: ClassVar[str] = "submission.page.title"
    help_chapter: ClassVar[str] = "submission"
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True
    concerns: ClassVar[Changes] = Changes.SUBMISSION | Changes.DAILY | Changes.SETTINGS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._mailbox: Mailbox | None = None
        self.enrolling = Enrolling(self)
        self._handing_over = HandingOver(self)
        self._may_enrol = allowed(desk.school.actor, Action.ENROL_BUREAU)
        self.banner = Banner(self)
        self.model = RowsModel[Sent](outbox_columns(desk.texts), self)
        self.table = HouseTable("submission.outbox", self.text("submission.page.outbox"), self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.show_model(self.model)
        # Before the panel: the keyboard goes to the first list of the page.
        self._stack = QStackedWidget(self)
        self.panel = CardsPanel(desk.texts, self)
        self.panel.export_wanted.connect(self.enrolling.export_card)
        self.panel.keys_wanted.connect(self.enrolling.replace_keys)
        self.panel.epoch_wanted.connect(self.enrolling.begin_epoch)
        self.panel.enrol_wanted.connect(self.enrolling.enrol_bureau)
        self._no_keys = EmptyState(
            "key-round",
            self.text("submission.page.no_keys"),
            self.text("submission.page.no_keys_do"),
            self,
        )
        self.keys_button = self._no_keys.add_button(
            self.text("submission.page.create_keys"), self.enrolling.create_keys
        )
        self.keys_button.setEnabled(self._may_enrol)
        self._nothing = EmptyState("send", "", "", self)
        self._build_actions()
        self._arrange()

    @override
    def refresh(self) -> None:
        basis = daily_basis(self.desk.school)
        day = self._day_field.day

        def read(view: View) -> _State:
            mailbox = submission.mailbox(view)
            ready = submission.outlook(view, day, basis) if mailbox.bureau_card else None
            return _State(mailbox, ready)

        self.desk.tasks.query(self, read, self._show)

    @override
    def print_action(self) -> None:
        if self._mailbox is not None:
            document = self._document(self._mailbox)
            show_paper(self, self.desk, document)

    @override
    def export_action(self) -> None:
        if self._mailbox is None:
            return
        document = self._document(self._mailbox)
        name = f"{document.title}.xlsx"
        path = Chooser.save_file(self, self.text("ui.export"), name, "XLSX (*.xlsx)")
        if path is not None:
            self.desk.tasks.work(
                self,
                lambda _: path.write_bytes(document_xlsx(document)),
                lambda _: self._say_done("exported", file=path.name),
            )

    def seal_day(self) -> None:
        """Seal the package of the day chosen."""
        basis = daily_basis(self.desk.school)
        day = self._day_field.day
        self.desk.tasks.change(
            self,
            lambda unit: submission.seal_day(unit, day, basis),
            lambda sent: self._say_done("sealed", file=sent.file_name),
        )

    def write_to_stick(self) -> None:
        """Write the chosen packages, else all that wait, to a stick or folder."""
        self._hand_over(self._handing_over.to_stick)

    def write_mail(self) -> None:
        """Write a mail with the chosen packages, else all that wait."""
        self._hand_over(self._handing_over.to_mail)

    def take_receipts(self) -> None:
        """Take receipts in, in the order of their numbers."""
        title = self.text("submission.page.take_receipt")
        paths = Chooser.open_files(self, title, "Receipt (*.sgr)")
        for path in sorted(paths, key=lambda each: each.stem.rpartition("-")[2]):
            file = read_file(self.desk, path)
            if file is not None:
                self._take_receipt(file)

    def _take_receipt(self, file: bytes) -> None:
        self.desk.tasks.change(
            self, lambda unit: submission.accept_receipt(unit, file), self._on_receipt
        )

    def _build_actions(self) -> None:
        self.receipt_button = self.add_action(
            "submission.page.take_receipt", "inbox", self.take_receipts, "Ctrl+O"
        )
        self.mail_button = self.add_action(
            "submission.page.mail", "mail", self.write_mail, "Ctrl+M"
        )
        self.stick_button = self.add_action(
            "submission.page.stick", "usb", self.write_to_stick, "Ctrl+U"
        )
        self._day_field = DayField(local_day(self.desk.clock.now()), self)
        self._day_field.setAccessibleName(self.text("submission.page.column.day"))
        self._day_field.dateChanged.connect(lambda _: self.mark_stale())
        self._actions.addWidget(self._day_field)
        self.seal_button = self.add_action(
            "submission.page.seal", "package-check", self.seal_day, "Ctrl+R", primary=True
        )

    def _arrange(self) -> None:
        for widget in (self.table, self._no_keys, self._nothing):
            self._stack.addWidget(widget)
        self.panel.setFixedWidth(_PANEL_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(scale.MARGIN)
        row.addWidget(self._stack, 1)
        row.addWidget(self.panel)
        self.body.addWidget(self.banner)
        self.body.addLayout(row, 1)

    def _show(self, state: _State) -> None:
        mailbox = self._mailbox = state.mailbox
        self.panel.setVisible(mailbox.school_card is not None)
        self.panel.show_mailbox(mailbox, may_enrol=self._may_enrol)
        self.model.set_rows(mailbox.sent)
        ready = mailbox.bureau_card is not None
        self.seal_button.setEnabled(state.readiness in (Readiness.READY, Readiness.NO_SCHOOL))
        for button in (self.receipt_button, self.mail_button, self.stick_button):
            button.setEnabled(ready and bool(mailbox.sent))
        self._show_words(state)

    def _show_words(self, state: _State) -> None:
        mailbox = state.mailbox
        if mailbox.school_card is None:
            self._stack.setCurrentWidget(self._no_keys)
            self.keys_button.setFocus()
        elif mailbox.sent:
            self._stack.setCurrentWidget(self.table)
        else:
            key = "empty" if mailbox.bureau_card else "no_bureau"
            title = self.text(f"submission.page.{key}")
            self._nothing.say(title, self.text(f"submission.page.{key}_do"))
            self._stack.setCurrentWidget(self._nothing)
        bureau = mailbox.bureau_card
        self.set_subtitle(self.text("submission.page.to", name=bureau.name) if bureau else "")
        lacking = mailbox.count(Standing.MISSING, Standing.REFUSED)
        if lacking:
            self.banner.say(Tone.ALARM, self.text("submission.page.lacking", count=lacking))
        elif state.readiness is not None:
            words = self.text(f"submission.readiness.{state.readiness.value}")
            self.banner.say(_READINESS_TONES[state.readiness], words)
        else:
            self.banner.say(Tone.INFO, "")

    def _hand_over(self, way: Callable[[tuple[Sent, ...]], None]) -> None:
        chosen = self._chosen()
        if chosen:
            way(chosen)
        else:
            self.desk.notify.info(self.text("submission.page.nothing_to_write"))

    def _document(self, mailbox: Mailbox) -> Document:
        today = local_day(self.desk.clock.now())
        return submission.outbox_document(
            mailbox, self.desk.school.settings.name, today, self.desk.texts
        )

    def _chosen(self) -> tuple[Sent, ...]:
        """Return the selected packages; without a selection those still to be handed over."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        chosen = tuple(self.model.rows[row] for row in sorted(rows))
        waiting = (Standing.PREPARED, Standing.MISSING)
        return chosen or tuple(one for one in self.model.rows if one.standing in waiting)

    def _on_receipt(self, receipt: packages.Receipt) -> None:
        verdict = self.text(f"submission.verdict.{receipt.verdict.value}")
        self._say_done("receipt_taken", seq=receipt.seq, verdict=verdict)

    def _say_done(self, key: str, **params: str | int) -> None:
        self.desk.notify.done(self.text(f"submission.page.done.{key}", **params))
