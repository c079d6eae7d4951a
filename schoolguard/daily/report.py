# SPDX-License-Identifier: Apache-2.0
"""The daily report on paper: one A4 page for the principal, and an annex by class when needed.

Counts only; classes are named, people never. An unchecked class reads 未检, never zero. What is
printed comes from a kept issue alone, so that a copy says what the original said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schoolguard.daily import page_tables
from schoolguard.daily.annex import annex_blocks
from schoolguard.daily.basis import Basis
from schoolguard.daily.control_page import control_lines
from schoolguard.daily.figures import HandIn
from schoolguard.daily.queries import Issue
from schoolguard.daily.rules import Statement, all_changes, headline_changes, statement
from schoolguard.daily.tables import Kind
from schoolguard.daily.wording import (
    changes_text,
    day_text,
    sheets_text,
    statement_text,
    time_text,
)
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import (
    Block,
    Document,
    Frame,
    KeyValues,
    Note,
    PageBreak,
    Section,
    Signatures,
    Tone,
    document_pdf,
    page_count,
)


@dataclass(frozen=True, slots=True)
class _Density:
    """How much room the first page takes: height of a row, how many causes and names it lists."""

    row_mm: float
    causes: int
    named: int
    dense: bool = False


_DENSITIES = (
    _Density(6.0, 8, 10),
    _Density(5.2, 6, 10),
    _Density(4.7, 5, 6, dense=True),
    _Density(4.3, 3, 3, dense=True),
    _Density(3.9, 2, 2, dense=True),
)
_TONES = {
    Statement.NO_SCHOOL: Tone.MUTED,
    Statement.ZERO: Tone.OK,
    Statement.INCOMPLETE: Tone.ATTENTION,
    Statement.FINDINGS: Tone.ALARM,
}


def paper(issue: Issue, basis: Basis, *, copy_of: str = "") -> bytes:
    """Return the PDF of an issue; `copy_of` is the original's SHA-256 when this is a copy."""
    return document_pdf(document(issue, basis, copy_of=copy_of))


def document(issue: Issue, basis: Basis, *, copy_of: str = "") -> Document:
    """Return the report of an issue as a document."""
    texts = Texts(issue.language)
    main = _fitting(_documents(issue, basis, texts, copy_of))
    annex = annex_blocks(issue, texts)
    if not annex:
        return main
    return replace(main, sections=(*main.sections, Section("", (PageBreak(),)), *annex))


def _fitting(pages: Iterator[Document]) -> Document:
    """Return the airiest document that fits one page, or the densest."""
    page = next(pages)
    for denser in pages:
        if page_count(page) == 1:
            return page
        page = denser
    return page


def _documents(issue: Issue, basis: Basis, texts: Texts, copy_of: str) -> Iterator[Document]:
    """Yield the first page, each time set more densely."""
    for density in _DENSITIES:
        yield Document(
            title=_title(issue, texts),
            subtitle=_subtitle(issue, texts),
            facts=(
                basis.school.name,
                day_text(issue.day, texts),
                texts("daily.number", number=issue.number),
            ),
            sections=_sections(issue, basis, texts, density),
            frame=_frame(issue, texts, copy_of),
            dense=density.dense,
            language="zh-CN" if issue.language == CHINESE else "en",
        )


def _sections(issue: Issue, basis: Basis, texts: Texts, density: _Density) -> tuple[Section, ...]:
    figures = issue.figures
    sections = [Section("", _statement(issue, basis, texts, density))]
    if figures.sheets or figures.school_day:
        row_mm = density.row_mm
        tables: tuple[tuple[str, tuple[Block, ...]], ...] = (
            ("attendance", (page_tables.attendance(figures, texts),)),
            ("checks", (page_tables.checks(figures, texts),)),
            ("symptoms", page_tables.symptoms(figures, texts)),
            ("causes", (page_tables.causes_and_diseases(figures, texts, density.causes),)),
        )
        sections += [
            Section(
                texts(f"daily.part.{name}"),
                tuple(page_tables.with_rows(one, row_mm) for one in blocks),
            )
            for name, blocks in tables
        ]
        title = "remarks" if figures.control is None else "control_and_remarks"
        sections.append(Section(texts(f"daily.part.{title}"), _remarks(issue, texts, density)))
    sections.append(Section("", (_signatures(issue, texts),)))
    return tuple(sections)


def _title(issue: Issue, texts: Texts) -> str:
    return texts("daily.title_addendum" if issue.kind is Kind.ADDENDUM else "daily.title")


def _subtitle(issue: Issue, texts: Texts) -> str:
    if issue.signed_at is None:
        return texts("daily.standing.draft")
    return texts(
        "daily.standing.signed", name=issue.signed_by_name, time=time_text(issue.signed_at)
    )


def _frame(issue: Issue, texts: Texts, copy_of: str) -> Frame:
    footer = texts("daily.audit", count=issue.audit_count, head=issue.audit_head.hex())
    return Frame(
        running=texts("daily.annex.running", day=day_text(issue.day, texts)),
        number=texts("daily.number", number=issue.number),
        footer=texts("daily.copy_of", sha256=copy_of) if copy_of else footer,
        page_label=texts("daily.page_label", page="{page}", pages="{pages}"),
        copy_mark=texts("daily.copy_mark") if copy_of else "",
    )


def _statement(issue: Issue, basis: Basis, texts: Texts, density: _Density) -> tuple[Block, ...]:
    kind = statement(issue.figures, basis.findings)
    text = statement_text(issue.figures, basis.findings, issue.prepared_at, texts)
    blocks: list[Block] = [Note(text, _TONES[kind], strong=True)]
    if issue.kind is Kind.ADDENDUM and issue.compared is not None:
        changes = changes_text(all_changes(issue.compared, issue.figures), texts, density.named)
        text = texts("daily.addendum", number=issue.compared_number, changes=changes)
        blocks.append(Note(text, Tone.ATTENTION))
    return tuple(blocks)


def _remarks(issue: Issue, texts: Texts, density: _Density) -> tuple[Block, ...]:
    figures = issue.figures
    lines: list[tuple[str, str]] = []
    if figures.control is not None:
        lines += control_lines(figures.control, texts)
    for standing in (HandIn.MISSING, HandIn.LATE):
        sheets = figures.with_hand_in(standing)
        named = sheets_text(sheets, texts, density.named) if sheets else texts("daily.none")
        lines.append((texts(f"daily.remark.{standing.value}"), named))
    left = figures.pupils.left_later + figures.staff.left_later
    if left:
        text = texts("daily.remark.left_text", count=left)
        lines.append((texts("daily.remark.left"), text))
    if issue.kind is Kind.ORIGINAL:
        lines.append(_since(issue, texts, density.named))
    follow_up = texts(
        "daily.remark.follow_up_text",
        new=figures.new,
        ongoing=figures.ongoing,
        returned=figures.returned,
        open=figures.cases_open,
        overdue=figures.cases_overdue,
    )
    lines.append((texts("daily.remark.follow_up"), follow_up))
    if figures.control is None:
        lines.append((texts("daily.remark.by_hand"), texts("daily.remark.by_hand_text")))
    if issue.note:
        lines.append((texts("daily.remark.note"), issue.note))
    return (KeyValues(tuple(lines), columns=1, name_share=0.16),)


def _since(issue: Issue, texts: Texts, most: int) -> tuple[str, str]:
    if issue.compared is None:
        return texts("daily.remark.since_none"), texts("daily.remark.no_earlier")
    changes = headline_changes(issue.compared, issue.figures)
    day = issue.compared.day
    label = texts("daily.remark.since", month=day.month, day=day.day)
    return label, changes_text(changes, texts, most) if changes else texts("daily.remark.no_change")


def _signatures(issue: Issue, texts: Texts) -> Signatures:
    signed = time_text(issue.signed_at) if issue.signed_at else ""
    prepared = f"{issue.prepared_by_name}    {time_text(issue.prepared_at)}"
    return Signatures(
        (
            texts("daily.sign.prepared"),
            texts("daily.sign.principal"),
            texts("daily.sign.day"),
        ),
        (prepared, issue.signed_by_name, signed),
        seal=texts("daily.sign.seal"),
    )
