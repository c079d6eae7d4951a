# SPDX-License-Identifier: Apache-2.0
"""Types a paper door sheet back: choose place and week, then line after line as on the paper."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from schoolguard import disinfection
from schoolguard.disinfection import DoorSheet, Place, Signed
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.door_grid import DoorGrid
from schoolguard.ui.disinfection.place_box import PlaceBox
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog

_WEEKS_BACK = 8


class DoorDialog(HouseDialog):
    """Stays open from sheet to sheet: each is kept when the next is chosen with Ctrl+Enter."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        words: Words,
        places: Sequence[Place],
        at: PlaceId | None,
    ) -> None:
        text = desk.texts
        title = text("disinfection_page.door.title")
        super().__init__(parent, text, title, text("disinfection_page.door.deed"))
        self._desk, self._words = desk, words
        self.resize(900, 640)
        self.place = PlaceBox(words, places, self)
        self.place.setCurrentIndex(max(0, self.place.findData(int(at or 0))))
        self.week = QComboBox(self)
        self.week.setAccessibleName(text("disinfection_page.door.week"))
        today = local_day(desk.clock.now())
        monday = today - timedelta(days=today.weekday())
        for back in range(_WEEKS_BACK):
            self.week.addItem(
                words.week(monday - timedelta(weeks=back)),
                (monday - timedelta(weeks=back)).toordinal(),
            )
        self.grid = DoorGrid(words, self)
        self.why_not = QLineEdit(text("disinfection_page.door.why_not"), self)
        self.why_not.setAccessibleName(text("disinfection_page.door.why_not_label"))
        self.next_button = QPushButton(
            icon("chevron-right"), text("disinfection_page.door.next"), self
        )
        self._arrange()
        self.place.currentIndexChanged.connect(lambda _: self._read())
        self.week.currentIndexChanged.connect(lambda _: self._read())
        self.next_button.clicked.connect(self._keep_and_go_on)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._keep_and_go_on)
        self._read()

    @classmethod
    def tell(
        cls,
        parent: QWidget | None,
        desk: Desk,
        words: Words,
        places: Sequence[Place],
        at: PlaceId | None,
    ) -> None:
        """Show the dialog until it is closed."""
        cls(parent, desk, words, places, at).run()

    @override
    def check(self) -> bool:
        """Keep what is typed; close when it is on disk."""
        self._keep(self.accept)
        return False

    def _arrange(self) -> None:
        text = self.texts
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(self.place, 2)
        row.addWidget(self.week, 1)
        row.addWidget(self.next_button)
        hint = QLabel(text("disinfection_page.door.hint"), self)
        hint.setProperty("look", "small")
        hint.setWordWrap(True)
        below = QHBoxLayout()
        below.addWidget(QLabel(text("disinfection_page.door.why_not_label"), self))
        below.addWidget(self.why_not, 1)
        self.body.addLayout(row)
        self.body.addWidget(hint)
        self.body.addWidget(self.grid, 1)
        self.body.addLayout(below)
        self.deed_button.setAutoDefault(False)
        self.deed_button.setDefault(False)
        self.next_button.setAutoDefault(False)
        self.cancel_button.setAutoDefault(False)

    def _read(self) -> None:
        place_id = self.place.place_id
        if place_id is None:
            return
        week_on = date.fromordinal(int(self.week.currentData()))
        rules, calendar = self._words.rules, self._desk.school.calendar
        self._desk.tasks.query(
            self,
            lambda view: disinfection.door_sheet(view, place_id, week_on, rules, calendar),
            self._show,
        )

    def _show(self, sheet: DoorSheet) -> None:
        self.problem.say(Tone.INFO, "")
        self.grid.show_sheet(sheet)
        self.grid.setFocus()

    def _keep_and_go_on(self) -> None:
        def go_on() -> None:
            following = self.place.currentIndex() + 1
            if following < self.place.count():
                self.place.setCurrentIndex(following)
            else:
                self._read()

        self._keep(go_on)

    def _keep(self, then: Callable[[], None]) -> None:
        now = self._desk.clock.now()
        wrong = self.grid.wrong(now)
        if wrong:
            words = self.texts(
                "disinfection_page.door.wrong", number=wrong[0].number, text=wrong[0].text
            )
            self.problem.say(Tone.ALARM, words)
            return
        drafts = self.grid.drafts(now, self.why_not.text().strip())
        if not drafts:
            then()
            return
        rules, calendar = self._words.rules, self._desk.school.calendar

        def done(signed: tuple[Signed, ...]) -> None:
            words = self.texts("disinfection_page.done.typed_back", count=len(signed))
            self._desk.notify.done(words)
            then()

        self._desk.tasks.change(
            self,
            lambda unit: disinfection.sign_off_many(unit, drafts, rules, calendar),
            done,
            lambda error: self.problem.say(Tone.ALARM, self._sentence(error)),
        )

    def _sentence(self, error: Exception) -> str:
        return (
            self.texts.error(error) if isinstance(error, UserError) else str(type(error).__name__)
        )
