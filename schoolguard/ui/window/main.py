# SPDX-License-Identifier: Apache-2.0
"""The main window: a sidebar of pages, a header, messages, one page at a time, and the lock.

Pages are built when first opened and kept. A locked window shows nothing of the school; its pages
stay as they were below.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard import rulebook
from schoolguard.app.rule_book import noting_set_aside
from schoolguard.kernel.changes import Changes
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import MessageBar
from schoolguard.ui.pages import HOME_KEY, make_page, pages_for
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.scrolled import Scrolled
from schoolguard.ui.window.about import AboutDialog
from schoolguard.ui.window.header import Header
from schoolguard.ui.window.help_window import HelpWindow
from schoolguard.ui.window.idle_watch import IdleWatch
from schoolguard.ui.window.lock import LockScreen
from schoolguard.ui.window.progress_panel import ProgressPanel
from schoolguard.ui.window.sidebar import Sidebar
from schoolguard.ui.window.watch import WarningWatch

_TITLE_BAR = 32
_SMALLEST = (560, 340)
"""A screen of 1366 x 768 at 200 %, with room for the system's own bars; pages scroll then."""

_FIRST_LOOK_MS = 3000
"""After unlocking: the home page comes first."""

_ROOMY_WIDTH = 1280
"""Below this, as on a small screen at 125 % and more, buttons keep their icons only."""


class MainWindow(QWidget):
    """One person's window on one school.

    Signals:
        closed: the window is gone; its school can be closed.
        leave_wanted: the person logs out, to let somebody else in.
        language_changed: the school's language is another one now.
    """

    closed = Signal()
    leave_wanted = Signal()
    language_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        desk.go = self.open_page
        self.setWindowTitle(f"{desk.school.settings.name} – {desk.texts('ui.app')}")
        self.resize(1366, 768)
        self.setMinimumSize(*_SMALLEST)
        self._specs = {spec.key: spec for spec in pages_for(desk.school.actor)}
        self._pages: dict[str, Page] = {}
        self._help: HelpWindow | None = None
        self._work = QWidget(self)
        self.sidebar = Sidebar(desk.texts, tuple(self._specs.values()), self._work)
        self.header = Header(desk, self._work)
        self.message_bar = MessageBar(desk.notify, self._work)
        self._stack = QStackedWidget(self._work)
        self._is_roomy = True
        self._progress = ProgressPanel(desk.texts, self._work)
        self.lock_screen = LockScreen(desk, self)
        self._idle = IdleWatch(desk.school.settings.idle_lock_minutes, self)
        self._arrange()
        self._connect()
        self.open_page(HOME_KEY)
        if note := noting_set_aside(desk.school):
            desk.tasks.change(self, note)
        desk.tasks.query(self, rulebook.packs_to_keep, self._keep_packs)
        self._watch = WarningWatch(desk, self)
        self._watch.begin(_FIRST_LOOK_MS)

    @property
    def page(self) -> Page:
        """The page that is open."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101 - only pages are put on the stack
        return page

    @property
    def is_locked(self) -> bool:
        """Whether the lock screen is up."""
        return self._layers.currentWidget() is self.lock_screen

    def keys(self) -> tuple[str, ...]:
        """Return the keys of the pages that this person sees, in order."""
        return tuple(self._specs)

    def open_page(self, key: str, **args: object) -> None:
        """Show a page; with arguments, something in particular on it."""
        if key not in self._specs:
            return
        if key not in self._pages:
            self._pages[key] = make_page(self._specs[key], self.desk)
            self._stack.addWidget(self._pages[key])
            self._pages[key].take_focus()
        self._bring_forward(self._pages[key])
        self.sidebar.show_current(key)
        if args:
            self._pages[key].show_args(**args)

    def _keep_packs(self, texts: Mapping[str, str]) -> None:
        if texts:
            self.desk.tasks.change(self, lambda unit: rulebook.keep_packs(unit, texts))

    def _forget_pages(self) -> None:
        """Let pages behind be built anew when next opened: each goes by the rules it began with."""
        for key, page in tuple(self._pages.items()):
            if page is not self.page:
                self._stack.removeWidget(self._pages.pop(key))
                page.deleteLater()

    def _bring_forward(self, page: Page) -> None:
        # A page behind must not keep the one in front as wide as it wants to be itself.
        policy = QSizePolicy.Policy
        for other in self._pages.values():
            other.setSizePolicy(policy.Ignored, policy.Ignored)
        page.setSizePolicy(policy.Preferred, policy.Preferred)
        page.show_words(on=self._is_roomy)
        self._stack.setCurrentWidget(page)

    def fill_small_screen(self) -> None:
        """Take the whole screen where the window would not fit beside a title bar."""
        room = self.screen().availableSize()
        if room.width() <= self.width() or room.height() - _TITLE_BAR <= self.height():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def lock(self) -> None:
        """Hide the school; the PIN or the password brings it back."""
        while (dialog := QApplication.activeModalWidget()) is not None:
            if not dialog.close():
                break
        if self._help is not None:
            self._help.close()
        self._layers.setCurrentWidget(self.lock_screen)
        self.lock_screen.begin()

    def show_help(self) -> None:
        """Open the manual at the chapter of the page at hand."""
        if self._help is None:
            self._help = HelpWindow(self.desk.texts)
        self._help.open(self.page.help_chapter)
        self._help.show()
        self._help.activateWindow()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.message_bar)
        right.addWidget(Scrolled(self._stack, self._work), 1)
        right.addWidget(self._progress)
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = Scrolled(self.sidebar, self._work)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFixedWidth(self.sidebar.width())
        row.addWidget(self._side)
        row.addLayout(right, 1)
        self._layers = QStackedWidget(self)
        self._layers.addWidget(self._work)
        self._layers.addWidget(self.lock_screen)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._layers)

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.help_wanted.connect(self.show_help)
        self.sidebar.about_wanted.connect(lambda: AboutDialog.tell(self, self.desk.texts))
        self.header.lock_wanted.connect(self.lock)
        self.header.search.found.connect(
            lambda person_id: self.open_page("roster", person_id=person_id)
        )
        self.desk.tasks.work_started.connect(self._progress.watch)
        self.desk.tasks.changed.connect(self._on_changed)
        self._idle.idle.connect(self.lock)
        self.lock_screen.unlocked.connect(lambda: self._layers.setCurrentWidget(self._work))
        self.lock_screen.leave_wanted.connect(self.leave_wanted)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_help)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock)

    def _on_changed(self, changes: Changes) -> None:
        if Changes.RULES in changes:
            self._forget_pages()
        if Changes.SETTINGS in changes:
            settings = self.desk.school.settings
            self._idle.minutes = settings.idle_lock_minutes
            self.header.tell()
            if settings.language != self.desk.texts.language:
                self.language_changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_roomy = self.width() >= _ROOMY_WIDTH
        if is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            self.sidebar.show_words(on=is_roomy)
            self._side.setFixedWidth(self.sidebar.width())
            self.header.show_words(on=is_roomy)
            self.page.show_words(on=is_roomy)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._help is not None:
            self._help.close()
        super().closeEvent(event)
        self.closed.emit()
