# SPDX-License-Identifier: Apache-2.0
"""The words that plans and records have on paper."""

from datetime import datetime

from schoolguard.disinfection.kinds import OrderWhy, Outcome
from schoolguard.disinfection.mixing import percent_text
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.rules import ORDER_TASK
from schoolguard.disinfection.values import PlannedTask, Record
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts

_MG_AS_PERCENT = 100_000
"""From this strength on, per cent reads better than mg/L."""


class PaperWords:
    """Texts and rules together, in the reader's language."""

    def __init__(self, texts: Texts, rules: DisinfectionRules) -> None:
        self.texts = texts
        self.rules = rules

    def task(self, task_id: str) -> str:
        """Return what a task is about; an id that is no longer in the pack stays an id."""
        known = self.rules.tasks.get(task_id)
        return known.name(self.texts.language) if known else task_id

    def subject(self, record: Record, why: OrderWhy | None = None) -> str:
        """Return what a record is about: its task, or why it was ordered."""
        if record.task_id == ORDER_TASK and why is not None:
            return self.why(why)
        return self.task(record.task_id)

    def why(self, why: OrderWhy) -> str:
        """Return the event behind an order."""
        return self.texts(f"disinfection.why.{why.value}")

    def method(self, method_id: str) -> str:
        """Return the name of a method; empty for none."""
        known = self.rules.methods.get(method_id)
        return known.name(self.texts.language) if known else method_id

    def agents(self, planned: PlannedTask) -> str:
        """Return the agents that may be used, the usual one first."""
        names = [self.agent(one) for one in planned.agents]
        return " / ".join(names)

    def agent(self, agent_id: str) -> str:
        """Return the name of an agent; empty for none."""
        known = self.rules.agents.get(agent_id)
        return known.name(self.texts.language) if known else agent_id

    def strength(self, low: int, high: int) -> str:
        """Return a range of strengths; empty where none is asked for."""
        if not low and not high:
            return ""
        if low == high:
            return self.texts("disinfection.paper.one", low=low)
        return self.texts("disinfection.paper.range", low=low, high=high)

    def times(self, planned: PlannedTask) -> str:
        """Return contact time and minutes asked for."""
        return self.join(
            self.contact(planned.contact_minutes),
            self.minutes(planned.minutes),
            self.texts("disinfection.paper.rinse") if planned.task.rinse else "",
        )

    def contact(self, minutes: int | None) -> str:
        """Return a contact time; empty for none."""
        return self.texts("disinfection.paper.contact", minutes=minutes) if minutes else ""

    def minutes(self, minutes: int | None) -> str:
        """Return a length of time; empty for none."""
        return self.texts("disinfection.paper.minutes", minutes=minutes) if minutes else ""

    def used(self, record: Record) -> str:
        """Return agent and strength of a record."""
        mg = record.mg_per_litre
        strength = self.strength(mg, mg) if mg is not None and mg < _MG_AS_PERCENT else ""
        if mg is not None and mg >= _MG_AS_PERCENT:
            strength = f"{percent_text(mg)} %"
        return " ".join(part for part in (self.agent(record.agent_id), strength) if part)

    def remarks(self, record: Record) -> str:
        """Return what is to be said of a record: not done, late entry, paper, faults, note."""
        faults = [self.texts(f"disinfection.fault.{one.value}") for one in sorted(record.faults)]
        late = ""
        if record.entered_late:
            reason = record.late_reason or self.texts("disinfection.record.from_paper")
            late = self.texts(
                "disinfection.record.entered_late", at=moment(record.entered_at), reason=reason
            )
        not_done = record.outcome is Outcome.NOT_DONE
        outcome = self.texts("disinfection.state.not_done") if not_done else ""
        return self.join(outcome, late, *faults, record.note)

    def join(self, *parts: str) -> str:
        """Return the parts that say something, one after another."""
        return self.texts("disinfection.paper.between").join(part for part in parts if part)


def moment(at: datetime) -> str:
    """Return month, day and hour of an instant."""
    return f"{local_time(at):%m-%d %H:%M}"


def hour(at: datetime | None) -> str:
    """Return the hour of an instant; empty for none."""
    return "" if at is None else f"{local_time(at):%H:%M}"
