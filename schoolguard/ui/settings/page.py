# SPDX-License-Identifier: Apache-2.0
"""Settings in three tabs; each is saved by itself, with a reason, and keeps what stood before."""

from PySide6.QtWidgets import QTabWidget, QWidget
from typing_extensions import override

from schoolguard.kernel.changes import Changes
from schoolguard.ui.desk import Desk
from schoolguard.ui.settings.calendar_tab import CalendarTab
from schoolguard.ui.settings.deadlines_tab import DeadlinesTab
from schoolguard.ui.settings.school_tab import SchoolTab
from schoolguard.ui.widgets.page import Page


class SettingsPage(Page):
    """The school's own decisions."""

    title_key = "settings.title"
    help_chapter = "settings"
    concerns = Changes.SETTINGS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.school_tab = SchoolTab(desk, self)
        self.calendar_tab = CalendarTab(desk, self)
        self.deadlines_tab = DeadlinesTab(desk, self)
        tabs = QTabWidget(self)
        tabs.tabBar().setAccessibleName(self.text("settings.title"))
        tabs.addTab(self.school_tab, self.text("settings.school.tab"))
        tabs.addTab(self.calendar_tab, self.text("settings.calendar.tab"))
        tabs.addTab(self.deadlines_tab, self.text("settings.deadlines.tab"))
        self.body.addWidget(tabs, 1)

    @override
    def refresh(self) -> None:
        self.school_tab.show_settings(self.desk.school.settings)
        self.calendar_tab.show_calendar(self.desk.school.calendar)
