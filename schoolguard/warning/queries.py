# SPDX-License-Identifier: Apache-2.0
"""Reads warnings: lists, one with everything said and done, counts, the school's own hit rate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from schoolguard import roster
from schoolguard.access import Action, require
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId, WarningId
from schoolguard.store.unit import View
from schoolguard.warning.findings import Level
from schoolguard.warning.parameters import Unit
from schoolguard.warning.tables import (
    WarningAnswerRow,
    WarningPersonRow,
    WarningReportRow,
    WarningRow,
    WarningStepRow,
    WarningTurnRow,
)
from schoolguard.warning.triggers import WarningRules
from schoolguard.warning.values import (
    Answer,
    EarlyWarning,
    HitRate,
    ReportMade,
    Standing,
    StepTick,
    Turn,
    WarningCounts,
    WarningLine,
)


def open_warnings(view: View, rules: WarningRules) -> tuple[WarningLine, ...]:
    """Return the warnings that nobody has answered, the most pressing first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(view.actor, Action.VIEW_WARNINGS)
    lines = _lines(view, select(WarningRow).where(WarningRow.standing == Standing.OPEN), rules)
    return tuple(sorted(lines, key=lambda one: (one.level, -one.spoken_at.timestamp())))


def warnings_between(
    view: View, first_on: date, last_on: date, rules: WarningRules
) -> tuple[WarningLine, ...]:
    """Return the warnings that spoke of any of some days, the newest first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(view.actor, Action.VIEW_WARNINGS)
    chosen = select(WarningRow).where(
        WarningRow.last_on >= first_on, WarningRow.first_on <= last_on
    )
    return tuple(sorted(_lines(view, chosen, rules), key=lambda one: one.id, reverse=True))


def warning(view: View, warning_id: WarningId, rules: WarningRules) -> EarlyWarning:
    """Return one warning with all that was said and done.

    Raises:
        UserError: ``access.not_allowed`` or ``warning.unknown``.
    """
    require(view.actor, Action.VIEW_WARNINGS)
    lines = _lines(view, select(WarningRow).where(WarningRow.id == warning_id), rules)
    if not lines:
        raise UserError("warning.unknown")
    turns = _turns(view, [warning_id])[warning_id]
    people = {person_id for turn in turns for person_id, _ in turn.onsets}
    story = view.connection.scalars(
        select(WarningRow.id)
        .where(WarningRow.story_id == lines[0].story_id, WarningRow.id != warning_id)
        .order_by(WarningRow.id)
    )
    return EarlyWarning(
        lines[0],
        turns,
        answers=_answers(view, warning_id),
        steps=_steps(view, warning_id),
        reports=tuple(_reports(view, [warning_id])[warning_id]),
        story=tuple(story),
        names=roster.person_names(view, people),
    )


def hit_rate(view: View, first_on: date, last_on: date) -> HitRate:
    """Return how the warnings of a span were answered, by level."""
    require(view.actor, Action.VIEW_WARNINGS)
    rows = view.connection.execute(
        select(WarningRow.level, WarningRow.standing, func.count())
        .where(WarningRow.last_on >= first_on, WarningRow.first_on <= last_on)
        .group_by(WarningRow.level, WarningRow.standing)
    )
    counted: defaultdict[Level, dict[Standing, int]] = defaultdict(dict)
    for level, standing, number in rows:
        counted[level][standing] = number
    return HitRate(
        {
            level: (
                found.get(Standing.VERIFIED, 0),
                found.get(Standing.NOT_CLUSTER, 0),
                found.get(Standing.MISTAKE, 0),
                found.get(Standing.OPEN, 0),
            )
            for level, found in counted.items()
        }
    )


def day_counts(view: View, day: date, rules: WarningRules) -> WarningCounts:
    """Return the warnings that were first told on a day, and those that still wait.

    Asked by report and package, which hold counts only; no right is asked for here.
    """
    chosen = select(WarningRow).where(
        (WarningRow.standing == Standing.OPEN) | (WarningRow.last_on == day)
    )
    lines = _lines(view, chosen, rules)
    today = [one for one in lines if local_day(one.opened_at) == day]
    return WarningCounts(
        legal=sum(one.level <= Level.CLUSTER for one in today),
        red=sum(one.level is Level.RED for one in today),
        amber=sum(one.level is Level.AMBER for one in today),
        open=sum(one.standing is Standing.OPEN for one in lines),
        report_overdue=sum(is_overdue(one, view.now) for one in lines),
    )


def is_overdue(line: WarningLine, now: datetime) -> bool:
    """Return whether the time to report has passed and not everybody was told."""
    return line.report_by is not None and line.reported_at is None and line.report_by < now


def subject_of(warning_id: WarningId) -> str:
    """Return the audit subject of a warning."""
    return f"warning:{warning_id}"


def _lines(view: View, chosen: Select[Any], rules: WarningRules) -> list[WarningLine]:
    rows = view.connection.execute(chosen.with_only_columns(*WarningRow.__table__.c)).all()
    ids = [row.id for row in rows]
    turns, reports = _turns(view, ids), _reports(view, ids)
    return [_line(row, turns[row.id], reports[row.id], rules) for row in rows]


def _line(
    row: Row[Any], turns: tuple[Turn, ...], reports: list[ReportMade], rules: WarningRules
) -> WarningLine:
    told = {report.party_id: report.at for report in reports}
    duty = rules.triggers.get(row.rule_id) or rules.clusters.get(row.rule_id)
    to_tell = duty.report_to if duty is not None else ()
    all_told = bool(to_tell) and all(party in told for party in to_tell)
    return WarningLine(
        row.id,
        row.story_id,
        Level(row.level),
        row.rule_id,
        row.topic,
        Unit(row.unit_kind, row.unit_number),
        row.unit_name,
        row.standing,
        turns[0].at,
        row.spoken_at,
        row.within_hours,
        max(told[party] for party in to_tell) if all_told else None,
        ([turn for turn in turns if turn.reached] or turns)[-1],
        len(turns),
    )


def _turns(view: View, ids: Iterable[WarningId]) -> Mapping[WarningId, tuple[Turn, ...]]:
    wanted = list(ids)
    onsets: defaultdict[int, list[tuple[PersonId, date]]] = defaultdict(list)
    for turn_id, person_id, onset_on in view.connection.execute(
        select(WarningPersonRow.turn_id, WarningPersonRow.person_id, WarningPersonRow.onset_on)
        .join(WarningTurnRow, WarningTurnRow.id == WarningPersonRow.turn_id)
        .where(WarningTurnRow.warning_id.in_(wanted))
        .order_by(WarningPersonRow.onset_on, WarningPersonRow.person_id)
    ):
        onsets[turn_id].append((person_id, onset_on))
    turns: defaultdict[WarningId, list[Turn]] = defaultdict(list)
    for row in view.connection.execute(
        select(*WarningTurnRow.__table__.c)
        .where(WarningTurnRow.warning_id.in_(wanted))
        .order_by(WarningTurnRow.id)
    ):
        turns[row.warning_id].append(
            Turn(
                row.id,
                row.at,
                row.cause,
                Level(row.level),
                row.first_on,
                row.last_on,
                tuple(onsets[row.id]),
                row.usual,
                row.probability,
                row.missing,
                row.reached,
                row.versions,
            )
        )
    return {warning_id: tuple(found) for warning_id, found in turns.items()}


def _answers(view: View, warning_id: WarningId) -> tuple[Answer, ...]:
    rows = view.connection.execute(
        select(
            WarningAnswerRow.at,
            WarningAnswerRow.by,
            WarningAnswerRow.standing,
            WarningAnswerRow.note,
        )
        .where(WarningAnswerRow.warning_id == warning_id)
        .order_by(WarningAnswerRow.id)
    )
    return tuple(Answer(*row) for row in rows)


def _steps(view: View, warning_id: WarningId) -> tuple[StepTick, ...]:
    rows = view.connection.execute(
        select(
            WarningStepRow.id,
            WarningStepRow.step_id,
            WarningStepRow.at,
            WarningStepRow.by,
            WarningStepRow.note,
        )
        .where(WarningStepRow.warning_id == warning_id, WarningStepRow.withdrawn_at.is_(None))
        .order_by(WarningStepRow.id)
    )
    return tuple(StepTick(*row) for row in rows)


def _reports(view: View, ids: Iterable[WarningId]) -> defaultdict[WarningId, list[ReportMade]]:
    rows = view.connection.execute(
        select(
            WarningReportRow.warning_id,
            WarningReportRow.id,
            WarningReportRow.party_id,
            WarningReportRow.way_id,
            WarningReportRow.at,
            WarningReportRow.by,
            WarningReportRow.answered_by,
            WarningReportRow.note,
        )
        .where(WarningReportRow.warning_id.in_(list(ids)), WarningReportRow.withdrawn_at.is_(None))
        .order_by(WarningReportRow.at)
    )
    found: defaultdict[WarningId, list[ReportMade]] = defaultdict(list)
    for row in rows:
        found[row.warning_id].append(ReportMade(*row[1:]))
    return found
