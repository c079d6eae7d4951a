# SPDX-License-Identifier: Apache-2.0
"""Reads of the bureau's record: keys, schools, chains, the board of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from schoolguard import packages
from schoolguard.bureau.rules import (
    WEEKDAYS,
    Board,
    DayReport,
    EpochState,
    Keeping,
    MeasureCounts,
    SchoolDay,
    overdue_days,
    standing,
    totals,
)
from schoolguard.bureau.tables import (
    BureauKeyRow,
    DayMeasuresRow,
    DayReportRow,
    EpochRow,
    PackageRow,
    ReceiptRow,
    SchoolRow,
)
from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class BureauKeys:
    """The bureau's card and secrets."""

    card: packages.BureauCard
    receipt_key: SigningKey
    identity: AgeIdentity


@dataclass(frozen=True, slots=True)
class EnrolledSchool:
    """A school as the list of schools shows it; `unconfirmed` is the epoch that awaits a call."""

    code: str
    name: str
    card_version: int
    enrolled_at: datetime
    confirmed_by: str
    unconfirmed: str | None
    data_lost: bool


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A receipt as it travels."""

    school: str
    name: str
    data: bytes


def bureau_card_file(view: View) -> bytes:
    """Return the bureau's card as its file.

    Raises:
        UserError: ``bureau.no_keys``.
    """
    query = select(BureauKeyRow.card).order_by(BureauKeyRow.id.desc()).limit(1)
    file = view.connection.execute(query).scalar()
    if file is None:
        raise UserError("bureau.no_keys")
    return file


def bureau_keys(view: View) -> BureauKeys:
    """Return the bureau's card and secrets.

    Raises:
        UserError: ``bureau.no_keys``.
    """
    query = select(BureauKeyRow.receipt_seed, BureauKeyRow.age_secret, BureauKeyRow.card)
    row = view.connection.execute(query.order_by(BureauKeyRow.id.desc()).limit(1)).first()
    if row is None:
        raise UserError("bureau.no_keys")
    card = packages.read_bureau_card(row.card)
    return BureauKeys(card, SigningKey(row.receipt_seed), AgeIdentity(row.age_secret))


def school_card(view: View, code: str) -> packages.SchoolCard | None:
    """Return the card in force of a school; None when it is not enrolled."""
    query = select(SchoolRow.card).where(SchoolRow.code == code)
    file = view.connection.execute(query).scalar()
    return packages.read_school_card(file) if file else None


def enrolled_card(view: View, code: str) -> packages.SchoolCard:
    """Return the card in force of a school.

    Raises:
        UserError: ``bureau.unknown_school``.
    """
    card = school_card(view, code)
    if card is None:
        raise UserError("bureau.unknown_school", school=code)
    return card


def schools(view: View) -> tuple[EnrolledSchool, ...]:
    """Return the enrolled schools in order of their codes."""
    pending = select(EpochRow.school, EpochRow.epoch, EpochRow.data_lost).where(
        EpochRow.state == EpochState.PENDING
    )
    waiting = {row.school: row for row in view.connection.execute(pending.order_by(EpochRow.id))}
    query = select(
        SchoolRow.code,
        SchoolRow.name,
        SchoolRow.card_version,
        SchoolRow.enrolled_at,
        SchoolRow.confirmed_by,
    ).order_by(SchoolRow.code)
    return tuple(
        EnrolledSchool(
            *row,
            waiting[row.code].epoch if row.code in waiting else None,
            bool(row.code in waiting and waiting[row.code].data_lost),
        )
        for row in view.connection.execute(query)
    )


def current_epoch(view: View, school: str) -> str | None:
    """Return the epoch in force of a school; None before its first package."""
    query = select(EpochRow.epoch).where(
        EpochRow.school == school, EpochRow.state == EpochState.CURRENT
    )
    return view.connection.execute(query).scalar()


def chain(view: View, school: str, epoch: str) -> packages.Chain:
    """Return what is known of one epoch of a school; an empty chain when nothing is."""
    query = select(PackageRow.seq, PackageRow.prev, PackageRow.digest, PackageRow.keeping).where(
        PackageRow.school == school,
        PackageRow.epoch == epoch,
        PackageRow.keeping.not_in([Keeping.FORKED, Keeping.SETTLED]),
    )
    accepted: dict[int, str] = {}
    held: dict[int, packages.Link] = {}
    for row in view.connection.execute(query):
        if row.keeping is Keeping.ACCEPTED:
            accepted[row.seq] = row.digest
        else:
            held[row.seq] = packages.Link(row.seq, row.prev, row.digest)
    last = select(EpochRow.last).where(EpochRow.school == school, EpochRow.epoch == epoch)
    end = view.connection.execute(last).scalar()
    return packages.Chain(epoch, max(accepted, default=0), accepted, held, end)


def is_forked(view: View, school: str, digest: str) -> bool:
    """Return whether this very package came before and contradicted another one."""
    query = select(PackageRow.id).where(
        PackageRow.school == school,
        PackageRow.digest == digest,
        PackageRow.keeping.in_([Keeping.FORKED, Keeping.SETTLED]),
    )
    return view.connection.execute(query).first() is not None


def receipts_for(view: View, digest: str) -> ReceiptFile | None:
    """Return the newest receipt that answers a package; None before there was one."""
    query = (
        select(ReceiptRow.school, ReceiptRow.file_name, ReceiptRow.file)
        .where(ReceiptRow.digest == digest)
        .order_by(ReceiptRow.id.desc())
        .limit(1)
    )
    row = view.connection.execute(query).first()
    return ReceiptFile(*row) if row else None


def last_receipt(view: View, school: str) -> tuple[int, str] | None:
    """Return number and identity of the newest receipt for a school; None before the first."""
    query = (
        select(ReceiptRow.receipt_seq, ReceiptRow.sha256)
        .where(ReceiptRow.school == school)
        .order_by(ReceiptRow.receipt_seq.desc())
        .limit(1)
    )
    row = view.connection.execute(query).first()
    return (row.receipt_seq, row.sha256) if row else None


def board(view: View, day: date, calendar: SchoolCalendar = WEEKDAYS) -> Board:
    """Return who has reported for a day, who is late or missing, and the district's sums."""
    reports = {report.school: report for report in reports_on(view, day)}
    last_on, held_on = _last_days(view, day), _held_on(view, day)
    lacking, forked = _lacking(view), _forked(view)
    lines = []
    for school in schools(view):
        report = reports.get(school.code)
        since = overdue_days(
            last_on.get(school.code), local_day(school.enrolled_at), min(day, view.today), calendar
        )
        lines.append(
            SchoolDay(
                school=school.code,
                name=school.name,
                standing=standing(
                    report,
                    day=day,
                    today=view.today,
                    is_held=school.code in held_on,
                    calendar=calendar,
                ),
                report=report,
                overdue_days=since,
                missing=lacking.get(school.code, ()),
                forked=forked.get(school.code, ()),
                unconfirmed=school.unconfirmed is not None,
            )
        )
    return Board(day, tuple(lines), totals(reports.values()))


def reports_on(view: View, day: date) -> tuple[DayReport, ...]:
    """Return the reports that count for a day: the highest accepted revision of each school."""
    query = (
        select(
            PackageRow.school,
            PackageRow.report_on,
            *(getattr(DayReportRow, name) for name in FIGURES),
            PackageRow.received_at,
            *(getattr(DayMeasuresRow, name) for name in MEASURES),
        )
        .join(DayReportRow, DayReportRow.package_id == PackageRow.id)
        .outerjoin(DayMeasuresRow, DayMeasuresRow.package_id == PackageRow.id)
        .where(PackageRow.report_on == day, PackageRow.keeping == Keeping.ACCEPTED)
        .order_by(PackageRow.school, DayReportRow.revision, PackageRow.id)
    )
    newest = {row.school: _report(row) for row in view.connection.execute(query)}
    return tuple(newest.values())


def _report(row: Row[Any]) -> DayReport:
    facts, measures = tuple(row)[: -len(MEASURES)], tuple(row)[-len(MEASURES) :]
    report = DayReport(*facts)
    return report if measures[0] is None else replace(report, measures=MeasureCounts(*measures))


MEASURES = tuple(field.name for field in fields(MeasureCounts))
"""The measures that are kept in columns."""


FIGURES = (
    "revision",
    "statement",
    "signed_off",
    "pupils",
    "staff",
    "pupils_expected",
    "pupils_present",
    "staff_expected",
    "staff_present",
    "absent",
    "absent_illness",
    "absent_suspected",
    "fevers",
    "symptomatic",
    "sheets_due",
    "sheets_late",
    "sheets_missing",
)
"""The figures that are kept in columns, in the order of `DayReport`."""


def _last_days(view: View, day: date) -> Mapping[str, date]:
    query = (
        select(PackageRow.school, func.max(PackageRow.report_on))
        .where(PackageRow.keeping == Keeping.ACCEPTED, PackageRow.report_on <= day)
        .group_by(PackageRow.school)
    )
    return {row[0]: row[1] for row in view.connection.execute(query)}


def _held_on(view: View, day: date) -> frozenset[str]:
    query = select(PackageRow.school).where(
        PackageRow.report_on == day, PackageRow.keeping.in_([Keeping.HELD, Keeping.PENDING])
    )
    return frozenset(view.connection.execute(query).scalars())


def _lacking(view: View) -> Mapping[str, tuple[int, ...]]:
    """Return what is missing, by school; only a school with held packages can lack any."""
    query = (
        select(PackageRow.school, PackageRow.epoch)
        .join(
            EpochRow, (EpochRow.school == PackageRow.school) & (EpochRow.epoch == PackageRow.epoch)
        )
        .where(PackageRow.keeping == Keeping.HELD, EpochRow.state == EpochState.CURRENT)
        .distinct()
    )
    rows = view.connection.execute(query).all()
    return {row.school: chain(view, row.school, row.epoch).missing for row in rows}


def _forked(view: View) -> Mapping[str, tuple[int, ...]]:
    query = (
        select(PackageRow.school, PackageRow.seq)
        .where(PackageRow.keeping == Keeping.FORKED)
        .distinct()
        .order_by(PackageRow.school, PackageRow.seq)
    )
    found: dict[str, tuple[int, ...]] = {}
    for row in view.connection.execute(query):
        found[row.school] = (*found.get(row.school, ()), row.seq)
    return found
