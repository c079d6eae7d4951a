# SPDX-License-Identifier: Apache-2.0
"""The words that plans and records have on paper."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from schoolguard.disinfection.kinds import OrderWhy, Outcome, Work
from schoolguard.disinfection.mixing import percent_text
from schoolguard.disinfection.pack import DisinfectionRules, Safety
from schoolguard.disinfection.rules import ORDER_TASK
from schoolguard.disinfection.values import Place, PlannedTask, Record
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import Align, Column, Document, Frame, Note, Section, Signatures

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

    def work(self, work: Work) -> str:
        """Return the kind of work."""
        return self.texts(f"disinfection.work.{work.value}")

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

    def person(self, name: str) -> str:
        """Return a name, or that nobody is named."""
        return name or self.texts("disinfection.paper.nobody")

    def weekday(self, day: date) -> str:
        """Return month, day and weekday."""
        name = self.texts(f"disinfection.paper.day_{day.weekday()}")
        return f"{day.month}-{day.day} {name}"

    def week(self, monday: date) -> str:
        """Return a week by its days and number."""
        return self.texts(
            "disinfection.paper.week",
            first=monday.isoformat(),
            last=(monday + timedelta(days=6)).isoformat(),
            week=monday.isocalendar().week,
        )

    def where(self, place: Place) -> str:
        """Return building and floor; empty where neither is known."""
        return " ".join(part for part in (place.building, place.floor) if part)

    def join(self, *parts: str) -> str:
        """Return the parts that say something, one after another."""
        return self.texts("disinfection.paper.between").join(part for part in parts if part)

    def signatures(self, *keys: str) -> Signatures:
        """Return lines to sign on."""
        return Signatures(tuple(self.texts(f"disinfection.paper.{key}") for key in keys))

    def document(
        self,
        title: str,
        sections: tuple[Section, ...],
        school_name: str,
        *,
        subtitle: str = "",
        facts: tuple[str, ...] = (),
        landscape: bool = False,
        dense: bool = False,
    ) -> Document:
        """Return a document with the school's frame around it."""
        return Document(
            title=title,
            sections=sections,
            subtitle=subtitle,
            facts=(self.texts("disinfection.paper.school", name=school_name), *facts),
            frame=Frame(
                running=title,
                footer=school_name,
                page_label=self.texts("disinfection.paper.page", page="{page}", pages="{pages}"),
            ),
            landscape=landscape,
            dense=dense,
            language="zh-CN" if self.texts.language == CHINESE else "en",
        )


def moment(at: datetime) -> str:
    """Return month, day and hour of an instant."""
    return f"{local_time(at):%m-%d %H:%M}"


def hour(at: datetime | None) -> str:
    """Return the hour of an instant; empty for none."""
    return "" if at is None else f"{local_time(at):%H:%M}"


def table_columns(
    texts: Texts, table: str, shares: Sequence[tuple[str, float]]
) -> tuple[Column, ...]:
    """Return a table's columns: keys of their titles and their widths."""
    narrow = {"number", "time", "planned", "late", "entered_late", "missed", "percent"}
    narrow |= {"done"} if table == "record" else set()
    wraps = {"note", "by"} if table == "door" else None
    return tuple(
        Column(
            texts(f"disinfection.{table}.column.{key}"),
            share,
            Align.CENTRE if key in narrow else Align.LEFT,
            wrap=key not in narrow if wraps is None else key in wraps,
        )
        for key, share in shares
    )


def safety_section(lines: Sequence[Safety], words: PaperWords) -> Section:
    """Return the safety lines, numbered."""
    language = words.texts.language
    notes = tuple(Note(f"{n}. {line.name(language)}") for n, line in enumerate(lines, 1))
    return Section(words.texts("disinfection.paper.safety"), notes)
