# SPDX-License-Identifier: Apache-2.0
"""The daily report on paper: one A4 page for the principal, and an annex by class when needed.

Counts only; classes are named, people never. An unchecked class reads 未检, never zero. What is
printed comes from a kept issue alone, so that a copy says what the original said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schoolguard.daily.annex import annex_blocks
from schoolguard.daily.basis import Basis
from schoolguard.daily.figures import DailyFigures, HandIn, People, SheetFigures, Whom
from schoolguard.daily.queries import Issue
from schoolguard.daily.rules import Statement, all_changes, headline_changes, statement
from schoolguard.daily.tables import Kind
from schoolguard.daily.wording import (
    changes_text,
    day_text,
    session_name,
    sheets_text,
    statement_text,
    time_text,
)
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.reports import (
    Align,
    Block,
    Column,
    Document,
    Frame,
    KeyValues,
    Note,
    PageBreak,
    Section,
    Side,
    Signatures,
    Table,
    Tone,
    document_pdf,
    page_count,
)

_ATTENDANCE = ("total", "expected", "present", "unchecked", "absent")
_REASONS = ("illness", "injury", "leave", "unknown")
_SYMPTOMS_A_LINE = {CHINESE: 14, ENGLISH: 7}


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
            ("attendance", (_attendance(figures, texts),)),
            ("checks", (_checks(figures, texts),)),
            ("symptoms", _symptoms(figures, texts)),
            ("causes", (_causes_and_diseases(figures, texts, density.causes),)),
        )
        sections += [
            Section(texts(f"daily.part.{name}"), tuple(_with_rows(one, row_mm) for one in blocks))
            for name, blocks in tables
        ]
        sections.append(Section(texts("daily.part.remarks"), _remarks(issue, texts, density)))
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


def _attendance(figures: DailyFigures, texts: Texts) -> Table:
    names = (*_ATTENDANCE, *_REASONS)
    columns = (
        Column(texts("daily.column.whom"), 1.5),
        *(Column(texts(f"daily.measure.{name}"), align=Align.CENTRE) for name in names),
    )
    both = (figures.pupils, figures.staff)
    rows = tuple(
        (texts(f"daily.whom.{whom.value}"), *_people(people, names, texts))
        for whom, people in zip(Whom, both, strict=True)
    )
    sums = tuple(str(sum(getattr(people, name) for people in both)) for name in names)
    return Table(columns, rows, total=(texts("daily.whom.all"), *sums))


def _people(people: People, names: tuple[str, ...], texts: Texts) -> tuple[str, ...]:
    nobody_seen = people.expected > 0 and people.unchecked == people.expected
    return tuple(
        texts("daily.unchecked")
        if nobody_seen and name == "present"
        else str(getattr(people, name))
        for name in names
    )


def _checks(figures: DailyFigures, texts: Texts) -> Table:
    people = ("expected", "measured", "observed", "absent", "unchecked")
    findings = ("suspects", "waiting", "symptomatic")
    names = (*people, *findings, "sheets", "late", "not_in")
    columns = (
        Column(texts("daily.column.session"), 1.5),
        *(Column(texts(f"daily.measure.{name}"), align=Align.CENTRE) for name in names),
    )
    rows = []
    for session in sorted({sheet.session for sheet in figures.sheets}):
        sheets = [sheet for sheet in figures.sheets if sheet.session is session]
        checked = sum(sheet.checked for sheet in sheets)
        counts = [_sum(sheets, name) for name in people]
        counts += [_sum(sheets, each) if checked else texts("daily.unchecked") for each in findings]
        counts += [str(len(sheets)), _standing(sheets, HandIn.LATE)]
        pending = _standing(sheets, HandIn.PENDING)
        not_in = _standing(sheets, HandIn.MISSING)
        counts.append(texts("daily.not_yet", count=pending) if pending != "0" else not_in)
        rows.append((session_name(session, texts), *counts))
    return Table(columns, tuple(rows), empty=texts("daily.nothing_checked"))


def _sum(sheets: list[SheetFigures], name: str) -> str:
    return str(sum(getattr(sheet, name) for sheet in sheets))


def _standing(sheets: list[SheetFigures], standing: HandIn) -> str:
    return str(sum(sheet.hand_in is standing for sheet in sheets))


def _symptoms(figures: DailyFigures, texts: Texts) -> tuple[Block, ...]:
    checked = {
        whom: any(sheet.checked for sheet in figures.sheets if sheet.whom is whom) for whom in Whom
    }
    blocks = []
    length = min(_SYMPTOMS_A_LINE[texts.language], len(figures.symptoms)) or 1
    for start in range(0, len(figures.symptoms), length):
        line = figures.symptoms[start : start + length]
        blank = length - len(line)
        columns = (
            Column(texts("daily.column.whom"), 1.2),
            *(Column(symptom.name, align=Align.CENTRE) for symptom in line),
            *(Column("") for _ in range(blank)),
        )
        rows = tuple(
            (
                texts(f"daily.whom.{whom.value}"),
                *(
                    str(getattr(symptom, whom.value)) if checked[whom] else texts("daily.unchecked")
                    for symptom in line
                ),
                *("" for _ in range(blank)),
            )
            for whom in Whom
        )
        blocks.append(Table(columns, rows))
    return tuple(blocks)


def _causes_and_diseases(figures: DailyFigures, texts: Texts, most: int) -> Side:
    causes = tuple(
        (cause.name or texts("daily.cause_unknown"), str(cause.pupils), str(cause.staff))
        for cause in figures.causes[:most]
    )
    diseases = tuple(
        (disease.name, str(disease.new), str(disease.current), str(disease.this_term))
        for disease in figures.diseases[:most]
    )
    return Side(
        (_small(("cause", "pupils", "staff"), causes, "daily.no_illness", texts),),
        (_small(("disease", "new", "current", "term"), diseases, "daily.no_disease", texts),),
    )


def _small(
    names: tuple[str, ...], rows: tuple[tuple[str, ...], ...], empty: str, texts: Texts
) -> Table:
    first, *others = (texts(f"daily.column.{name}") for name in names)
    columns = (Column(first, 2.6), *(Column(title, align=Align.CENTRE) for title in others))
    return Table(columns, rows, empty=texts(empty))


def _remarks(issue: Issue, texts: Texts, density: _Density) -> tuple[Block, ...]:
    figures = issue.figures
    lines: list[tuple[str, str]] = []
    for standing in (HandIn.MISSING, HandIn.LATE):
        sheets = figures.with_hand_in(standing)
        named = sheets_text(sheets, texts, density.named) if sheets else texts("daily.none")
        lines.append((texts(f"daily.remark.{standing.value}"), named))
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


def _with_rows(block: Block, row_mm: float) -> Block:
    """Return a block whose tables have rows of a height."""
    if isinstance(block, Table):
        return replace(block, row_mm=row_mm)
    if isinstance(block, Side):
        left, right = (
            tuple(_with_rows(inner, row_mm) for inner in inners)
            for inners in (block.left, block.right)
        )
        return replace(block, left=left, right=right)
    return block
