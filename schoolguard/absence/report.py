# SPDX-License-Identifier: Apache-2.0
"""The absence register 因病缺勤病因追查登记表, for paper and sheet.

Its columns are those of the school's own form (深圳市因病缺课追踪记录表, nurse's version). Names
and phones stay in the school; whoever takes a register is in the audit.
"""

from collections.abc import Mapping
from datetime import date, datetime

from schoolguard import access, roster
from schoolguard.absence.pack import AbsenceRules, Named
from schoolguard.absence.queries import case, cases_between
from schoolguard.absence.values import Case, Contact, RegisterRow, Standing
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import Align, Column, Document, Frame, Section, Signatures, Table
from schoolguard.store import Unit, View


def register_rows(
    unit: Unit, first_on: date, last_on: date, rules: AbsenceRules
) -> tuple[RegisterRow, ...]:
    """Return the register of a span of days, in order of the first day away, and audit the taking.

    Withdrawn cases are left out; a class teacher gets the own classes only.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, access.Action.VIEW_FAMILY)
    lines = cases_between(unit, first_on, last_on, rules)
    standing = [line for line in reversed(lines) if line.standing is not Standing.WITHDRAWN]
    rows = tuple(_row(unit, case(unit, line.id, rules)) for line in standing)
    unit.audit(
        "absence.register_taken",
        first_on=first_on.isoformat(),
        last_on=last_on.isoformat(),
        cases=len(rows),
    )
    unit.touch(Changes.AUDIT)
    return rows


def register_document(
    rows: tuple[RegisterRow, ...],
    first_on: date,
    last_on: date,
    *,
    school_name: str,
    symptom_names: Mapping[str, str],
    rules: AbsenceRules,
    texts: Texts,
) -> Document:
    """Return the register as a document; without rows it is a zero report."""
    words = _Words(texts, rules, symptom_names)
    title = texts("absence.register.title")
    table = Table(
        _columns(texts),
        tuple(words.cells(number, row) for number, row in enumerate(rows, 1)),
        row_mm=9,
        empty=texts("absence.register.zero"),
    )
    return Document(
        title=title,
        subtitle=texts(
            "absence.register.span", first=first_on.isoformat(), last=last_on.isoformat()
        ),
        facts=(
            texts("absence.register.school", name=school_name),
            texts("absence.register.count", count=len(rows)),
        ),
        sections=(Section("", (table,)), Section("", (_signatures(texts),))),
        frame=Frame(
            running=title,
            footer=school_name,
            page_label=texts("absence.register.page", page="{page}", pages="{pages}"),
        ),
        landscape=True,
        language="zh-CN" if texts.language == CHINESE else "en",
    )


def _signatures(texts: Texts) -> Signatures:
    lines = ("follower", "reviewer", "date")
    return Signatures(tuple(texts(f"absence.register.{line}") for line in lines))


def _row(view: View, found: Case) -> RegisterRow:
    person = roster.person(view, found.line.person_id)
    first_on = found.line.first_on
    return RegisterRow(
        case=found,
        sex=person.sex.value,
        age=roster.age_on(person.birth_on, first_on) if person.birth_on else None,
        address=person.address,
        phones=tuple(
            (guardian.relation.value, guardian.phones[0])
            for guardian in roster.guardians_of(view, found.line.person_id)
            if guardian.phones
        ),
    )


_SHARES = (
    ("number", 0.55),
    ("class", 1.2),
    ("name", 1.1),
    ("sex_age", 0.9),
    ("contact", 2.4),
    ("first_day", 1.0),
    ("reason", 2.0),
    ("doctor", 1.6),
    ("onset", 1.2),
    ("contacts", 2.6),
    ("days", 0.7),
    ("outcome", 1.3),
)
"""Keys of the columns' titles under ``absence.register.column``, and their widths."""


def _columns(texts: Texts) -> tuple[Column, ...]:
    narrow = {"number", "sex_age", "days"}
    return tuple(
        Column(
            texts(f"absence.register.column.{key}"),
            share,
            Align.CENTRE if key in narrow else Align.LEFT,
            wrap=key not in narrow,
        )
        for key, share in _SHARES
    )


class _Words:
    """Puts one case into the words of the register."""

    def __init__(self, texts: Texts, rules: AbsenceRules, symptoms: Mapping[str, str]) -> None:
        self._texts = texts
        self._rules = rules
        self._symptoms = symptoms

    def cells(self, number: int, row: RegisterRow) -> tuple[str, ...]:
        """Return one line of the register, in the order of its columns."""
        line, details = row.case.line, row.case.details
        sex = self._texts(f"roster.sex.{row.sex}")
        return (
            str(number),
            line.class_name,
            line.name,
            sex if row.age is None else f"{sex} {row.age}",
            self._contact(row),
            _day(line.first_on),
            self._reason(row.case),
            self._join(details.hospital, _day(details.visited_on), details.diagnosis),
            self._join(_day(details.onset_on), _time(details.left_at)),
            self._contacts(row.case.contacts),
            half_days_text(line.half_days),
            self._outcome(row.case),
        )

    def _contact(self, row: RegisterRow) -> str:
        phones = (
            f"{self._texts(f'roster.relation.{relation}')} {phone}"
            for relation, phone in row.phones
        )
        return self._join(row.address, *phones)

    def _reason(self, found: Case) -> str:
        details = found.details
        symptoms = (self._symptoms.get(one, one) for one in sorted(details.symptoms))
        cause = _name(self._rules.causes, details.cause_id, self._texts.language)
        suspected = self._texts("absence.register.suspected") if details.epidemic_suspected else ""
        reason = self._texts(f"absence.reason.{details.reason.value}")
        return self._join(reason, cause, " ".join(symptoms), suspected)

    def _contacts(self, contacts: tuple[Contact, ...]) -> str:
        return self._join(
            *(
                " ".join(
                    part
                    for part in (
                        _time(contact.at),
                        _name(self._rules.parties, contact.party_id, self._texts.language),
                        _name(self._rules.results, contact.result_id, self._texts.language),
                        contact.note,
                    )
                    if part
                )
                for contact in contacts
            )
        )

    def _outcome(self, found: Case) -> str:
        line = found.line
        if line.standing is Standing.OPEN:
            return self._texts("absence.standing.open")
        outcome = _name(self._rules.outcomes, line.outcome_id, self._texts.language)
        return self._join(outcome, _day(line.returned_on))

    def _join(self, *parts: str) -> str:
        return self._texts("absence.register.between").join(part for part in parts if part)


def half_days_text(half_days: int) -> str:
    """Return half days as days with one decimal, e.g. ``1.5``."""
    return f"{half_days / 2:g}"


def _name(choices: Mapping[str, Named], choice_id: str, language: str) -> str:
    return choices[choice_id].name(language) if choice_id in choices else choice_id


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.month}-{day.day}"


def _time(at: datetime | None) -> str:
    return "" if at is None else f"{local_time(at):%m-%d %H:%M}"
