# SPDX-License-Identifier: Apache-2.0
"""How places, tasks, states and strengths are worded on the screen."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from schoolguard.disinfection import (
    DisinfectionRules,
    Named,
    OrderWhy,
    Place,
    PlaceKind,
    PlannedTask,
    RoundState,
    Work,
)
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts


class Words:
    """Texts and rules together, in the reader's language."""

    def __init__(self, texts: Texts, rules: DisinfectionRules, diseases: Mapping[str, str]) -> None:
        """Take what names things; `diseases` are names by id, in the order of their pack."""
        self.texts = texts
        self.rules = rules
        self.diseases = diseases
        self.language = texts.language

    def kind(self, kind: PlaceKind) -> str:
        """Return the name of a kind of place."""
        return self.rules.kinds[kind].name(self.language)

    def named(self, entries: Mapping[str, Named], entry_id: str) -> str:
        """Return the name of an entry of the pack; one that is no longer there shows its id."""
        known = entries.get(entry_id)
        return known.name(self.language) if known else entry_id

    def agent(self, agent_id: str) -> str:
        """Return the name of an agent; empty for none."""
        return self.named(self.rules.agents, agent_id) if agent_id else ""

    def disease(self, disease_id: str) -> str:
        """Return the name of a disease; empty for none."""
        return self.diseases.get(disease_id, disease_id)

    def work(self, work: Work) -> str:
        """Return the short name of a kind of work."""
        return self.texts(f"disinfection.work.{work.value}")

    def why(self, why: OrderWhy) -> str:
        """Return what asked for an order."""
        return self.texts(f"disinfection.why.{why.value}")

    def state(self, state: RoundState) -> str:
        """Return the state of a round in full."""
        return self.texts(f"disinfection.state.{state.value}")

    def floor(self, place: Place) -> str:
        """Return building and floor of a place; a sentence where neither is known."""
        where = " ".join(part for part in (place.building, place.floor) if part)
        return where or self.texts("disinfection_page.no_floor")

    def strength(self, low: int, high: int) -> str:
        """Return a range of strengths in mg/L; empty where none is asked for."""
        if not high and not low:
            return ""
        return f"{low} mg/L" if low == high or not high else f"{low}-{high} mg/L"

    def asked(self, planned: PlannedTask) -> str:
        """Return what a task asks for: agent, strength, contact time, minutes, rinsing."""
        parts = [self.work(planned.task.work)]
        if planned.agents:
            parts.append(self.agent(planned.agents[0]))
        parts.append(self.strength(planned.low_mg_per_litre, planned.high_mg_per_litre))
        if planned.contact_minutes:
            parts.append(self.texts("disinfection_page.contact", minutes=planned.contact_minutes))
        if planned.minutes:
            parts.append(self.texts("disinfection_page.minutes", minutes=planned.minutes))
        if planned.task.rinse:
            parts.append(self.texts("disinfection_page.rinse"))
        return self.texts("disinfection_page.between").join(filter(None, parts))

    def hour(self, at: datetime | None) -> str:
        """Return the hour of an instant; empty for none."""
        return "" if at is None else f"{local_time(at):%H:%M}"

    def moment(self, at: datetime | None, today: date) -> str:
        """Return the hour of an instant of today, with the day in front for another."""
        if at is None:
            return ""
        return self.hour(at) if local_day(at) == today else f"{local_time(at):%m-%d %H:%M}"

    def day(self, day: date | None) -> str:
        """Return a day; empty for none."""
        return "" if day is None else day.isoformat()

    def week(self, monday: date) -> str:
        """Return a week by its first and last day."""
        return f"{monday:%m-%d} — {monday + timedelta(days=6):%m-%d}"
