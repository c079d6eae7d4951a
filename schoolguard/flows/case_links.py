# SPDX-License-Identifier: Apache-2.0
"""Case of disease -> disinfection of its places, close contacts, the way back, the absence case.

The clock of the notification runs in `cases` from the finding on. A case found not to be one takes
back what nobody has acted on; what was signed or checked stays.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from schoolguard import absence, cases, disinfection, isolation
from schoolguard.absence import CaseDetails, Reason
from schoolguard.cases import CaseBrief, CaseDraft, Classification, Proposal
from schoolguard.disinfection import OrderWhy
from schoolguard.flows import away, orders, way_back
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.ids import ClearanceId, DiseaseCaseId, OrderId, PersonId, PlaceId
from schoolguard.store import Unit, View


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """What a case asked for.

    Attributes:
        order_ids: disinfections asked for and still open.
        proposals: who may be a close contact; a person decides.
        unknown_places: text keys of places that can't be ordered since none is registered.
    """

    case_id: DiseaseCaseId
    order_ids: tuple[OrderId, ...]
    clearance_id: ClearanceId | None
    proposals: tuple[Proposal, ...]
    unknown_places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reclassified:
    """What another classification brought with it.

    Attributes:
        taken_back: orders that nobody had signed.
        clearance_withdrawn: nobody had worked on it.
    """

    order_ids: tuple[OrderId, ...] = ()
    clearance_id: ClearanceId | None = None
    taken_back: tuple[OrderId, ...] = ()
    clearance_withdrawn: bool = False


def open_case(unit: Unit, draft: CaseDraft, rules: FlowRules) -> CaseOpened:
    """Open a case of disease with everything that it asks for.

    Raises:
        UserError: as `cases.open_case`.
    """
    case_id = cases.open_case(unit, _with_origin(unit, draft), rules.cases)
    brief = cases.case_brief(unit, case_id)
    touched = _touched(unit, brief, rules)
    order_ids = _order(unit, brief, touched.place_ids, rules)
    clearance_id = _ask_way_back(unit, brief, rules)
    _tell_absence(unit, brief, rules)
    proposals = propose_close_contacts(unit, case_id, rules)
    return CaseOpened(case_id, order_ids, clearance_id, proposals, touched.unknown)


def classify(
    unit: Unit,
    case_id: DiseaseCaseId,
    classification: Classification,
    disease_id: str,
    on: date,
    hospital: str = "",
    reason: str = "",
    *,
    rules: FlowRules,
) -> Reclassified:
    """Write how sure the diagnosis is now, and let what hangs on it follow.

    Raises:
        UserError: as `cases.classify`.
    """
    before = cases.case_brief(unit, case_id)
    cases.classify(
        unit, case_id, classification, disease_id, on, hospital, reason, rules=rules.cases
    )
    brief = cases.case_brief(unit, case_id)
    if brief.classification is Classification.EXCLUDED:
        return _let_go(unit, brief, reason, rules)
    other = before.disease_id != disease_id
    back = orders.take_back(unit, OrderWhy.CASE, case_id, reason, rules) if other else ()
    if not other and before.classification is not Classification.EXCLUDED:
        return Reclassified()
    order_ids = _order(unit, brief, _touched(unit, brief, rules).place_ids, rules)
    clearance_id = _ask_way_back(unit, brief, rules)
    _tell_absence(unit, brief, rules)
    return Reclassified(order_ids, clearance_id, taken_back=back)


def withdraw_case(
    unit: Unit, case_id: DiseaseCaseId, reason: str, rules: FlowRules
) -> Reclassified:
    """Withdraw a case that was a wrong entry, with what nobody has acted on.

    Raises:
        UserError: as `cases.withdraw`.
    """
    cases.withdraw(unit, case_id, reason)
    return _let_go(unit, cases.case_brief(unit, case_id), reason, rules)


def propose_close_contacts(
    view: View, case_id: DiseaseCaseId, rules: FlowRules, *, around: PersonId | None = None
) -> tuple[Proposal, ...]:
    """Return who was near a case, those who shared the isolation room with it included.

    Args:
        view: the record.
        case_id: the case.
        rules: of all rooms.
        around: the close contact whose own contacts are wanted; None: those of the case.
    """
    brief = cases.case_brief(view, case_id)
    disease = rules.diseases.get(brief.disease_id)
    since = brief.onset_on or brief.found_on
    first_on = since - timedelta(days=disease.infectious_before_days if disease else 0)
    shared = isolation.shared_time(view, around or brief.person_id, first_on, view.today)
    words = tuple((one.person_id, f"{one.room_name} {one.minutes} min") for one in shared)
    return cases.propose_close_contacts(view, case_id, rules.cases, words, around=around)


def _with_origin(view: View, draft: CaseDraft) -> CaseDraft:
    """Return the draft with the person's open absence case and stay, where it names none."""
    absence_case_id = draft.absence_case_id or absence.open_case_of(view, draft.person_id)
    staying = isolation.staying(view, (draft.person_id,))
    stay_id = draft.stay_id or staying.get(draft.person_id)
    return replace(draft, absence_case_id=absence_case_id, stay_id=stay_id)


def _touched(view: View, brief: CaseBrief, rules: FlowRules) -> orders.Touched:
    own = orders.places_of(view, brief.person_id, brief.class_id)
    if brief.stay_id is None:
        return own
    stay = isolation.stay(view, brief.stay_id, rules.isolation)
    if stay.line.left_at is None:
        return own  # the isolation room is disinfected after the person has left it
    room = disinfection.place_of_isolation_room(view, stay.line.room_id)
    return replace(own, place_ids=(*own.place_ids, *(() if room is None else (room,))))


def _order(
    unit: Unit, brief: CaseBrief, place_ids: tuple[PlaceId, ...], rules: FlowRules
) -> tuple[OrderId, ...]:
    return orders.ask_for(
        unit, place_ids, OrderWhy.CASE, brief.id, rules, disease_id=brief.disease_id
    )


def _ask_way_back(unit: Unit, brief: CaseBrief, rules: FlowRules) -> ClearanceId:
    return way_back.ask(
        unit,
        brief.person_id,
        brief.class_id,
        brief.disease_id,
        rules,
        onset_on=brief.onset_on,
        absence_case_id=brief.absence_case_id,
        disease_case_id=brief.id,
        stay_id=brief.stay_id,
    )


def _tell_absence(unit: Unit, brief: CaseBrief, rules: FlowRules) -> None:
    """Let the open absence case know the illness, as far as it knew none."""
    case_id = absence.open_case_of(unit, brief.person_id)
    if case_id is None:
        return
    cause = brief.disease_id if brief.disease_id in rules.absence.causes else ""
    known = CaseDetails(Reason.ILLNESS, onset_on=brief.onset_on, cause_id=cause)
    away.tell(unit, case_id, known, rules)


def _let_go(unit: Unit, brief: CaseBrief, reason: str, rules: FlowRules) -> Reclassified:
    back = orders.take_back(unit, OrderWhy.CASE, brief.id, reason, rules)
    withdrawn = way_back.take_back(unit, brief.person_id, reason, rules, disease_case_id=brief.id)
    return Reclassified(taken_back=back, clearance_withdrawn=withdrawn)
