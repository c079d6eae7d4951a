# SPDX-License-Identifier: Apache-2.0
"""Papers about close contacts: the list of a case, and the notice to each family.

The notice names the disease and the days of the watch, never whose case it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.cases.contact_values import CloseContact, Reached
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.queries import case
from schoolguard.cases.report import language_tag, page_frame
from schoolguard.cases.values import Case
from schoolguard.cases.wording import CaseWords, degrees, short_day
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import CloseContactId, DiseaseCaseId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Align,
    Block,
    Column,
    Document,
    KeyValues,
    Note,
    PageBreak,
    Section,
    Signatures,
    Table,
)
from schoolguard.store import Unit


@dataclass(frozen=True, slots=True)
class ContactPaper:
    """One case with its close contacts, and whom to call for each."""

    case: Case
    phones: Mapping[PersonId, str]


def contact_paper(
    unit: Unit, case_id: DiseaseCaseId, rules: CaseRules, *, leaves: bool = False
) -> ContactPaper:
    """Return what the papers about close contacts show; the taking is in the audit.

    Raises:
        UserError: ``access.not_allowed`` or ``cases.no_such_case``.
    """
    access.require(unit.actor, Action.EXPORT_NAMES if leaves else Action.VIEW_FAMILY)
    found = case(unit, case_id, rules)
    phones = {one.person_id: _phone(unit, one.person_id) for one in found.contacts}
    unit.audit("cases.contact_list_taken", f"disease_case:{case_id}", people=len(phones))
    unit.touch(Changes.AUDIT)
    return ContactPaper(found, phones)


def contact_list(
    paper: ContactPaper, today: date, *, school_name: str, rules: CaseRules, texts: Texts
) -> Document:
    """Return the list of the close contacts of a case, with room to write on."""
    words, found = CaseWords(texts, rules), paper.case
    title = texts("cases.list.title")
    table = Table(
        tuple(
            Column(texts(f"cases.list.column.{key}"), share, align, wrap=wrap)
            for key, share, align, wrap in _COLUMNS
        ),
        tuple(
            _cells(number, one, paper.phones.get(one.person_id, ""), words)
            for number, one in enumerate(found.contacts, 1)
        ),
        row_mm=8,
        empty=texts("cases.list.none"),
    )
    lines = ("watcher", "reviewer", "date")
    return Document(
        title=title,
        subtitle=texts(
            "cases.list.of",
            number=found.line.id,
            disease=words.diagnosis(found.line),
            name=found.line.name,
            place=found.line.class_name,
        ),
        facts=(
            texts("cases.register.school", name=school_name),
            texts("cases.list.count", count=len(found.contacts), day=today.isoformat()),
        ),
        sections=(
            Section("", (table,)),
            Section("", (Signatures(tuple(texts(f"cases.list.{line}") for line in lines)),)),
        ),
        frame=page_frame(texts, title, school_name),
        landscape=True,
        language=language_tag(texts),
    )


def contact_notices(
    paper: ContactPaper,
    today: date,
    only: frozenset[CloseContactId] = frozenset(),
    *,
    school_name: str,
    rules: CaseRules,
    texts: Texts,
) -> Document:
    """Return one page for each family whose child is still watched; `only` narrows to some."""
    words = CaseWords(texts, rules)
    title = texts("cases.notice.title")
    pages: list[Section] = []
    for one in paper.case.contacts:
        if one.ended_on is None and (not only or one.id in only):
            pages.append(_notice(one, paper.case, today, words, first=not pages))
    return Document(
        title=title,
        facts=(texts("cases.register.school", name=school_name),),
        sections=tuple(pages) or (Section("", (Note(texts("cases.list.none")),)),),
        frame=page_frame(texts, title, school_name),
        language=language_tag(texts),
    )


_LEFT, _CENTRE = Align.LEFT, Align.CENTRE
_COLUMNS = (
    ("number", 0.45, _CENTRE, False),
    ("degree", 0.7, _CENTRE, False),
    ("class", 1.2, _LEFT, True),
    ("name", 1.0, _LEFT, True),
    ("phone", 1.5, _LEFT, True),
    ("ways", 1.8, _LEFT, True),
    ("exposed", 0.8, _LEFT, False),
    ("until", 0.8, _LEFT, False),
    ("asked", 0.8, _CENTRE, False),
    ("last", 1.6, _LEFT, True),
    ("outcome", 1.6, _LEFT, True),
    ("note", 1.4, _LEFT, True),
)


def _cells(number: int, one: CloseContact, phone: str, words: CaseWords) -> tuple[str, ...]:
    return (
        str(number),
        words.texts(f"cases.degree.{one.degree}"),
        one.class_name,
        one.name,
        phone,
        words.join(words.ways(one.ways), one.why),
        short_day(one.last_exposed_on),
        short_day(one.watch_until_on),
        f"{one.reached_days}/{one.asked_days}",
        _last(one, words),
        words.watch_outcome(one),
        one.note,
    )


def _last(one: CloseContact, words: CaseWords) -> str:
    if one.last_entry is None:
        return ""
    entry, day = one.last_entry.entry, short_day(one.last_entry.day)
    if entry.reached is Reached.NO_ANSWER:
        return f"{day} {words.texts('cases.reached.no_answer')}"
    state = "has_symptoms" if entry.symptoms else "well"
    return " ".join((day, degrees(entry.decicelsius), words.texts(f"cases.reached.{state}")))


def _notice(
    one: CloseContact, found: Case, today: date, words: CaseWords, *, first: bool
) -> Section:
    texts = words.texts
    disease = words.disease(found.line.disease_id)
    known = words.rules.diseases.get(found.line.disease_id)
    every = known.watch_every_days if known else 1
    pairs = (
        (texts("cases.notice.pupil"), one.name),
        (texts("cases.notice.class"), one.class_name),
        (texts("cases.notice.disease"), disease),
        (texts("cases.notice.exposed"), one.last_exposed_on.isoformat()),
        (texts("cases.notice.until"), one.watch_until_on.isoformat()),
        (texts("cases.notice.every"), _how_often(every, texts)),
    )
    blocks: tuple[Block, ...] = (
        Note(texts("cases.notice.greeting", disease=disease)),
        KeyValues(pairs),
        *(Note(texts(f"cases.notice.{line}")) for line in ("watch", "ill", "privacy")),
        Signatures((texts("cases.notice.school_sign"), texts("cases.notice.family_sign"))),
        Note(texts("cases.notice.day", day=today.isoformat())),
    )
    return Section("", blocks if first else (PageBreak(), *blocks))


def _how_often(every: int, texts: Texts) -> str:
    if every == 1:
        return texts("cases.notice.daily")
    return texts("cases.notice.every_days", days=every)


def _phone(unit: Unit, person_id: PersonId) -> str:
    phones = (one.phones[0] for one in roster.guardians_of(unit, person_id) if one.phones)
    return next(phones, "")
