# SPDX-License-Identifier: Apache-2.0
"""One thing that is due: how urgent, in which words, and where one click leads.

Rooms above the flows (the daily report, the packages) add theirs; all are sorted together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from schoolguard.kernel.errors import Param
from schoolguard.kernel.texts import Texts


class Urgency(IntEnum):
    """How much a thing presses; the smaller, the more."""

    ALARM = 0
    """A child or an outbreak may depend on it."""

    OVERDUE = 1
    DUE = 2
    LATER = 3
    NOTE = 4
    """Worth a look when there is time."""


class DueKind(StrEnum):
    """What kind of thing is due; pages choose an icon by it."""

    SHEET = "sheet"
    RECHECK = "recheck"
    ABSENCE = "absence"
    REGULARITY = "regularity"
    INTAKE = "intake"
    """Confirmed fever, and nobody took the person into the isolation room."""

    ISOLATION = "isolation"
    DISINFECTION = "disinfection"
    CASE = "case"
    SUSPENSION = "suspension"
    CLEARANCE = "clearance"
    WARNING = "warning"
    REPORT = "report"
    PACKAGE = "package"


class Nameable(Protocol):
    """An entry of a rule pack that has a name in each language."""

    def name(self, language: str) -> str:
        """Return the name in a language of the program."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that is due.

    Attributes:
        text_key: the sentence, with `params` in it.
        params: values that the sentence names; people may be among them, so never log them.
        words: parameters that are texts themselves, name -> text key.
        named: parameters that are entries of a rule pack.
        page: key of the page where it is done.
        args: for that page, e.g. the class or the case.
        due_at: None when it has no hour.
    """

    kind: DueKind
    urgency: Urgency
    text_key: str
    page: str
    args: Mapping[str, Param] = field(default_factory=dict)
    params: Mapping[str, Param] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, Nameable] = field(default_factory=dict)
    due_at: datetime | None = None

    def text(self, texts: Texts) -> str:
        """Return the sentence in the reader's language."""
        words = {name: texts(key) for name, key in self.words.items()}
        names = {name: entry.name(texts.language) for name, entry in self.named.items()}
        return texts(self.text_key, **self.params, **words, **names)


_NEVER = datetime.max.replace(tzinfo=UTC)


def by_urgency(items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """Return things that are due, most urgent first; within that, the earliest first."""
    return tuple(sorted(items, key=lambda item: (item.urgency, item.due_at or _NEVER)))
