# SPDX-License-Identifier: Apache-2.0
"""The room in figures, and its readiness, for paper and sheet; no names of pupils in either."""

from datetime import date

from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.report import frame
from schoolguard.isolation.room_values import Readiness
from schoolguard.isolation.values import Spread, Statistics
from schoolguard.isolation.wording import StayWords
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Align,
    Column,
    Document,
    Figure,
    Figures,
    Note,
    Section,
    Signatures,
    Table,
    Tone,
)


def statistics_document(
    found: Statistics, *, school_name: str, rules: IsolationRules, texts: Texts
) -> Document:
    """Return stay length, turnover and time until the family was told, as one page."""
    words = StayWords(texts, rules)
    title = texts("isolation.statistics.title")
    per_bed = "–" if found.stays_per_bed is None else f"{found.stays_per_bed:.1f}"
    untold = Tone.ATTENTION if found.family_untold else Tone.PLAIN
    figures = Figures(
        (
            Figure(texts("isolation.statistics.stays"), str(found.stays)),
            Figure(texts("isolation.statistics.present"), str(found.present)),
            Figure(texts("isolation.statistics.untold"), str(found.family_untold), untold),
            Figure(texts("isolation.statistics.per_bed"), per_bed),
        )
    )
    kinds = [
        (texts(f"isolation.kind.{kind.value}"), str(count)) for kind, count in found.by_kind.items()
    ]
    ways = [(words.destination(to), str(count)) for to, count in found.by_destination.items()]
    return Document(
        title=title,
        subtitle=texts(
            "isolation.register.span",
            first=found.first_on.isoformat(),
            last=found.last_on.isoformat(),
        ),
        facts=(texts("isolation.paper.school", name=school_name),),
        sections=(
            Section("", (figures,)),
            Section(texts("isolation.statistics.times"), (_times(found, texts),)),
            Section(texts("isolation.statistics.by_kind"), (_tally(kinds, texts),)),
            Section(texts("isolation.statistics.by_destination"), (_tally(ways, texts),)),
        ),
        frame=frame(title, school_name, texts),
        language=words.tag,
    )


def readiness_document(
    found: Readiness, today: date, *, school_name: str, rules: IsolationRules, texts: Texts
) -> Document:
    """Return the checklist of the room with what is missing, to be hung up or signed."""
    words = StayWords(texts, rules)
    title = texts("isolation.readiness.title")
    summary = (
        Note(texts("isolation.readiness.ready"), Tone.OK)
        if found.is_ready
        else Note(texts("isolation.readiness.gaps", count=found.gaps), Tone.ATTENTION)
    )
    labels = (texts("isolation.readiness.checker"), texts("isolation.register.date"))
    return Document(
        title=title,
        facts=(texts("isolation.paper.school", name=school_name), today.isoformat()),
        sections=(
            Section("", (summary,)),
            Section(texts("isolation.readiness.equipment"), (_equipment(found, words),)),
            Section(texts("isolation.readiness.trainings"), (_trainings(found, words),)),
            Section(texts("isolation.readiness.supplies"), (_supplies(found, words),)),
            Section("", (Signatures(labels),)),
        ),
        frame=frame(title, school_name, texts),
        language=words.tag,
    )


def _times(found: Statistics, texts: Texts) -> Table:
    spreads = (
        ("stay", found.stay_minutes),
        ("to_family", found.to_family_minutes),
        ("to_arrival", found.to_arrival_minutes),
        ("closed", found.closed_minutes),
    )
    return Table(
        (
            Column(texts("isolation.statistics.what"), 3.0),
            *(
                Column(texts(f"isolation.statistics.{key}"), 1.0, Align.RIGHT)
                for key in ("known", "median", "longest")
            ),
        ),
        tuple((texts(f"isolation.statistics.{key}"), *_numbers(one)) for key, one in spreads),
    )


def _numbers(found: Spread) -> tuple[str, str, str]:
    middle, longest = ("–" if one is None else str(one) for one in (found.median, found.longest))
    return str(found.known), middle, longest


def _tally(rows: list[tuple[str, str]], texts: Texts) -> Table:
    what, people = texts("isolation.statistics.what"), texts("isolation.statistics.people")
    return Table((Column(what, 3.0), Column(people, 1.0, Align.RIGHT)), tuple(rows))


def _equipment(found: Readiness, words: StayWords) -> Table:
    texts = words.texts
    return Table(
        _columns(texts, ("item", 3.0), ("state", 1.4), ("ticked_on", 1.3), ("due_on", 1.3)),
        tuple(
            (
                line.item.name(texts.language),
                texts(f"isolation.tick.{line.state.value if line.state else 'never'}"),
                _day(line.ticked_on),
                _day(line.due_on),
            )
            for line in found.equipment
        ),
        strong=frozenset(place for place, line in enumerate(found.equipment) if line.is_gap),
    )


def _trainings(found: Readiness, words: StayWords) -> Table:
    texts = words.texts
    return Table(
        _columns(texts, ("topic", 2.0), ("need", 1.0), ("valid", 1.0), ("people", 4.0)),
        tuple(
            (
                line.topic.name(texts.language),
                str(line.topic.people),
                str(line.valid),
                words.join(*(f"{one.name} {_day(one.valid_until)}" for one in line.records)),
            )
            for line in found.trainings
        ),
        strong=frozenset(place for place, line in enumerate(found.trainings) if line.is_gap),
    )


def _supplies(found: Readiness, words: StayWords) -> Table:
    texts = words.texts
    never = texts("isolation.readiness.never")
    return Table(
        _columns(
            texts,
            ("item", 3.0),
            ("quantity", 1.0),
            ("minimum", 1.0),
            ("unit", 0.8),
            ("counted_on", 1.3),
            ("due_on", 1.3),
        ),
        tuple(
            (
                line.item.name(texts.language),
                never if line.quantity is None else str(line.quantity),
                str(line.minimum),
                line.item.unit(texts.language),
                _day(line.counted_on),
                _day(line.due_on),
            )
            for line in found.supplies
        ),
        strong=frozenset(place for place, line in enumerate(found.supplies) if line.is_gap),
    )


def _columns(texts: Texts, *shares: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(
        Column(texts(f"isolation.readiness.{key}"), share, wrap=True) for key, share in shares
    )


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
