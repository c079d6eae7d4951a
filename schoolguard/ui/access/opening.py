# SPDX-License-Identifier: Apache-2.0
"""Opens a record away from the window's thread: deriving the key takes a while on purpose.

Also imports, while the person types, what the first page needs.
"""

import gc
import threading
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, Qt, Signal

_NEEDED_BY_TODAY = (
    "schoolguard.app.bootstrap",
    "schoolguard.app.accounts",
    "schoolguard.ui.window",
    "schoolguard.ui.today.page",
)
_ROOMS_READ_BY_TODAY = ("ui", "today", "flows", "checks", "absence", "daily", "submission")


def preload(language: str = "zh_CN") -> threading.Thread:
    """Import and read what comes after the unlock window, in a thread that nobody waits for."""
    thread = threading.Thread(target=_get_ready, args=(language,), name="preload", daemon=True)
    thread.start()
    return thread


class Opening(QObject):
    """One attempt at a time.

    Signals:
        succeeded: what the attempt returned.
        failed: the error.
    """

    succeeded = Signal(object)
    failed = Signal(Exception)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    _ended = Signal(object, object)

    @property
    def busy(self) -> bool:
        """Whether an attempt is under way."""
        return self._thread is not None

    def attempt(self, fn: Callable[[], object]) -> None:
        """Run `fn` on a thread; drop it while another one runs."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(fn,), name="opening")
            self._thread.start()

    def _run(self, fn: Callable[[], object]) -> None:
        try:
            value, error = fn(), None
        except Exception as caught:  # noqa: BLE001 - carried to the window's thread, shown there
            value, error = None, caught
        self._ended.emit(value, error)

    def _tell(self, value: object, error: Exception | None) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if error is None:
            self.succeeded.emit(value)
        else:
            self.failed.emit(error)


def _get_ready(language: str) -> None:
    for name in _NEEDED_BY_TODAY:
        import_module(name)
    for name in ("schoolguard.app.schema", "schoolguard.app.today"):
        import_module(name).get_ready()
    for room in _ROOMS_READ_BY_TODAY:
        import_module("schoolguard.kernel.texts").read_room(language, room)
    # What was just imported stays for good: the collector need not walk through it, 70 ms each
    # time, in the middle of the first question that is asked.
    gc.freeze()
