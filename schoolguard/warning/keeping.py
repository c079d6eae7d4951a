# SPDX-License-Identifier: Apache-2.0
"""Writes down what was judged: new warnings, further turns of old ones, and nothing twice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, update
from sqlalchemy.dialects import sqlite

from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import ClassId, WarningId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store.unit import Unit as Writing
from schoolguard.warning.evidence import Evidence
from schoolguard.warning.findings import Found
from schoolguard.warning.parameters import Unit, UnitKind
from schoolguard.warning.stories import Cause, cause_of, no_longer_reached
from schoolguard.warning.tables import JudgedDayRow, WarningPersonRow, WarningRow, WarningTurnRow
from schoolguard.warning.threads import Thread, own_thread, story_threads, threads_since
from schoolguard.warning.triggers import WarningRules
from schoolguard.warning.values import Kept, Standing
from schoolguard.warning.watcher import Judged

_SILENT = frozenset({Cause.JOINED, Cause.CHANGED_AFTER_ENTRY})
_LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a judgement is written down with.

    Attributes:
        names: what each unit is called today.
        calendar: stories last school days.
    """

    evidence: Evidence
    names: Mapping[Unit, str]
    rules: WarningRules
    calendar: SchoolCalendar


def keep(writing: Writing, judged: Judged, setting: Setting) -> tuple[Kept, ...]:
    """Write down everything that was not said yet; what speaks stands in front, by its weight."""
    gap = timedelta(days=setting.rules.story.well_days)
    threads = threads_since(writing, setting.evidence.today - _LOOK_BACK)
    kept: list[Kept] = []
    still: set[int] = set()
    for found in sorted(judged.found, key=lambda one: (one.level, one.last_on, one.key)):
        own = own_thread(threads, found, gap)
        story = _story(threads, found, setting)
        told = min((one.level for one in story if own is None or one.id != own.id), default=None)
        said = own.said if own is not None else None
        cause = cause_of(found, said, told, went_on=own is not None)
        if own is not None:
            still.add(own.id)
        if cause is not None:
            kept.append(_write(writing, found, own, story, cause, judged, setting))
            threads = threads_since(writing, setting.evidence.today - _LOOK_BACK)
            still.add(kept[-1].warning_id)
    kept += _take_back(writing, threads, still, judged, setting)
    _note_day(writing, setting)
    if kept:
        writing.touch(Changes.WARNING)
    return tuple(sorted(kept, key=lambda one: (not one.spoke, one.level)))


def _note_day(writing: Writing, setting: Setting) -> None:
    """Remember that a day was judged, also where nothing was found."""
    values = {"at": writing.now, "versions": setting.rules.versions}
    writing.connection.execute(
        sqlite.insert(JudgedDayRow)
        .values(day=setting.evidence.today, **values)
        .on_conflict_do_update(index_elements=[JudgedDayRow.day], set_=values)
    )


def _story(threads: tuple[Thread, ...], found: Found, setting: Setting) -> tuple[Thread, ...]:
    day = found.last_on
    for _ in range(setting.rules.story.merge_school_days):
        day = setting.calendar.previous_school_day(day) or day
    return story_threads(threads, found, _grade(found.unit, setting.evidence), day)


def _write(
    writing: Writing,
    found: Found,
    own: Thread | None,
    story: tuple[Thread, ...],
    cause: Cause,
    judged: Judged,
    setting: Setting,
) -> Kept:
    spoke = cause not in _SILENT
    if own is None:
        warning_id = _begin(writing, found, story, setting)
    else:
        warning_id = own.id
        _go_on(writing, own, found, setting.rules.versions, spoke=spoke)
    _add_turn(writing, warning_id, found, cause, judged, setting)
    writing.audit(
        "warning.said",
        f"warning:{warning_id}",
        cause=cause.value,
        level=found.level.name.lower(),
        rule=found.rule_id,
        count=found.count,
    )
    return Kept(warning_id, cause, found.level, spoke)


def _begin(
    writing: Writing, found: Found, story: tuple[Thread, ...], setting: Setting
) -> WarningId:
    rules = setting.rules
    duty = rules.triggers.get(found.rule_id) or rules.clusters.get(found.rule_id)
    result = writing.connection.execute(
        insert(WarningRow)
        .values(
            story_id=story[0].story_id if story else WarningId(0),
            level=found.level,
            rule_id=found.rule_id,
            topic=found.topic,
            unit_kind=found.unit.kind,
            unit_number=found.unit.number,
            unit_name=setting.names.get(found.unit, ""),
            grade=_grade(found.unit, setting.evidence),
            first_on=found.first_on,
            last_on=found.last_on,
            standing=Standing.OPEN,
            spoken_at=writing.now,
            versions=rules.versions,
            within_hours=duty.report_within_hours if duty is not None else 0,
        )
        .returning(WarningRow.id)
    )
    warning_id = WarningId(result.scalar_one())
    if not story:
        _set(writing, warning_id, story_id=warning_id)
    return warning_id


def _go_on(writing: Writing, own: Thread, found: Found, versions: str, *, spoke: bool) -> None:
    again = {"standing": Standing.OPEN, "spoken_at": writing.now} if spoke else {}
    _set(
        writing,
        own.id,
        level=min(own.level, found.level),
        first_on=min(own.first_on, found.first_on),
        last_on=max(own.last_on, found.last_on),
        versions=versions,
        **again,
    )


def _add_turn(
    writing: Writing,
    warning_id: WarningId,
    found: Found,
    cause: Cause,
    judged: Judged,
    setting: Setting,
    *,
    is_reached: bool = True,
) -> None:
    is_today = found.last_on == setting.evidence.today
    result = writing.connection.execute(
        insert(WarningTurnRow)
        .values(
            warning_id=warning_id,
            at=writing.now,
            cause=cause,
            level=found.level,
            first_on=found.first_on,
            last_on=found.last_on,
            usual=found.usual,
            probability=found.probability,
            missing=judged.missing if is_today else 0,
            reached=is_reached,
            versions=setting.rules.versions,
        )
        .returning(WarningTurnRow.id)
    )
    turn_id = result.scalar_one()
    people = [
        {"turn_id": turn_id, "person_id": person_id, "onset_on": day}
        for person_id, day in found.onsets
    ]
    if people:
        writing.connection.execute(insert(WarningPersonRow), people)


def _take_back(
    writing: Writing,
    threads: tuple[Thread, ...],
    still: Collection[int],
    judged: Judged,
    setting: Setting,
) -> list[Kept]:
    """Say of what is not found any more that entries changed it; the old words stay."""
    kept = []
    for thread in threads:
        judged_from = judged.judged_from if thread.level.is_statistical else judged.read_from
        if no_longer_reached([thread.said], still, judged_from):
            gone = Found(
                thread.level,
                thread.rule_id,
                thread.topic,
                thread.unit,
                thread.first_on,
                thread.said.last_on,
                onsets=(),
            )
            cause = Cause.CHANGED_AFTER_ENTRY
            _add_turn(writing, thread.id, gone, cause, judged, setting, is_reached=False)
            writing.audit("warning.gone", f"warning:{thread.id}", rule=thread.rule_id)
            kept.append(Kept(thread.id, cause, thread.level, spoke=False))
    return kept


def _set(writing: Writing, warning_id: WarningId, **values: object) -> None:
    writing.connection.execute(
        update(WarningRow).where(WarningRow.id == warning_id).values(**values)
    )


def _grade(unit: Unit, evidence: Evidence) -> int:
    """Return the grade of a unit, 0 for what reaches over grades."""
    if unit.kind is UnitKind.GRADE:
        return unit.number
    if unit.kind is UnitKind.CLASS:
        return evidence.grades.get(ClassId(unit.number), 0)
    return 0
