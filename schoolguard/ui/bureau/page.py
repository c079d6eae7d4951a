# SPDX-License-Identifier: Apache-2.0
"""The board: a day of the whole district, files in, receipts out.

Receiving runs beside the window, file by file; each file is one transaction, and its receipt is
written next to it, so that the stick goes back to the school with both.
"""

from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget
from typing_extensions import override

from schoolguard import bureau, packages
from schoolguard.app import View
from schoolguard.app.bureau import Bureau
from schoolguard.bureau import Board, EnrolledSchool, Outcome, SchoolDay
from schoolguard.bureau.rules import WEEKDAYS
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.reports import Document, document_pdf, document_xlsx
from schoolguard.submission import write_file
from schoolguard.ui.bureau.board_table import board_columns
from schoolguard.ui.bureau.dialogs import EnrolDialog, OutcomesDialog, PhoneDialog
from schoolguard.ui.bureau.totals_row import TotalsRow
from schoolguard.ui.desk import Desk
from schoolguard.ui.tasks import Progress
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.paper import PaperDialog
from schoolguard.ui.widgets.table import HouseTable, RowsModel

_Came = tuple[tuple[str, Outcome], ...]


class BoardPage(Page):
    """One day of all schools."""

    title_key: ClassVar[str] = "bureau.page.title"
    help_chapter: ClassVar[str] = "bureau"
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True
    concerns: ClassVar[Changes] = Changes.BUREAU

    def __init__(self, desk: Desk, office: Bureau, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._office = office
        self._day = local_day(desk.clock.now())
        self._schools: dict[str, EnrolledSchool] = {}
        self._board: Board | None = None
        self.banner = Banner(self)
        self.totals = TotalsRow(desk.texts, self)
        self.model = RowsModel[SchoolDay](board_columns(desk.texts), self)
        self.table = HouseTable("bureau.board", self.text("bureau.page.title"), self)
        self.table.show_model(self.model)
        self.table.opened.connect(self._on_opened)
        self._empty = EmptyState(
            "school", self.text("bureau.page.empty"), self.text("bureau.page.empty_do"), self
        )
        self._empty.add_button(self.text("bureau.page.enrol_school"), self.enrol_school)
        self.set_subtitle(office.name)
        self._build_actions()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.totals)
        self.body.addWidget(self._stack, 1)

    @property
    def day(self) -> date:
        """The day shown."""
        return self._day

    def go_to(self, day: date) -> None:
        """Show another day, up to the present one."""
        self._day = min(day, local_day(self.desk.clock.now()))
        self.mark_stale()

    @override
    def refresh(self) -> None:
        self._day_field.blockSignals(True)
        self._day_field.set_day(self._day)
        self._day_field.blockSignals(False)
        day = self._day

        def read(view: View) -> tuple[Board, tuple[EnrolledSchool, ...]]:
            return bureau.board(view, day), bureau.schools(view)

        self.desk.tasks.query(self, read, self._show)

    @override
    def print_action(self) -> None:
        if self._board is not None:
            document = bureau.board_document(self._board, self._office.name, self.desk.texts)
            _show_paper(self, document)

    @override
    def export_action(self) -> None:
        if self._board is None:
            return
        document = bureau.board_document(self._board, self._office.name, self.desk.texts)
        name = f"{document.title}_{self._board.day}.xlsx"
        path = Chooser.save_file(self, self.text("ui.export"), name, "XLSX (*.xlsx)")
        if path is not None:
            self.desk.tasks.work(
                self,
                lambda _: path.write_bytes(document_xlsx(document)),
                lambda _: self.desk.notify.done(self.text("bureau.page.saved", file=path.name)),
            )

    def receive_files(self) -> None:
        """Take chosen files in."""
        title = self.text("bureau.page.receive_files")
        self._receive(Chooser.open_files(self, title, "SchoolGuard (*.sgp)"))

    def receive_folder(self) -> None:
        """Take everything in that lies on a stick or in a folder."""
        folder = Chooser.folder(self, self.text("bureau.page.receive_folder"))
        if folder is not None:
            self._receive((folder,))

    def enrol_school(self) -> None:
        """Take a school's card in; a first one once its fingerprint was compared by phone."""
        path = Chooser.open_file(self, self.text("bureau.page.enrol_school"), "Card (*.card)")
        if path is None:
            return
        try:
            file = path.read_bytes()
            card = packages.read_school_card(file)
        except OSError:
            self.desk.notify.error(UserError("bureau.unreadable", file=path.name))
        except UserError as error:
            self.desk.notify.error(error)
        else:
            self._enrol(card, file)

    def export_card(self) -> None:
        """Write the bureau's card where the person chooses."""
        title = self.text("bureau.page.export_card")
        path = Chooser.save_file(self, title, "bureau.card", "Card (*.card)")
        if path is not None:
            self.desk.tasks.query(
                self, bureau.bureau_card_file, lambda file: _write_card(self, path, file)
            )

    def _enrol(self, card: packages.SchoolCard, file: bytes) -> None:
        known = card.school in self._schools
        owner = f"{card.name}  {card.school}"
        who: str | None = ""
        if not known:
            who = EnrolDialog.ask(self, self.desk.texts, owner=owner, shown=card.fingerprint)
        if who is None:
            return
        named, said = who, "" if known else card.fingerprint
        self.desk.tasks.change(
            self,
            lambda unit: bureau.enrol_school(unit, file, said, named),
            lambda _: self.desk.notify.done(self.text("bureau.page.enrolled", school=owner)),
        )

    def _receive(self, paths: tuple[Path, ...]) -> None:
        if not paths:
            return
        office = self._office

        def receive(progress: Progress) -> _Came:
            found = bureau.find_packages(paths)
            came: list[tuple[str, Outcome]] = []
            for number, path in enumerate(found):
                progress.step(number, len(found))
                came.append((path.name, _take_in(office, path)))
            return tuple(came)

        label = self.text("bureau.page.receiving")
        self.desk.tasks.work(self, receive, self._on_received, label=label)

    def _on_received(self, came: _Came) -> None:
        self.mark_stale()
        if came:
            OutcomesDialog.ask(self, self.desk.texts, came)
        else:
            self.desk.notify.info(self.text("bureau.page.nothing_found"))

    def _on_opened(self, index: QModelIndex) -> None:
        line = self.model.row(index)
        school = self._schools.get(line.school)
        if school is None:
            return
        if line.forked:
            _settle(self, school, line.forked)
        elif school.unconfirmed is not None:
            _confirm(self, school)

    def _build_actions(self) -> None:
        self._day_field = DayField(self._day, self)
        self._day_field.setAccessibleName(self.text("bureau.page.day"))
        self._day_field.dateChanged.connect(lambda _: self.go_to(self._day_field.day))
        previous = self._day_button("chevron-left", "previous", "Alt+Left", -1)
        following = self._day_button("chevron-right", "next", "Alt+Right", 1)
        for place, widget in enumerate((previous, self._day_field, following)):
            self._actions.insertWidget(place, widget)
        self.card_button = self.add_action("bureau.page.export_card", "contact", self.export_card)
        self.enrol_button = self.add_action(
            "bureau.page.enrol_school", "fingerprint", self.enrol_school, "Ctrl+N"
        )
        self.folder_button = self.add_action(
            "bureau.page.receive_folder", "usb", self.receive_folder, "Ctrl+U"
        )
        self.files_button = self.add_action(
            "bureau.page.receive_files", "inbox", self.receive_files, "Ctrl+O", primary=True
        )

    def _day_button(self, icon_name: str, key: str, shortcut: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(scale.ICON, scale.ICON))
        words = self.text(f"bureau.page.{key}")
        button.setAccessibleName(words)
        button.setToolTip(self.text("ui.with_key", words=words, shortcut=shortcut))
        button.setShortcut(QKeySequence(shortcut))
        button.clicked.connect(lambda: self._step(step))
        return button

    def _step(self, step: int) -> None:
        find = WEEKDAYS.previous_school_day if step < 0 else WEEKDAYS.next_school_day
        day = find(self._day)
        if day is not None:
            self.go_to(day)

    def _show(self, answer: tuple[Board, tuple[EnrolledSchool, ...]]) -> None:
        board, schools = answer
        if board.day != self._day:
            return
        self._schools = {school.code: school for school in schools}
        self._board = board
        self.model.set_rows(board.lines)
        self.totals.show_board(board)
        self.totals.setVisible(bool(schools))
        self._stack.setCurrentWidget(self.table if schools else self._empty)
        calls = [line.name for line in board.lines if line.needs_call]
        if calls:
            names = (
                "、".join(calls[:4])
                if self.desk.texts.language == "zh_CN"
                else ", ".join(calls[:4])
            )
            self.banner.say(
                Tone.ALARM, self.text("bureau.page.calls", count=len(calls), names=names)
            )
        else:
            self.banner.say(Tone.INFO, "")


def _take_in(office: Bureau, path: Path) -> Outcome:
    """Take one file in and write its receipt next to it."""
    data = bureau.read_package(path)
    outcome, _ = office.change(lambda unit: bureau.receive(unit, data))
    if outcome.receipt is not None:
        write_file(path.parent, outcome.receipt.name, outcome.receipt.data)
    return outcome


def _show_paper(page: Page, document: Document) -> None:
    """Show a document to print or save; it is made beside the window's thread."""

    def show(pdf: bytes) -> None:
        name = f"{document.title}.pdf"
        PaperDialog.tell(page, page.desk.texts, title=document.title, file_name=name, pdf=pdf)

    page.desk.tasks.work(page, lambda _: document_pdf(document), show)


def _write_card(page: Page, path: Path, file: bytes) -> None:
    desk = page.desk
    try:
        write_file(path.parent, path.name, file, replace=True)
    except UserError as error:
        desk.notify.error(error)
        return
    card = packages.read_bureau_card(file)
    paper = bureau.card_document(card, desk.texts)
    offer = (desk.texts("bureau.paper.print_card"), lambda: _show_paper(page, paper))
    words = desk.texts("bureau.page.card_written", fingerprint=card.fingerprint)
    desk.notify.done(words, offer)


def _settle(page: Page, school: EnrolledSchool, numbers: tuple[int, ...]) -> None:
    shown = ", ".join(map(str, numbers))
    who = PhoneDialog.settle_forks(page, page.desk.texts, school.name, shown)
    if who is not None:
        page.desk.tasks.change(page, lambda unit: bureau.settle_forks(unit, school.code, who))


def _confirm(page: Page, school: EnrolledSchool) -> None:
    texts = page.desk.texts
    who = PhoneDialog.confirm_epoch(page, texts, school.name, lost=school.data_lost)
    if who is not None:
        page.desk.tasks.change(page, lambda unit: bureau.confirm_epoch(unit, school.code, who))
