# SPDX-License-Identifier: Apache-2.0
"""Puts stays, looks and notices into words, for every paper of the room alike."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from schoolguard.isolation.drafts import History
from schoolguard.isolation.kinds import Answer, Destination
from schoolguard.isolation.pack import IsolationRules, Named
from schoolguard.isolation.values import Observation, StayLine
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import CHINESE, Texts

K = TypeVar("K")


class StayWords:
    """The words of one language and one pack; an id that left the pack stands for itself."""

    def __init__(self, texts: Texts, rules: IsolationRules) -> None:
        self.texts = texts
        self.rules = rules

    @property
    def tag(self) -> str:
        """The language as readers of a PDF know it."""
        return "zh-CN" if self.texts.language == CHINESE else "en"

    def choice(self, choices: Mapping[K, Named], choice: K) -> str:
        """Return the name of an entry of the pack."""
        return choices[choice].name(self.texts.language) if choice in choices else str(choice)

    def destination(self, destination: Destination | None) -> str:
        """Return where somebody went; empty while they are there."""
        if destination is None:
            return ""
        if destination in self.rules.destinations:
            return self.choice(self.rules.destinations, destination)
        return self.texts(f"isolation.destination.{destination.value}")

    def symptoms(self, symptoms: Iterable[str]) -> str:
        """Return symptoms in the order of the pack."""
        order = list(self.rules.symptoms)
        known = sorted(symptoms, key=lambda one: order.index(one) if one in order else len(order))
        return " ".join(self.choice(self.rules.symptoms, one) for one in known)

    def celsius(self, look: Observation | None) -> str:
        """Return a temperature with its site; empty for no look, said where none was taken."""
        if look is None:
            return ""
        if look.decicelsius is None:
            return self.texts("isolation.paper.not_measured")
        method = self.rules.methods.get(look.site)
        site = method.short_name(self.texts.language) if method else look.site
        return f"{look.decicelsius / 10:.1f} {site}"

    def history(self, history: History) -> tuple[str, str]:
        """Return what was answered about contacts and about travel."""
        return (
            self._answer(history.contacts, history.contacts_text),
            self._answer(history.travel, history.travel_text),
        )

    def place(self, line: StayLine) -> str:
        """Return room, zone and bed of a stay."""
        return " ".join(word for word in (line.room_name, line.zone_name, line.bed_name) if word)

    def replaced(self, field: str, value: str) -> str:
        """Return a value of a correction in words; `field` is that of the correction."""
        what = field.rsplit(maxsplit=1)[-1]
        readers: dict[str, Callable[[str], str]] = {
            "decicelsius": lambda tenths: f"{int(tenths) / 10:.1f}",
            "symptoms": lambda ids: self.symptoms(ids.split()),
            "site": lambda method: self.choice(self.rules.methods, method),
            "contacts": lambda answer: self.texts(f"isolation.answer.{answer}"),
            "travel": lambda answer: self.texts(f"isolation.answer.{answer}"),
            "standing": self._ended,
        }
        if value and what.endswith("_at"):
            return moment(datetime.fromisoformat(value))
        return readers[what](value) if value and what in readers else value

    def join(self, *parts: str) -> str:
        """Return the parts that are not empty, one after another."""
        return self.texts("isolation.paper.between").join(part for part in parts if part)

    def _ended(self, words: str) -> str:
        """Return how a stay had ended: its standing, then perhaps a destination, then the rest."""
        standing, _, rest = words.partition(" ")
        where, _, others = rest.partition(" ")
        said = self.texts(f"isolation.standing.{standing}")
        if where in set(Destination):
            rest = f"{self.destination(Destination(where))} {others}"
        return f"{said} {rest}".rstrip()

    def _answer(self, answer: Answer, text: str) -> str:
        if answer is Answer.YES:
            return text or self.texts("isolation.answer.yes")
        return self.texts(f"isolation.paper.{answer.value}")


def clock(at: datetime | None) -> str:
    """Return the hour, e.g. ``09:50``; empty for None."""
    return "" if at is None else f"{local_time(at):%H:%M}"


def moment(at: datetime | None) -> str:
    """Return day and hour, e.g. ``2026-09-01 09:50``; empty for None."""
    return "" if at is None else f"{local_time(at):%Y-%m-%d %H:%M}"


def clock_on(at: datetime | None, day: datetime) -> str:
    """Return the hour, with the day in front where it is another than that of `day`."""
    if at is None or local_time(at).date() == local_time(day).date():
        return clock(at)
    return f"{local_time(at):%m-%d %H:%M}"
