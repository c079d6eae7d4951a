# SPDX-License-Identifier: Apache-2.0
"""Starts the window: first the unlock window, at once; everything else while the person types.

Before the first paint only QtWidgets and a few small modules of ours are imported; tests/bench
measures it against an empty window.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QObject,
    QSettings,
    QTimer,
    QTranslator,
)
from PySide6.QtWidgets import QApplication, QWidget

from schoolguard.ui.access.door_plate import read_door_plate
from schoolguard.ui.access.few_texts import FewTexts
from schoolguard.ui.access.unlock import UnlockWindow
from schoolguard.ui.theme import fonts
from schoolguard.ui.theme.stylesheet import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from schoolguard.app import School
    from schoolguard.app.bureau import Bureau
    from schoolguard.kernel.clock import Clock
    from schoolguard.kernel.texts import Texts
    from schoolguard.ui.desk import Desk
    from schoolguard.ui.doors import Doors

_LANGUAGES: Final = ("zh_CN", "en")
_TURN_SECONDS: Final = 0.0005
_LAST_SCHOOL: Final = "last/school"
_LANGUAGE: Final = "last/language"


def run_window(
    school: Path | None, *, now: "datetime | None" = None, language: str | None = None
) -> int:
    """Open the window and stay until it is closed; return the exit code.

    Args:
        school: the folder to open; None: the one opened last, or the welcome.
        now: a fixed clock, for demonstrations.
        language: None: the one chosen last, Chinese at first.
    """
    app = make_application()
    program = Program(app, lambda: _clock(now), language or _kept_language())
    program.start(school or _kept_school())
    QTimer.singleShot(0, lambda: _preload(program.language))
    return app.exec()


def make_application() -> QApplication:
    """Return the dressed application, the running one if there is one."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    # fcitx has no plug-in for this Qt, but answers to the ibus protocol (hydrus issue 1794).
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
    # By name: a style object handed through Python would cost 4 ms before the first paint.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QCoreApplication.setOrganizationName("SchoolGuard")
    QCoreApplication.setApplicationName("window")
    # The database thread hands the interpreter back to the window after half a millisecond.
    sys.setswitchinterval(_TURN_SECONDS)
    fonts.add_regular()
    apply_theme(app)
    return app


class Program(QObject):
    """Goes from window to window: welcome or unlock, then the school, then out again."""

    def __init__(self, app: QApplication, make_clock: "Callable[[], Clock]", language: str) -> None:
        super().__init__(app)
        self._make_clock = make_clock
        self.language = language if language in _LANGUAGES else _LANGUAGES[0]
        self.window: QWidget | None = None
        self._desk: Desk | None = None
        self._folder: Path | None = None
        self._translator: QTranslator | None = None
        sys.excepthook = lambda kind, error, trace: _tell(self, kind, error, trace)

    @property
    def texts(self) -> "Texts":
        """All sentences in the language of the moment."""
        from schoolguard.kernel.texts import Texts  # noqa: PLC0415 - not before the first paint

        return Texts(self.language)

    @property
    def clock(self) -> "Clock":
        """The clock that everything runs by; made when first asked for."""
        return self._make_clock()

    def start(self, folder: Path | None) -> None:
        """Show the unlock window of a school, or the welcome where there is none."""
        self._folder = folder
        plate = read_door_plate(folder) if folder is not None else None
        if plate is None:
            _doors(self).welcome()
            return
        where = plate.folder
        unlock = UnlockWindow(
            FewTexts(self.language),
            plate,
            lambda _, login, password: _open(where, login, password, self.clock),
        )
        unlock.opened.connect(self.enter)
        unlock.forgotten.connect(lambda: _doors(self).recover(where))
        unlock.other_wanted.connect(lambda: self.start(None))
        unlock.language_wanted.connect(self.speak)
        self.show_window(unlock)

    def enter(self, session: "School | Bureau") -> None:
        """Open the window of a school, or of a bureau, that is unlocked."""
        from schoolguard.app.bureau import Bureau  # noqa: PLC0415 - not before the unlock window

        QSettings().setValue(_LAST_SCHOOL, str(session.folder))
        self._folder = session.folder
        fonts.add_bold()
        if isinstance(session, Bureau):
            self._enter_bureau(session)
        else:
            self._enter_school(session)

    def _enter_bureau(self, office: "Bureau") -> None:
        from schoolguard.ui.bureau.window import BureauWindow  # noqa: PLC0415 - seldom shown

        self.translate()
        self.show_window(BureauWindow(office, self.texts))

    def _enter_school(self, school: "School") -> None:
        from schoolguard.ui.desk import Desk  # noqa: PLC0415 - not before the unlock window
        from schoolguard.ui.notify import Notify  # noqa: PLC0415 - as above
        from schoolguard.ui.tasks import Tasks  # noqa: PLC0415 - as above

        self.language = school.settings.language
        texts = self.texts
        self.translate()
        notify = Notify(texts, self)
        tasks = Tasks(school, notify.error, self)
        self._desk = Desk(school, texts, tasks, notify)
        self._show_main(self._desk)

    def _show_main(self, desk: "Desk") -> None:
        from schoolguard.ui.window import MainWindow  # noqa: PLC0415 - after the unlock window

        main = MainWindow(desk)
        main.closed.connect(self._leave)
        main.leave_wanted.connect(self._log_out)
        main.language_changed.connect(self._rebuild)
        main.fill_small_screen()
        self.show_window(main)
        if desk.school.behind is not None:
            desk.notify.attention(desk.texts("store.notice.behind"))

    def speak(self, language: str) -> None:
        """Go on in another language."""
        QSettings().setValue(_LANGUAGE, language)
        self.language = language
        self.start(self._folder)

    def _rebuild(self) -> None:
        desk = self._desk
        if desk is None:
            return
        self.language = desk.school.settings.language
        self.translate()
        desk.texts = desk.notify.texts = self.texts
        self._show_main(desk)

    def _log_out(self) -> None:
        self._close_desk()
        self.start(self._folder)

    def _leave(self) -> None:
        if self.sender() is self.window:
            self._close_desk()

    def _close_desk(self) -> None:
        if self._desk is not None:
            self._desk.tasks.close()
            self._desk.school.close()
            self._desk = None

    def show_window(self, window: QWidget) -> None:
        """Put another window in the place of the one that is shown."""
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def translate(self) -> None:
        """Make Qt's own words speak the language of the moment."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.language}", folder):
            QCoreApplication.installTranslator(self._translator)


def _doors(program: Program) -> "Doors":
    from schoolguard.ui.doors import Doors  # noqa: PLC0415 - not before the first paint

    return Doors(program, program)


def _open(folder: Path, login: str, password: str, clock: "Clock") -> object:
    from schoolguard.ui.doors import open_record  # noqa: PLC0415 - not before the first paint

    return open_record(folder, login, password, clock)


def _tell(
    program: Program,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Show what nobody caught, unless it only ends the program."""
    if not isinstance(error, Exception):
        sys.__excepthook__(kind, error, trace)
        return
    from schoolguard.ui.notify import BugDialog  # noqa: PLC0415 - hoped never to be needed

    BugDialog.tell(QApplication.activeWindow(), program.texts, error)


def _preload(language: str) -> None:
    from schoolguard.ui.access.opening import preload  # noqa: PLC0415 - after the first paint

    preload(language)


def _clock(now: "datetime | None") -> "Clock":
    from schoolguard.kernel.clock import FixedClock, SystemClock  # noqa: PLC0415 - as above

    return SystemClock() if now is None else FixedClock(now)


def _kept_language() -> str:
    return str(QSettings().value(_LANGUAGE) or _LANGUAGES[0])


def _kept_school() -> Path | None:
    kept = QSettings().value(_LAST_SCHOOL)
    return Path(str(kept)) if kept else None
