# SPDX-License-Identifier: Apache-2.0
"""The papers of one stay: hand-over slip in two copies, transfer note, the record in full.

Whoever takes a paper is in the audit. What was passed by with a reason is printed on it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.isolation.kinds import Destination
from schoolguard.isolation.layout import hospitals
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.queries import stay
from schoolguard.isolation.records import subject_of
from schoolguard.isolation.report import frame
from schoolguard.isolation.room_values import Hospital
from schoolguard.isolation.values import Stay
from schoolguard.isolation.wording import StayWords, clock_on, moment
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import StayId
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Align,
    Block,
    Column,
    Document,
    KeyValues,
    Note,
    Section,
    Signatures,
    Table,
    TearLine,
    Tone,
)
from schoolguard.store import Unit


class Paper(StrEnum):
    """What can be printed of one stay."""

    SLIP = "slip"
    TRANSFER = "transfer"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class PaperStay:
    """A stay with what its papers say about the person.

    Attributes:
        sex: a value of `roster.Sex`; empty for visitors, as are the words on health.
        age: whole years at the intake; None when the birth date is not known.
        phones: relation, name and number of those to call, in calling order.
        hospital: the hospital that was named, if it is one of those at hand.
    """

    stay: Stay
    sex: str
    age: int | None
    address: str
    phones: tuple[tuple[str, str, str], ...]
    conditions: str
    allergies: str
    medication: str
    hospital: Hospital | None
    taken_at: datetime


def take_paper(unit: Unit, stay_id: StayId, paper: Paper, rules: IsolationRules) -> PaperStay:
    """Return what a paper of a stay needs, and audit the taking.

    Raises:
        UserError: ``isolation.no_such_stay`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.VIEW_FAMILY)
    found = stay(unit, stay_id, rules)
    named = [one for one in hospitals(unit) if one.draft.name == found.line.hospital]
    unit.audit("isolation.paper_taken", subject_of(stay_id), paper=paper.value)
    unit.touch(Changes.AUDIT)
    hospital = named[0] if named else None
    person_id = found.line.person_id
    if person_id is None:
        return PaperStay(found, "", None, "", (), "", "", "", hospital, unit.now)
    person = roster.person(unit, person_id)
    entered_on = local_day(found.line.entered_at)
    return PaperStay(
        stay=found,
        sex=person.sex.value,
        age=roster.age_on(person.birth_on, entered_on) if person.birth_on else None,
        address=person.address,
        phones=tuple(
            (one.relation_note or one.relation.value, one.name, phone)
            for one in roster.guardians_of(unit, person_id)
            for phone in one.phones
        ),
        conditions=person.conditions,
        allergies=person.allergies,
        medication=person.medication,
        hospital=hospital,
        taken_at=unit.now,
    )


def slip_document(
    paper: PaperStay, *, school_name: str, rules: IsolationRules, texts: Texts
) -> Document:
    """Return the hand-over slip: one page with two equal copies, to be torn apart.

    Before somebody has left, the lines on their going are empty, to be filled in by hand.
    """
    words = StayWords(texts, rules)
    key = _SLIPS.get(paper.stay.line.destination or Destination.HOME, "other")
    title = texts(f"isolation.slip.title_{key}")
    copies = [
        Section(
            f"{school_name}  {title}  {texts(f'isolation.slip.{copy}_copy')}",
            (
                KeyValues(slip_facts(words, paper), columns=2, name_share=0.28),
                Note(texts(f"isolation.slip.intro_{key}")),
                *said_openly(words, paper),
                Signatures(tuple(texts(f"isolation.slip.{one}") for one in _SLIP_LINES)),
            ),
        )
        for copy in ("school", "other")
    ]
    tear = Section("", (TearLine(texts("isolation.slip.cut")),))
    return Document(
        title="",
        sections=(copies[0], tear, copies[1]),
        frame=frame(title, school_name, texts),
        dense=True,
        language=words.tag,
    )


def transfer_document(
    paper: PaperStay,
    *,
    school_name: str,
    school_phone: str,
    rules: IsolationRules,
    texts: Texts,
) -> Document:
    """Return the transfer note: what the hospital should know, and lines for its answer."""
    words = StayWords(texts, rules)
    title = texts("isolation.transfer.title")
    hospital = paper.stay.line.hospital or "__________"
    phone = paper.hospital.draft.phone if paper.hospital else ""
    return Document(
        title=title,
        sections=_transfer_sections(words, paper, school_phone),
        subtitle=texts("isolation.transfer.to", hospital=f"{hospital}  {phone}".rstrip()),
        facts=(texts("isolation.paper.school", name=school_name), moment(paper.taken_at)),
        frame=frame(title, school_name, texts),
        dense=True,
        language=words.tag,
    )


def _transfer_sections(
    words: StayWords, paper: PaperStay, school_phone: str
) -> tuple[Section, ...]:
    texts = words.texts
    known = (("conditions", paper.conditions), ("allergies", paper.allergies))
    health = pairs(words, *known, ("medication", paper.medication))
    return (
        Section("", (KeyValues(person_facts(words, paper), columns=2, name_share=0.28),)),
        Section("", (Note(texts("isolation.transfer.intro")), *said_openly(words, paper))),
        Section(texts("isolation.transfer.observations"), (looks_table(words, paper.stay),)),
        Section(
            texts("isolation.transfer.history"),
            (KeyValues(story_facts(words, paper), columns=1, name_share=0.2),),
        ),
        Section(
            texts("isolation.transfer.health"), (KeyValues(health, columns=1, name_share=0.2),)
        ),
        Section(
            texts("isolation.transfer.contacts"),
            (KeyValues(_reach(words, paper, school_phone), columns=1, name_share=0.2),),
        ),
        Section(texts("isolation.transfer.reply"), _answer(words)),
    )


_SLIPS = {
    Destination.HOME: "home",
    Destination.HOSPITAL: "hospital",
    Destination.BACK_TO_CLASS: "class",
}
_SLIP_LINES = ("nurse", "taker", "time")


def pairs(words: StayWords, *pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return names and values by the keys of ``isolation.label``."""
    return tuple((words.texts(f"isolation.label.{key}"), value) for key, value in pairs)


def person_facts(words: StayWords, paper: PaperStay) -> tuple[tuple[str, str], ...]:
    """Return who the person is, how they came, and how to reach the family."""
    line, text = paper.stay.line, words.texts
    sex = text(f"roster.sex.{paper.sex}") if paper.sex else ""
    phone = paper.stay.details.visitor_phone
    phones = "  ".join(f"{_relation(words, one[0])} {one[2]}" for one in paper.phones)
    return pairs(
        words,
        ("name", line.name),
        ("sex_age", f"{sex} {'' if paper.age is None else paper.age}".strip()),
        ("class", line.class_name or text(f"isolation.kind.{line.kind.value}")),
        ("phone" if phone else "guardians", phone or phones),
        ("entered", moment(line.entered_at)),
        ("onset", moment(line.onset_at)),
        ("symptoms", words.symptoms(line.symptoms)),
        ("place", words.place(line)),
        ("address", paper.address),
        ("given", paper.stay.details.note),
    )


def slip_facts(words: StayWords, paper: PaperStay) -> tuple[tuple[str, str], ...]:
    """Return who was found how, and how they left, as the slip shows it."""
    line = paper.stay.line
    last = line.last
    seen_at = clock_on(last.taken_at, line.entered_at) if last else ""
    found = pairs(
        words,
        ("name", line.name),
        ("class", line.class_name or words.texts(f"isolation.kind.{line.kind.value}")),
        ("found", moment(line.found_at)),
        ("onset", moment(line.onset_at)),
        ("symptoms", words.symptoms(line.symptoms)),
        ("first", words.celsius(line.first)),
        ("last", f"{seen_at} {words.celsius(last)}".strip()),
    )
    return (*found, *leaving_facts(words, paper))


def leaving_facts(words: StayWords, paper: PaperStay) -> tuple[tuple[str, str], ...]:
    """Return how somebody left; empty values, to be written by hand, while they are there."""
    line, leaving = paper.stay.line, paper.stay.leaving
    taker = (leaving.handed_to, _relation(words, leaving.handed_to_relation)) if leaving else ()
    return pairs(
        words,
        ("left", moment(line.left_at)),
        ("destination", words.join(words.destination(line.destination), line.hospital)),
        ("handed_to", " ".join(part for part in taker if part)),
        ("phone", leaving.handed_to_phone if leaving else ""),
        ("note", leaving.note if leaving else ""),
    )


def story_facts(words: StayWords, paper: PaperStay) -> tuple[tuple[str, str], ...]:
    """Return contacts, travel and the places been, as they were asked."""
    contacts, travel = words.history(paper.stay.line.history)
    return pairs(
        words,
        ("history_contacts", contacts),
        ("history_travel", travel),
        ("places", paper.stay.details.places_text),
    )


def said_openly(words: StayWords, paper: PaperStay) -> tuple[Block, ...]:
    """Return what was passed by with a reason, for every paper to show."""
    leaving = paper.stay.leaving
    if leaving is None:
        return ()
    said = (("not_measured", leaving.not_measured_reason), ("override", leaving.override_reason))
    return tuple(
        Note(words.texts(f"isolation.slip.{key}", reason=reason), Tone.ATTENTION)
        for key, reason in said
        if reason
    )


def _relation(words: StayWords, relation: str) -> str:
    known = {one.value for one in roster.Relation}
    return words.texts(f"roster.relation.{relation}") if relation in known else relation


def looks_table(words: StayWords, found: Stay) -> Table:
    """Return the looks at somebody as a table, fevers in bold."""
    return Table(
        columns(words, ("time", 1.2), ("celsius", 1.2), ("symptoms", 2.0), ("note", 2.2)),
        tuple(
            (
                clock_on(look.taken_at, found.line.entered_at),
                words.celsius(look),
                words.symptoms(look.symptoms),
                look.note,
            )
            for look in found.observations
        ),
        strong=frozenset(place for place, look in enumerate(found.observations) if look.fever),
        empty=words.texts("isolation.sheet.empty_observations"),
    )


def columns(words: StayWords, *shares: tuple[str, float]) -> tuple[Column, ...]:
    """Return columns by the keys of ``isolation.label`` and their widths."""
    return tuple(
        Column(words.texts(f"isolation.label.{key}"), share, Align.LEFT, wrap=True)
        for key, share in shares
    )


def _reach(words: StayWords, paper: PaperStay, school_phone: str) -> tuple[tuple[str, str], ...]:
    family = tuple(
        (_relation(words, relation), f"{name} {phone}") for relation, name, phone in paper.phones
    )
    return (*pairs(words, ("school_phone", school_phone)), *family)


def _answer(words: StayWords) -> tuple[Block, ...]:
    text = words.texts
    headings = (
        Column(text("isolation.statistics.what"), 1.0),
        Column(text("isolation.transfer.by_hospital"), 5.0),
    )
    asked = tuple((text(f"isolation.transfer.{key}"), "") for key in _ASKED)
    labels = ("nurse", "escort", "doctor")
    return (
        Table(headings, asked, row_mm=_BY_HAND_MM),
        Note(text("isolation.transfer.infectious")),
        Signatures(tuple(text(f"isolation.transfer.{label}") for label in labels)),
    )


_ASKED = ("diagnosis", "tests", "advice")
_BY_HAND_MM = 11.0
