# SPDX-License-Identifier: Apache-2.0
"""The road between pages and the school: one database thread, answers back in the window's thread.

`query` reads, `change` writes and tells every page what it touched, `work` runs something long
beside the database thread with progress and a way to stop it. An answer whose
parent has gone is dropped. Nothing here knows what is asked; see resources/docs/adr/0003.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from schoolguard.app import School, Unit, View
from schoolguard.kernel.changes import Changes

T = TypeVar("T")
Failed = Callable[[Exception], None]
_Job = Callable[[], None]


class Stopped(Exception):  # noqa: N818 - a person's wish, not an error
    """The person stopped a long work."""


class Progress(QObject):
    """How far a long work is; handed to the working function, shown by the window.

    Signals:
        moved: steps done and steps in all (0: not known).
        ended: the work is over, whatever its outcome.
    """

    moved = Signal(int, int)
    ended = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self._stop = threading.Event()

    def step(self, done: int, total: int) -> None:
        """Report a step from the working thread.

        Raises:
            Stopped: the person asked to stop; let it pass.
        """
        if self._stop.is_set():
            raise Stopped
        self.moved.emit(done, total)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()


class Tasks(QObject):
    """Runs functions on a school away from the window's thread.

    Signals:
        changed: what a finished change touched (`Changes`).
        work_started: a `Progress` to show.
    """

    changed = Signal(Changes)
    work_started = Signal(Progress)
    _answered = Signal(object)

    def __init__(self, school: School, on_error: Failed, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._school = school
        self._on_error = on_error
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._workers: list[threading.Thread] = []
        self._waiting = 0
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._serve, name="database", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting > 0

    def query(
        self,
        parent: QObject,
        fn: Callable[[View], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Read on the database thread; call `done` with the answer while `parent` lives."""
        self._ask(parent, lambda: self._school.query(fn), done, failed)

    def change(
        self,
        parent: QObject,
        fn: Callable[[Unit], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write in one transaction; call `done`, then tell every page through `changed`.

        The news goes out even where the parent has gone: the change has happened.
        """

        def answer(outcome: tuple[T, Changes]) -> None:
            value, changes = outcome
            if done is not None and shiboken6.isValid(parent):
                done(value)
            self.changed.emit(changes)

        self._ask(self, lambda: self._school.change(fn), answer, self._guarded(parent, failed))

    def work(
        self,
        parent: QObject,
        fn: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        label: str = "",
    ) -> Progress:
        """Run something long on a thread of its own; `fn` reports through its `Progress`."""
        progress = Progress(label)
        job = self._job(parent, lambda: fn(progress), done, failed, progress)
        worker = threading.Thread(target=job, name="work", daemon=True)
        self._workers = [thread for thread in self._workers if thread.is_alive()] + [worker]
        self.work_started.emit(progress)
        worker.start()
        return progress

    def close(self) -> None:
        """Let queued changes finish, end the thread, drop what has not been delivered."""
        self._jobs.put(None)
        self._thread.join()
        for worker in self._workers:
            worker.join()
        self._answered.disconnect(self._deliver)

    def _ask(
        self,
        parent: QObject,
        ask: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
    ) -> None:
        self._jobs.put(self._job(parent, ask, done, failed, None))

    def _job(
        self,
        parent: QObject,
        ask: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
        progress: Progress | None,
    ) -> _Job:
        self._waiting += 1

        def run() -> None:
            answer: _Job
            try:
                value = ask()
            except Stopped:
                answer = _nothing
            except Exception as error:  # noqa: BLE001 - carried to the window's thread, shown there
                answer = _bound(failed or self._on_error, error)
            else:
                answer = _bound(done, value)
            self._answered.emit((parent, answer, progress))

        return run

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    @Slot(object)
    def _deliver(self, letter: tuple[QObject, _Job, Progress | None]) -> None:
        parent, answer, progress = letter
        self._waiting -= 1
        if progress is not None:
            progress.ended.emit()
        if shiboken6.isValid(parent):
            answer()

    def _guarded(self, parent: QObject, failed: Failed | None) -> Failed:
        def tell(error: Exception) -> None:
            if failed is not None and shiboken6.isValid(parent):
                failed(error)
            else:
                self._on_error(error)

        return tell


def _bound(call: Callable[[T], None], value: T) -> _Job:
    return lambda: call(value)


def _nothing() -> None:
    return
