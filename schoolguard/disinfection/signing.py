# SPDX-License-Identifier: Apache-2.0
"""How a signed round becomes a record: what is refused, what is marked, who did it."""

from datetime import timedelta
from typing import Any

from schoolguard import roster
from schoolguard.disinfection.kinds import Fault, Outcome
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.rules import faults_of, is_entered_late
from schoolguard.disinfection.stock import stock_faults
from schoolguard.disinfection.values import Place, PlannedTask, SignOffDraft
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import OrderId, PersonId
from schoolguard.store import Unit

_SLACK = timedelta(minutes=5)
_LONGEST_MINUTES = 24 * 60
_STRONGEST = 1_000_000


def row_of(
    unit: Unit,
    draft: SignOffDraft,
    place: Place,
    planned: PlannedTask,
    rules: DisinfectionRules,
    order_id: OrderId | None = None,
) -> dict[str, Any]:
    """Return a checked draft as the columns of a record.

    Raises:
        UserError: as `sign_off_many`.
    """
    done = draft.outcome is Outcome.DONE
    done_at = (draft.done_at or unit.now) if done else None
    _check_day(unit, draft, place)
    _check_numbers(draft, place)
    entered_late = is_entered_late(draft.day, done_at, unit.now, rules)
    _check_reasons(draft, place, entered_late=entered_late)
    if draft.agent_id and draft.agent_id not in rules.agents:
        raise UserError("disinfection.no_such_agent", agent=draft.agent_id)
    faults = faults_of(draft, planned, rules) | _stock_faults(unit, draft, rules)
    by_id, by_name = _doer(unit, draft, place)
    return {
        **_figures(draft if done else SignOffDraft(draft.place_id, draft.task_id, draft.day)),
        "day": draft.day,
        "place_id": draft.place_id,
        "task_id": planned.task.id,
        "round_no": draft.round_no,
        "outcome": draft.outcome,
        "done_at": done_at,
        "method_id": planned.task.method,
        "faults": " ".join(sorted(faults)),
        "by_id": by_id,
        "by_name": by_name,
        "entered_at": unit.now,
        "entered_by": unit.actor.account_id,
        "entered_late": entered_late,
        "late_reason": draft.late_reason.strip() if entered_late else "",
        "from_paper": draft.from_paper,
        "note": draft.note.strip(),
        "order_id": order_id,
        "retract_reason": "",
    }


def _figures(draft: SignOffDraft) -> dict[str, Any]:
    return {
        "begun_at": draft.begun_at,
        "minutes": draft.minutes,
        "agent_id": draft.agent_id,
        "mg_per_litre": draft.mg_per_litre,
        "contact_minutes": draft.contact_minutes,
        "bottle_id": draft.bottle_id,
    }


def _check_day(unit: Unit, draft: SignOffDraft, place: Place) -> None:
    if draft.day > unit.today:
        raise UserError("disinfection.day_ahead", day=draft.day.isoformat())
    if not place.in_use(draft.day):
        raise UserError("disinfection.place_not_in_use", place=place.name)
    if draft.outcome is Outcome.DONE:
        _check_hour(unit, draft, place)


def _check_hour(unit: Unit, draft: SignOffDraft, place: Place) -> None:
    if draft.done_at is None:
        if draft.day < unit.today:
            raise UserError("disinfection.done_at_needed", place=place.name)
        return
    if draft.done_at > unit.now + _SLACK:
        raise UserError("disinfection.done_ahead", place=place.name)
    if local_day(draft.done_at) != draft.day:
        raise UserError("disinfection.done_other_day", place=place.name, day=draft.day.isoformat())
    if draft.begun_at is not None and draft.begun_at > draft.done_at:
        raise UserError("disinfection.begun_after_done", place=place.name)


def _check_reasons(draft: SignOffDraft, place: Place, *, entered_late: bool) -> None:
    if entered_late and not (draft.late_reason.strip() or draft.from_paper):
        raise UserError("disinfection.late_reason_needed", place=place.name)
    if draft.outcome is Outcome.NOT_DONE and not draft.note.strip():
        raise UserError("disinfection.why_not_done", place=place.name)


def _check_numbers(draft: SignOffDraft, place: Place) -> None:
    if draft.round_no < 1:
        raise UserError("disinfection.bad_round", place=place.name)
    for value, most in (
        (draft.minutes, _LONGEST_MINUTES),
        (draft.contact_minutes, _LONGEST_MINUTES),
        (draft.mg_per_litre, _STRONGEST),
    ):
        if value is not None and not 0 <= value <= most:
            raise UserError("disinfection.bad_number", place=place.name, value=value, most=most)


def _stock_faults(unit: Unit, draft: SignOffDraft, rules: DisinfectionRules) -> frozenset[Fault]:
    if draft.bottle_id is None or draft.outcome is Outcome.NOT_DONE:
        return frozenset()
    return stock_faults(unit, draft.bottle_id, draft.agent_id, draft.day, rules)


def _doer(unit: Unit, draft: SignOffDraft, place: Place) -> tuple[PersonId | None, str]:
    """Return who did it: as given, otherwise the place's named person; its two people by name."""
    if draft.by_id is not None:
        if draft.by_id != place.responsible_id and not roster.person_names(unit, [draft.by_id]):
            raise UserError("disinfection.no_such_person")
        return draft.by_id, ""
    named = draft.by_name.strip() or place.responsible
    for person_id, name in (
        (place.responsible_id, place.responsible),
        (place.deputy_id, place.deputy),
    ):
        if person_id is not None and name == named:
            return person_id, ""
    return None, named
