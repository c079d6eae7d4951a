# SPDX-License-Identifier: Apache-2.0
"""Everything that can be done from the people page, each behind one function a button calls."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import roster
from schoolguard.access.rules import Action, allowed
from schoolguard.app import Unit, View
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.reports import Document, document_pdf
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.change_dialogs import ChangeDialog
from schoolguard.ui.roster.classes_dialog import ClassesDialog
from schoolguard.ui.roster.export_dialog import ExportDialog
from schoolguard.ui.roster.history_dialog import HistoryDialog
from schoolguard.ui.roster.import_dialog import ImportDialog
from schoolguard.ui.roster.person_dialog import PersonDialog
from schoolguard.ui.roster.person_fields import PersonForm, load_form
from schoolguard.ui.roster.promotion_dialog import PromotionDialog
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog


class Deeds(QObject):
    """Opens the dialogs, and says what came of them with a way back."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._texts = desk.texts

    def edit(
        self, person_id: PersonId | None, day: date, saved: Callable[[PersonId], None]
    ) -> None:
        """Edit a family file, or type a new one (None); `saved` gets whoever was saved."""

        def show(form: PersonForm) -> None:
            who = PersonDialog.ask(self._page, self._desk, form, day)
            if who is not None:
                self._desk.notify.done(self._texts("people.person.saved"))
                saved(who)

        self._desk.tasks.query(self, lambda view: load_form(view, day, person_id), show)

    def change(
        self,
        kind: str,
        people: Sequence[PersonId],
        classes: Sequence[roster.SchoolClass],
        day: date,
    ) -> None:
        """Move people, let them leave or take them back."""
        if not people:
            self._desk.notify.info(self._texts("people.change.nobody"))
            return
        operation = ChangeDialog.ask(self._page, self._desk, kind, people, classes, day)
        self._say_done(f"people.change.{kind}.done", operation)

    def promote(self, day: date) -> None:
        """Promote the whole school."""
        proposed = date(day.year, 9, 1) if day.month <= 9 else date(day.year + 1, 9, 1)
        operation = PromotionDialog.ask(self._page, self._desk, proposed)
        self._say_done("people.promotion.done", operation)

    def history(self) -> None:
        """Show what was done lately, with undo."""
        HistoryDialog.show_for(self._page, self._desk)

    def classes(self, day: date) -> None:
        """Arrange classes and rooms."""
        ClassesDialog.show_for(self._page, self._desk, day)

    def take_in(self) -> None:
        """Import a sheet."""
        done = ImportDialog.ask(self._page, self._desk)
        if done is not None:
            words = self._texts(
                "people.import.done",
                added=done.added,
                updated=done.updated,
                unchanged=done.unchanged,
                left_out=done.left_out,
            )
            self._desk.notify.done(words)

    def export(self, classes: Sequence[ClassId], day: date) -> None:
        """Write the chosen classes as a sheet."""
        may_name = allowed(self._desk.school.actor, Action.EXPORT_NAMES)
        reason = ExportDialog.ask(self._page, self._texts, may_name=may_name)
        if reason is None:
            return
        name = self._texts("people.export.file", day=str(day))
        path = Chooser.save_file(self._page, self._texts("ui.export"), name, "Excel (*.xlsx)")
        if path is None:
            return

        def keep(sheet: bytes) -> None:
            path.write_bytes(sheet)
            self._desk.notify.done(self._texts("people.export.done", name=path.name))

        texts = self._texts
        if reason:
            self._desk.tasks.change(
                self,
                lambda unit: roster.full_xlsx(unit, texts, day=day, reason=reason, classes=classes),
                keep,
            )
        else:
            self._desk.tasks.query(
                self, lambda view: roster.masked_xlsx(view, texts, day=day, classes=classes), keep
            )

    def print_card(self, person_id: PersonId) -> None:
        """Show a person's family card as paper."""
        school = self._desk.school.settings.name
        self._paper(lambda view: roster.family_card(view, person_id, self._texts, school=school))

    def print_roll(self, class_id: ClassId, day: date) -> None:
        """Show the roll of a class as paper."""
        school = self._desk.school.settings.name
        self._paper(
            lambda view: roster.class_roll(view, class_id, self._texts, day=day, school=school)
        )

    def _paper(self, make: Callable[[View], Document]) -> None:
        def show(found: tuple[str, bytes]) -> None:
            title, pdf = found
            PaperDialog.tell(
                self._page, self._texts, title=title, file_name=f"{title}.pdf", pdf=pdf
            )

        def draw(view: View) -> tuple[str, bytes]:
            document = make(view)
            return document.title, document_pdf(document)

        self._desk.tasks.query(self, draw, show)

    def _say_done(self, key: str, operation: int | None) -> None:
        if operation is None:
            return

        def take_back() -> None:
            def deed(unit: Unit) -> None:
                roster.undo(unit, operation)

            self._desk.tasks.change(
                self,
                deed,
                lambda _: self._desk.notify.done(self._texts("people.history.taken_back")),
            )

        self._desk.notify.done(self._texts(key), (self._texts("people.history.undo"), take_back))
