# SPDX-License-Identifier: Apache-2.0
"""Airs, cleans and disinfects: the rounds of the plan, mostly in time, and what events asked for.

Once in a while a round is late, entered afterwards with the reason, or honestly not done; one round
of a day is missed and nobody says anything.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random

from schoolguard import disinfection, flows
from schoolguard.app import School, Unit
from schoolguard.demo.grounds import Grounds
from schoolguard.disinfection import (
    BoardTask,
    LampRun,
    OrderLine,
    Outcome,
    Place,
    Round,
    SignOffDraft,
)
from schoolguard.flows import FlowRules, OrderSigned
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import PlaceId

_LATE, _SKIPPED, _NOT_DONE = 0.012, 0.006, 0.002
_LATE_BY = timedelta(minutes=75)
_LONG_AGO = timedelta(hours=3)
_BURNS = 30
_TERMINAL, _CONTACT = 2000, 60


class Cleaning:
    """The disinfection of one school.

    Args:
        seed: what is late, skipped or not done follows it.
    """

    def __init__(
        self, school: School, clock: FixedClock, rules: FlowRules, grounds: Grounds, seed: int
    ) -> None:
        self._school = school
        self._clock = clock
        self._rules = rules
        self._grounds = grounds
        self._chance = Random(seed)  # noqa: S311 - a game of dice, not a secret

    def sign_rounds(self, day: date, *, leave: int = 0, closing: bool = False) -> None:
        """Sign what was due until now and is not signed.

        Args:
            day: the present one.
            leave: how many of the last stay open.
            closing: of the day: what was skipped is entered afterwards, all but one round.
        """
        rules, calendar = self._rules.disinfection, self._rules.calendar
        board = self._school.query(lambda view: disinfection.board(view, day, rules, calendar))
        now = self._clock.now()
        open_rounds = [
            (row.place, task, one)
            for row in board.rows
            for task in row.tasks
            for one in task.rounds
            if one.record is None and one.due_at is not None and one.due_at <= now
        ]
        open_rounds = open_rounds[int(closing) : max(0, len(open_rounds) - leave)]
        drafts = [self._draft(day, *one, closing=closing) for one in open_rounds]
        done = [draft for draft in drafts if draft is not None]
        self._school.change(lambda unit: disinfection.sign_off_many(unit, done, rules, calendar))

    def burn_lamp(self) -> None:
        """Let the isolation room's lamp burn until now, nobody being in the room."""
        begun = self._clock.now() - timedelta(minutes=_BURNS)
        run = LampRun(self._grounds.lamp_id, begun, _BURNS, unoccupied=True)
        self._school.change(lambda unit: disinfection.record_lamp_run(unit, run))

    def answer_orders(self, leave: int = 0) -> None:
        """Sign what events asked for, the oldest first.

        Args:
            leave: how many of the newest stay open, the isolation room's excepted.
        """
        rules = self._rules
        waiting = self._school.query(
            lambda view: disinfection.open_orders(view, rules.disinfection)
        )
        oldest_first = sorted(waiting, key=lambda line: line.id)
        others = [line.id for line in oldest_first if line.isolation_room_id is None]
        left = frozenset(others[-leave:]) if leave else frozenset()
        answered: set[int] = set()
        for line in oldest_first:
            if line.id in left:
                continue
            if line.id in answered:
                continue
            signed, _ = self._school.change(partial(self._sign, line))
            answered |= set(signed.also)

    def _sign(self, line: OrderLine, unit: Unit) -> OrderSigned:
        return flows.sign_order(unit, line.id, self._terminal(line.place_id), self._rules)

    def _terminal(self, place_id: PlaceId) -> SignOffDraft:
        now = self._clock.now()
        return SignOffDraft(
            place_id,
            "",
            now.date(),
            agent_id="bleach",
            mg_per_litre=_TERMINAL,
            contact_minutes=_CONTACT,
            bottle_id=self._grounds.bottle_id,
        )

    def _draft(
        self, day: date, place: Place, task: BoardTask, one: Round, *, closing: bool
    ) -> SignOffDraft | None:
        now = self._clock.now()
        dice = self._chance.random()
        if not closing and dice < _SKIPPED:
            return None
        planned = task.planned
        if dice > 1 - _NOT_DONE:
            outcome = Outcome.NOT_DONE
            return SignOffDraft(
                place.id, planned.task.id, day, one.round_no, outcome=outcome, note="临时停水，未做"
            )
        wait = timedelta(minutes=self._chance.randint(-4, 25))
        if dice < _SKIPPED + _LATE:
            wait = _LATE_BY
        done_at = min((one.due_at or now) + wait, now)
        why = "当时在外，回来后补登" if now - done_at > _LONG_AGO else ""
        signed = disinfection.as_planned(place, planned, day, one.round_no, done_at)
        bottle_id = self._grounds.bottle_id if signed.agent_id == "bleach" else None
        return replace(signed, late_reason=why, bottle_id=bottle_id)
