# SPDX-License-Identifier: Apache-2.0
"""Places and their named people 网格化管理, the school's adjustments of the plan, and alerts.

Nothing is deleted: a place is retired, an adjustment ends, an alert ends, and what was replaced is
kept. The days before a change keep the plan of their time.
"""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.disinfection.kinds import PlaceKind
from schoolguard.disinfection.pack import DisinfectionRules, check_times
from schoolguard.disinfection.queries import draft_of, in_use, place_row
from schoolguard.disinfection.service import needed_reason
from schoolguard.disinfection.tables import (
    AlertPlaceRow,
    AlertRow,
    PlacePauseRow,
    PlaceRow,
    TaskChangeRow,
)
from schoolguard.disinfection.values import AlertDraft, PlaceDraft, TaskChange
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId, PlaceId
from schoolguard.store import Unit, View, record_correction

_LONGEST_MINUTES = 24 * 60
_STRONGEST = 1_000_000


def add_place(unit: Unit, draft: PlaceDraft) -> PlaceId:
    """Add a place from today and return its id.

    Raises:
        UserError: as `add_places`.
    """
    return add_places(unit, [draft])[0]


def add_places(unit: Unit, drafts: Sequence[PlaceDraft]) -> tuple[PlaceId, ...]:
    """Add several places from today, all or none; return their ids in the same order.

    Raises:
        UserError: ``disinfection.name_missing``, ``disinfection.place_exists``,
            ``disinfection.no_such_person``, ``disinfection.no_such_link`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    names = _LinkNames(unit)
    ids = []
    for draft in drafts:
        columns = _columns(unit, draft, names)
        _refuse_same(unit, columns)
        statement = insert(PlaceRow).values(**columns, from_on=unit.today, retired_on=None)
        place_id = PlaceId(unit.connection.execute(statement.returning(PlaceRow.id)).scalar_one())
        _note(unit, "place_added", place_id, kind=draft.kind.value)
        ids.append(place_id)
    return tuple(ids)


def change_place(unit: Unit, place_id: PlaceId, draft: PlaceDraft, why: str = "") -> None:
    """Change a place; what is replaced is kept with `why`, which may be empty.

    Raises:
        UserError: as `add_places`, and ``disinfection.no_such_place``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    names = _LinkNames(unit)
    row = place_row(unit, place_id)
    new = _columns(unit, draft, names)
    if new["own_name"] is row.own_name is False and not new["name"]:
        new["name"] = row.name
    _refuse_same(unit, new, but=place_id)
    old = {name: getattr(row, name) for name in new}
    changed = {name: value for name, value in new.items() if value != old[name]}
    if not changed:
        return
    unit.connection.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(**changed))
    for name, value in changed.items():
        if old[name] not in {None, "", 0}:
            record_correction(
                unit, _subject(place_id), name, _text(old[name]), _text(value), why.strip()
            )
    _note(unit, "place_changed", place_id, fields=len(changed))


def name_people(
    unit: Unit,
    place_ids: Sequence[PlaceId],
    *,
    responsible_id: PersonId | None = None,
    responsible_name: str = "",
    deputy_id: PersonId | None = None,
    deputy_name: str = "",
) -> None:
    """Name the person and the deputy of several places at once; what is not given stays.

    Raises:
        UserError: as `change_place`.
    """
    for place_id in place_ids:
        draft = draft_of(place_row(unit, place_id))
        if responsible_id is not None or responsible_name.strip():
            draft = replace(draft, responsible_id=responsible_id, responsible_name=responsible_name)
        if deputy_id is not None or deputy_name.strip():
            draft = replace(draft, deputy_id=deputy_id, deputy_name=deputy_name)
        change_place(unit, place_id, draft)


def retire_place(unit: Unit, place_id: PlaceId, why: str) -> None:
    """End a place's plan from today; its records stay.

    Raises:
        UserError: ``disinfection.no_such_place``, ``disinfection.reason_needed`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    row = place_row(unit, place_id)
    reason = needed_reason(why)
    if row.retired_on is None:
        _set_retired(unit, place_id, unit.today)
        record_correction(
            unit, _subject(place_id), "retired_on", "", unit.today.isoformat(), reason
        )
        _note(unit, "place_retired", place_id)


def bring_back_place(unit: Unit, place_id: PlaceId, why: str) -> None:
    """Undo `retire_place`: the place has its plan again from today; the days between stay without.

    Raises:
        UserError: ``disinfection.no_such_place``, ``disinfection.place_exists`` (another took its
            part), ``disinfection.reason_needed`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    row = place_row(unit, place_id)
    reason = needed_reason(why)
    if row.retired_on is None:
        return
    _refuse_same(unit, row._asdict(), but=place_id)
    _set_retired(unit, place_id, None)
    if row.retired_on < unit.today:
        pause = {"place_id": place_id, "from_on": row.retired_on, "until_on": unit.today}
        unit.connection.execute(insert(PlacePauseRow).values(pause))
    old = row.retired_on.isoformat()
    record_correction(unit, _subject(place_id), "retired_on", old, "", reason)
    _note(unit, "place_back", place_id)


def adjust_task(
    unit: Unit, place_ids: Sequence[PlaceId], change: TaskChange, rules: DisinfectionRules
) -> None:
    """Adjust a task at some places from today; the days before keep their plan.

    Raises:
        UserError: ``disinfection.no_such_task``, ``disinfection.no_such_frequency``,
            ``disinfection.no_such_agent``, ``disinfection.bad_times``, ``disinfection.bad_plan``,
            ``disinfection.no_such_place`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    _check_change(change, rules)
    values = asdict(change) | {"times": " ".join(f"{at:%H:%M}" for at in change.times)}
    for place_id in place_ids:
        place_row(unit, place_id)
        _end_changes(unit, place_id, change.task_id)
        unit.connection.execute(
            insert(TaskChangeRow).values(
                **values, place_id=place_id, from_on=unit.today, until_on=None
            )
        )
        _note(unit, "task_adjusted", place_id, task=change.task_id)


def reset_task(unit: Unit, place_ids: Sequence[PlaceId], task_id: str) -> None:
    """Go back to the pack's plan of a task at some places, from today.

    Raises:
        UserError: ``disinfection.no_such_place`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    for place_id in place_ids:
        place_row(unit, place_id)
        _end_changes(unit, place_id, task_id)
        _note(unit, "task_reset", place_id, task=task_id)


def raise_alert(unit: Unit, draft: AlertDraft, rules: DisinfectionRules) -> int:
    """Raise the effort for places and days to come; return the alert's id.

    Raises:
        UserError: ``disinfection.no_such_level``, ``disinfection.alert_in_the_past``,
            ``disinfection.alert_backwards``, ``disinfection.reason_needed``,
            ``disinfection.no_such_place`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    if draft.level_id not in rules.levels:
        raise UserError("disinfection.no_such_level", level=draft.level_id)
    if draft.from_on < unit.today:
        raise UserError("disinfection.alert_in_the_past")
    if draft.until_on < draft.from_on:
        raise UserError("disinfection.alert_backwards")
    for place_id in draft.place_ids:
        place_row(unit, place_id)
    statement = insert(AlertRow).values(
        level_id=draft.level_id,
        from_on=draft.from_on,
        until_on=draft.until_on,
        disease_id=draft.disease_id,
        reason=needed_reason(draft.reason),
        raised_at=unit.now,
        raised_by=unit.actor.account_id,
        end_reason="",
    )
    alert_id = int(unit.connection.execute(statement.returning(AlertRow.id)).scalar_one())
    rows = [{"alert_id": alert_id, "place_id": one} for one in sorted(draft.place_ids)]
    if rows:
        unit.connection.execute(insert(AlertPlaceRow), rows)
    unit.audit(
        "disinfection.alert_raised",
        f"disinfection_alert:{alert_id}",
        level=draft.level_id,
        places=len(rows),
        until=draft.until_on.isoformat(),
    )
    unit.touch(Changes.DISINFECTION)
    return alert_id


def end_alert(unit: Unit, alert_id: int, reason: str) -> None:
    """End an alert by hand: from today it no longer holds. By itself it ends after its last day.

    Raises:
        UserError: ``disinfection.no_such_alert``, ``disinfection.alert_ended``,
            ``disinfection.reason_needed`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PLAN_DISINFECTION)
    chosen = select(AlertRow.__table__).where(AlertRow.id == alert_id)
    row = unit.connection.execute(chosen).first()
    if row is None:
        raise UserError("disinfection.no_such_alert")
    if row.ended_on is not None or row.until_on < unit.today:
        raise UserError("disinfection.alert_ended")
    unit.connection.execute(
        update(AlertRow)
        .where(AlertRow.id == alert_id)
        .values(
            ended_on=unit.today, ended_by=unit.actor.account_id, end_reason=needed_reason(reason)
        )
    )
    unit.audit("disinfection.alert_ended", f"disinfection_alert:{alert_id}")
    unit.touch(Changes.DISINFECTION)


class _LinkNames:
    """Names of classes and dormitory rooms, asked once."""

    def __init__(self, view: View) -> None:
        self.classes = {entry.id: entry.name for entry in roster.classes_on(view, view.today)}
        self.dorms = {
            room.id: f"{room.building} {room.name}".strip()
            for room in roster.dorm_rooms(view, view.today)
        }

    def name(self, draft: PlaceDraft) -> str:
        """Return the name of the class or dormitory room; empty without one."""
        if draft.class_id is not None:
            return self.classes.get(draft.class_id, "")
        if draft.dorm_room_id is not None:
            return self.dorms.get(draft.dorm_room_id, "")
        return ""


def _columns(unit: Unit, draft: PlaceDraft, names: _LinkNames) -> dict[str, Any]:
    linked = names.name(draft)
    own = draft.name.strip()
    if (draft.class_id or draft.dorm_room_id) and not linked and not own:
        raise UserError("disinfection.no_such_link")
    if not own and not linked:
        raise UserError("disinfection.name_missing")
    people = [one for one in (draft.responsible_id, draft.deputy_id) if one is not None]
    if len(roster.person_names(unit, people)) < len(set(people)):
        raise UserError("disinfection.no_such_person")
    return {
        "kind": draft.kind,
        "name": own or linked,
        "own_name": bool(own),
        "building": draft.building.strip(),
        "floor": draft.floor.strip(),
        "class_id": draft.class_id,
        "dorm_room_id": draft.dorm_room_id,
        "isolation_room_id": draft.isolation_room_id,
        "responsible_id": draft.responsible_id,
        "responsible_name": "" if draft.responsible_id else draft.responsible_name.strip(),
        "deputy_id": draft.deputy_id,
        "deputy_name": "" if draft.deputy_id else draft.deputy_name.strip(),
        "position": max(draft.position, 0),
        "note": draft.note.strip(),
    }


def _refuse_same(unit: Unit, columns: dict[str, Any], but: PlaceId | None = None) -> None:
    """Refuse a second place of one name in a building, or for one isolation or dormitory room."""
    same = (
        (PlaceRow.kind == columns["kind"])
        & (PlaceRow.name == columns["name"])
        & (PlaceRow.building == columns["building"])
    )
    links = [
        column == columns[name]
        for name, column in (
            ("dorm_room_id", PlaceRow.dorm_room_id),
            ("isolation_room_id", PlaceRow.isolation_room_id),
        )
        if columns[name] is not None
    ]
    found = unit.connection.execute(
        select(PlaceRow.id, PlaceRow.name).where(in_use(unit.today), or_(same, *links))
    )
    for row in found:
        if row.id != but:
            raise UserError("disinfection.place_exists", name=row.name)


def _check_change(change: TaskChange, rules: DisinfectionRules) -> None:
    if change.task_id not in rules.tasks:
        raise UserError("disinfection.no_such_task", task=change.task_id)
    if change.frequency_id and change.frequency_id not in rules.frequencies:
        raise UserError("disinfection.no_such_frequency", frequency=change.frequency_id)
    if change.agent_id and change.agent_id not in rules.agents:
        raise UserError("disinfection.no_such_agent", agent=change.agent_id)
    try:
        check_times(change.times)
    except ValueError as error:
        raise UserError("disinfection.bad_times") from error
    low, high = change.low_mg_per_litre, change.high_mg_per_litre
    strengths = [value for value in (low, high) if value is not None]
    minutes = [one for one in (change.minutes, change.contact_minutes) if one is not None]
    fine = all(0 <= one <= _STRONGEST for one in strengths) and strengths == sorted(strengths)
    if not fine or not all(0 <= one <= _LONGEST_MINUTES for one in minutes):
        raise UserError("disinfection.bad_plan")


def _end_changes(unit: Unit, place_id: PlaceId, task_id: str) -> None:
    """End the adjustments in force; one that began today never held a whole day and goes."""
    standing = (
        TaskChangeRow.place_id == place_id,
        TaskChangeRow.task_id == task_id,
        TaskChangeRow.until_on.is_(None),
    )
    unit.connection.execute(
        delete(TaskChangeRow).where(*standing, TaskChangeRow.from_on == unit.today)
    )
    unit.connection.execute(update(TaskChangeRow).where(*standing).values(until_on=unit.today))


def _set_retired(unit: Unit, place_id: PlaceId, day: date | None) -> None:
    unit.connection.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(retired_on=day))


def _subject(place_id: PlaceId) -> str:
    return f"place:{place_id}"


def _text(value: object) -> str:
    if isinstance(value, PlaceKind):
        return value.value
    return "" if value is None else str(value)


def _note(unit: Unit, what: str, place_id: PlaceId, **facts: str | int) -> None:
    unit.audit(f"disinfection.{what}", _subject(place_id), **facts)
    unit.touch(Changes.DISINFECTION)
