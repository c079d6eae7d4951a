# SPDX-License-Identifier: Apache-2.0
"""The annex of the daily report: classes with findings or gaps, three-day symptoms, all changes.

Printed when there is something to say class by class. Counts only; classes are named, people never.
"""

from schoolguard.daily.figures import ClassSymptom, DailyFigures, HandIn, SheetFigures
from schoolguard.daily.queries import Issue
from schoolguard.daily.rules import all_changes
from schoolguard.daily.tables import Kind
from schoolguard.daily.wording import change_label, session_name
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Align, Column, Note, Section, Table, Tone

_ROW_MM = 5.2
_MEASURES = ("expected", "measured", "observed", "absent", "unchecked", "suspects", "waiting")
_REASONS = ("illness", "injury", "leave", "unknown")


def annex_blocks(issue: Issue, texts: Texts) -> list[Section]:
    """Return the annex's sections; empty when the first page says it all."""
    figures = issue.figures
    sections: list[Section] = []
    if issue.kind is Kind.ADDENDUM and issue.compared is not None:
        sections += _changes(issue.compared, figures, texts)
    sections += _classes(figures, texts)
    sections += _symptoms(figures, texts)
    sections += _absences(figures, texts)
    if sections:
        note = Note(texts("daily.annex.no_names"), Tone.MUTED)
        sections.append(Section("", (note,)))
    return sections


def _changes(before: DailyFigures, now: DailyFigures, texts: Texts) -> list[Section]:
    changes = all_changes(before, now)
    if not changes:
        return []
    columns = (
        Column(texts("daily.column.figure"), 4),
        Column(texts("daily.column.before"), align=Align.CENTRE),
        Column(texts("daily.column.now"), align=Align.CENTRE),
    )
    rows = tuple((change_label(one, texts), str(one.before), str(one.now)) for one in changes)
    return [Section(texts("daily.annex.changes"), (Table(columns, rows, row_mm=_ROW_MM),))]


def _classes(figures: DailyFigures, texts: Texts) -> list[Section]:
    sheets = [sheet for sheet in figures.sheets if _is_remarkable(sheet)]
    if not sheets:
        return []
    columns = (
        Column(texts("daily.column.class"), 1.9),
        Column(texts("daily.column.session"), 1.1),
        *(Column(texts(f"daily.measure.{name}"), align=Align.CENTRE) for name in _MEASURES),
        Column(texts("daily.measure.symptomatic"), align=Align.CENTRE),
        Column(texts("daily.column.hand_in"), 1.3, Align.CENTRE),
    )
    rows = tuple(_sheet(sheet, texts) for sheet in sheets)
    return [Section(texts("daily.annex.classes"), (Table(columns, rows, row_mm=_ROW_MM),))]


def _is_remarkable(sheet: SheetFigures) -> bool:
    if sheet.hand_in is HandIn.PENDING:
        return bool(sheet.suspects or sheet.waiting or sheet.symptomatic)
    found = sheet.suspects or sheet.waiting or sheet.symptomatic or sheet.unchecked
    return bool(found) or sheet.hand_in is not HandIn.ON_TIME


def _sheet(sheet: SheetFigures, texts: Texts) -> tuple[str, ...]:
    unchecked = texts("daily.unchecked")
    seen = sheet.checked > 0
    return (
        sheet.class_name,
        session_name(sheet.session, texts),
        str(sheet.expected),
        str(sheet.measured),
        str(sheet.observed),
        str(sheet.absent) if seen or sheet.absent else unchecked,
        str(sheet.unchecked),
        str(sheet.suspects) if seen else unchecked,
        str(sheet.waiting) if seen else unchecked,
        str(sheet.symptomatic) if seen else unchecked,
        texts(f"daily.hand_in.{sheet.hand_in.value}"),
    )


def _symptoms(figures: DailyFigures, texts: Texts) -> list[Section]:
    if not figures.class_symptoms:
        return []
    found = {(one.class_name, one.id): one for one in figures.class_symptoms}
    shown = [each for each in figures.symptoms if any(id_ == each.id for _, id_ in found)]
    columns = (
        Column(texts("daily.column.class"), 1.9),
        *(Column(symptom.name, align=Align.CENTRE) for symptom in shown),
    )
    rows = tuple(
        (name, *(_both_spans(found.get((name, symptom.id))) for symptom in shown))
        for name in dict.fromkeys(one.class_name for one in figures.class_symptoms)
    )
    return [Section(texts("daily.annex.symptoms"), (Table(columns, rows, row_mm=_ROW_MM),))]


def _both_spans(found: ClassSymptom | None) -> str:
    return f"{found.today} / {found.three_days}" if found else ""


def _absences(figures: DailyFigures, texts: Texts) -> list[Section]:
    if not figures.class_absences:
        return []
    columns = (
        Column(texts("daily.column.class"), 2),
        *(Column(texts(f"daily.measure.{name}"), align=Align.CENTRE) for name in _REASONS),
        Column(texts("daily.column.new_today"), align=Align.CENTRE),
        Column(texts("daily.column.days"), align=Align.CENTRE),
    )
    rows = []
    for name in dict.fromkeys(one.class_name for one in figures.class_absences):
        own = [one for one in figures.class_absences if one.class_name == name]
        people = {one.reason: one.people for one in own}
        half_days = sum(one.half_days for one in own)
        new = sum(one.new_today for one in own)
        counts = (str(people.get(reason, 0)) for reason in _REASONS)
        rows.append((name, *counts, str(new), f"{half_days / 2:g}"))
    return [Section(texts("daily.annex.absences"), (Table(columns, tuple(rows), row_mm=_ROW_MM),))]
