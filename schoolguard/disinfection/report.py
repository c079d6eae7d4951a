# SPDX-License-Identifier: Apache-2.0
"""Door sheets and wall plans, for paper and sheet.

The columns of the door sheet are those of the schools' own form 通风消毒记录表: 日期, 消毒时段,
区域/物品, 方式, 消毒剂名称及浓度, 作用时间, 执行人, 备注; a number before each line types it back.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from schoolguard.disinfection.board_values import DoorLine, DoorSheet
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.paper_frame import (
    framed,
    place_title,
    safety_section,
    signatures,
    table_columns,
    week,
    weekday,
)
from schoolguard.disinfection.paper_words import PaperWords, hour
from schoolguard.disinfection.plans import alerts_on, plan_of
from schoolguard.disinfection.queries import place
from schoolguard.disinfection.values import Alert, PlannedTask
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Block,
    Document,
    Note,
    PageBreak,
    Section,
    Table,
    Tone,
)
from schoolguard.store import View

_TABLE_MM = 214.0
"""Height of a page that the rows of a door sheet may take."""

_LEAST_ROW_MM = 5.8
_MOST_ROW_MM = 9.0


def door_sheet_document(
    sheets: Sequence[DoorSheet], *, school_name: str, rules: DisinfectionRules, texts: Texts
) -> Document:
    """Return door sheets for paper, one place after another; a week of a place fits one page."""
    words = PaperWords(texts, rules)
    sections = []
    for number, sheet in enumerate(sheets):
        if number:
            sections.append(Section("", (PageBreak(),)))
        sections.append(_door_section(sheet, words))
    return framed(
        texts,
        texts("disinfection.door.title"),
        tuple(sections),
        school_name,
        facts=(week(texts, sheets[0].week_on),) if sheets else (),
    )


def wall_document(
    view: View,
    place_ids: Sequence[PlaceId],
    day: date,
    *,
    school_name: str,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
    texts: Texts,
) -> Document:
    """Return the plan of places for the wall: what, with what, how strong, how long, who.

    As it holds on a day, raised effort included; every task with its frequency, whether or not it
    falls on that day.
    """
    words = PaperWords(texts, rules)
    alerts = {alert.id: alert for alert in alerts_on(view, day)}
    sections = []
    for place_id in place_ids:
        planned = plan_of(view, place_id, day, rules, calendar)
        blocks: tuple[Block, ...] = (
            *_alert_notes(planned, alerts, words),
            _wall_table(planned, words),
        )
        sections.append(Section(place_title(place(view, place_id), texts), blocks))
    sections.append(safety_section(rules.safety, texts))
    return framed(
        texts,
        texts("disinfection.wall.title"),
        tuple(sections),
        school_name,
        subtitle=texts("disinfection.wall.subtitle"),
        facts=(day.isoformat(),),
        landscape=True,
    )


def _door_section(sheet: DoorSheet, words: PaperWords) -> Section:
    texts = words.texts
    shares = (
        ("number", 0.45), ("day", 0.85), ("time", 0.6), ("object", 1.9), ("method", 0.8),
        ("agent", 1.8), ("contact", 1.0), ("done", 1.1), ("by", 0.9), ("note", 1.1),
    )  # fmt: skip
    rows = tuple(_door_row(line, words) for line in sheet.lines)
    row_mm = min(_MOST_ROW_MM, max(_LEAST_ROW_MM, _TABLE_MM / max(1, len(rows))))
    table = Table(
        table_columns(texts, "door", shares),
        rows,
        row_mm=row_mm,
        empty=texts("disinfection.door.empty"),
    )
    blocks = (
        Note(texts("disinfection.door.how"), Tone.MUTED),
        table,
        signatures(words.texts, "checked", "date"),
    )
    return Section(place_title(sheet.place, texts), blocks)


def _door_row(line: DoorLine, words: PaperWords) -> tuple[str, ...]:
    planned, record = line.planned, line.round.record
    strength = words.strength(planned.low_mg_per_litre, planned.high_mg_per_litre)
    usual = words.agent(planned.agents[0]) if planned.agents else ""
    asked = " ".join(part for part in (usual, strength) if part)
    return (
        str(line.number),
        weekday(words.texts, line.day),
        hour(line.round.due_at),
        words.task(planned.task.id),
        words.method(planned.task.method),
        asked,
        words.minutes(planned.contact_minutes or planned.minutes),
        hour(record.done_at) if record else "",
        record.by if record else "",
        words.remarks(record) if record else "",
    )


def _alert_notes(
    planned: Sequence[PlannedTask], alerts: Mapping[int, Alert], words: PaperWords
) -> tuple[Note, ...]:
    raised = {alert_id for task in planned for alert_id in task.raised_by}
    return tuple(
        Note(
            words.texts(
                "disinfection.wall.alert",
                level=words.rules.levels[alerts[alert_id].level_id].name(words.texts.language),
                until=alerts[alert_id].until_on.isoformat(),
            ),
            Tone.ATTENTION,
            strong=True,
        )
        for alert_id in sorted(raised)
    )


def _wall_table(planned: Sequence[PlannedTask], words: PaperWords) -> Table:
    texts = words.texts
    rows = tuple(
        (
            words.task(task.task.id),
            words.method(task.task.method),
            words.agents(task),
            words.strength(task.low_mg_per_litre, task.high_mg_per_litre),
            words.times(task),
            words.rules.frequencies[task.frequency_id].name(texts.language),
            " ".join(f"{at:%H:%M}" for at in task.hours),
        )
        for task in planned
    )
    shares = (1.8, 1.0, 1.9, 1.2, 1.5, 1.3, 1.2)
    keys = ("object", "method", "agent", "strength", "contact", "frequency", "hours")
    columns = table_columns(texts, "wall", tuple(zip(keys, shares, strict=True)))
    return Table(columns, rows, row_mm=7, empty=texts("disinfection.wall.empty"))
