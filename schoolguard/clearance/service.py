# SPDX-License-Identifier: Apache-2.0
"""What people do on the way back to class: ask, date, tick, bring papers, note a dispute.

One function a user action. A value that was already known is replaced only with a reason, and the
old one is kept. Decisions stand in `deciding`.
"""

from collections.abc import Collection
from datetime import time

from sqlalchemy import delete, insert

from schoolguard import access
from schoolguard.access import Action
from schoolguard.clearance.pack import Anchor, ClearanceRules
from schoolguard.clearance.queries import (
    Kept,
    anchors_of,
    chosen_variants,
    kept_row,
    open_row_of,
    subject_of,
    ticks_of,
)
from schoolguard.clearance.rules import Anchors, check_anchors
from schoolguard.clearance.tables import (
    ClearanceAnchorRow,
    ClearanceNoteRow,
    ClearanceRow,
    ClearanceTickRow,
    ClearanceVariantRow,
)
from schoolguard.clearance.values import (
    ClearanceDraft,
    NoteKind,
    Standing,
    Told,
)
from schoolguard.clearance.writing import audit, correct, open_row, set_columns
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.store import Unit, record_correction

_MINUTES = 60
_LINKS = ("absence_case_id", "disease_case_id", "stay_id")


def ask(
    unit: Unit,
    draft: ClearanceDraft,
    rules: ClearanceRules,  # noqa: ARG001 - the doors of all rooms are called alike
) -> ClearanceId:
    """Ask for a clearance, or go on with the person's open one, filling what is not known yet.

    A disease that a case of disease names replaces one that an absence call named; the old one is
    kept.

    Raises:
        UserError: ``access.not_allowed`` or ``clearance.day_ahead``.
    """
    access.require(unit.actor, Action.CLEAR_RETURN, class_id=draft.class_id)
    check_anchors(Anchors(onset_on=draft.onset_on), unit.today)
    row = open_row_of(unit, draft.person_id)
    if row is None:
        row = kept_row(unit, _insert(unit, draft))
        audit(unit, "asked", row.id, person=draft.person_id)
    else:
        _complete(unit, row, draft)
    known = anchors_of(unit, [row.id])[row.id]
    if known.onset_on is None and draft.onset_on is not None:
        _put_anchor(unit, row.id, Anchor.ONSET, Anchors(onset_on=draft.onset_on))
    unit.touch(Changes.CLEARANCE)
    return ClearanceId(row.id)


def change_disease(unit: Unit, clearance_id: ClearanceId, disease_id: str, why: str = "") -> None:
    """Say which disease it is; replacing one that was known needs `why`.

    Raises:
        UserError: ``clearance.not_open`` or ``clearance.why_needed``.
    """
    row = open_row(unit, clearance_id)
    if row.disease_id == disease_id:
        return
    if row.disease_id:
        correct(unit, clearance_id, "disease_id", row.disease_id, disease_id, why)
    set_columns(unit, clearance_id, disease_id=disease_id)
    audit(unit, "disease_set", clearance_id)


def set_dates(unit: Unit, clearance_id: ClearanceId, anchors: Anchors, why: str = "") -> None:
    """Write the days that times are counted from; replacing or emptying one needs `why`.

    An hour added to a day already known is no correction.

    Raises:
        UserError: ``clearance.not_open``, ``clearance.day_ahead``, ``clearance.before_onset`` or
            ``clearance.why_needed``.
    """
    open_row(unit, clearance_id)
    check_anchors(anchors, unit.today)
    old = anchors_of(unit, [clearance_id])[clearance_id]
    changed = [one for one in Anchor if _moment(old, one) != _moment(anchors, one)]
    for anchor in changed:
        adds_hour = old.day(anchor) == anchors.day(anchor) and old.hour(anchor) is None
        if old.day(anchor) is not None and not adds_hour:
            was, now = _moment(old, anchor), _moment(anchors, anchor)
            correct(unit, clearance_id, f"{anchor.value}_on", was, now, why)
        _put_anchor(unit, clearance_id, anchor, anchors)
    if changed:
        audit(unit, "dated", clearance_id, days=len(changed))


def describe(
    unit: Unit, clearance_id: ClearanceId, *, hospital: str, note: str, why: str = ""
) -> None:
    """Write hospital and note; replacing what was known needs `why`, adding to it does not.

    Raises:
        UserError: ``clearance.not_open`` or ``clearance.why_needed``.
    """
    row = open_row(unit, clearance_id)
    new = {"hospital": hospital.strip(), "note": note.strip()}
    changed = {name: value for name, value in new.items() if getattr(row, name) != value}
    for name, value in changed.items():
        old = getattr(row, name)
        if old and not value.startswith(old):
            correct(unit, clearance_id, name, old, value, why)
    if changed:
        set_columns(unit, clearance_id, **changed)
        audit(unit, "described", clearance_id)


def tick_condition(
    unit: Unit,
    clearance_id: ClearanceId,
    condition_id: str,
    rules: ClearanceRules,
    *,
    holds: bool = True,
) -> None:
    """Tick a condition that was seen to hold, or take the tick back; the trace is in the audit.

    Raises:
        UserError: ``clearance.not_open``.
    """
    open_row(unit, clearance_id)
    if condition_id not in rules.conditions:
        raise BugError(f"no such condition in the clearance pack: {condition_id}")
    if (condition_id in ticks_of(unit, [clearance_id])[clearance_id]) == holds:
        return
    if holds:
        unit.connection.execute(
            insert(ClearanceTickRow).values(
                clearance_id=clearance_id,
                condition_id=condition_id,
                ticked_at=unit.now,
                ticked_by=unit.actor.account_id,
            )
        )
    else:
        unit.connection.execute(
            delete(ClearanceTickRow).where(
                ClearanceTickRow.clearance_id == clearance_id,
                ClearanceTickRow.condition_id == condition_id,
            )
        )
    audit(unit, "ticked" if holds else "unticked", clearance_id, condition=condition_id)


def add_note(
    unit: Unit,
    clearance_id: ClearanceId,
    text: str,
    kind: NoteKind = NoteKind.REMARK,
    told: Collection[Told] = (),
) -> None:
    """Note something on the course: a remark, or a dispute and who was told of it.

    Raises:
        UserError: ``clearance.text_needed`` or ``clearance.no_such_clearance``.
    """
    row = kept_row(unit, clearance_id)
    access.require(unit.actor, Action.CLEAR_RETURN, class_id=row.class_id)
    if not text.strip():
        raise UserError("clearance.text_needed")
    unit.connection.execute(
        insert(ClearanceNoteRow).values(
            clearance_id=clearance_id,
            at=unit.now,
            by=unit.actor.account_id,
            kind=kind,
            told=" ".join(sorted(one.value for one in told)),
            text=text.strip(),
        )
    )
    audit(unit, "disputed" if kind is NoteKind.DISPUTE else "noted", clearance_id)


def choose_variant(unit: Unit, disease_id: str, variant_id: str, rules: ClearanceRules) -> None:
    """Put a region's variant in force for a disease; an empty id goes back to the rule itself.

    Raises:
        UserError: ``access.not_allowed`` or ``clearance.no_such_variant``.
    """
    access.require(unit.actor, Action.CHANGE_SETTINGS)
    if variant_id and variant_id not in {one.id for one in rules.variants_of(disease_id)}:
        raise UserError("clearance.no_such_variant")
    old = chosen_variants(unit).get(disease_id, "")
    if old == variant_id:
        return
    unit.connection.execute(
        delete(ClearanceVariantRow).where(ClearanceVariantRow.disease_id == disease_id)
    )
    if variant_id:
        unit.connection.execute(
            insert(ClearanceVariantRow).values(
                disease_id=disease_id,
                rule_id=variant_id,
                chosen_at=unit.now,
                chosen_by=unit.actor.account_id,
            )
        )
    subject = f"clearance_rule:{disease_id}"
    record_correction(unit, subject, "variant", old, variant_id, "")
    unit.audit("clearance.variant_chosen", subject, old=old, new=variant_id)
    unit.touch(Changes.CLEARANCE)


def _insert(unit: Unit, draft: ClearanceDraft) -> ClearanceId:
    statement = insert(ClearanceRow).values(
        person_id=draft.person_id,
        class_id=draft.class_id,
        disease_id=draft.disease_id,
        standing=Standing.OPEN,
        asked_at=unit.now,
        asked_by=unit.actor.account_id,
        hospital="",
        note="",
        end_note="",
        **{name: getattr(draft, name) for name in _LINKS},
    )
    return ClearanceId(unit.connection.execute(statement.returning(ClearanceRow.id)).scalar_one())


def _complete(unit: Unit, row: Kept, draft: ClearanceDraft) -> None:
    """Fill what an open clearance does not know yet."""
    new: dict[str, object] = {
        name: getattr(draft, name)
        for name in _LINKS
        if getattr(row, name) is None and getattr(draft, name) is not None
    }
    if draft.disease_id and draft.disease_id != row.disease_id:
        if not row.disease_id:
            new["disease_id"] = draft.disease_id
        elif draft.disease_case_id is not None:
            record_correction(
                unit,
                subject_of(row.id),
                "disease_id",
                row.disease_id,
                draft.disease_id,
                f"disease_case:{draft.disease_case_id}",
            )
            new["disease_id"] = draft.disease_id
    if new:
        set_columns(unit, row.id, **new)
        audit(unit, "continued", row.id, fields=len(new))


def _moment(anchors: Anchors, anchor: Anchor) -> str:
    day, hour = anchors.day(anchor), anchors.hour(anchor)
    if day is None:
        return ""
    return day.isoformat() if hour is None else f"{day.isoformat()} {hour:%H:%M}"


def _put_anchor(unit: Unit, clearance_id: ClearanceId, anchor: Anchor, anchors: Anchors) -> None:
    where = (
        ClearanceAnchorRow.clearance_id == clearance_id,
        ClearanceAnchorRow.anchor == anchor,
    )
    unit.connection.execute(delete(ClearanceAnchorRow).where(*where))
    day = anchors.day(anchor)
    if day is not None:
        unit.connection.execute(
            insert(ClearanceAnchorRow).values(
                clearance_id=clearance_id,
                anchor=anchor,
                day=day,
                minute=_minute(anchors.hour(anchor)),
            )
        )


def _minute(hour: time | None) -> int | None:
    return None if hour is None else hour.hour * _MINUTES + hour.minute
