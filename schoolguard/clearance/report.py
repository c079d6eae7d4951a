# SPDX-License-Identifier: Apache-2.0
"""The register 复课证明查验登记表, for paper and sheet.

Columns as composed from 复课证明查验制度 and a table of isolation times; one line a look, so
that somebody who went on resting stands there with each look. Whoever takes it is in the audit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schoolguard import access
from schoolguard.access import Action
from schoolguard.access.queries import accounts
from schoolguard.clearance.lines import clearances_between
from schoolguard.clearance.pack import ClearanceRules
from schoolguard.clearance.queries import (
    anchors_of,
    hospitals_of,
    in_use,
    looks_of,
    papers_of,
)
from schoolguard.clearance.rules import Anchors
from schoolguard.clearance.values import ClearanceLine, Look, Paper, Standing
from schoolguard.clearance.wording import ClearanceWords
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import AccountId
from schoolguard.kernel.texts import CHINESE
from schoolguard.reports import Align, Column, Document, Frame, Section, Signatures, Table
from schoolguard.store import Unit


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register.

    Attributes:
        look: None for somebody who was not looked at yet.
    """

    line: ClearanceLine
    anchors: Anchors
    hospital: str
    papers: tuple[Paper, ...]
    look: Look | None


@dataclass(frozen=True, slots=True)
class Register:
    """The register of some days, with the names of those who looked."""

    first_on: date
    last_on: date
    rows: tuple[RegisterRow, ...]
    lookers: Mapping[AccountId, str]


def take_register(unit: Unit, first_on: date, last_on: date, rules: ClearanceRules) -> Register:
    """Return the register of some days, in order of asking, and audit the taking.

    Withdrawn clearances, and decisions taken back, are left out.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, Action.VIEW_CLEARANCE)
    lines = [
        line
        for line in reversed(clearances_between(unit, first_on, last_on, rules))
        if line.standing is not Standing.WITHDRAWN
    ]
    ids = [line.id for line in lines]
    anchors, papers, looks = anchors_of(unit, ids), papers_of(unit, ids), looks_of(unit, ids)
    hospitals = hospitals_of(unit, ids)
    rows = []
    for line in lines:
        shown: list[Look | None] = [
            look
            for look in looks[line.id]
            if look.revoked_at is None and first_on <= look.decision.checked_on <= last_on
        ]
        kept = tuple(one for one in papers[line.id] if in_use(one))
        rows += [
            RegisterRow(line, anchors[line.id], hospitals[line.id], kept, look)
            for look in shown or [None]
        ]
    unit.audit(
        "clearance.register_taken",
        first_on=first_on.isoformat(),
        last_on=last_on.isoformat(),
        lines=len(rows),
    )
    unit.touch(Changes.AUDIT)
    names = {account.id: account.name for account in accounts(unit)}
    return Register(first_on, last_on, tuple(rows), names)


def register_document(register: Register, *, school_name: str, words: ClearanceWords) -> Document:
    """Return the register as a document; without rows it says so."""
    text = words.texts
    title = text("clearance.register.title")
    table = Table(
        _columns(words),
        tuple(
            _cells(number, row, register.lookers, words)
            for number, row in enumerate(register.rows, 1)
        ),
        row_mm=10,
        empty=text("clearance.register.zero"),
    )
    lines = ("checker", "reviewer", "date")
    return Document(
        title=title,
        subtitle=text(
            "clearance.register.span",
            first=register.first_on.isoformat(),
            last=register.last_on.isoformat(),
        ),
        facts=(
            text("clearance.register.school", name=school_name),
            text("clearance.register.count", count=len(register.rows)),
        ),
        sections=(
            Section("", (table,)),
            Section("", (Signatures(tuple(text(f"clearance.register.{one}") for one in lines)),)),
        ),
        frame=Frame(
            running=title,
            footer=school_name,
            page_label=text("clearance.register.page", page="{page}", pages="{pages}"),
        ),
        landscape=True,
        language="zh-CN" if text.language == CHINESE else "en",
    )


_SHARES = (
    ("number", 0.5),
    ("class", 1.1),
    ("name", 1.0),
    ("disease", 1.0),
    ("onset", 0.9),
    ("hospital", 1.4),
    ("period", 2.2),
    ("earliest", 0.9),
    ("papers", 2.0),
    ("checked", 0.9),
    ("verdict", 1.1),
    ("looker", 0.9),
    ("parent", 0.9),
    ("note", 2.2),
)
"""Keys of the columns' titles under ``clearance.register.column``, and their widths."""


def _columns(words: ClearanceWords) -> tuple[Column, ...]:
    return tuple(
        Column(
            words.texts(f"clearance.register.column.{key}"),
            share,
            Align.CENTRE if key == "number" else Align.LEFT,
            wrap=key != "number",
        )
        for key, share in _SHARES
    )


def _cells(
    number: int, row: RegisterRow, lookers: Mapping[AccountId, str], words: ClearanceWords
) -> tuple[str, ...]:
    text, line, look = words.texts, row.line, row.look
    rule = line.assessment.rule
    earliest = line.assessment.earliest_on
    if look is not None:
        rule, earliest = words.rules.rules.get(look.rule_id, rule), look.earliest_on
    verdict = "waiting" if look is None else look.decision.verdict.value
    return (
        str(number),
        line.class_name,
        line.name,
        words.disease(line.disease_id),
        _day(row.anchors.onset_on),
        row.hospital,
        words.period(rule),
        _day(earliest),
        text("clearance.semicolon").join(words.paper_line(one) for one in row.papers),
        "" if look is None else _day(look.decision.checked_on),
        text(f"clearance.verdict.{verdict}"),
        "" if look is None else lookers.get(look.decided_by, ""),
        "",
        _remarks(look, words),
    )


def _remarks(look: Look | None, words: ClearanceWords) -> str:
    if look is None:
        return ""
    text, decision = words.texts, look.decision
    parts = [text("clearance.register.number", number=look.number)]
    if decision.override_reason:
        parts.append(text("clearance.slip.override", reason=decision.override_reason))
    if decision.look_again_on is not None:
        day = decision.look_again_on.isoformat()
        parts.append(text("clearance.register.next", day=day))
    if decision.note:
        parts.append(decision.note)
    return text("clearance.semicolon").join(parts)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
