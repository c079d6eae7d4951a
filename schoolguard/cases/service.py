# SPDX-License-Identifier: Apache-2.0
"""What people do with a case: open it, describe it, classify it, end it, take it back.

One function a user action. A value that was known is replaced only with a reason, and the old one
is kept; each step of the classification stays. A case that is excluded ends by itself, and with it
the watch of its close contacts; classified anew, all of it goes on.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.cases.contact_lines import contacts_of_case
from schoolguard.cases.lines import CaseRow, told_by_case
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.queries import draft_of, open_twin, subject_of
from schoolguard.cases.rules import watch_until
from schoolguard.cases.tables import CloseContactRow
from schoolguard.cases.values import CaseDraft, Classification, Standing
from schoolguard.cases.writing import (
    add_step,
    any_row,
    columns_of,
    correct,
    insert_case,
    note,
    open_row,
    require_why,
    set_columns,
    set_contact,
)
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CloseContactId, DiseaseCaseId
from schoolguard.store import Unit

SLACK = timedelta(minutes=5)
"""A hand-typed time may be so far ahead of the clock."""

CASE_EXCLUDED = "case_excluded"
"""The watch outcome that comes with the exclusion of a case."""

_NOTHING = (None, "", False)
_GROWING = frozenset({"tests", "note"})
"""Adding to these is no correction; taking from them is."""


def open_case(unit: Unit, draft: CaseDraft, rules: CaseRules) -> DiseaseCaseId:
    """Open a case; the clock of its reports starts at `found_at`.

    Raises:
        UserError: ``access.not_allowed``, ``cases.unknown_disease``, ``cases.already_open``,
            ``cases.opens_excluded``, ``cases.day_ahead`` or ``cases.found_ahead``.
    """
    access.require(unit.actor, Action.RECORD_CASES)
    if draft.classification is Classification.EXCLUDED:
        raise UserError("cases.opens_excluded")
    _check(unit, draft, rules)
    if open_twin(unit, draft.person_id, draft.disease_id) is not None:
        raise UserError("cases.already_open")
    return insert_case(unit, draft)


def describe(
    unit: Unit, case_id: DiseaseCaseId, draft: CaseDraft, rules: CaseRules, *, why: str = ""
) -> None:
    """Write what is known of a case; replacing what was known needs `why`.

    Person, class, disease and classification of the draft are not looked at: `classify` decides
    them. `found_at` None leaves when it was found.

    Raises:
        UserError: ``cases.not_open``, ``cases.why_needed``, ``cases.day_ahead``,
            ``cases.found_ahead`` or ``cases.own_source``.
    """
    row = open_row(unit, case_id)
    found_at = draft.found_at or row.found_at
    _check(unit, replace(draft, disease_id=row.disease_id, found_at=found_at), rules)
    if draft.infected_by == case_id:
        raise UserError("cases.own_source")
    old = {**columns_of(draft_of(row)), "found_at": row.found_at}
    new = {**columns_of(draft), "found_at": found_at}
    changed = {name: new[name] for name in new if new[name] != old[name]}
    for name, value in changed.items():
        grows = name in _GROWING and str(value).startswith(str(old[name]))
        if old[name] not in _NOTHING and not grows:
            correct(unit, subject_of(case_id), name, old[name], value, why)
    if changed:
        found_on = local_day(found_at)
        set_columns(
            unit,
            case_id,
            **changed,
            found_on=found_on,
            counts_on=draft.onset_on or found_on,
            followed_at=unit.now,
        )
        note(unit, "described", case_id, fields=len(changed))


def classify(
    unit: Unit,
    case_id: DiseaseCaseId,
    classification: Classification,
    disease_id: str,
    on: date,
    hospital: str = "",
    reason: str = "",
    *,
    rules: CaseRules,
) -> None:
    """Take the next step of the classification; every step is kept.

    An excluded case ends, and with it the watch of its close contacts. An excluded case classified
    anew is open again with those watches. Another disease changes the days of the watch.

    Raises:
        UserError: ``cases.unknown_disease``, ``cases.day_ahead``, ``cases.not_open``,
            ``cases.same_class`` or ``cases.why_needed`` (to exclude, and to take an exclusion
            back).
    """
    row = any_row(unit, case_id)
    was_excluded = row.classification is Classification.EXCLUDED
    if row.standing is not Standing.OPEN and not was_excluded:
        raise UserError("cases.not_open")
    if row.standing is Standing.WITHDRAWN:
        raise UserError("cases.not_open")
    if disease_id not in rules.diseases:
        raise UserError("cases.unknown_disease", disease=disease_id)
    if on > unit.today:
        raise UserError("cases.day_ahead", day=on.isoformat())
    if (classification, disease_id) == (row.classification, row.disease_id):
        raise UserError("cases.same_class")
    if was_excluded or classification is Classification.EXCLUDED:
        require_why(reason)
    add_step(unit, case_id, classification, disease_id, on, hospital, reason)
    _write_class(unit, row, classification, disease_id, on, hospital)
    if disease_id != row.disease_id:
        _new_watch_days(unit, case_id, disease_id, rules)
    note(unit, "classified", case_id, classification=classification.value, disease=disease_id)


def settle_no_contacts(unit: Unit, case_id: DiseaseCaseId) -> None:
    """Note that a case has no close contacts, or that all of them are listed.

    Raises:
        UserError: ``cases.not_open``.
    """
    open_row(unit, case_id)
    set_columns(unit, case_id, contacts_settled_at=unit.now)
    note(unit, "contacts_settled", case_id)


def end_case(
    unit: Unit,
    case_id: DiseaseCaseId,
    outcome_id: str,
    on: date,
    *,
    end_note: str = "",
    rules: CaseRules,
) -> None:
    """End a case; its close contacts are watched on to their last day.

    Raises:
        UserError: ``cases.not_open``, ``cases.unknown_outcome``, ``cases.bad_end_day`` or
            ``cases.end_needs_reports``.
    """
    row = open_row(unit, case_id)
    if outcome_id not in rules.case_outcomes:
        raise UserError("cases.unknown_outcome")
    if not row.found_on <= on <= unit.today:
        raise UserError("cases.bad_end_day", first=row.found_on.isoformat())
    told = told_by_case(unit, [case_id])[case_id]
    if any(one.required and one.id not in told for one in rules.recipients.values()):
        raise UserError("cases.end_needs_reports")
    _end(unit, case_id, Standing.ENDED, outcome_id, on, end_note)
    note(unit, "ended", case_id, outcome=outcome_id, day=on.isoformat())


def withdraw(unit: Unit, case_id: DiseaseCaseId, why: str) -> None:
    """Withdraw a case that was a wrong entry, and the watches that it asked for.

    Raises:
        UserError: ``cases.not_open`` or ``cases.why_needed``.
    """
    open_row(unit, case_id)
    require_why(why)
    _end(unit, case_id, Standing.WITHDRAWN, "", None, why)
    _end_watches(unit, case_id)
    note(unit, "withdrawn", case_id)


def reopen(unit: Unit, case_id: DiseaseCaseId, why: str) -> None:
    """Open an ended or withdrawn case again; how it had ended is kept as a correction.

    An excluded case is opened by `classify`.

    Raises:
        UserError: ``cases.why_needed`` or ``cases.excluded``.
    """
    row = any_row(unit, case_id)
    if row.standing is Standing.OPEN:
        return
    if row.classification is Classification.EXCLUDED:
        raise UserError("cases.excluded")
    ended = f"{row.standing.value} {row.outcome_id} {row.ended_on or ''}".strip()
    correct(unit, subject_of(case_id), "standing", ended, Standing.OPEN.value, why)
    _reopen(unit, case_id)
    note(unit, "reopened", case_id)


def _write_class(
    unit: Unit,
    row: CaseRow,
    classification: Classification,
    disease_id: str,
    on: date,
    hospital: str,
) -> None:
    case_id = DiseaseCaseId(row.id)
    values: dict[str, date | str | datetime | Classification] = {
        "classification": classification,
        "disease_id": disease_id,
        "followed_at": unit.now,
    }
    if classification in {Classification.CLINICAL, Classification.CONFIRMED}:
        values["diagnosed_on"] = on
    if hospital.strip() and not row.hospital:
        values["hospital"] = hospital.strip()
    set_columns(unit, case_id, **values)
    if classification is Classification.EXCLUDED:
        _end(unit, case_id, Standing.ENDED, "", on, row.end_note)
        _end_watches(unit, case_id)
    elif row.standing is not Standing.OPEN:
        _reopen(unit, case_id)


def _end(
    unit: Unit,
    case_id: DiseaseCaseId,
    standing: Standing,
    outcome_id: str,
    on: date | None,
    end_note: str,
) -> None:
    set_columns(
        unit,
        case_id,
        standing=standing,
        outcome_id=outcome_id,
        ended_on=on,
        ended_at=unit.now,
        ended_by=unit.actor.account_id,
        end_note=end_note.strip(),
    )


def _reopen(unit: Unit, case_id: DiseaseCaseId) -> None:
    set_columns(
        unit,
        case_id,
        standing=Standing.OPEN,
        outcome_id="",
        ended_on=None,
        ended_at=None,
        ended_by=None,
        end_note="",
        followed_at=unit.now,
    )
    unit.connection.execute(
        update(CloseContactRow)
        .where(CloseContactRow.case_id == case_id, CloseContactRow.outcome_id == CASE_EXCLUDED)
        .values(outcome_id="", ended_on=None)
    )


def _end_watches(unit: Unit, case_id: DiseaseCaseId) -> None:
    unit.connection.execute(
        update(CloseContactRow)
        .where(
            CloseContactRow.case_id == case_id,
            CloseContactRow.removed_at.is_(None),
            CloseContactRow.ended_on.is_(None),
        )
        .values(outcome_id=CASE_EXCLUDED, ended_on=unit.today)
    )


def _new_watch_days(unit: Unit, case_id: DiseaseCaseId, disease_id: str, rules: CaseRules) -> None:
    disease = rules.diseases[disease_id]
    for contact in contacts_of_case(unit, case_id):
        if contact.ended_on is None:
            set_contact(
                unit,
                CloseContactId(contact.id),
                watch_until_on=watch_until(contact.last_exposed_on, disease),
                every_days=disease.watch_every_days,
            )


def _check(unit: Unit, draft: CaseDraft, rules: CaseRules) -> None:
    if draft.disease_id not in rules.diseases:
        raise UserError("cases.unknown_disease", disease=draft.disease_id)
    for day in (draft.onset_on, draft.diagnosed_on):
        if day is not None and day > unit.today:
            raise UserError("cases.day_ahead", day=day.isoformat())
    found_at = draft.found_at or unit.now
    if found_at > unit.now + SLACK:
        raise UserError("cases.found_ahead")
