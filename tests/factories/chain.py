# SPDX-License-Identifier: Apache-2.0
"""A small real school in which a whole chain can happen: isolation room, places, all rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from schoolguard import absence, clearance, disinfection, flows
from schoolguard.app.school import School
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.disinfection import OrderLine, PlaceDraft, PlaceKind, SignOffDraft
from schoolguard.flows import Admitted, FlowRules, LeavingDone
from schoolguard.isolation import IntakeDraft, LeavingDraft
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.ids import ClassId, OrderId, PersonId, PlaceId, StayId
from schoolguard.store.unit import Unit, View
from tests.factories.isolation import DAY, Infirmary, found_infirmary

T = TypeVar("T")
MORNING, NOON = CheckSession.MORNING, CheckSession.NOON


@dataclass(slots=True)
class Chain:
    """What the tests of chains work on."""

    infirmary: Infirmary
    rules: FlowRules
    classroom: PlaceId
    isolation_place: PlaceId

    @property
    def school(self) -> School:
        return self.infirmary.school

    @property
    def clock(self) -> FixedClock:
        return self.infirmary.clock

    @property
    def pupil(self) -> PersonId:
        return self.infirmary.pupil

    @property
    def class_id(self) -> ClassId:
        return self.infirmary.class_id

    def do(self, work: Callable[[Unit], T]) -> T:
        return self.school.change(work)[0]

    def ask(self, question: Callable[[View], T]) -> T:
        return self.school.query(question)

    def enter(
        self,
        entry: Entry | None,
        person: PersonId | None = None,
        session: CheckSession = MORNING,
        day: date = DAY,
        reason: str = "",
    ) -> flows.Entered:
        key = SheetKey(day, session, self.class_id)
        who = person or self.pupil
        return self.do(lambda u: flows.record_entry(u, key, who, entry, self.rules, reason))

    def absent(self, person: PersonId | None = None) -> flows.Entered:
        """Mark somebody absent at noon."""
        self.clock.move_to(max(self.clock.now(), instant(DAY, 14)))
        return self.enter(Entry(State.ABSENT), person, NOON)

    def admit(self, person: PersonId | None = None) -> Admitted:
        draft = self.intake(person)
        return self.do(lambda u: flows.admit(u, draft, self.rules))

    def intake(self, person: PersonId | None = None, day: date = DAY) -> IntakeDraft:
        who = person or self.pupil
        return self.ask(lambda v: flows.intake_of(v, who, day, self.rules))

    def leave(self, stay_id: StayId, draft: LeavingDraft | None = None) -> LeavingDone:
        """Let somebody go, home unless said otherwise, with everything that this needs."""
        self.infirmary.tell(stay_id)
        self.infirmary.tell(stay_id, "class_teacher")
        self.infirmary.observe(stay_id, self.infirmary.look(376))
        return self.let_go(stay_id, draft or self.infirmary.home())

    def let_go(self, stay_id: StayId, draft: LeavingDraft) -> LeavingDone:
        return self.do(lambda u: flows.leave(u, stay_id, draft, self.rules))

    def orders(self) -> tuple[OrderLine, ...]:
        return self.ask(lambda v: disinfection.open_orders(v, self.rules.disinfection))

    def sign(self, order_id: OrderId) -> flows.OrderSigned:
        line = next(one for one in self.orders() if one.id == order_id)
        record = SignOffDraft(
            line.place_id,
            "",
            self.clock.now().date(),
            done_at=self.clock.now(),
            agent_id=line.agents[0],
            mg_per_litre=line.low_mg_per_litre,
            contact_minutes=line.contact_minutes,
            by_name="保洁员",
        )
        return self.do(lambda u: flows.sign_order(u, order_id, record, self.rules))

    def cases(self, person: PersonId | None = None) -> tuple[absence.CaseLine, ...]:
        who = person or self.pupil
        return self.ask(lambda v: absence.cases_of(v, who, self.rules.absence))

    def waiting(self) -> tuple[clearance.ClearanceLine, ...]:
        return self.ask(lambda v: clearance.pending(v, self.rules.clearance))

    def links(self) -> tuple[flows.Chain, ...]:
        return self.ask(lambda v: flows.links(v, self.rules))

    def due_keys(self) -> list[str]:
        settings = self.school.settings
        today = self.ask(lambda v: flows.today(v, v.today, settings, self.rules))
        return [one.text_key for one in today.due]


def found_chain(school: School, clock: FixedClock) -> Chain:
    """Add people, an isolation room and the places of both to an empty school."""
    infirmary = found_infirmary(school, clock)

    def found(unit: Unit) -> tuple[PlaceId, PlaceId]:
        return (
            disinfection.add_place(
                unit, PlaceDraft(PlaceKind.CLASSROOM, class_id=infirmary.class_id)
            ),
            disinfection.add_place(
                unit,
                PlaceDraft(
                    PlaceKind.ISOLATION_ROOM, "隔离观察室", isolation_room_id=infirmary.room
                ),
            ),
        )

    classroom, room = school.change(found)[0]
    return Chain(infirmary, flows.load_rules(school.calendar), classroom, room)
