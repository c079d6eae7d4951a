# SPDX-License-Identifier: Apache-2.0
"""What every page is handed: the school, the texts, the tasks, and ways to speak and to move."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from schoolguard.app import School
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.texts import Texts
from schoolguard.ui.notify import Notify
from schoolguard.ui.tasks import Tasks


def _nowhere(page_key: str, **args: object) -> None:
    """Stand in where no window is."""
    del page_key, args


@dataclass(slots=True)
class Desk:
    """One person's desk at one school, from unlocking to locking.

    Attributes:
        go: set by the window: opens a page by its key (see `pages`), with `Page.show_args`.
    """

    school: School
    texts: Texts
    tasks: Tasks
    notify: Notify
    go: Callable[..., None] = field(default=_nowhere)

    @property
    def clock(self) -> Clock:
        """The clock the whole school runs by."""
        return self.school.clock

    @property
    def folder(self) -> Path:
        """Where the school lives on disk."""
        return self.school.folder

    def navigate(self, page_key: str, **args: object) -> None:
        """Open a page by its key, e.g. ``navigate("checks", class_id=7)``."""
        self.go(page_key, **args)
