# SPDX-License-Identifier: Apache-2.0
"""The course of a clearance in order of time: asked for, papers, looks, disputes, corrections."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from schoolguard.clearance import Clearance, Look, NoteKind, Standing, Told, Verdict
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.theme.icons import icon

_Event = tuple[datetime, str, str]


class Course(QListWidget):
    """One event a line, oldest first."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setWordWrap(True)
        self.setAccessibleName(words.texts("clearance_page.course.label"))

    def show_clearance(self, found: Clearance) -> None:
        """Show the course of a clearance."""
        self.clear()
        for _, sign, sentence in sorted(self._events(found), key=lambda event: event[0]):
            self.addItem(QListWidgetItem(icon(sign), sentence))
        self.scrollToBottom()

    def sentences(self) -> tuple[str, ...]:
        """Return the lines as shown."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def _events(self, found: Clearance) -> Iterator[_Event]:
        line = found.line
        yield line.asked_at, "plus", self._line(line.asked_at, "asked")
        for look in found.looks:
            yield from self._look(look)
        yield from self._papers(found)
        for note in found.notes:
            told = " ".join(
                self._words.texts(f"clearance.told.{one.value}") for one in Told if one in note.told
            )
            kind = "disputed" if note.kind is NoteKind.DISPUTE else "noted"
            sign = "triangle-alert" if note.kind is NoteKind.DISPUTE else "pencil"
            yield note.at, sign, self._line(note.at, kind, text=note.text, told=told)
        for one in found.changes:
            field = self._words.texts(f"clearance.field.{one.field}")
            values = {"field": field, "old": self._value(one.field, one.old), "why": one.reason}
            yield one.at, "pencil", self._line(one.at, "corrected", **values)
        if line.standing is Standing.WITHDRAWN and line.ended_at is not None:
            sentence = self._line(line.ended_at, "withdrawn", why=found.end_note)
            yield line.ended_at, "x", sentence

    def _papers(self, found: Clearance) -> Iterator[_Event]:
        for paper in found.papers:
            name = self._words.paper_line(paper)
            yield paper.entered_at, "file-text", self._line(paper.entered_at, "paper", paper=name)
            if paper.retracted_at is not None:
                sentence = self._line(
                    paper.retracted_at, "retracted", paper=name, why=paper.retracted_why
                )
                yield paper.retracted_at, "undo-2", sentence

    def _look(self, look: Look) -> Iterator[_Event]:
        decision = look.decision
        text = self._words.texts
        parts = [text(f"clearance.verdict.{decision.verdict.value}")]
        if decision.look_again_on is not None:
            parts.append(text("clearance.register.next", day=decision.look_again_on.isoformat()))
        if decision.override_reason:
            parts.append(text("clearance.slip.override", reason=decision.override_reason))
        if decision.note:
            parts.append(decision.note)
        what = text("clearance.semicolon").join(parts)
        sign = "circle-check" if decision.verdict is Verdict.CLEARED else "bed"
        sentence = self._line(look.decided_at, "look", number=look.number, what=what)
        yield look.decided_at, sign, sentence
        if look.revoked_at is not None:
            sentence = self._line(
                look.revoked_at, "revoked", number=look.number, why=look.revoked_why
            )
            yield look.revoked_at, "undo-2", sentence

    def _value(self, field: str, value: str) -> str:
        if field == "disease_id":
            return self._words.disease(value)
        if field == "standing":
            return self._words.texts(f"clearance.standing.{value}")
        return value

    def _line(self, when: datetime, key: str, **params: str) -> str:
        at = self._words.hour(when)
        return self._words.texts(f"clearance_page.course.{key}", at=at, **params)
