# SPDX-License-Identifier: Apache-2.0
"""Keeps early warning up to date while the window is open, and says aloud what presses.

A second after the last change the record is read, judged and written. The first judgement lives a
whole term, so it runs away from the database thread; later ones take a moment.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer

from schoolguard.access.rules import Action, allowed
from schoolguard.app.rule_book import book_of
from schoolguard.app.today import flow_rules
from schoolguard.app.watching import Watching
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import WarningId
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme.palette import Tone
from schoolguard.warning import Evidence, Judged, Kept, Level, Unit, WarningLine, open_warnings

_CONCERNS = (
    Changes.CHECKS
    | Changes.ABSENCE
    | Changes.ISOLATION
    | Changes.SUSPENSION
    | Changes.CASES
    | Changes.ROSTER
)
_PATIENCE_MS = 1000
_Read = tuple[Evidence, Mapping[Unit, str]]


class WarningWatch(QObject):
    """Watches one school on behalf of its window."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watching: Watching | None = None
        self._is_running = False
        self._is_stale = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self.look)
        # A child, so that it goes with the window: the first look may come when nobody is there.
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.look)
        desk.tasks.changed.connect(self._on_changed)

    def begin(self, milliseconds: int) -> None:
        """Look for the first time after a while: the home page comes first."""
        self._first.start(milliseconds)

    def look(self) -> None:
        """Read, judge and write; once at a time."""
        if not allowed(self._desk.school.actor, Action.ANSWER_WARNINGS):
            return
        if self._is_running:
            self._is_stale = True
            return
        self._is_running = True
        if self._watching is None:
            self._watching = Watching(self._desk.school)
        watching = self._watching
        if watching.is_warm:
            self._desk.tasks.query(
                self, watching.read_and_judge, lambda both: self._write(*both), self._on_failed
            )
        else:
            self._desk.tasks.query(self, watching.read, self._judge, self._on_failed)

    def _judge(self, read: _Read) -> None:
        assert self._watching is not None  # noqa: S101 - made before anything was read
        judge = self._watching.judge
        self._desk.tasks.work(
            self,
            lambda _: judge(read[0]),
            lambda judged: self._write(judged, read),
            self._on_failed,
            label=self._desk.texts("warning_page.working"),
        )

    def _write(self, judged: Judged, read: _Read) -> None:
        assert self._watching is not None  # noqa: S101 - made before anything was read
        write = self._watching.write
        self._desk.tasks.change(
            self, lambda unit: write(unit, judged, *read), self._told, self._on_failed
        )

    def _told(self, kept: tuple[Kept, ...]) -> None:
        self._is_running = False
        loud = [one for one in kept if one.spoke and one.level <= Level.RED]
        if loud:
            rules = book_of(self._desk.school).warning
            first = loud[0].warning_id
            self._desk.tasks.query(
                self,
                lambda view: [one for one in open_warnings(view, rules) if one.id == first],
                self._say,
            )
        if self._is_stale:
            self._is_stale = False
            self._timer.start()

    def _say(self, lines: list[WarningLine]) -> None:
        # Words of the page are asked for when something is said, not when the window starts.
        from schoolguard.ui.warning.words import Words  # noqa: PLC0415 - see above

        desk = self._desk
        words = Words(desk.texts, book_of(desk.school).warning, flow_rules(desk.school).cases)
        for line in lines:
            is_legal = line.level < Level.RED
            sentence = desk.texts(
                f"warning_page.said.{'legal' if is_legal else 'red'}",
                unit=words.unit(line),
                topic=words.topic(line.topic),
                count=line.last.count,
            )
            offer = desk.texts("warning_page.said.open"), partial(self._open, line.id)
            desk.notify.said.emit(Tone.ALARM if is_legal else Tone.ATTENTION, sentence, offer)

    def _open(self, warning_id: WarningId) -> None:
        self._desk.navigate("warning", warning_id=warning_id)

    def _on_changed(self, changes: Changes) -> None:
        if changes & _CONCERNS:
            self._timer.start()

    def _on_failed(self, error: Exception) -> None:
        self._is_running = False
        self._desk.notify.error(error)
