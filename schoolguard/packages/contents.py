# SPDX-License-Identifier: Apache-2.0
"""What a package carries: counts of one school day, or the notice that there was no school.

Counts only: no name, no number of a person has a column here. The tables are part of the format:
columns may be added to the right, never renamed or moved. Each check row must add up, so that a
pupil is measured, observed, absent, not checked or not yet dealt with, and nothing else.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, TypeVar

from schoolguard.packages.archive import Content
from schoolguard.packages.control_tables import CASES, CONTROL, CaseRow, ControlRow, first_false
from schoolguard.packages.csv_tables import Column, ColumnKind, Table, text_column
from schoolguard.packages.errors import BadTableError

FIRST_DAILY_SCHEMA = "schoolguard.daily/1"
"""Without the tables of measures and cases; still read, and written for days from before."""

DAILY_SCHEMA = "schoolguard.daily/2"
EMPTY_SCHEMA = "schoolguard.empty/1"
REPORT_PDF = "data/report.pdf"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The head of the daily report: the school's day in one row."""

    report_on: date
    report_number: str
    revision: int
    school: str
    school_name: str
    statement: str
    signed_off: bool
    pupils: int
    staff: int
    pupils_expected: int
    pupils_present: int
    staff_expected: int
    staff_present: int
    absent: int
    absent_illness: int
    absent_injury: int
    absent_leave: int
    absent_unknown: int
    absent_suspected: int
    fevers: int
    waiting: int
    symptomatic: int
    sheets_due: int
    sheets_late: int
    sheets_missing: int
    note: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One class in one session; the five ways to stand on a sheet add up to `expected`."""

    class_name: str
    kind: str
    session: str
    expected: int
    measured: int
    observed: int
    absent: int
    not_checked: int
    missing: int
    waiting: int
    fevers: int
    symptomatic: int
    handed_in: str


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """How many of a class showed a symptom today, and within the last three school days."""

    class_name: str
    symptom: str
    symptom_name: str
    today: int
    three_days: int


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """How many of a class are absent for one reason; `half_days` are today's, 0 to 2 a person."""

    class_name: str
    kind: str
    reason: str
    people: int
    new_today: int
    half_days: int


@dataclass(frozen=True, slots=True)
class CauseRow:
    """Absent through illness by cause, the whole school; an empty id is a cause not yet found."""

    cause: str
    cause_name: str
    infectious: bool
    pupils: int
    staff: int


@dataclass(frozen=True, slots=True)
class DiseaseRow:
    """Cases of an infectious cause: begun today, absent today, begun this term."""

    disease: str
    disease_name: str
    new_today: int
    current: int
    this_term: int


@dataclass(frozen=True, slots=True)
class NoSchoolRow:
    """A day without school, told so that silence never has to be guessed at."""

    day: date
    school: str
    school_name: str
    reason: str


_KIND = text_column("kind", "人员 people", "pupils", "staff")
_CLASS = text_column("class_name", "班级 class")

REPORT: Table[ReportRow] = Table(
    name="report",
    title="日报 daily report",
    columns=(
        Column("report_on", "日期 day", ColumnKind.DAY),
        text_column("report_number", "报告编号 report number"),
        Column("revision", "版本 revision"),
        text_column("school", "学校代码 school code"),
        text_column("school_name", "学校 school"),
        text_column("statement", "结论 statement", "zero", "findings", "incomplete", "no_school"),
        Column("signed_off", "校长已签 signed off", ColumnKind.FLAG),
        Column("pupils", "学生总数 pupils"),
        Column("staff", "教职工总数 staff"),
        Column("pupils_expected", "学生应到 pupils expected"),
        Column("pupils_present", "学生实到 pupils present"),
        Column("staff_expected", "教职工应到 staff expected"),
        Column("staff_present", "教职工实到 staff present"),
        Column("absent", "缺勤 absent"),
        Column("absent_illness", "因病 illness"),
        Column("absent_injury", "因伤 injury"),
        Column("absent_leave", "因事 other leave"),
        Column("absent_unknown", "原因未明 unknown"),
        Column("absent_suspected", "疑似疫情 perhaps epidemic"),
        Column("fevers", "发热 fever"),
        Column("waiting", "待复测 awaiting second reading"),
        Column("symptomatic", "有症状 with symptoms"),
        Column("sheets_due", "应交检查表 sheets due"),
        Column("sheets_late", "迟交 late"),
        Column("sheets_missing", "未交 missing"),
        text_column("note", "情况说明 note"),
    ),
    row=ReportRow,
    cells=astuple,
    check=lambda row: first_false(
        absent=row.absent
        == row.absent_illness + row.absent_injury + row.absent_leave + row.absent_unknown,
        pupils_present=row.pupils_present <= row.pupils_expected,
        staff_present=row.staff_present <= row.staff_expected,
        sheets_due=row.sheets_late + row.sheets_missing <= row.sheets_due,
    ),
)

CHECKS: Table[CheckRow] = Table(
    name="checks",
    title="晨午晚检 checks by class and session",
    columns=(
        _CLASS,
        _KIND,
        text_column("session", "时段 session", "morning", "noon", "evening"),
        Column("expected", "应检 expected"),
        Column("measured", "已测温 measured"),
        Column("observed", "仅观察 observed only"),
        Column("absent", "缺勤 absent"),
        Column("not_checked", "未检 not checked"),
        Column("missing", "未处理 not dealt with"),
        Column("waiting", "待复测 awaiting second reading"),
        Column("fevers", "发热 fever"),
        Column("symptomatic", "有症状 with symptoms"),
        text_column("handed_in", "上交 handed in", "on_time", "late", "missing", "pending"),
    ),
    row=CheckRow,
    cells=astuple,
    check=lambda row: first_false(
        expected=row.expected
        == row.measured + row.observed + row.absent + row.not_checked + row.missing,
        fevers=row.fevers <= row.expected,
    ),
)

SYMPTOMS: Table[SymptomRow] = Table(
    name="symptoms",
    title="症状 symptoms by class",
    columns=(
        _CLASS,
        text_column("symptom", "症状代码 symptom id"),
        text_column("symptom_name", "症状 symptom"),
        Column("today", "本日 today"),
        Column("three_days", "近3日 three days"),
    ),
    row=SymptomRow,
    cells=astuple,
    check=lambda row: first_false(three_days=row.today <= row.three_days),
)

ABSENCE: Table[AbsenceRow] = Table(
    name="absence",
    title="缺勤 absence by class and reason",
    columns=(
        _CLASS,
        _KIND,
        text_column("reason", "原因 reason", "illness", "injury", "leave", "unknown"),
        Column("people", "人数 people"),
        Column("new_today", "本日新增 new today"),
        Column("half_days", "半天数 half days"),
    ),
    row=AbsenceRow,
    cells=astuple,
    check=lambda row: first_false(
        new_today=row.new_today <= row.people, half_days=row.half_days <= 2 * row.people
    ),
)

CAUSES: Table[CauseRow] = Table(
    name="causes",
    title="因病缺勤病因 causes of illness",
    columns=(
        text_column("cause", "病因代码 cause id"),
        text_column("cause_name", "病因 cause"),
        Column("infectious", "传染病 infectious", ColumnKind.FLAG),
        Column("pupils", "学生 pupils"),
        Column("staff", "教职工 staff"),
    ),
    row=CauseRow,
    cells=astuple,
    check=lambda _: None,
)

DISEASES: Table[DiseaseRow] = Table(
    name="diseases",
    title="传染病 infectious diseases",
    columns=(
        text_column("disease", "病种代码 disease id"),
        text_column("disease_name", "病种 disease"),
        Column("new_today", "本日新增 new today"),
        Column("current", "现有 current"),
        Column("this_term", "本学期累计 this term"),
    ),
    row=DiseaseRow,
    cells=astuple,
    check=lambda row: first_false(new_today=row.new_today <= row.this_term),
)

NO_SCHOOL: Table[NoSchoolRow] = Table(
    name="no_school",
    title="无课日 day without school",
    columns=(
        Column("day", "日期 day", ColumnKind.DAY),
        text_column("school", "学校代码 school code"),
        text_column("school_name", "学校 school"),
        text_column("reason", "原因 reason"),
    ),
    row=NoSchoolRow,
    cells=astuple,
    check=lambda _: None,
)


@dataclass(frozen=True, slots=True)
class DailyContents:
    """One school day in counts, with the principal's PDF as it was signed (may be empty).

    Attributes:
        pdf: a view into the package when it was read from one.
        control: None in a package of schema 1, which says nothing of measures.
        cases: by disease; empty in a package of schema 1.
    """

    report: ReportRow
    checks: tuple[CheckRow, ...]
    symptoms: tuple[SymptomRow, ...]
    absence: tuple[AbsenceRow, ...]
    causes: tuple[CauseRow, ...]
    diseases: tuple[DiseaseRow, ...]
    pdf: Content
    control: ControlRow | None = None
    cases: tuple[CaseRow, ...] = ()

    def files(self) -> dict[str, Content]:
        """Return the files under ``data/`` by their paths."""
        files: dict[str, Content] = {
            REPORT.path: REPORT.write([self.report]),
            CHECKS.path: CHECKS.write(self.checks),
            SYMPTOMS.path: SYMPTOMS.write(self.symptoms),
            ABSENCE.path: ABSENCE.write(self.absence),
            CAUSES.path: CAUSES.write(self.causes),
            DISEASES.path: DISEASES.write(self.diseases),
        }
        if self.control is not None:
            files[CONTROL.path] = CONTROL.write([self.control])
            files[CASES.path] = CASES.write(self.cases)
        return files | ({REPORT_PDF: self.pdf} if self.pdf else {})


@dataclass(frozen=True, slots=True)
class EmptyContents:
    """The heartbeat of a day without school."""

    notice: NoSchoolRow

    def files(self) -> dict[str, Content]:
        """Return the files under ``data/`` by their paths."""
        return {NO_SCHOOL.path: NO_SCHOOL.write([self.notice])}


Contents = DailyContents | EmptyContents

_FIRST_DAILY: tuple[Table[Any], ...] = (REPORT, CHECKS, SYMPTOMS, ABSENCE, CAUSES, DISEASES)
TABLES: Mapping[str, tuple[Table[Any], ...]] = {
    FIRST_DAILY_SCHEMA: _FIRST_DAILY,
    DAILY_SCHEMA: (*_FIRST_DAILY, CONTROL, CASES),
    EMPTY_SCHEMA: (NO_SCHOOL,),
}
"""The tables that each schema of contents has; a package must carry each of its schema's."""


def schema_of(contents: Contents) -> str:
    """Return the schema id that a package of these contents names."""
    if isinstance(contents, EmptyContents):
        return EMPTY_SCHEMA
    return FIRST_DAILY_SCHEMA if contents.control is None else DAILY_SCHEMA


def read_contents(schema: str, files: Mapping[str, Content]) -> Contents:
    """Return the contents of a package from its files.

    Files beyond the schema's are signed but not read: a newer program may add some.

    Raises:
        BadTableError: a table is missing, ill-shaped or contradicts itself, or the schema is
            unknown.
    """
    tables = TABLES.get(schema)
    if tables is None:
        raise BadTableError(table=schema, row=0, column="schema")
    for table in tables:
        if table.path not in files:
            raise BadTableError(table=table.name, row=0, column="file")
    if schema == EMPTY_SCHEMA:
        return EmptyContents(_only(NO_SCHOOL, files))
    return DailyContents(
        report=_only(REPORT, files),
        checks=CHECKS.read(files[CHECKS.path]),
        symptoms=SYMPTOMS.read(files[SYMPTOMS.path]),
        absence=ABSENCE.read(files[ABSENCE.path]),
        causes=CAUSES.read(files[CAUSES.path]),
        diseases=DISEASES.read(files[DISEASES.path]),
        pdf=files.get(REPORT_PDF, b""),
        control=_only(CONTROL, files) if schema == DAILY_SCHEMA else None,
        cases=CASES.read(files[CASES.path]) if schema == DAILY_SCHEMA else (),
    )


R = TypeVar("R")


def _only(table: Table[R], files: Mapping[str, Content]) -> R:
    rows = table.read(files[table.path])
    if len(rows) != 1:
        raise BadTableError(table=table.name, row=len(rows), column="row")
    return rows[0]
