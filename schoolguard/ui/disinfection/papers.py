# SPDX-License-Identifier: Apache-2.0
"""Puts the room's papers together and shows them, or writes and reads its sheets."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from schoolguard import disinfection
from schoolguard.app import Unit, View
from schoolguard.disinfection import DoorPlan, Place, Signed
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import PlaceId
from schoolguard.reports import Document
from schoolguard.ui.disinfection.import_dialog import ImportDialog
from schoolguard.ui.disinfection.paper_choice import Choice, Paper, PaperChoice
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.page import Page

_SHEET = "XLSX (*.xlsx)"


class Papers(QObject):
    """The papers and sheets of the page."""

    def __init__(self, page: Page, words: Words) -> None:
        super().__init__(page)
        self._page, self._words = page, words
        self._desk = page.desk

    def print_one(self, places: Sequence[Place], at: PlaceId | None, day: date) -> None:
        """Ask which paper, and show it."""
        text = self._desk.texts
        choice = PaperChoice.ask(
            self._page, self._words, places, at, day, papers=tuple(Paper), deed=text("ui.print")
        )
        if choice is not None:
            name = self._name(choice)
            self._make(choice, lambda document: show_on_paper(self._page, document, name))

    def export_one(self, places: Sequence[Place], at: PlaceId | None, day: date) -> None:
        """Ask which sheet, and write it."""
        text = self._desk.texts
        choice = PaperChoice.ask(
            self._page,
            self._words,
            places,
            at,
            day,
            papers=(Paper.RECORD, Paper.DOOR, Paper.WALL),
            deed=text("ui.export"),
        )
        if choice is None:
            return
        name = self._name(choice)
        if choice.paper is Paper.DOOR:
            self._export_doors(choice, name)
        else:
            self._make(choice, lambda document: write_as_sheet(self._page, document, name))

    def print_card(self, agent_id: str, strength: int) -> None:
        """Show a mixing card for the wall."""
        document = disinfection.mixing_document(
            agent_id,
            strength,
            school_name=self._desk.school.settings.name,
            rules=self._words.rules,
            texts=self._desk.texts,
        )
        show_on_paper(self._page, document, document.title)

    def ask_import(self) -> None:
        """Ask for door sheets filled in on a computer, show what they would enter, enter it."""
        text = self._desk.texts
        path = Chooser.open_file(self._page, text("disinfection_page.import.open"), _SHEET)
        if path is None:
            return
        rules, calendar = self._words.rules, self._desk.school.calendar
        self._desk.tasks.query(
            self._page,
            lambda view: disinfection.read_door_sheets(view, path, rules, calendar),
            lambda plans: self._offer(path, plans),
        )

    def _offer(self, path: Path, plans: tuple[DoorPlan, ...]) -> None:
        if not ImportDialog.ask(self._page, self._words, path.name, plans):
            return
        drafts = [draft for plan in plans for draft in plan.drafts.values()]
        rules, calendar = self._words.rules, self._desk.school.calendar

        def done(signed: tuple[Signed, ...]) -> None:
            words = self._desk.texts("disinfection_page.done.typed_back", count=len(signed))
            self._desk.notify.done(words)

        self._desk.tasks.change(
            self._page,
            lambda unit: disinfection.sign_off_many(unit, drafts, rules, calendar),
            done,
        )

    def _make(self, choice: Choice, done: Callable[[Document], None]) -> None:
        tasks = self._desk.tasks
        if choice.paper is Paper.DOOR:
            tasks.query(self._page, lambda view: self._doors(view, choice), done)
        elif choice.paper is Paper.WALL:
            tasks.query(self._page, lambda view: self._wall(view, choice), done)
        else:
            tasks.change(self._page, lambda unit: self._record(unit, choice), done)

    def _doors(self, view: View, choice: Choice) -> Document:
        rules, calendar = self._words.rules, self._desk.school.calendar
        sheets = [
            disinfection.door_sheet(view, one, choice.first_on, rules, calendar)
            for one in choice.place_ids
        ]
        name = self._desk.school.settings.name
        return disinfection.door_sheet_document(
            sheets, school_name=name, rules=rules, texts=self._desk.texts
        )

    def _wall(self, view: View, choice: Choice) -> Document:
        return disinfection.wall_document(
            view,
            choice.place_ids,
            view.today,
            school_name=self._desk.school.settings.name,
            rules=self._words.rules,
            calendar=self._desk.school.calendar,
            texts=self._desk.texts,
        )

    def _record(self, unit: Unit, choice: Choice) -> Document:
        return disinfection.record_document(
            unit,
            choice.first_on,
            choice.last_on,
            school_name=self._desk.school.settings.name,
            rules=self._words.rules,
            calendar=self._desk.school.calendar,
            texts=self._desk.texts,
            kind=choice.kind,
        )

    def _export_doors(self, choice: Choice, name: str) -> None:
        desk, page = self._desk, self._page
        path = Chooser.save_file(page, page.text("ui.export"), f"{name}.xlsx", _SHEET)
        if path is None:
            return
        rules, calendar = self._words.rules, desk.school.calendar

        def write(sheet: bytes) -> None:
            path.write_bytes(sheet)
            desk.notify.done(page.text("ui.exported", path=str(path)))

        desk.tasks.query(
            page,
            lambda view: disinfection.door_sheets_xlsx(
                view, choice.place_ids, choice.first_on, rules, calendar, desk.texts
            ),
            write,
        )

    def _name(self, choice: Choice) -> str:
        title = self._desk.texts(f"disinfection_page.paper.{choice.paper.value}_file")
        day = choice.first_on
        if choice.paper is Paper.WALL:
            day = local_day(self._desk.clock.now())
        return f"{title}_{day.isoformat()}"
