# SPDX-License-Identifier: Apache-2.0
"""The ways in besides the unlock window: welcome, founding a school or a bureau, recovery."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard.ui.theme import fonts

if TYPE_CHECKING:
    from schoolguard.kernel.clock import Clock
    from schoolguard.kernel.texts import Texts


class House(Protocol):
    """What the doors need of the program that they belong to."""

    window: QWidget | None

    @property
    def texts(self) -> "Texts":
        """All sentences in the language of the moment."""
        ...

    @property
    def clock(self) -> "Clock":
        """The clock that everything runs by."""
        ...

    def start(self, folder: Path | None) -> None:
        """Show the unlock window of a folder, or the welcome."""
        ...

    def enter(self, session: Any) -> None:  # noqa: ANN401 - a school or a bureau, not loaded here
        """Open the window of a record that is unlocked."""
        ...

    def speak(self, language: str) -> None:
        """Go on in another language."""
        ...

    def translate(self) -> None:
        """Make Qt's own words speak the language of the moment."""
        ...

    def show_window(self, window: QWidget) -> None:
        """Put another window in the place of the one that is shown."""
        ...


class Doors(QObject):
    """Opens the seldom-used doors of a program; each loads its own window."""

    def __init__(self, program: House, parent: QObject) -> None:
        super().__init__(parent)
        self._program = program

    def welcome(self) -> None:
        """Show the welcome: nothing is chosen yet."""
        from schoolguard.ui.access.welcome import WelcomeWindow  # noqa: PLC0415 - seldom shown

        welcome = WelcomeWindow(self._program.texts)
        welcome.new_wanted.connect(self.found_school)
        welcome.folder_chosen.connect(self._program.start)
        welcome.bureau_wanted.connect(self.found_bureau)
        welcome.language_wanted.connect(self._program.speak)
        self._program.show_window(welcome)

    def found_school(self) -> None:
        """Lead through the first start of a school."""
        from schoolguard.ui.access.wizard import FirstStart  # noqa: PLC0415 - seldom shown

        fonts.add_bold()
        self._program.translate()
        wizard = FirstStart(self._program.texts, self._program.clock)
        wizard.founded.connect(self._program.enter)
        wizard.given_up.connect(self.welcome)
        self._program.show_window(wizard)

    def found_bureau(self) -> None:
        """Ask for a new bureau and enter it."""
        from schoolguard.ui.bureau.dialogs import CreateBureauDialog  # noqa: PLC0415 - seldom shown

        program = self._program
        office = CreateBureauDialog.ask(program.window, program.texts, program.clock)
        if office is not None:
            program.enter(office)

    def recover(self, folder: Path) -> None:
        """Let somebody in who lost the password and has the recovery sheet."""
        from schoolguard.ui.access.recovery import RecoveryDialog  # noqa: PLC0415 - seldom shown

        program = self._program
        school = RecoveryDialog.ask(program.window, program.texts, folder, program.clock)
        if school is not None:
            program.enter(school)


def open_record(folder: Path, login: str, password: str, clock: "Clock") -> object:
    """Open whichever record lies in a folder, a school's or a bureau's.

    Raises:
        UserError: what opening it refuses.
    """
    from schoolguard.app import bootstrap  # noqa: PLC0415 - loads the store

    if (folder / bootstrap.BUREAU_STORE_FILE).is_file():
        return bootstrap.open_bureau(folder, password, clock)
    return bootstrap.open_school(folder, login, password, clock)
