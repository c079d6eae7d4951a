# SPDX-License-Identifier: Apache-2.0
"""Suspension on paper and as a sheet: the round to fill in by hand, the register, the return list.

The paper round lists everybody in roster order with the phones, so that it is typed back in the
same order. What is on record is never printed into it. Whoever takes a register with names is in
the audit.
Source: 停课班级学生居家健康随访登记表 (composed from the columns of 8.1 and 8.3 of school forms).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schoolguard import access, roster
from schoolguard.access.queries import accounts
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import AccountId, PersonId, SuspensionId
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import (
    Align,
    Column,
    Document,
    Frame,
    KeyValues,
    Note,
    Section,
    Signatures,
    Table,
    Tone,
)
from schoolguard.store import Unit, View
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.queries import subject_of
from schoolguard.suspension.returning import ReturnLine
from schoolguard.suspension.rounds import sheets_of
from schoolguard.suspension.rules import Verdict
from schoolguard.suspension.sheets import sheet
from schoolguard.suspension.values import (
    Entry,
    FollowUpRow,
    FollowUpSheet,
    Reached,
    SuspensionLine,
)

_PHONES = 2
_FIRM = "\u00a0"
"""A blank that no line breaks at: a key stays beside its word."""


def phones_of(view: View, people: Sequence[PersonId]) -> Mapping[PersonId, str]:
    """Return the first phones of some families, in the order to call.

    Raises:
        UserError: ``access.not_allowed``.
    """
    found = {}
    for person_id in people:
        numbers = [one.phones[0] for one in roster.guardians_of(view, person_id) if one.phones]
        found[person_id] = "  ".join(numbers[:_PHONES])
    return found


def round_document(
    found: FollowUpSheet,
    phones: Mapping[PersonId, str],
    rules: SuspensionRules,
    texts: Texts,
    school_name: str,
) -> Document:
    """Return a follow-up sheet to fill in by hand, empty but for names and phones."""
    rows = tuple(
        (str(row.number or ""), row.name, phones.get(row.person_id, ""), "", "", "", "")
        for row in found.rows
        if row.is_member
    )
    language = texts.language
    answers = "　".join(f"{one.key}{_FIRM}{one.name(language)}" for one in rules.answers)
    symptoms = "　".join(f"{one.key}{_FIRM}{one.name(language)}" for one in rules.symptoms.values())
    blocks = (
        Note(texts("suspension.paper.answers", answers=answers)),
        Note(texts("suspension.paper.symptom_keys", symptoms=symptoms)),
        Table(_round_columns(texts), rows, row_mm=6.6, empty=texts("suspension.paper.nobody")),
        Note(texts("suspension.paper.how"), Tone.MUTED),
        Signatures((texts("suspension.paper.by"), texts("suspension.paper.at"))),
    )
    title = texts("suspension.paper.title")
    return Document(
        title,
        (Section("", blocks),),
        facts=(
            school_name,
            found.class_name,
            found.key.day.isoformat(),
            texts("suspension.paper.day", day=found.day_number, days=found.days),
        ),
        frame=_frame(texts, f"{found.class_name} {title}"),
        dense=True,
        language=_tag(texts),
    )


@dataclass(frozen=True, slots=True)
class Register:
    """All follow-up sheets of a suspension, oldest first, with the names of who may have asked."""

    sheets: tuple[FollowUpSheet, ...]
    askers: Mapping[AccountId, str]


def take_register(unit: Unit, suspension_id: SuspensionId, rules: SuspensionRules) -> Register:
    """Return the register of a suspension, and audit the taking.

    Raises:
        UserError: ``access.not_allowed``, ``suspension.no_such_suspension``.
    """
    access.require(unit.actor, access.Action.VIEW_SUSPENSION)
    lines = sheets_of(unit, suspension_id, rules)
    sheets = tuple(sheet(unit, line.key, rules) for line in reversed(lines))
    unit.audit("suspension.register_taken", subject_of(suspension_id), sheets=len(sheets))
    unit.touch(Changes.AUDIT)
    return Register(sheets, {one.id: one.name for one in accounts(unit)})


def register_document(
    line: SuspensionLine,
    register: Register,
    *,
    disease: str,
    school_name: str,
    rules: SuspensionRules,
    texts: Texts,
) -> Document:
    """Return the register of a suspension: the decision, and each day asked pupil by pupil."""
    title = texts("suspension.register.title")
    rows = tuple(
        _register_row(found, row, register.askers, rules, texts)
        for found in register.sheets
        for row in found.rows
    )
    draft = line.suspension.draft
    pairs = (
        (texts("suspension.register.what"), texts("suspension.between").join(line.what)),
        (texts("suspension.register.disease"), disease),
        (texts("suspension.register.decided_by"), draft.decided_by),
        (texts("suspension.register.paper"), draft.paper_number),
        (texts("suspension.register.span"), span_words(draft.from_on, draft.until_on, texts)),
        (texts("suspension.register.reason"), draft.reason),
    )
    table = Table(_register_columns(texts), rows, empty=texts("suspension.register.nothing"))
    signatures = Signatures((texts("suspension.paper.by"), texts("suspension.register.reviewer")))
    return Document(
        title,
        (Section("", (KeyValues(pairs),)), Section("", (table,)), Section("", (signatures,))),
        facts=(school_name, texts("suspension.register.count", count=len(rows))),
        frame=_frame(texts, title),
        landscape=True,
        language=_tag(texts),
    )


def return_document(
    lines: Sequence[ReturnLine],
    day: date,
    *,
    what: str,
    school_name: str,
    texts: Texts,
) -> Document:
    """Return the list of the return morning, with room for what the check finds."""
    title = texts("suspension.return.title")
    rows = tuple(
        (
            one.class_name,
            str(one.number or ""),
            one.name,
            texts(f"suspension.verdict.{one.verdict.value}"),
            why_words(one, texts),
            "",
            "",
            "",
        )
        for one in lines
    )
    strong = frozenset(at for at, one in enumerate(lines) if one.verdict is Verdict.STAYS_HOME)
    table = Table(
        _return_columns(texts),
        rows,
        strong=strong,
        row_mm=7,
        empty=texts("suspension.return.nobody"),
    )
    signatures = Signatures((texts("suspension.return.by"), texts("suspension.return.at")))
    blocks = (Note(texts("suspension.return.how"), Tone.MUTED), table, signatures)
    return Document(
        title,
        (Section("", blocks),),
        facts=(school_name, what, day.isoformat(), _sum_words(lines, texts)),
        frame=_frame(texts, title),
        landscape=True,
        language=_tag(texts),
    )


def why_words(one: ReturnLine, texts: Texts) -> str:
    """Return what a verdict of the return list rests on."""
    parts = [
        texts("suspension.why.waiting") if one.waiting else "",
        texts("suspension.why.open_case") if one.open_case else "",
        texts("suspension.why.ill_on", day=_short(one.ill_on)) if one.ill_on else "",
    ]
    if one.last is None or one.last_on is None:
        parts.append(texts("suspension.why.not_asked"))
    elif one.last.reached is not Reached.YES:
        parts.append(texts("suspension.why.not_reached", day=_short(one.last_on)))
    elif one.last.decicelsius is None and not one.last.symptoms:
        parts.append(texts("suspension.why.not_measured", day=_short(one.last_on)))
    elif one.last.decicelsius is not None:
        celsius = show_temperature(one.last)
        parts.append(texts("suspension.why.last", day=_short(one.last_on), celsius=celsius))
    return texts("suspension.between").join(part for part in parts if part)


def span_words(first: date, last: date, texts: Texts) -> str:
    """Return a span of days in words, ends included."""
    return texts(
        "suspension.span",
        first=first.isoformat(),
        last=last.isoformat(),
        days=(last - first).days + 1,
    )


def show_temperature(entry: Entry | None) -> str:
    """Return a home temperature with its one decimal; empty when not measured."""
    if entry is None or entry.decicelsius is None:
        return ""
    return f"{entry.decicelsius // 10}.{entry.decicelsius % 10}"


def symptom_words(entry: Entry | None, rules: SuspensionRules, texts: Texts) -> str:
    """Return the symptoms of an entry in the order of the pack."""
    told = entry.symptoms if entry is not None else frozenset()
    names = (one.name(texts.language) for one in rules.symptoms.values() if one.id in told)
    return texts("suspension.between").join(names)


def _round_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("suspension.paper.number"), 0.6, Align.CENTRE),
        Column(texts("suspension.paper.name"), 1.3),
        Column(texts("suspension.paper.phone"), 2.6),
        Column(texts("suspension.paper.answer"), 1.1),
        Column(texts("suspension.paper.temperature"), 1.0),
        Column(texts("suspension.paper.symptoms"), 1.3),
        Column(texts("suspension.paper.note"), 2.2),
    )


def _register_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("suspension.register.day"), 1.1),
        Column(texts("suspension.register.class"), 1.3, wrap=True),
        Column(texts("suspension.paper.number"), 0.6, Align.CENTRE),
        Column(texts("suspension.paper.name"), 1.1),
        Column(texts("suspension.paper.answer"), 1.4),
        Column(texts("suspension.paper.temperature"), 0.9, Align.CENTRE),
        Column(texts("suspension.paper.symptoms"), 1.8, wrap=True),
        Column(texts("suspension.register.doctor"), 0.8, Align.CENTRE),
        Column(texts("suspension.register.note"), 1.8, wrap=True),
        Column(texts("suspension.register.asked_by"), 1.0),
    )


def _return_columns(texts: Texts) -> tuple[Column, ...]:
    return (
        Column(texts("suspension.register.class"), 1.3, wrap=True),
        Column(texts("suspension.paper.number"), 0.6, Align.CENTRE),
        Column(texts("suspension.paper.name"), 1.2),
        Column(texts("suspension.return.verdict"), 1.5),
        Column(texts("suspension.return.why"), 2.6, wrap=True),
        Column(texts("suspension.return.temperature"), 1.1),
        Column(texts("suspension.return.looked_at"), 1.6),
        Column(texts("suspension.return.result"), 1.4),
    )


def _register_row(
    found: FollowUpSheet,
    row: FollowUpRow,
    askers: Mapping[AccountId, str],
    rules: SuspensionRules,
    texts: Texts,
) -> tuple[str, ...]:
    entry = row.kept.entry if row.kept is not None else None
    answer = entry.reached.value if entry is not None else "not_asked"
    return (
        found.key.day.isoformat(),
        found.class_name,
        str(row.number or ""),
        row.name,
        texts(f"suspension.answer.{answer}"),
        show_temperature(entry),
        symptom_words(entry, rules, texts),
        texts("suspension.yes") if entry is not None and entry.doctor else "",
        entry.note if entry is not None else "",
        "" if row.kept is None else found.asked_by or askers.get(row.kept.by, ""),
    )


def _sum_words(lines: Sequence[ReturnLine], texts: Texts) -> str:
    number = {kind: sum(one.verdict is kind for one in lines) for kind in Verdict}
    return texts(
        "suspension.return.sum",
        may=number[Verdict.MAY_RETURN],
        ask=number[Verdict.ASK_FIRST],
        stay=number[Verdict.STAYS_HOME],
    )


def _short(day: date) -> str:
    return f"{day.month}-{day.day}"


def _frame(texts: Texts, running: str) -> Frame:
    label = texts("suspension.paper.page", page="{page}", pages="{pages}")
    return Frame(running=running, page_label=label)


def _tag(texts: Texts) -> str:
    return "zh-CN" if texts.language == CHINESE else "en"
