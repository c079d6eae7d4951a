# SPDX-License-Identifier: Apache-2.0
"""What leaves the room on paper: register, slip in two copies, note for the hospital."""

from datetime import date

from schoolguard.app.today import flow_rules
from schoolguard.isolation import Stay
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.page import Page


class Papers:
    """Makes documents and hands them over."""

    def __init__(self, desk: Desk, words: Words, page: Page) -> None:
        self._desk, self._words, self._page = desk, words, page
        self._rules = flow_rules(desk.school).isolation

    def print_register(self, today: date) -> None:
        """Show the register of a span of days as paper."""

    def export_register(self, today: date) -> None:
        """Write the register of a span of days as a sheet."""

    def slip(self, stay: Stay) -> None:
        """Show the slip of a stay, in two copies."""

    def transfer(self, stay: Stay) -> None:
        """Show the note for the hospital."""
