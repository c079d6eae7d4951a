# SPDX-License-Identifier: Apache-2.0
"""A school that is open: what every page and command receives."""

from pathlib import Path

from typing_extensions import override

from schoolguard.app.calendar import read_calendar
from schoolguard.app.record import Record
from schoolguard.app.settings import read_settings
from schoolguard.kernel.actor import Actor
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store.vault import Vault


class School(Record):
    """One open school, with its settings and calendar at hand.

    Attributes:
        rules_edition: goes up when the school's own rules change (see `rule_book`).
    """

    def __init__(self, folder: Path, vault: Vault, clock: Clock, actor: Actor) -> None:
        super().__init__(folder, vault, clock, actor)
        self.rules_edition = 0
        self._settings: SchoolSettings | None = None
        self._calendar: SchoolCalendar | None = None

    @property
    def settings(self) -> SchoolSettings:
        """Return the settings in force."""
        if self._settings is None:
            self._settings = self.query(read_settings)
        return self._settings

    @property
    def calendar(self) -> SchoolCalendar:
        """Return the school calendar in force."""
        if self._calendar is None:
            self._calendar = self.query(read_calendar)
        return self._calendar

    @override
    def committed(self, changes: Changes) -> None:
        """Read settings, calendar and rules again when next asked for, if they changed."""
        if Changes.SETTINGS in changes:
            self._settings = None
            self._calendar = None
        if Changes.RULES in changes:
            self.rules_edition += 1
