# SPDX-License-Identifier: Apache-2.0
"""The close contacts of a case: listed, how their watch goes, how it ended."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.cases import (
    Case,
    CloseContact,
    Reached,
    Standing,
    degrees,
    is_ill,
    short_day,
)
from schoolguard.kernel.ids import CloseContactId
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class ContactsTab(QWidget):
    """The list, and what is done with the people on it; several rows may be chosen.

    Signals:
        propose_wanted: look for close contacts.
        around_wanted: `CloseContact` whose own contacts are looked for.
        add_wanted: add somebody by hand.
        none_wanted: note that there are no more close contacts.
        end_wanted: tuple of `CloseContact` whose watch is to end.
        reopen_wanted, remove_wanted, exposure_wanted: the `CloseContact` meant.
        notices_wanted: frozenset of ids whose families get the paper; empty = all.
        list_wanted: print the list.
    """

    propose_wanted = Signal()
    around_wanted = Signal(object)
    add_wanted = Signal()
    none_wanted = Signal()
    end_wanted = Signal(object)
    reopen_wanted = Signal(object)
    remove_wanted = Signal(object)
    exposure_wanted = Signal(object)
    notices_wanted = Signal(object)
    list_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._today = date.min
        text = words.texts
        self.table = HouseTable("cases.contacts", text("cases_page.contacts.label"), self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._model = RowsModel(self._columns(), self)
        self.table.show_model(self._model)
        self._sum = QLabel(self)
        self._sum.setProperty("look", "muted")
        self._sum.setWordWrap(True)
        self.propose_button = self._button("propose", "Ctrl+F")
        self.propose_button.setProperty("look", "primary")
        self.add_button = self._button("add")
        self.around_button = self._button("around")
        self.none_button = self._button("none")
        self.end_button = self._button("end", "Ctrl+D")
        self.reopen_button = self._button("reopen")
        self.exposure_button = self._button("exposure")
        self.remove_button = self._button("remove")
        self.notices_button = self._button("notices")
        self.list_button = self._button("list")
        self._arrange()
        self._connect()

    @property
    def chosen(self) -> tuple[CloseContact, ...]:
        """The close contacts that are selected, top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self._model.rows[row] for row in rows)

    def show_case(self, case: Case, today: date, *, editable: bool) -> None:
        """Show the close contacts of a case; whoever was chosen stays chosen."""
        self._today = today
        row = self.table.currentIndex().row()
        self._model.set_rows(case.contacts)
        self.table.select_row(min(max(row, 0), len(case.contacts) - 1))
        disease = self._words.rules.diseases.get(case.line.disease_id)
        self._sum.setText(
            self._words.texts(
                "cases_page.contacts.sum",
                count=len(case.contacts),
                watched=sum(one.ended_on is None for one in case.contacts),
                days=disease.watch_days if disease else 0,
                every=disease.watch_every_days if disease else 1,
            )
        )
        is_open = case.line.standing is Standing.OPEN
        for button in (self.propose_button, self.add_button, self.around_button):
            button.setEnabled(editable and is_open)
        self.none_button.setVisible(not case.contacts)
        self.none_button.setEnabled(editable and is_open)
        for button in (self.end_button, self.reopen_button, self.remove_button):
            button.setEnabled(editable and bool(case.contacts))
        self.exposure_button.setEnabled(editable and bool(case.contacts))
        for button in (self.notices_button, self.list_button):
            button.setEnabled(bool(case.contacts))

    def _columns(self) -> tuple[Column[CloseContact], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(text("cases_page.contacts.name"), lambda one: one.name, width=66),
            Column(text("cases_page.contacts.class"), lambda one: one.class_name, width=96),
            Column(
                text("cases_page.contacts.ways"),
                lambda one: words.join(
                    text(f"cases.degree.{one.degree}") if one.degree > 1 else "",
                    words.ways(one.ways),
                    one.why,
                ),
                width=96,
            ),
            Column(
                text("cases_page.contacts.until"),
                lambda one: short_day(one.watch_until_on),
                lambda one: one.watch_until_on,
                width=58,
            ),
            Column(
                text("cases_page.contacts.last"),
                self._last,
                tone=lambda one: (
                    Tone.ALARM
                    if one.last_entry and is_ill(one.last_entry.entry, words.rules)
                    else None
                ),
                width=112,
            ),
            Column(text("cases_page.contacts.outcome"), self._outcome, tone=self._tone, width=70),
        )

    def _last(self, one: CloseContact) -> str:
        if one.last_entry is None:
            return ""
        day, entry = short_day(one.last_entry.day), one.last_entry.entry
        if entry.reached is Reached.NO_ANSWER:
            return f"{day} {self._words.texts('cases.reached.no_answer')}"
        said = self._words.symptom_names(entry.symptoms)
        return " ".join(part for part in (day, degrees(entry.decicelsius), said) if part)

    def _outcome(self, one: CloseContact) -> str:
        if one.ended_on is None and one.watch_until_on < self._today:
            return self._words.texts("cases_page.contacts.over")
        return self._words.watch_outcome(one)

    def _tone(self, one: CloseContact) -> Tone | None:
        if one.became_case_id is not None:
            return Tone.ALARM
        if one.ended_on is None:
            return Tone.ATTENTION if one.watch_until_on < self._today else None
        return Tone.MUTED

    def _button(self, key: str, shortcut: str = "") -> QPushButton:
        words = self._words.texts(f"cases_page.contacts.deed.{key}")
        button = QPushButton(words, self)
        if shortcut:
            button.setShortcut(shortcut)
            button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut=shortcut))
        return button

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(scale.TIGHT)
        buttons = (
            (self.propose_button, self.add_button, self.around_button, self.none_button),
            (self.end_button, self.reopen_button, self.exposure_button, self.remove_button),
            (self.notices_button, self.list_button),
        )
        for row, line in enumerate(buttons):
            for at, button in enumerate(line):
                grid.addWidget(button, row, at)
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        column.addWidget(self._sum)
        column.addWidget(self.table, 1)
        column.addLayout(grid)

    def _connect(self) -> None:
        self.propose_button.clicked.connect(self.propose_wanted)
        self.add_button.clicked.connect(self.add_wanted)
        self.none_button.clicked.connect(self.none_wanted)
        self.list_button.clicked.connect(self.list_wanted)
        self.end_button.clicked.connect(lambda: self.end_wanted.emit(self.chosen))
        self.notices_button.clicked.connect(lambda: self.notices_wanted.emit(_watched(self.chosen)))
        for button, tell in (
            (self.around_button, self.around_wanted.emit),
            (self.reopen_button, self.reopen_wanted.emit),
            (self.exposure_button, self.exposure_wanted.emit),
            (self.remove_button, self.remove_wanted.emit),
        ):
            button.clicked.connect(lambda _=False, said=tell: self._of_first(said))

    def _of_first(self, tell: Callable[[CloseContact], None]) -> None:
        for one in self.chosen[:1]:
            tell(one)


def _watched(chosen: tuple[CloseContact, ...]) -> frozenset[CloseContactId]:
    """Return whose papers are meant: one chosen row is the row at hand, so all are meant."""
    return frozenset(one.id for one in chosen) if len(chosen) > 1 else frozenset()
