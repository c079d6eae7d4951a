# SPDX-License-Identifier: Apache-2.0
"""Stock 原液/药品: strength, opened, expired.

Decides nothing about use: stock past its day is said so on every record made with it.
"""

from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.kinds import AgentForm, Fault
from schoolguard.disinfection.pack import Agent, DisinfectionRules
from schoolguard.disinfection.rules import good_until
from schoolguard.disinfection.stock_values import Bottle, BottleDraft
from schoolguard.disinfection.tables import BottleRow
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.store import Unit, View, record_correction


def bottles(view: View, rules: DisinfectionRules, *, finished: bool = False) -> tuple[Bottle, ...]:
    """Return the stock in the order of the agents, opened packages first.

    Args:
        view: the reading transaction.
        rules: say how long an opened package stays good.
        finished: with what was used up or thrown away.
    """
    access.require(view.actor, Action.VIEW_DISINFECTION)
    chosen = select(BottleRow.__table__)
    if not finished:
        chosen = chosen.where(BottleRow.finished_on.is_(None))
    order = {agent_id: number for number, agent_id in enumerate(rules.agents)}
    found = [_bottle(row, view.today, rules) for row in view.connection.execute(chosen)]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                order.get(one.draft.agent_id, len(order)),
                one.draft.opened_on or date.max,
                one.draft.expires_on or date.max,
                one.id,
            ),
        )
    )


def stock_faults(
    view: View, bottle_id: int, agent_id: str, day: date, rules: DisinfectionRules
) -> frozenset[Fault]:
    """Return what was wrong with a package on a day.

    Raises:
        UserError: ``disinfection.no_such_bottle`` or ``disinfection.bottle_other_agent``.
    """
    row = _bottle_row(view, bottle_id)
    if row.agent_id != agent_id:
        raise UserError("disinfection.bottle_other_agent")
    found = _bottle(row, day, rules)
    faults = {Fault.STOCK_EXPIRED} if found.expired else set[Fault]()
    if found.open_too_long:
        faults.add(Fault.STOCK_OPEN_TOO_LONG)
    return frozenset(faults)


def add_bottle(unit: Unit, draft: BottleDraft, rules: DisinfectionRules) -> int:
    """Add a package of stock and return its id.

    Raises:
        UserError: ``disinfection.no_such_agent``, ``disinfection.strength_out_of_range``,
            ``disinfection.tablet_out_of_range``, ``disinfection.opened_ahead`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    _check_bottle(unit, draft, rules)
    statement = insert(BottleRow).values(**_bottle_columns(draft), finished_on=None, end_reason="")
    bottle_id = int(unit.connection.execute(statement.returning(BottleRow.id)).scalar_one())
    _note(unit, "bottle_added", f"disinfectant_bottle:{bottle_id}")
    return bottle_id


def change_bottle(
    unit: Unit, bottle_id: int, draft: BottleDraft, rules: DisinfectionRules, why: str = ""
) -> None:
    """Change what is kept of a package; what is replaced is kept with `why`.

    Raises:
        UserError: as `add_bottle`, ``disinfection.no_such_bottle``; ``disinfection.reason_needed``
            when agent or strength change.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    row = _bottle_row(unit, bottle_id)
    _check_bottle(unit, draft, rules)
    old, new = _bottle_columns(_draft_of(row)), _bottle_columns(draft)
    changed = {name: new[name] for name in new if new[name] != old[name]}
    if not changed:
        return
    weighty = {"agent_id", "mg_per_litre", "mg_per_tablet", "expires_on"} & changed.keys()
    if any(old[name] for name in weighty) and not why.strip():
        raise UserError("disinfection.reason_needed")
    _set_bottle(unit, bottle_id, changed, old, why)
    _note(unit, "bottle_changed", f"disinfectant_bottle:{bottle_id}")


def open_bottle(unit: Unit, bottle_id: int, opened_on: date) -> None:
    """Note the day on which a package was opened.

    Raises:
        UserError: ``disinfection.no_such_bottle``, ``disinfection.opened_ahead`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    row = _bottle_row(unit, bottle_id)
    if opened_on > unit.today:
        raise UserError("disinfection.opened_ahead")
    _set_bottle(unit, bottle_id, {"opened_on": opened_on}, {"opened_on": row.opened_on}, "")
    _note(unit, "bottle_opened", f"disinfectant_bottle:{bottle_id}")


def finish_bottle(unit: Unit, bottle_id: int, reason: str) -> None:
    """Note that a package is used up or was thrown away; `reason` says which.

    Raises:
        UserError: ``disinfection.no_such_bottle``, ``disinfection.reason_needed`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    _bottle_row(unit, bottle_id)
    if not reason.strip():
        raise UserError("disinfection.reason_needed")
    unit.connection.execute(
        update(BottleRow)
        .where(BottleRow.id == bottle_id)
        .values(finished_on=unit.today, end_reason=reason.strip())
    )
    _note(unit, "bottle_finished", f"disinfectant_bottle:{bottle_id}")


def unfinish_bottle(unit: Unit, bottle_id: int) -> None:
    """Undo `finish_bottle`: the package is in use again; how it had ended is kept.

    Raises:
        UserError: ``disinfection.no_such_bottle`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    row = _bottle_row(unit, bottle_id)
    if row.finished_on is None:
        return
    old = {"finished_on": row.finished_on, "end_reason": row.end_reason}
    _set_bottle(unit, bottle_id, {"finished_on": None, "end_reason": ""}, old, "")
    _note(unit, "bottle_back", f"disinfectant_bottle:{bottle_id}")


def _bottle(row: Row[Any], day: date, rules: DisinfectionRules) -> Bottle:
    agent = rules.agents.get(row.agent_id)
    open_days = agent.open_days if agent else 0
    opened_until = good_until(None, row.opened_on, open_days)
    return Bottle(
        id=row.id,
        draft=_draft_of(row),
        form=agent.form if agent else AgentForm.READY,
        kills_norovirus=agent.kills_norovirus if agent else False,
        good_until=good_until(row.expires_on, row.opened_on, open_days),
        expired=row.expires_on is not None and day > row.expires_on,
        open_too_long=opened_until is not None and day > opened_until,
        finished_on=row.finished_on,
        end_reason=row.end_reason,
    )


def _check_bottle(unit: Unit, draft: BottleDraft, rules: DisinfectionRules) -> None:
    agent = rules.agents.get(draft.agent_id)
    if agent is None:
        raise UserError("disinfection.no_such_agent", agent=draft.agent_id)
    if draft.opened_on is not None and draft.opened_on > unit.today:
        raise UserError("disinfection.opened_ahead")
    _check_strength(draft, agent)


def _check_strength(draft: BottleDraft, agent: Agent) -> None:
    least, most = agent.least_mg_per_litre, agent.most_mg_per_litre
    if agent.form is AgentForm.TABLET and not least <= draft.mg_per_tablet <= most:
        raise UserError("disinfection.tablet_out_of_range", least=least, most=most)
    if agent.form is AgentForm.LIQUID and not least <= draft.mg_per_litre <= most:
        raise UserError(
            "disinfection.strength_out_of_range", least=least // 10_000, most=most // 10_000
        )


def _bottle_columns(draft: BottleDraft) -> dict[str, Any]:
    return {
        "agent_id": draft.agent_id,
        "name": draft.name.strip(),
        "mg_per_litre": draft.mg_per_litre,
        "mg_per_tablet": draft.mg_per_tablet,
        "size": draft.size.strip(),
        "batch": draft.batch.strip(),
        "expires_on": draft.expires_on,
        "opened_on": draft.opened_on,
        "note": draft.note.strip(),
    }


def _draft_of(row: Row[Any]) -> BottleDraft:
    return BottleDraft(
        row.agent_id,
        row.name,
        row.mg_per_litre,
        row.mg_per_tablet,
        row.size,
        row.batch,
        row.expires_on,
        row.opened_on,
        row.note,
    )


def _set_bottle(
    unit: Unit, bottle_id: int, new: dict[str, Any], old: dict[str, Any], why: str
) -> None:
    unit.connection.execute(update(BottleRow).where(BottleRow.id == bottle_id).values(**new))
    for name, value in new.items():
        if old[name] not in {None, "", 0, value}:
            subject = f"disinfectant_bottle:{bottle_id}"
            record_correction(unit, subject, name, str(old[name]), str(value or ""), why.strip())


def _bottle_row(view: View, bottle_id: int) -> Row[Any]:
    chosen = select(BottleRow.__table__).where(BottleRow.id == bottle_id)
    row = view.connection.execute(chosen).first()
    if row is None:
        raise UserError("disinfection.no_such_bottle")
    return row


def _note(unit: Unit, what: str, subject: str) -> None:
    unit.audit(f"disinfection.{what}", subject)
    unit.touch(Changes.DISINFECTION)
