# SPDX-License-Identifier: Apache-2.0
"""A family file to be typed or corrected: what is wrong stands beside its field.

Checks what `roster` calls a mistake before asking the school; what the school refuses (a student
number that somebody else has) is shown here too, with everything typed still in place. Whoever
looks like somebody already on file is pointed out once before saving.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.app import Unit
from schoolguard.app.rule_book import roster_rules
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.person_fields import PersonFields, PersonForm
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog


class PersonDialog(HouseDialog):
    """New person, or corrections to one; once accepted the id is in `saved`."""

    def __init__(self, parent: QWidget | None, desk: Desk, start: PersonForm, day: date) -> None:
        new = start.person_id is None
        title = desk.texts("people.person.new") if new else start.draft.name
        super().__init__(parent, desk.texts, title, desk.texts("ui.save"))
        self._desk = desk
        self._rules = roster_rules(desk.school)
        self._start = start
        self._day = day
        self._agreed_to_lookalikes = False
        self.saved: PersonId | None = start.person_id
        self.fields = PersonFields(desk.texts, start, self)
        area = QScrollArea(self)
        area.setAccessibleName(title)
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        self.body.addWidget(area, 1)
        self._reason = QLineEdit(self)
        self._reason.setPlaceholderText(desk.texts("people.person.reason"))
        self._reason.setAccessibleName(desk.texts("people.person.reason"))
        self._reason.setVisible(not new)
        self.body.addWidget(self._reason)
        self.resize(1040, 660)
        self.fields.begin()

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, start: PersonForm, day: date
    ) -> PersonId | None:
        """Return the id of whoever was saved, or None."""
        dialog = cls(parent, desk, start, day)
        return dialog.saved if dialog.run() else None

    @override
    def check(self) -> bool:
        """Show every mistake; without one, save, and close when the school has agreed."""
        self.fields.clear_errors()
        self.problem.say(Tone.INFO, "")
        draft = self.fields.draft()
        problems = [problem for problem in self._problems(draft) if problem.stops]
        for problem in reversed(problems):
            self._point_at(problem)
        if not problems and self._agreed_to_lookalikes:
            self._save(draft)
        elif not problems:
            self._ask_about_lookalikes(draft)
        return False

    def _problems(self, draft: roster.PersonDraft) -> tuple[roster.Problem, ...]:
        found = roster.problems_of(roster.tidy_draft(draft), self._rules, self._day)
        for field, text in self.fields.unreadable_days():
            found += (roster.Problem(field, "day_unreadable", params=(("text", text),)),)
        if self._start.person_id is None and not self.fields.class_id:
            found += (roster.Problem(roster.Field.CLASS, "class_missing"),)
        return found

    def _ask_about_lookalikes(self, draft: roster.PersonDraft) -> None:
        self._desk.tasks.query(
            self,
            lambda view: roster.lookalikes(view, roster.tidy_draft(draft), self._start.person_id),
            lambda found: self._on_lookalikes(draft, found),
        )

    def _on_lookalikes(
        self, draft: roster.PersonDraft, found: tuple[roster.Lookalike, ...]
    ) -> None:
        if not found:
            self._save(draft)
            return
        first = found[0]
        self._agreed_to_lookalikes = True
        words = self.texts(
            "people.person.lookalike",
            name=first.name,
            place=first.class_name or self.texts("people.list.away"),
            why=self.texts(f"roster.problem.{first.why}"),
        )
        self.problem.say(Tone.ATTENTION, words)

    def _save(self, draft: roster.PersonDraft) -> None:
        self.deed_button.setEnabled(False)
        self._desk.tasks.change(self, self._deed(draft), self._on_saved, self._on_refused)

    def _deed(self, draft: roster.PersonDraft) -> Callable[[Unit], PersonId]:
        person_id, day = self._start.person_id, self._day
        number, class_id = self.fields.seat.value(), ClassId(self.fields.class_id)
        near, rules = self.fields.surroundings(), self._rules
        reason = self._reason.text().strip()

        def write(unit: Unit) -> PersonId:
            saved = person_id
            if saved is None:
                saved = roster.add_person(
                    unit, draft, class_id=class_id, from_on=day, number=number, rules=rules
                )
            else:
                roster.edit_person(unit, saved, draft, number=number, reason=reason, rules=rules)
            roster.set_surroundings(unit, saved, near, reason=reason)
            return saved

        return write

    def _on_saved(self, person_id: PersonId) -> None:
        self.saved = person_id
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.deed_button.setEnabled(True)
        if not isinstance(error, UserError):
            self._desk.notify.error(error)
        elif error.code == "roster.student_number_taken":
            self.fields.set_error("student_number", self.texts.error(error))
        else:
            self.problem.say(Tone.ALARM, self.texts.error(error))

    def _point_at(self, problem: roster.Problem) -> None:
        words = self.texts(f"roster.problem.{problem.code}", **dict(problem.params))
        if problem.guardian_no:
            self._point_at_guardian(problem.guardian_no, words)
        else:
            self.fields.set_error(problem.field.value, words)

    def _point_at_guardian(self, kept_number: int, words: str) -> None:
        # Empty places are not kept, so numbers on screen may be higher than among those kept.
        typed = self.fields.guardians.guardians()
        places = [
            number
            for number, guardian in enumerate(typed, start=1)
            if guardian.name or guardian.phones
        ]
        self.fields.guardians.set_error(places[kept_number - 1], words)
