# SPDX-License-Identifier: Apache-2.0
"""How stays are worded on the screen: people, readings, countdowns, choices of the rule pack."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from schoolguard import roster
from schoolguard.isolation import (
    IsolationRules,
    Kind,
    Named,
    Observation,
    StayLine,
)
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.isolation.symptom_line import SymptomKey
from schoolguard.ui.widgets.curve import CurvePoint

_MINUTE: Final = timedelta(minutes=1)
_HOUR_MINUTES: Final = 60
_DAY_MINUTES: Final = 24 * 60


class Words:
    """Texts and rules together, in the reader's language."""

    def __init__(self, texts: Texts, rules: IsolationRules) -> None:
        self.texts = texts
        self.rules = rules
        language = texts.language
        self.symptoms = tuple(
            SymptomKey(one.id, one.key, one.name(language)) for one in rules.symptoms.values()
        )

    def choice(self, choices: Mapping[str, Named], choice_id: str) -> str:
        """Return the name of a choice; one no longer in the pack shows its id."""
        known = choices.get(choice_id)
        return known.name(self.texts.language) if known else choice_id

    def party(self, party_id: str) -> str:
        """Return the name of somebody who is told."""
        return self.choice(self.rules.parties, party_id)

    def fetching_party(self, kind: Kind) -> str:
        """Return the party that comes for a kind of person; empty where the pack names none."""
        for party in self.rules.parties.values():
            if party.fetches and kind in party.kinds:
                return party.id
        return ""

    def method(self, method_id: str) -> str:
        """Return the short name of a way to measure."""
        known = self.rules.methods.get(method_id)
        return known.short_name(self.texts.language) if known else method_id

    def symptom_names(self, ids: frozenset[str]) -> str:
        """Return the names of symptoms in the order of the pack."""
        known = [one.name for one in self.symptoms if one.id in ids]
        return " ".join(known + sorted(ids - {one.id for one in self.symptoms}))

    def name(self, line: StayLine) -> str:
        """Return a person's name; whose file was deleted is called so."""
        return line.name or self.texts("isolation_page.deleted_name")

    def where(self, line: StayLine) -> str:
        """Return the class, or what else somebody is."""
        return line.class_name or self.texts(f"isolation.kind.{line.kind.value}")

    def hour(self, at: datetime | None, now: datetime) -> str:
        """Return an instant as short as its distance allows: the hour today, else day and hour."""
        if at is None:
            return ""
        local = local_time(at)
        same = local_day(at) == local_day(now)
        return f"{local:%H:%M}" if same else f"{local:%m-%d %H:%M}"

    def day(self, day: date | None) -> str:
        """Return a day as month and day."""
        return "" if day is None else f"{day:%m-%d}"

    def span(self, length: timedelta) -> str:
        """Return a length of time in its two largest units."""
        minutes = max(0, int(length / _MINUTE))
        if minutes < _HOUR_MINUTES:
            return self.texts("isolation_page.span.minutes", minutes=minutes)
        if minutes < _DAY_MINUTES:
            hours, rest = divmod(minutes, _HOUR_MINUTES)
            return self.texts("isolation_page.span.hours", hours=hours, minutes=rest)
        days, rest = divmod(minutes, _DAY_MINUTES)
        return self.texts("isolation_page.span.days", days=days, hours=rest // _HOUR_MINUTES)

    def reading(self, seen: Observation | None) -> str:
        """Return a temperature with its site, or that none was taken."""
        if seen is None:
            return ""
        if seen.decicelsius is None:
            return self.texts("isolation_page.not_measured")
        return f"{celsius(seen.decicelsius)} {self.method(seen.site)}"

    def point(self, seen: Observation, now: datetime) -> CurvePoint:
        """Return one look as a point of the curve."""
        said = (
            self.hour(seen.taken_at, now),
            self.reading(seen),
            self.symptom_names(seen.symptoms),
        )
        words = "  ".join(part for part in (*said, seen.note) if part)
        return CurvePoint(seen.taken_at, seen.decicelsius, seen.fever, words)

    def relation(self, guardian: roster.Guardian) -> str:
        """Return what a guardian is to the person, in the family's own word if they have one."""
        return roster.relation_word(self.texts, guardian)


def celsius(decicelsius: int) -> str:
    """Return a temperature with its one decimal."""
    return f"{decicelsius / 10:.1f}"
