# SPDX-License-Identifier: Apache-2.0
"""The course of a case in order of time: sessions missed, contacts, corrections, return, end."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from schoolguard.absence import Case, Contact, Standing
from schoolguard.kernel.clock import instant, local_time
from schoolguard.ui.absence.words import Words
from schoolguard.ui.theme.icons import icon

_SESSION_HOURS = (8, 14, 21)
"""Where a session stands among events with an hour; for the order only."""


class Timeline(QListWidget):
    """One event a line, oldest first."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setWordWrap(True)
        self.setAccessibleName(words.texts("absence_page.timeline.label"))

    def show_case(self, case: Case) -> None:
        """Show the course of a case."""
        self.clear()
        for _, sign, sentence in sorted(self._events(case), key=lambda event: event[0]):
            self.addItem(QListWidgetItem(icon(sign), sentence))
        self.scrollToBottom()

    def sentences(self) -> tuple[str, ...]:
        """Return the lines as shown."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def _events(self, case: Case) -> Iterator[tuple[datetime, str, str]]:
        text = self._words.texts
        origin = "from_check" if case.from_check else "by_hand"
        yield case.opened_at, "plus", self._line(case.opened_at, origin)
        for mark in case.marks:
            at = instant(mark.day, _SESSION_HOURS[mark.session])
            session = text(f"checks.session.{mark.session.name.lower()}")
            yield (
                at,
                "user-x",
                text("absence_page.timeline.absent", day=f"{mark.day:%m-%d}", session=session),
            )
        for day, lessons in case.lessons.items():
            sentence = text("absence_page.timeline.lessons", day=f"{day:%m-%d}", lessons=lessons)
            yield instant(day, 18), "pencil", sentence
        for contact in case.contacts:
            yield contact.at, "phone", self._contact(contact)
        for one in case.corrections:
            field = text(f"absence.field.{one.field.partition(' ')[0]}")
            sentence = self._line(one.at, "corrected", field=field, why=one.reason)
            yield one.at, "pencil", sentence
        if case.line.back_on is not None:
            at = instant(case.line.back_on, 12)
            back = text("absence_page.timeline.back", day=self._words.day(case.line.back_on))
            yield at, "user", back
        if case.ended_at is not None:
            yield case.ended_at, "check", self._end(case, case.ended_at)

    def _contact(self, contact: Contact) -> str:
        rules = self._words.rules
        party = self._words.choice(rules.parties, contact.party_id)
        return self._line(
            contact.at,
            "contact",
            who=f"{party} {contact.who}".strip(),
            way=self._words.choice(rules.ways, contact.way_id),
            result=self._words.choice(rules.results, contact.result_id),
            note=f" — {contact.note}" if contact.note else "",
        )

    def _end(self, case: Case, at: datetime) -> str:
        note = f" — {case.end_note}" if case.end_note else ""
        if case.line.standing is Standing.WITHDRAWN:
            return self._line(at, "withdrawn", note=note)
        outcome = self._words.choice(self._words.rules.outcomes, case.line.outcome_id)
        day = self._words.day(case.line.returned_on)
        return self._line(at, "closed", outcome=f"{outcome} {day}".strip(), note=note)

    def _line(self, when: datetime, key: str, **params: str) -> str:
        at = f"{local_time(when):%m-%d %H:%M}"
        return self._words.texts(f"absence_page.timeline.{key}", at=at, **params)
