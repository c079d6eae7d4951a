# SPDX-License-Identifier: Apache-2.0
"""Turns a kept issue of the daily report into the tables of a package.

Counts only, by class; the wording of names (class, symptom, disease) is that of the day.
"""

from dataclasses import dataclass
from datetime import date

from schoolguard import packages
from schoolguard.daily.control import ControlFigures
from schoolguard.daily.figures import ClassAbsence, DailyFigures, SheetFigures
from schoolguard.kernel.school_settings import SchoolSettings


@dataclass(frozen=True, slots=True)
class Issued:
    """What a package says of the issue it is made of.

    Attributes:
        number: as printed.
        revision: of the day's report, from 1.
        statement: zero, findings, incomplete or no_school.
        note: what the school adds in words; may be empty.
        pdf: the issue's paper as it was made; empty leaves it out.
    """

    number: str
    revision: int
    statement: str
    note: str
    signed_off: bool
    pdf: bytes


def daily_contents(
    figures: DailyFigures, school: SchoolSettings, issued: Issued
) -> packages.DailyContents:
    """Return what a package of one school day carries."""
    return packages.DailyContents(
        report=_report_row(figures, school, issued),
        checks=tuple(map(_check_row, figures.sheets)),
        symptoms=tuple(
            packages.SymptomRow(row.class_name, row.id, row.name, row.today, row.three_days)
            for row in figures.class_symptoms
        ),
        absence=tuple(map(_absence_row, figures.class_absences)),
        causes=tuple(
            packages.CauseRow(row.id, row.name, row.infectious, row.pupils, row.staff)
            for row in figures.causes
        ),
        diseases=tuple(
            packages.DiseaseRow(row.id, row.name, row.new, row.current, row.this_term)
            for row in figures.diseases
        ),
        pdf=issued.pdf,
        control=_control_row(figures.control) if figures.control else None,
        cases=_case_rows(figures.control) if figures.control else (),
    )


def no_school_contents(day: date, school: SchoolSettings, reason: str) -> packages.EmptyContents:
    """Return the heartbeat of a day without school."""
    notice = packages.NoSchoolRow(day, school.code, school.name, reason)
    return packages.EmptyContents(notice)


def _report_row(
    figures: DailyFigures, school: SchoolSettings, issued: Issued
) -> packages.ReportRow:
    pupils, staff = figures.pupils, figures.staff
    standings = [sheet.hand_in.value for sheet in figures.sheets]
    return packages.ReportRow(
        report_on=figures.day,
        report_number=issued.number,
        revision=issued.revision,
        school=school.code,
        school_name=school.name,
        statement=issued.statement,
        signed_off=issued.signed_off,
        pupils=pupils.total,
        staff=staff.total,
        pupils_expected=pupils.expected,
        pupils_present=pupils.present,
        staff_expected=staff.expected,
        staff_present=staff.present,
        absent=pupils.absent + staff.absent,
        absent_illness=pupils.illness + staff.illness,
        absent_injury=pupils.injury + staff.injury,
        absent_leave=pupils.leave + staff.leave,
        absent_unknown=pupils.unknown + staff.unknown,
        absent_suspected=figures.suspected,
        fevers=figures.fevers,
        waiting=figures.waiting,
        symptomatic=figures.symptomatic,
        sheets_due=len(standings),
        sheets_late=standings.count("late"),
        sheets_missing=standings.count("missing"),
        note=issued.note,
    )


def _check_row(sheet: SheetFigures) -> packages.CheckRow:
    return packages.CheckRow(
        class_name=sheet.class_name,
        kind=sheet.whom.value,
        session=sheet.session.name.lower(),
        expected=sheet.expected,
        measured=sheet.measured,
        observed=sheet.observed,
        absent=sheet.absent,
        not_checked=sheet.not_checked,
        missing=sheet.missing,
        waiting=sheet.waiting,
        fevers=sheet.suspects,
        symptomatic=sheet.symptomatic,
        handed_in=sheet.hand_in.value,
    )


def _absence_row(row: ClassAbsence) -> packages.AbsenceRow:
    return packages.AbsenceRow(
        row.class_name, row.whom.value, row.reason, row.people, row.new_today, row.half_days
    )


def _control_row(control: ControlFigures) -> packages.ControlRow:
    return packages.ControlRow(
        **_room_columns(control), **_people_columns(control), rule_packs=control.packs
    )


def _room_columns(control: ControlFigures) -> dict[str, int]:
    room, work = control.isolation, control.disinfection
    return {
        "isolation_pupils": room.admitted_pupils,
        "isolation_staff": room.admitted_staff,
        "isolation_visitors": room.admitted_visitors,
        "isolation_present": room.present,
        "isolation_home": room.home,
        "isolation_hospital": room.hospital,
        "isolation_back": room.back,
        "places": work.places,
        "rounds_planned": work.planned,
        "rounds_done": work.done,
        "rounds_late": work.late,
        "rounds_missed": work.missed,
        "classrooms": work.classrooms,
        "classrooms_disinfected": work.disinfected,
        "classrooms_aired": work.aired,
        "orders_open": work.orders_open,
        "orders_done": work.orders_done,
    }


def _people_columns(control: ControlFigures) -> dict[str, int]:
    following, off = control.following, control.suspension
    back, warned = control.clearance, control.warning
    return {
        "reports_late": following.reports_late,
        "contacts": following.contacts,
        "contacts_asked": following.asked,
        "contacts_ill": following.ill,
        "suspensions": off.suspensions,
        "classes_off": off.classes,
        "people_off": off.people,
        "home_reached": off.reached,
        "home_unreached": off.unreached,
        "home_unasked": off.unasked,
        "home_fevers": off.fevers,
        "cleared": back.cleared,
        "cleared_exceptions": back.overridden,
        "resting": back.resting,
        "clearance_pending": back.pending,
        "warnings_legal": warned.legal,
        "warnings_red": warned.red,
        "warnings_amber": warned.amber,
        "warnings_open": warned.open,
        "warnings_overdue": warned.report_overdue,
    }


def _case_rows(control: ControlFigures) -> tuple[packages.CaseRow, ...]:
    return tuple(
        packages.CaseRow(one.id, one.name, one.new, one.open, max(one.total, one.new))
        for one in control.cases
    )
