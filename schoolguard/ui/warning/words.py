# SPDX-License-Identifier: Apache-2.0
"""A warning in plain words: facts first, never "outbreak", never a bare probability."""

from datetime import datetime

from schoolguard.cases import CaseRules
from schoolguard.flows.due import Nameable
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.warning import EarlyWarning, Level, Turn, UnitKind, WarningLine, WarningRules

_USUAL, _UNUSUAL = 0.01, 0.0001
"""Probabilities from which on a number is called usual, and below which very unusual."""

TONES = {
    Level.LEGAL: Tone.ALARM,
    Level.OUTBREAK: Tone.ALARM,
    Level.CLUSTER: Tone.ALARM,
    Level.RED: Tone.ATTENTION,
    Level.AMBER: Tone.INFO,
    Level.NOTE: Tone.MUTED,
}


class Words:
    """Everything that the page says of warnings, in the desk's language."""

    def __init__(self, texts: Texts, rules: WarningRules, cases: CaseRules) -> None:
        self.texts = texts
        self.rules = rules
        self.cases = cases

    def level(self, level: Level) -> str:
        """Return what a level is called."""
        return self.texts(f"warning_page.level.{level.name.lower()}")

    def topic(self, topic: str) -> str:
        """Return the name of a stream, a group of similar symptoms or a disease."""
        known: dict[str, Nameable] = {
            **self.rules.streams,
            **self.rules.similar,
            **self.cases.diseases,
        }
        return known[topic].name(self.texts.language) if topic in known else topic

    def unit(self, line: WarningLine) -> str:
        """Return what a unit is called."""
        if line.unit.kind is UnitKind.GRADE:
            return self.texts("warning.unit.grade", number=line.unit.number)
        if line.unit.kind in {UnitKind.SCHOOL, UnitKind.SHARED}:
            return self.texts(f"warning.unit.{line.unit.kind.value}")
        return line.unit_name

    def fact(self, line: WarningLine, turn: Turn) -> str:
        """Return what was counted on which days."""
        return self.texts(
            "warning_page.fact",
            unit=self.unit(line),
            topic=self.topic(line.topic),
            count=turn.count,
            span=self.span(turn),
        )

    def span(self, turn: Turn) -> str:
        """Return the days that were counted."""
        first, last = turn.first_on, turn.last_on
        if first == last:
            return self.texts("warning_page.day", month=last.month, day=last.day)
        return self.texts(
            "warning_page.days",
            month=first.month,
            day=first.day,
            last_month=last.month,
            last_day=last.day,
        )

    def usual(self, turn: Turn) -> str:
        """Return what is usual there, and how far this is from it; never the bare number."""
        if turn.usual is None:
            return self.texts("warning_page.usual.unknown")
        number = f"{turn.usual:.1f}" if turn.usual >= 0.1 else "<0.1"
        said = self.texts("warning_page.usual.number", number=number)
        if turn.probability is None:
            return said
        grade = "usual" if turn.probability >= _USUAL else "unusual"
        if turn.probability < _UNUSUAL:
            grade = "very_unusual"
        return said + self.texts(f"warning_page.usual.{grade}")

    def rule(self, line: WarningLine, turn: Turn) -> str:
        """Return by which rule, of which version of the packs."""
        trigger = self.rules.triggers.get(line.rule_id)
        cluster = self.rules.clusters.get(line.rule_id)
        if trigger is not None:
            words, source = trigger.name(self.texts.language), trigger.source
        elif cluster is not None:
            words = self.texts(
                f"warning_page.rule.{cluster.level.value}",
                topic=self.topic(cluster.disease),
                count=cluster.count,
                days=cluster.window_days,
            )
            source = cluster.source
        else:
            words, source = self.texts(f"warning_page.rule.{line.rule_id}"), ""
        text = self.texts("warning_page.rule.line", rule=words, version=turn.versions)
        return f"{text}\n{source}" if source else text

    def duty(self, line: WarningLine, now: datetime) -> str:
        """Return what must be done within how many hours, or what statistics ask for."""
        if line.report_by is None:
            return self.texts(f"warning_page.advice.{line.level.name.lower()}")
        until = f"{local_time(line.report_by):%m-%d %H:%M}"
        if line.reported_at is not None:
            told = f"{local_time(line.reported_at):%m-%d %H:%M}"
            late = line.reported_at > line.report_by
            key = "warning_page.duty.told_late" if late else "warning_page.duty.told"
            return self.texts(key, time=told)
        key = "warning_page.duty.overdue" if line.report_by < now else "warning_page.duty.open"
        return self.texts(key, hours=line.within_hours, time=until)

    def turn(self, one: EarlyWarning, turn: Turn) -> str:
        """Return one thing that was said, for the course."""
        at = f"{local_time(turn.at):%m-%d %H:%M}"
        cause = self.texts(f"warning_page.cause.{turn.cause.value}")
        if not turn.reached:
            return self.texts("warning_page.gone", at=at, cause=cause)
        return self.texts(
            "warning_page.turn",
            at=at,
            cause=cause,
            level=self.level(turn.level),
            fact=self.fact(one.line, turn),
        )
