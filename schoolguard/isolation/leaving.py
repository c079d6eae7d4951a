# SPDX-License-Identifier: Apache-2.0
"""The end of a stay: what leaving needs, the room closed behind it, and how it is undone.

What follows elsewhere (absence case, disinfection, clearance) is done by `flows` with what `leave`
returns.
"""

from datetime import datetime
from typing import Any

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.closures import keep_closed, lift_of_stay
from schoolguard.isolation.drafts import LeavingDraft
from schoolguard.isolation.kinds import Destination, Standing
from schoolguard.isolation.layout import layout
from schoolguard.isolation.lines import (
    StayRow,
    all_stays,
    first_told,
    looks_by_stay,
    notices_by_stay,
    stay_lines,
)
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.records import details_of, group_now, stay_row
from schoolguard.isolation.rules import Gap, LeavingFacts, destinations_for, leaving_gaps
from schoolguard.isolation.tables import IsolationStayRow
from schoolguard.isolation.values import Left
from schoolguard.isolation.writing import (
    NOT_LEFT,
    as_looks,
    bed_row,
    correct,
    not_ahead,
    note,
    present_row,
    present_stay,
    set_columns,
    settle,
)
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import StayId
from schoolguard.store import Unit, View


def gaps(
    view: View, stay_id: StayId, draft: LeavingDraft, rules: IsolationRules
) -> tuple[Gap, ...]:
    """Return what somebody's leaving lacks, in the order to ask; empty: nothing is in the way.

    Raises:
        UserError: ``isolation.no_such_stay`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    return _gaps(view, stay_row(view, stay_id), draft, rules)


def leave(unit: Unit, stay_id: StayId, draft: LeavingDraft, rules: IsolationRules) -> Left:
    """Let somebody go; the room waits for disinfection where the pack says so.

    Gaps that may be overridden let them go with a reason, which is kept and audited.

    Raises:
        UserError: ``isolation.not_here``, ``isolation.stays_at_school``,
            ``isolation.not_for_group``, ``isolation.left_before_entry``,
            ``isolation.time_ahead`` or ``isolation.leave_needs_...`` (one a need).
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = present_stay(unit, stay_id)
    left_at = draft.left_at or unit.now
    _check(unit, row, draft, left_at, rules)
    lacking = _gaps(unit, row, draft, rules)
    reason = draft.override_reason.strip() if lacking else ""
    _refuse(lacking, reason)
    set_columns(
        unit,
        stay_id,
        standing=Standing.LEFT,
        due_at=None,
        left_at=left_at,
        left_on=local_day(left_at),
        left_by=unit.actor.account_id,
        override_reason=reason,
        **_columns(draft),
    )
    rule = rules.destinations[draft.destination]
    if rule.closes_room:
        keep_closed(unit, row.room_id, left_at, stay_id=stay_id)
    facts: dict[str, str | int] = {"to": draft.destination.value}
    if lacking:
        facts["overridden"] = " ".join(gap.need.value for gap in lacking)
    note(unit, "left", stay_id, **facts)
    return _left(unit, stay_id, rules)


def correct_leaving(
    unit: Unit, stay_id: StayId, draft: LeavingDraft, rules: IsolationRules, why: str
) -> None:
    """Replace how somebody left; what was there before is kept. The destination stays as it is.

    Raises:
        UserError: ``isolation.still_here``, ``isolation.why_needed``,
            ``isolation.reopen_to_change``, ``isolation.left_before_entry`` or
            ``isolation.time_ahead``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = stay_row(unit, stay_id)
    if row.standing is not Standing.LEFT:
        raise UserError("isolation.still_here")
    if draft.destination is not row.destination:
        raise UserError("isolation.reopen_to_change")
    left_at = draft.left_at or row.left_at
    _check(unit, row, draft, left_at, rules)
    new = {**_columns(draft), "left_at": left_at, "left_on": local_day(left_at)}
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    for name, value in changed.items():
        if getattr(row, name) != "" and name != "left_on":
            correct(unit, stay_id, name, getattr(row, name), value, why)
    if changed:
        set_columns(unit, stay_id, **changed)
        note(unit, "leaving_corrected", stay_id, fields=len(changed))


def reopen(unit: Unit, stay_id: StayId, rules: IsolationRules, why: str) -> None:
    """Undo a leaving or a withdrawal; how it had ended is kept as a correction.

    A bed that was given away meanwhile is not taken back; the closure of the room that came from
    this leaving is lifted unless the room was disinfected already.

    Raises:
        UserError: ``isolation.why_needed`` or ``isolation.already_here``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = stay_row(unit, stay_id)
    if row.standing is Standing.PRESENT:
        return
    other = present_row(unit, row.person_id) if row.person_id is not None else None
    if other is not None:
        room = layout(unit).rooms[other.room_id].name
        since = f"{local_time(other.entered_at):%m-%d %H:%M}"
        raise UserError("isolation.already_here", room=room, since=since)
    correct(unit, stay_id, "standing", _ended(row), Standing.PRESENT.value, why)
    taken = row.bed_id is not None and bed_row(unit, row.bed_id) is not None
    set_columns(
        unit,
        stay_id,
        standing=Standing.PRESENT,
        bed_id=None if taken else row.bed_id,
        **NOT_LEFT,
    )
    lift_of_stay(unit, stay_id)
    note(unit, "reopened", stay_id)
    settle(unit, stay_id, rules)


def _check(
    unit: Unit, row: StayRow, draft: LeavingDraft, left_at: datetime, rules: IsolationRules
) -> None:
    not_ahead(unit, left_at)
    if left_at < row.entered_at:
        raise UserError(
            "isolation.left_before_entry", at=f"{local_time(row.entered_at):%m-%d %H:%M}"
        )
    if draft.destination is Destination.STAYS_AT_SCHOOL:
        raise UserError("isolation.stays_at_school")
    if draft.destination not in destinations_for(group_now(unit, row), rules):
        raise UserError("isolation.not_for_group")


def _gaps(view: View, row: StayRow, draft: LeavingDraft, rules: IsolationRules) -> tuple[Gap, ...]:
    notices = notices_by_stay(view, [row.id], rules)[row.id]
    facts = LeavingFacts(
        kind=row.kind,
        left_at=draft.left_at or view.now,
        destination=draft.destination,
        looks=as_looks(looks_by_stay(view, [row.id], rules)[row.id]),
        reached=frozenset(first_told(notices)),
        handed_to=draft.handed_to,
        hospital=draft.hospital,
        not_measured_reason=draft.not_measured_reason,
    )
    return leaving_gaps(facts, rules)


def _refuse(lacking: tuple[Gap, ...], reason: str) -> None:
    """Refuse to let somebody go whose gaps no reason may pass by, or without the reason."""
    for gap in lacking:
        if not (gap.may_override and reason):
            raise UserError(f"isolation.leave_needs_{gap.need.value}")


def _ended(row: StayRow) -> str:
    destination = row.destination.value if row.destination else ""
    left_at = f"{local_time(row.left_at):%Y-%m-%d %H:%M}" if row.left_at else ""
    parts = (row.standing.value, destination, left_at, row.hospital, row.handed_to)
    return " ".join(part for part in (*parts, row.withdrawn_reason) if part)


def _columns(draft: LeavingDraft) -> dict[str, Any]:
    return {
        "destination": draft.destination,
        "hospital": draft.hospital.strip(),
        "handed_to": draft.handed_to.strip(),
        "handed_to_relation": draft.handed_to_relation.strip(),
        "handed_to_phone": draft.handed_to_phone.strip(),
        "leaving_note": draft.note.strip(),
        "not_measured_reason": draft.not_measured_reason.strip(),
    }


def _left(unit: Unit, stay_id: StayId, rules: IsolationRules) -> Left:
    line = stay_lines(unit, all_stays().where(IsolationStayRow.id == stay_id), rules)[0]
    details = details_of(stay_row(unit, stay_id))
    if line.destination is None or line.left_at is None:
        raise UserError("isolation.still_here")
    rule = rules.destinations[line.destination]
    return Left(
        stay_id=stay_id,
        person_id=line.person_id,
        class_id=line.class_id,
        kind=line.kind,
        destination=line.destination,
        left_at=line.left_at,
        room_id=line.room_id,
        room_closed=rule.closes_room,
        opens_absence=rule.opens_absence and line.person_id is not None,
        symptoms=line.symptoms,
        onset_at=line.onset_at,
        first=line.first,
        last=line.last,
        places_been=details.places_been,
        places_text=details.places_text,
        hospital=line.hospital,
        absence_case_id=line.absence_case_id,
    )
