# SPDX-License-Identifier: Apache-2.0
"""Who was told of a stay: every attempt is kept, with who answered and when they came."""

from datetime import datetime

from sqlalchemy import insert, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.drafts import NoticeDraft, NoticeId
from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.lines import notices_by_stay
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.records import stay_row
from schoolguard.isolation.rules import fetcher
from schoolguard.isolation.tables import IsolationNoticeRow
from schoolguard.isolation.writing import correct, not_ahead, note, standing_row
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import StayId
from schoolguard.store import Unit

_IN_PERSON = ("in_person", "reached")


def tell(unit: Unit, stay_id: StayId, draft: NoticeDraft, rules: IsolationRules) -> NoticeId:
    """Keep one attempt to tell somebody, of whatever result; also after the person left.

    Raises:
        UserError: ``isolation.withdrawn``, ``isolation.time_ahead`` or
            ``isolation.arrives_before``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = stay_row(unit, stay_id)
    if row.standing is Standing.WITHDRAWN:
        raise UserError("isolation.withdrawn")
    chosen = (draft.party_id, draft.way_id, draft.result_id)
    for wanted, known in zip(chosen, (rules.parties, rules.ways, rules.results), strict=True):
        if wanted not in known:
            raise BugError(f"no such choice in the isolation pack: {wanted}")
    told_at = draft.told_at or unit.now
    not_ahead(unit, told_at)
    not_ahead(unit, draft.arrived_at)
    if draft.arrives_at is not None and draft.arrives_at < told_at:
        raise UserError("isolation.arrives_before", at=f"{local_time(told_at):%H:%M}")
    statement = insert(IsolationNoticeRow).values(
        stay_id=stay_id,
        party_id=draft.party_id,
        way_id=draft.way_id,
        result_id=draft.result_id,
        told_at=told_at,
        by=unit.actor.account_id,
        who=draft.who.strip(),
        note=draft.note.strip(),
        arrives_at=draft.arrives_at,
        arrived_at=draft.arrived_at,
    )
    number = unit.connection.execute(statement.returning(IsolationNoticeRow.id)).scalar_one()
    note(unit, "told", stay_id, party=draft.party_id, result=draft.result_id)
    return NoticeId(number)


def family_arrived(
    unit: Unit,
    stay_id: StayId,
    rules: IsolationRules,
    *,
    at: datetime | None = None,
    who: str = "",
    why: str = "",
) -> None:
    """Keep that whoever fetches the person is here; somebody who came untold was told by coming.

    Raises:
        UserError: ``isolation.nobody_fetches``, ``isolation.time_ahead``, or
            ``isolation.why_needed`` when an arrival is replaced.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    party = fetcher(stay_row(unit, stay_id).kind, rules)
    if party is None:
        raise UserError("isolation.nobody_fetches")
    arrived_at = at or unit.now
    not_ahead(unit, arrived_at)
    notices = notices_by_stay(unit, [stay_id], rules)[stay_id]
    told = [one for one in notices if one.reached and one.party_id == party.id]
    if not told:
        way_id, result_id = _IN_PERSON
        draft = NoticeDraft(
            party.id, way_id, result_id, told_at=arrived_at, who=who, arrived_at=arrived_at
        )
        tell(unit, stay_id, draft, rules)
        return
    last = told[-1]
    if last.arrived_at is not None and last.arrived_at != arrived_at:
        field = f"notice {last.id} arrived_at"
        correct(unit, stay_id, field, last.arrived_at, arrived_at, why)
    unit.connection.execute(
        update(IsolationNoticeRow)
        .where(IsolationNoticeRow.id == last.id)
        .values(arrived_at=arrived_at, who=last.who or who.strip())
    )
    note(unit, "arrived", stay_id, notice=last.id)


def withdraw_notice(unit: Unit, notice_id: NoticeId, why: str) -> None:
    """Take back a notice that never was; its trace stays.

    Raises:
        UserError: ``isolation.why_needed`` or ``isolation.entry_gone``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    old = standing_row(unit, IsolationNoticeRow, notice_id)
    words = f"{old.party_id} {old.result_id} {local_time(old.told_at):%m-%d %H:%M} {old.who}"
    correct(unit, old.stay_id, f"notice {notice_id}", words.strip(), "", why)
    unit.connection.execute(
        update(IsolationNoticeRow)
        .where(IsolationNoticeRow.id == notice_id)
        .values(withdrawn_at=unit.now)
    )
    note(unit, "notice_withdrawn", old.stay_id, notice=notice_id)
