# SPDX-License-Identifier: Apache-2.0
"""Records of a span with their coverage, for the inspector; whoever takes them is in the audit."""

from collections.abc import Mapping, Sequence
from datetime import date

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.board_values import Coverage, CoverageLine
from schoolguard.disinfection.kinds import OrderStanding, PlaceKind
from schoolguard.disinfection.orders import orders_between
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.paper_frame import framed, signatures, table_columns
from schoolguard.disinfection.paper_words import PaperWords, hour, moment
from schoolguard.disinfection.queries import places, records_between
from schoolguard.disinfection.values import OrderLine, Place, Record
from schoolguard.disinfection.weeks import coverage
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.ids import OrderId, PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Document,
    Note,
    Section,
    Table,
)
from schoolguard.store import Unit


def record_document(
    unit: Unit,
    first_on: date,
    last_on: date,
    *,
    school_name: str,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
    texts: Texts,
    kind: PlaceKind | None = None,
) -> Document:
    """Return the records of a span with coverage, for the inspector, and audit the taking.

    Args:
        unit: the transaction.
        first_on: first day, included.
        last_on: last day, included.
        school_name: for the frame.
        rules: for the plan and its words.
        calendar: for school days.
        texts: the reader's language.
        kind: only places of this kind; None = all.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, Action.VIEW_DISINFECTION)
    words = PaperWords(texts, rules)
    there = {one.id: one for one in places(unit, retired=True) if kind in {None, one.kind}}
    found = coverage(unit, first_on, last_on, rules, calendar)
    ids = frozenset(there)
    records = [one for one in records_between(unit, first_on, last_on, ids) if one.place_id in ids]
    orders = [one for one in orders_between(unit, first_on, last_on, rules) if one.place_id in ids]
    _note_taking(unit, first_on, last_on, len(records))
    lines = [line for line in found.places if line.place_id in ids]
    kinds = [line for line in found.kinds if kind in {None, line.kind}]
    sections = (
        Section("", (_total(found, lines, kind, words),)),
        _coverage_section("kinds", kinds, words),
        _coverage_section("places", lines, words),
        _orders_section(orders, words),
        _records_section(records, there, {one.id: one for one in orders}, words),
        Section("", (signatures(words.texts, "checked", "principal", "date"),)),
    )
    return framed(
        texts,
        texts("disinfection.record.title"),
        sections,
        school_name,
        subtitle=texts("disinfection.paper.span", first=str(first_on), last=str(last_on)),
        landscape=True,
    )


def _note_taking(unit: Unit, first_on: date, last_on: date, records: int) -> None:
    unit.audit(
        "disinfection.register_taken",
        first_on=first_on.isoformat(),
        last_on=last_on.isoformat(),
        records=records,
    )
    unit.touch(Changes.AUDIT)


def _total(
    found: Coverage, lines: Sequence[CoverageLine], kind: PlaceKind | None, words: PaperWords
) -> Note:
    planned = sum(one.planned for one in lines) if kind else found.planned
    if not planned:
        return Note(words.texts("disinfection.record.nothing_planned"))
    done = sum(one.done for one in lines)
    return Note(
        words.texts(
            "disinfection.record.counts",
            planned=planned,
            done=done,
            percent=done * 100 // planned,
            late=sum(one.late for one in lines),
            entered_late=sum(one.entered_late for one in lines),
            missed=sum(one.missed for one in lines),
        ),
        strong=True,
    )


def _coverage_section(what: str, lines: Sequence[CoverageLine], words: PaperWords) -> Section:
    first = "kind" if what == "kinds" else "place"
    keys = ("week", first, "planned", "done", "late", "entered_late", "missed", "percent")
    shares = (1.2, 2.0, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8)
    columns = table_columns(words.texts, "record", tuple(zip(keys, shares, strict=True)))
    rows = tuple(
        (
            line.week_on.isoformat(),
            line.name or words.rules.kinds[line.kind].name(words.texts.language),
            *(str(n) for n in (line.planned, line.done, line.late, line.entered_late, line.missed)),
            "" if line.percent is None else f"{line.percent} %",
        )
        for line in lines
    )
    empty = words.texts("disinfection.record.nothing_planned")
    title = words.texts(f"disinfection.record.{what}")
    return Section(title, (Table(columns, rows, empty=empty),))


def _orders_section(orders: Sequence[OrderLine], words: PaperWords) -> Section:
    keys = ("place", "why", "due", "time", "agent", "contact", "by", "state")
    shares = (1.4, 1.4, 1.0, 1.0, 1.6, 1.0, 1.0, 1.8)
    columns = table_columns(words.texts, "record", tuple(zip(keys, shares, strict=True)))
    rows = tuple(
        (
            line.place_name,
            words.why(line.why),
            moment(line.due_at),
            moment(line.record.done_at) if line.record and line.record.done_at else "",
            words.used(line.record) if line.record else "",
            words.contact(line.record.contact_minutes) if line.record else "",
            line.record.by if line.record else "",
            _order_state(line, words),
        )
        for line in orders
    )
    empty = words.texts("disinfection.record.no_orders")
    title = words.texts("disinfection.record.orders")
    return Section(title, (Table(columns, rows, empty=empty),))


def _order_state(line: OrderLine, words: PaperWords) -> str:
    if line.standing is OrderStanding.OPEN:
        return words.texts("disinfection.record.standing_open")
    if line.standing is OrderStanding.CANCELLED:
        return words.texts("disinfection.record.standing_cancelled", reason=line.ended_reason)
    return words.remarks(line.record) if line.record else ""


def _records_section(
    records: Sequence[Record],
    there: Mapping[PlaceId, Place],
    orders: Mapping[OrderId, OrderLine],
    words: PaperWords,
) -> Section:
    keys = ("day", "time", "place", "object", "method", "agent", "contact", "by", "note")
    shares = (0.9, 0.6, 1.3, 1.7, 1.0, 1.9, 1.2, 0.9, 2.0)
    columns = table_columns(words.texts, "record", tuple(zip(keys, shares, strict=True)))
    rows = []
    for one in records:
        order = orders.get(one.order_id) if one.order_id is not None else None
        rows.append(
            (
                one.day.isoformat(),
                hour(one.done_at),
                there[one.place_id].name,
                words.subject(one, order.why if order else None),
                words.method(one.method_id),
                words.used(one),
                words.join(words.contact(one.contact_minutes), words.minutes(one.minutes)),
                one.by,
                words.remarks(one),
            )
        )
    empty = words.texts("disinfection.record.no_records")
    title = words.texts("disinfection.record.records")
    return Section(title, (Table(columns, tuple(rows), empty=empty),))
