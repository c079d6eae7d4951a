# SPDX-License-Identifier: Apache-2.0
"""One stay in full on paper: looks, notices, beds, how it ended, and what was corrected."""

from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.papers import (
    PaperStay,
    columns,
    leaving_facts,
    looks_table,
    pairs,
    person_facts,
    said_openly,
    story_facts,
)
from schoolguard.isolation.report import frame
from schoolguard.isolation.values import Stay
from schoolguard.isolation.wording import StayWords, clock_on, moment
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Document, KeyValues, Section, Table


def sheet_document(
    paper: PaperStay, *, school_name: str, rules: IsolationRules, texts: Texts
) -> Document:
    """Return one stay in full: looks, notices, beds, how it ended, and what was corrected."""
    words = StayWords(texts, rules)
    title = texts("isolation.sheet.title")
    (found,) = pairs(words, ("found", moment(paper.stay.line.found_at)))
    sections = [
        Section("", (KeyValues(person_facts(words, paper), columns=2, name_share=0.28),)),
        Section("", (KeyValues(story_facts(words, paper), columns=1, name_share=0.14),)),
        Section("", (KeyValues((found, *leaving_facts(words, paper)), name_share=0.28),)),
        Section("", said_openly(words, paper)),
        Section(texts("isolation.sheet.observations"), (looks_table(words, paper.stay),)),
        Section(texts("isolation.sheet.notices"), (_notices(words, paper.stay),)),
        Section(texts("isolation.sheet.moves"), (_moves(words, paper.stay),)),
    ]
    if paper.stay.corrections:
        corrections = (_corrections(words, paper.stay),)
        sections.append(Section(texts("isolation.sheet.corrections"), corrections))
    return Document(
        title=title,
        sections=tuple(section for section in sections if section.blocks),
        facts=(texts("isolation.paper.school", name=school_name), moment(paper.taken_at)),
        frame=frame(title, school_name, texts),
        language=words.tag,
    )


def _notices(words: StayWords, found: Stay) -> Table:
    rules, entered_at = words.rules, found.line.entered_at
    return Table(
        columns(
            words,
            ("time", 1.0),
            ("party", 1.4),
            ("way", 1.0),
            ("result", 1.1),
            ("who", 1.4),
            ("arrived", 1.0),
            ("note", 2.0),
        ),
        tuple(
            (
                clock_on(notice.told_at, entered_at),
                words.choice(rules.parties, notice.party_id),
                words.choice(rules.ways, notice.way_id),
                words.choice(rules.results, notice.result_id),
                notice.who,
                clock_on(notice.arrived_at, entered_at),
                notice.note,
            )
            for notice in found.notices
        ),
        empty=words.texts("isolation.sheet.empty_notices"),
    )


def _moves(words: StayWords, found: Stay) -> Table:
    return Table(
        columns(words, ("from", 1.0), ("place", 4.0)),
        tuple((moment(move.at), move.place) for move in found.moves),
    )


def _corrections(words: StayWords, found: Stay) -> Table:
    known = words.texts.keys("isolation")
    return Table(
        columns(words, ("time", 1.2), ("field", 1.4), ("old", 1.6), ("new", 1.6), ("reason", 2.0)),
        tuple(
            (
                moment(one.at),
                words.texts(f"isolation.field.{word}") if f"field.{word}" in known else one.field,
                words.replaced(one.field, one.old),
                words.replaced(one.field, one.new),
                one.reason,
            )
            for one in found.corrections
            for word in (one.field.split()[0],)
        ),
    )
