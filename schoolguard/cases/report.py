# SPDX-License-Identifier: Apache-2.0
"""The register of cases 传染病报告登记表, for paper and sheet.

Its columns are those of the schools' own form; how each report stands to its clock is computed and
printed. A sheet with names leaves the school only by whoever may let names out; audited.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.access.queries import accounts
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.queries import case, cases_between
from schoolguard.cases.values import (
    Case,
    Classification,
    ReportClock,
    ReportMade,
    Standing,
)
from schoolguard.cases.wording import CaseWords, moment, short_day
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import AccountId
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import Align, Column, Document, Frame, Section, Signatures, Table
from schoolguard.store import Unit

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One case of the register with what the family file adds.

    Attributes:
        age: in years on the day of finding; None when the date of birth is not known.
        phones: (relation, number), first to call first.
    """

    case: Case
    sex: str
    age: int | None
    address: str
    phones: tuple[tuple[str, str], ...]
    reporters: tuple[str, ...]


def register_rows(
    unit: Unit, first_on: date, last_on: date, rules: CaseRules, *, leaves: bool = False
) -> tuple[RegisterRow, ...]:
    """Return the register of the cases found in a span of days, oldest first; audits the taking.

    Excluded cases stand in it and say so; withdrawn ones are left out.

    Args:
        unit: the transaction.
        first_on: first day of finding.
        last_on: last day of finding, included.
        rules: of the room.
        leaves: the rows leave the school as a sheet; needs the right to let names out.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EXPORT_NAMES if leaves else Action.VIEW_FAMILY)
    first_on = max(first_on, last_on - timedelta(days=MOST_DAYS))
    lines = cases_between(unit, first_on, last_on, rules)
    names = {one.id: one.name for one in accounts(unit)}
    rows = tuple(
        _row(unit, case(unit, line.id, rules), names)
        for line in reversed(lines)
        if line.standing is not Standing.WITHDRAWN
    )
    unit.audit(
        "cases.line_list_taken" if leaves else "cases.register_taken",
        first_on=first_on.isoformat(),
        last_on=last_on.isoformat(),
        cases=len(rows),
    )
    unit.touch(Changes.AUDIT)
    return rows


def register_document(
    rows: tuple[RegisterRow, ...],
    first_on: date,
    last_on: date,
    *,
    school_name: str,
    rules: CaseRules,
    texts: Texts,
) -> Document:
    """Return the register as a document; without rows it is a zero report."""
    words = CaseWords(texts, rules)
    title = texts("cases.register.title")
    counted = [row for row in rows if row.case.line.classification is not Classification.EXCLUDED]
    table = Table(
        tuple(
            Column(texts(f"cases.register.column.{key}"), share, align, wrap=wrap)
            for key, share, align, wrap in _COLUMNS
        ),
        tuple(_cells(number, row, words) for number, row in enumerate(rows, 1)),
        row_mm=9,
        empty=texts("cases.register.zero"),
    )
    lines = ("reporter", "reviewer", "date")
    signatures = Signatures(tuple(texts(f"cases.register.{line}") for line in lines))
    return Document(
        title=title,
        subtitle=texts("cases.register.span", first=first_on.isoformat(), last=last_on.isoformat()),
        facts=(
            texts("cases.register.school", name=school_name),
            texts("cases.register.count", count=len(counted), excluded=len(rows) - len(counted)),
        ),
        sections=(Section("", (table,)), Section("", (signatures,))),
        frame=page_frame(texts, title, school_name),
        landscape=True,
        language=language_tag(texts),
    )


def page_frame(texts: Texts, title: str, school_name: str) -> Frame:
    """Return what stands round the pages of a paper of this room."""
    label = texts("cases.register.page", page="{page}", pages="{pages}")
    return Frame(running=title, footer=school_name, page_label=label)


def language_tag(texts: Texts) -> str:
    """Return the tag of a document's language."""
    return "zh-CN" if texts.language == CHINESE else "en"


_LEFT, _CENTRE = Align.LEFT, Align.CENTRE
_COLUMNS = (
    ("number", 0.5, _CENTRE, False),
    ("found", 0.85, _LEFT, False),
    ("name", 1.0, _LEFT, True),
    ("sex_age", 0.75, _CENTRE, False),
    ("class", 1.1, _LEFT, True),
    ("family", 2.1, _LEFT, True),
    ("disease", 1.6, _LEFT, True),
    ("onset", 0.8, _LEFT, False),
    ("diagnosed", 0.8, _LEFT, False),
    ("hospital", 1.3, _LEFT, True),
    ("reports", 2.9, _LEFT, True),
    ("contacts", 0.6, _CENTRE, False),
    ("measures", 2.0, _LEFT, True),
    ("outcome", 1.1, _LEFT, True),
    ("reporter", 0.9, _LEFT, True),
)
"""Keys of the columns' titles under ``cases.register.column``, widths, alignment, wrapping."""


def _row(unit: Unit, found: Case, names: dict[AccountId, str]) -> RegisterRow:
    person = roster.person(unit, found.line.person_id)
    standing = [report for report in found.reports if report.retracted_at is None]
    by = dict.fromkeys(names.get(report.by, "") for report in standing)
    return RegisterRow(
        case=found,
        sex=person.sex.value,
        age=roster.age_on(person.birth_on, found.line.found_on) if person.birth_on else None,
        address=person.address,
        phones=tuple(
            (guardian.relation.value, guardian.phones[0])
            for guardian in roster.guardians_of(unit, found.line.person_id)
            if guardian.phones
        ),
        reporters=tuple(name for name in by if name),
    )


def _cells(number: int, row: RegisterRow, words: CaseWords) -> tuple[str, ...]:
    line, known, texts = row.case.line, row.case.draft, words.texts
    sex = texts(f"roster.sex.{row.sex}")
    phones = (f"{texts(f'roster.relation.{who}')} {phone}" for who, phone in row.phones)
    ticked = (one for one in row.case.measures if one.undone_at is None)
    return (
        str(number),
        short_day(line.found_on),
        line.name,
        sex if row.age is None else f"{sex} {row.age}",
        line.class_name,
        words.join(row.address, *phones),
        words.diagnosis(line),
        short_day(line.onset_on),
        short_day(line.diagnosed_on),
        known.hospital,
        _reports(row.case, words),
        str(line.close_contacts),
        words.join(
            *(
                f"{words.choice(words.rules.measures, one.measure_id)} {short_day(one.done_on)}"
                for one in ticked
            )
        ),
        words.outcome(row.case),
        words.join(*row.reporters),
    )


def _reports(found: Case, words: CaseWords) -> str:
    """Return each recipient with hour, way, who answered, and whether in time."""
    excluded = found.line.classification is Classification.EXCLUDED
    made: dict[str, ReportMade] = {}
    for report in found.reports:
        if report.retracted_at is None:
            made.setdefault(report.party_id, report)
    wanted = [clock for clock in found.clocks if clock.party_id in made or not excluded]
    return words.join(*(_report(clock, made.get(clock.party_id), words) for clock in wanted))


def _report(clock: ReportClock, report: ReportMade | None, words: CaseWords) -> str:
    said = [words.recipient(clock.party_id), words.clock(clock)]
    if report is not None:
        way = words.choice(words.rules.ways, report.way_id)
        said[1:1] = [moment(report.reported_at), way, report.answered_by]
    return " ".join(part for part in said if part)
