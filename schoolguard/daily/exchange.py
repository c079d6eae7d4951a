# SPDX-License-Identifier: Apache-2.0
"""The daily report as a workbook: the page as printed, and every class in rows for further use."""

from schoolguard.daily.basis import Basis
from schoolguard.daily.control_page import control_form
from schoolguard.daily.queries import Issue
from schoolguard.daily.rules import statement
from schoolguard.daily.wording import session_name, statement_text
from schoolguard.kernel.texts import Texts
from schoolguard.reports import CellKind, Form, FormColumn, forms_xlsx

_SHEET_NUMBERS = (
    "expected",
    "measured",
    "observed",
    "absent",
    "not_checked",
    "missing",
    "suspects",
    "waiting",
    "symptomatic",
)
_PEOPLE = ("total", "expected", "present", "unchecked", "absent", "illness", "injury", "leave")


def workbook(issue: Issue, basis: Basis) -> bytes:
    """Return the figures of an issue as XLSX, one table a sheet."""
    texts = Texts(issue.language)
    forms: tuple[Form, ...] = (
        _summary(issue, basis, texts),
        _sheets(issue, texts),
        _symptoms(issue, texts),
        _absences(issue, texts),
    )
    if issue.figures.control is not None:
        forms = (*forms, control_form(issue.figures.control, texts))
    return forms_xlsx(*forms)


def _summary(issue: Issue, basis: Basis, texts: Texts) -> Form:
    figures = issue.figures
    rows: list[tuple[str, str | int]] = [
        (texts("daily.column.school"), basis.school.name),
        (texts("daily.column.day"), issue.day.isoformat()),
        (texts("daily.column.number"), issue.number),
        (
            texts("daily.column.statement"),
            statement_text(figures, basis.findings, issue.prepared_at, texts),
        ),
        (
            texts("daily.column.kind"),
            texts(f"daily.statement_kind.{statement(figures, basis.findings).value}"),
        ),
    ]
    for whom, people in (("pupils", figures.pupils), ("staff", figures.staff)):
        for name in (*_PEOPLE, "unknown"):
            label = texts(
                "daily.label",
                whom=texts(f"daily.whom.{whom}"),
                measure=texts(f"daily.measure.{name}"),
            )
            rows.append((label, getattr(people, name)))
    rows.append((texts("daily.measure.fevers"), figures.fevers))
    rows += [(one.name, one.pupils + one.staff) for one in figures.symptoms]
    columns = (
        FormColumn(texts("daily.column.figure"), width=28),
        FormColumn(texts("daily.column.value"), width=40),
    )
    return Form(texts("daily.sheet.summary"), columns, tuple(rows), lead=(texts("daily.title"),))


def _sheets(issue: Issue, texts: Texts) -> Form:
    numbers = (
        FormColumn(texts(f"daily.measure.{name}"), CellKind.INTEGER) for name in _SHEET_NUMBERS
    )
    columns = (
        FormColumn(texts("daily.column.class"), width=18),
        FormColumn(texts("daily.column.session")),
        *numbers,
        FormColumn(texts("daily.column.hand_in")),
    )
    rows = tuple(
        (
            sheet.class_name,
            session_name(sheet.session, texts),
            *(getattr(sheet, name) for name in _SHEET_NUMBERS),
            texts(f"daily.hand_in.{sheet.hand_in.value}"),
        )
        for sheet in issue.figures.sheets
    )
    return Form(texts("daily.sheet.checks"), columns, rows)


def _symptoms(issue: Issue, texts: Texts) -> Form:
    columns = (
        FormColumn(texts("daily.column.class"), width=18),
        FormColumn(texts("daily.column.symptom")),
        FormColumn(texts("daily.column.today"), CellKind.INTEGER),
        FormColumn(texts("daily.column.three_days"), CellKind.INTEGER),
    )
    rows = tuple(
        (one.class_name, one.name, one.today, one.three_days)
        for one in issue.figures.class_symptoms
    )
    return Form(texts("daily.sheet.symptoms"), columns, rows)


def _absences(issue: Issue, texts: Texts) -> Form:
    columns = (
        FormColumn(texts("daily.column.class"), width=18),
        FormColumn(texts("daily.column.reason")),
        FormColumn(texts("daily.column.people"), CellKind.INTEGER),
        FormColumn(texts("daily.column.new_today"), CellKind.INTEGER),
        FormColumn(texts("daily.column.days"), CellKind.DECIMAL),
    )
    rows = tuple(
        (
            one.class_name,
            texts(f"daily.measure.{one.reason}"),
            one.people,
            one.new_today,
            one.half_days / 2,
        )
        for one in issue.figures.class_absences
    )
    return Form(texts("daily.sheet.absence"), columns, rows)
