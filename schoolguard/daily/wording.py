# SPDX-License-Identifier: Apache-2.0
"""The sentences of the daily report: what the day amounts to, who is late, what changed."""

from collections.abc import Iterable
from datetime import date, datetime

from schoolguard.daily.figures import DailyFigures, HandIn, SheetFigures
from schoolguard.daily.rules import (
    Change,
    Finding,
    FindingKind,
    Statement,
    findings,
    is_complete,
    statement,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts


def statement_text(
    figures: DailyFigures, kinds: frozenset[FindingKind], at: datetime, texts: Texts
) -> str:
    """Return what the day amounts to in words, as of an instant."""
    kind = statement(figures, kinds)
    same_day = local_day(at) == figures.day
    time = f"{local_time(at):%H:%M}" if same_day else time_text(at)
    if kind is Statement.NO_SCHOOL:
        return texts("daily.statement.no_school")
    if kind is Statement.ZERO:
        return texts(
            "daily.statement.zero",
            time=time,
            pupils=figures.pupils.expected,
            staff=figures.staff.expected,
        )
    gaps = "" if is_complete(figures) else _gaps(figures, texts)
    if kind is Statement.INCOMPLETE:
        return texts("daily.statement.incomplete", time=time, gaps=gaps)
    found = texts("daily.list.comma").join(
        finding_text(one, texts) for one in findings(figures, kinds)
    )
    key = "daily.statement.findings_and_gaps" if gaps else "daily.statement.findings"
    return texts(key, time=time, findings=found, gaps=gaps)


def finding_text(finding: Finding, texts: Texts) -> str:
    """Return one finding in words, with the classes concerned."""
    text = texts(f"daily.finding.{finding.kind.value}", count=finding.count)
    if not finding.class_names:
        return text
    classes = texts("daily.list.mark").join(finding.class_names[:3])
    more = (
        "daily.finding.in_classes_more"
        if len(finding.class_names) > 3
        else "daily.finding.in_classes"
    )
    return texts(more, finding=text, classes=classes, count=len(finding.class_names))


def _gaps(figures: DailyFigures, texts: Texts) -> str:
    due = [sheet for sheet in figures.sheets if sheet.hand_in is not HandIn.PENDING]
    people = sum(sheet.unchecked for sheet in due)
    sheets = len(figures.with_hand_in(HandIn.MISSING))
    parts = []
    if people or not sheets:
        parts.append(texts("daily.statement.gap_people", count=people))
    if sheets:
        parts.append(texts("daily.statement.gap_sheets", count=sheets))
    return texts("daily.list.mark").join(parts)


def sheets_text(sheets: Iterable[SheetFigures], texts: Texts, most: int) -> str:
    """Return at most so many class sheets by name: ``三年级(2)班晨检``; the annex names all."""
    names = [
        texts("daily.sheet_name", name=one.class_name, session=session_name(one.session, texts))
        for one in sheets
    ]
    shown = texts("daily.list.mark").join(names[:most])
    if len(names) > most:
        return texts("daily.list.and_more_in_annex", shown=shown, count=len(names))
    return shown


def changes_text(changes: tuple[Change, ...], texts: Texts, most: int = 10) -> str:
    """Return at most so many figures that moved: ``学生缺勤 12→9``."""
    shown = texts("daily.list.comma").join(
        texts("daily.change", label=change_label(one, texts), before=one.before, now=one.now)
        for one in changes[:most]
    )
    if len(changes) > most:
        return texts("daily.list.and_more", shown=shown, count=len(changes))
    return shown


def change_label(change: Change, texts: Texts) -> str:
    """Return what a changed figure is called."""
    kind, _, rest = change.key.partition(":")
    if kind == "sheet":
        name, session, measure = rest.rsplit(":", 2)
        place = texts("daily.sheet_name", name=name, session=texts(f"daily.session.{session}"))
        return texts("daily.label", whom=place, measure=texts(f"daily.measure.{measure}"))
    if kind in {"symptom", "disease"}:
        return rest
    if kind == "cause":
        return rest or texts("daily.cause_unknown")
    whom, _, measure = change.key.rpartition(".")
    if not whom:
        return texts(f"daily.measure.{measure}")
    return texts(
        "daily.label", whom=texts(f"daily.whom.{whom}"), measure=texts(f"daily.measure.{measure}")
    )


def session_name(session: CheckSession, texts: Texts) -> str:
    """Return what a check is called: 晨检, 午检, 晚检."""
    return texts(f"daily.session.{session.name.lower()}")


def day_text(day: date, texts: Texts) -> str:
    """Return a day with its weekday."""
    return texts(
        "daily.day",
        year=day.year,
        month=day.month,
        day=day.day,
        weekday=texts(f"daily.weekday.{day.weekday()}"),
    )


def time_text(at: datetime) -> str:
    """Return an instant as the school's clock showed it, to the minute."""
    return f"{local_time(at):%Y-%m-%d %H:%M}"
