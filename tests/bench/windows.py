# SPDX-License-Identifier: Apache-2.0
"""The processes that the start and memory benchmarks hold against each other.

Each is a program text run by a new interpreter that ends itself at the first paint of its window.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
ROOT = Path(__file__).resolve().parents[2]

AT_FIRST_PAINT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, {root!r})
from PySide6.QtCore import QEvent, QObject, QTimer

class FirstPaint(QObject):
    def __init__(self, window, then):
        super().__init__(window)
        self.then = then
        window.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.then)
        return False

def done(text=""):
    print(text, flush=True)
    os._exit(0)
"""

EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
first = FirstPaint(window, done)
window.show()
app.exec()
"""

UNLOCK_WINDOW = """
from pathlib import Path
from schoolguard.ui import application
app = application.make_application()
program = application.Program(app, lambda: None, "zh_CN")
program.start(Path({folder!r}))
first = FirstPaint(program.window, done)
app.exec()
"""

MAIN_WINDOW = """
import time
from datetime import datetime
from pathlib import Path
from schoolguard.ui import application
app = application.make_application()
from schoolguard.ui.access.opening import preload
preload().join()
from schoolguard.app.bootstrap import open_with_key
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import AccountId
program = application.Program(app, lambda: None, "zh_CN")
began = time.perf_counter()
nurse = Actor(AccountId(1), "周校医", Role.NURSE)
clock = FixedClock(datetime(2026, 9, 1, 8, 30))
program.enter(open_with_key(Path({folder!r}), bytes(range(32)), nurse, clock))

def look():
    if program._desk.tasks.busy:
        QTimer.singleShot(1, look)
    else:
        program.window.grab()
        done(time.perf_counter() - began)

QTimer.singleShot(0, look)
app.exec()
"""

_PEAK = """
from pathlib import Path as _Path
_done = done
def done(text=""):
    # Not getrusage: that counts the memory of the process that started this one, too.
    told = _Path("/proc/self/status").read_text()
    _done(told.partition("VmHWM:")[2].split()[0])
"""


def run(program: str, **values: str) -> str:
    """Run a program text until its first paint; return what it printed."""
    return _run(AT_FIRST_PAINT.format(root=str(ROOT)) + program.format(**values))


def peak_kib(program: str, **values: str) -> int:
    """Run a program text until its first paint; return the most memory it ever held, in KiB."""
    start = AT_FIRST_PAINT.format(root=str(ROOT)) + _PEAK
    return int(_run(start + program.format(**values)))


def timed(call: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _run(text: str) -> str:
    # As after set-up: bytecode is compiled and may be kept.
    environment = {name: value for name, value in os.environ.items() if name != _NO_BYTECODE}
    ended = subprocess.run(
        [sys.executable, "-c", text],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=environment,
    )
    return ended.stdout.strip()
