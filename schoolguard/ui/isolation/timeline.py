# SPDX-License-Identifier: Apache-2.0
"""The course of a stay in order of time: came in, looked at, told, moved, corrected, left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard.isolation import Notice, NoticeId, Observation, ObservationId, Standing, Stay
from schoolguard.kernel.clock import local_time
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme.icons import icon


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the course; `look` and `notice` name what can be taken back."""

    at: datetime
    sign: str
    sentence: str
    look: ObservationId | None = None
    notice: NoticeId | None = None


class Timeline(QListWidget):
    """One event a line, oldest first; Delete takes a look or a notice back.

    Signals:
        look_wrong: id of an observation that never was.
        notice_wrong: id of a notice that never was.
    """

    look_wrong = Signal(int)
    notice_wrong = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setWordWrap(True)
        self.setAccessibleName(words.texts("isolation_page.timeline.label"))

    def show_stay(self, stay: Stay) -> None:
        """Show the course of a stay."""
        self.clear()
        for event in sorted(self._events(stay), key=lambda event: event.at):
            item = QListWidgetItem(icon(event.sign), event.sentence)
            item.setData(Qt.ItemDataRole.UserRole, event)
            self.addItem(item)
        self.scrollToBottom()

    def sentences(self) -> tuple[str, ...]:
        """Return the lines as shown."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def _events(self, stay: Stay) -> Iterator[Event]:
        text = self._words.texts
        line = stay.line
        origin = text(f"isolation.origin.{line.origin.value}")
        sentence = self._line(line.entered_at, "entered", origin=origin)
        yield Event(line.entered_at, "log-in", sentence)
        for seen in stay.observations:
            look = None if seen.carried_over else seen.id
            yield Event(seen.taken_at, "thermometer", self._look(seen), look=look)
        for notice in stay.notices:
            yield from self._notice(notice)
        for move in stay.moves[1:]:
            yield Event(move.at, "bed", self._line(move.at, "moved", place=move.place))
        for one in stay.corrections:
            field = text(f"isolation.field.{one.field.partition(' ')[0]}")
            sentence = self._line(one.at, "corrected", field=field, why=one.reason)
            yield Event(one.at, "pencil", sentence)
        yield from self._end(stay)

    def _look(self, seen: Observation) -> str:
        words = self._words
        parts = (words.reading(seen), words.symptom_names(seen.symptoms), seen.note)
        key = "carried" if seen.carried_over else "looked"
        return self._line(seen.taken_at, key, what="  ".join(part for part in parts if part))

    def _notice(self, notice: Notice) -> Iterator[Event]:
        words = self._words
        yield Event(
            notice.told_at,
            "phone",
            self._line(
                notice.told_at,
                "told",
                who=f"{words.party(notice.party_id)} {notice.who}".strip(),
                way=words.choice(words.rules.ways, notice.way_id),
                result=words.choice(words.rules.results, notice.result_id),
                note=f" — {notice.note}" if notice.note else "",
            ),
            notice=notice.id,
        )
        if notice.arrived_at is not None:
            who = notice.who or words.party(notice.party_id)
            sentence = self._line(notice.arrived_at, "came", who=who)
            yield Event(notice.arrived_at, "user-check", sentence)

    def _end(self, stay: Stay) -> Iterator[Event]:
        left = stay.leaving
        if left is not None:
            where = self._words.texts(f"isolation.destination.{left.destination.value}")
            parts = (where, left.hospital, left.handed_to, left.note, left.override_reason)
            what = "  ".join(part for part in parts if part)
            yield Event(left.at, "log-out", self._line(left.at, "left", what=what))
        if stay.line.disinfected_at is not None:
            at = stay.line.disinfected_at
            yield Event(at, "spray-can", self._line(at, "disinfected"))
        if stay.line.standing is Standing.WITHDRAWN:
            at = max([stay.line.entered_at, *(seen.taken_at for seen in stay.observations)])
            why = stay.withdrawn_reason
            sentence = self._words.texts("isolation_page.timeline.withdrawn", why=why)
            yield Event(at, "undo-2", sentence)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() != Qt.Key.Key_Delete or item is None:
            super().keyPressEvent(event)
            return
        told: Event = item.data(Qt.ItemDataRole.UserRole)
        if told.look is not None:
            self.look_wrong.emit(told.look)
        elif told.notice is not None:
            self.notice_wrong.emit(told.notice)

    def _line(self, when: datetime, key: str, **params: str) -> str:
        at = f"{local_time(when):%m-%d %H:%M}"
        return self._words.texts(f"isolation_page.timeline.{key}", at=at, **params)
