# SPDX-License-Identifier: Apache-2.0
"""Says rules, gaps and standings in words, for window, slip and register alike."""

from collections.abc import Mapping
from datetime import date, datetime

from schoolguard.clearance.pack import (
    Anchor,
    ClearanceRules,
    PaperDemand,
    ReturnRule,
    Wait,
    Way,
)
from schoolguard.clearance.rules import Assessment, Missing, MissingKind
from schoolguard.clearance.values import Paper
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts


class ClearanceWords:
    """Texts, rules and names of diseases together, in the reader's language."""

    def __init__(self, texts: Texts, rules: ClearanceRules, diseases: Mapping[str, str]) -> None:
        """Take what names things.

        Args:
            texts: the reader's language.
            rules: the clearance pack, which names conditions and papers itself.
            diseases: names of diseases and causes of absence by id.
        """
        self.texts = texts
        self.rules = rules
        self.diseases = diseases

    def disease(self, disease_id: str) -> str:
        """Return the name of a disease; one no longer in the pack shows its id."""
        if not disease_id:
            return self.texts("clearance.disease_unknown")
        return self.diseases.get(disease_id, disease_id)

    def condition(self, condition_id: str) -> str:
        """Return a condition in words."""
        known = self.rules.conditions.get(condition_id)
        return known.name(self.texts.language) if known else condition_id

    def paper(self, paper_id: str) -> str:
        """Return the name of a kind of paper."""
        known = self.rules.papers.get(paper_id)
        return known.name(self.texts.language) if known else paper_id

    def wait(self, wait: Wait) -> str:
        """Return a time to wait in words, e.g. ``发病满14天``."""
        anchor = self.texts(f"clearance.since.{wait.anchor.value}")
        return self.texts(
            f"clearance.wait.{wait.span.name.lower()}", anchor=anchor, amount=wait.amount
        )

    def demand(self, demand: PaperDemand) -> str:
        """Return a demand for papers in words."""
        name = self.paper(demand.paper_id)
        if demand.count == 1:
            return name
        if not demand.apart_days:
            return self.texts("clearance.papers", name=name, count=demand.count)
        return self.texts(
            "clearance.papers_apart", name=name, count=demand.count, days=demand.apart_days
        )

    def way(self, way: Way) -> str:
        """Return all that a way asks for in one sentence, without the papers of every rule."""
        parts = [self.wait(one) for one in way.waits]
        parts += [self.condition(one) for one in way.conditions]
        parts += [self.demand(one) for one in way.papers]
        return self.texts("clearance.and").join((*parts[:1], *map(_within, parts[1:])))

    def period(self, rule: ReturnRule) -> str:
        """Return only what the isolation period of a rule is: times and conditions."""
        ways = (Way(way.id, way.waits, way.conditions, ()) for way in rule.ways)
        return self.texts("clearance.or").join(dict.fromkeys(self.way(way) for way in ways))

    def place(self, rule: ReturnRule) -> str:
        """Return where a variant is used; that of the program for a rule itself."""
        return rule.places.get(self.texts.language, "") or self.texts("clearance.original")

    def note(self, rule: ReturnRule) -> str:
        """Return what else to know of a rule; may be empty."""
        return rule.notes.get(self.texts.language, "")

    def _missing(self, one: Missing, now: datetime) -> str:
        """Return one thing that is missing, in words."""
        if one.kind is MissingKind.ANCHOR:
            return self.texts("clearance.missing.anchor", day=self.anchor(Anchor(one.what)))
        if one.kind is MissingKind.WAIT and one.wait is not None and one.until is not None:
            until = moment_words(one.until, now.date())
            return self.texts("clearance.missing.wait", wait=self.wait(one.wait), until=until)
        if one.kind is MissingKind.CONDITION:
            return self.texts("clearance.missing.condition", what=self.condition(one.what))
        name = self.demand(PaperDemand(one.what, one.count))
        return self.texts(f"clearance.missing.{one.kind.value}", name=name)

    def all_missing(self, said: Assessment, now: datetime) -> tuple[str, ...]:
        """Return all that is missing on the nearest way, in the order to see to it."""
        return tuple(self._missing(one, now) for one in said.missing)

    def anchor(self, anchor: Anchor) -> str:
        """Return what the day of an anchor is called."""
        return self.texts(f"clearance.anchor.{anchor.value}")

    def earliest(self, said: Assessment, now: datetime) -> str:
        """Return the earliest day, with its hour where hours are counted; empty for none."""
        if said.earliest_at is None:
            return ""
        return moment_words(said.earliest_at, now.date())

    def paper_line(self, paper: Paper) -> str:
        """Return a paper with issuer, day and number, in one line."""
        draft = paper.draft
        day = draft.issued_on.isoformat() if draft.issued_on else ""
        parts = (self.paper(draft.paper_id), draft.issuer, day, draft.number)
        return "  ".join(part for part in parts if part)


def _within(part: str) -> str:
    """Return a part as it stands within a sentence; Chinese knows no capitals."""
    return part[:1].lower() + part[1:]


def moment_words(at: datetime, today: date) -> str:
    """Return an instant as day, with the hour unless it is midnight; the year if another."""
    local = local_time(at)
    day = f"{local:%m-%d}" if local.year == today.year else f"{local:%Y-%m-%d}"
    return day if (local.hour, local.minute) == (0, 0) else f"{day} {local:%H:%M}"
