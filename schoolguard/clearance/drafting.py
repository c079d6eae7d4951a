# SPDX-License-Identifier: Apache-2.0
"""What other rooms know of somebody's illness, as the beginning of a clearance."""

from schoolguard import absence, cases, roster
from schoolguard.absence import AbsenceRules
from schoolguard.clearance.values import ClearanceDraft
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.store import View


def draft_of(view: View, person_id: PersonId, rules: AbsenceRules) -> ClearanceDraft:
    """Return a draft for somebody: an open case of disease is believed before an absence.

    Raises:
        UserError: ``clearance.no_class`` for somebody who is in no class today.
    """
    home = roster.class_of(view, person_id, view.today)
    if home is None:
        raise UserError("clearance.no_class")
    case = cases.case_of(view, person_id)
    absence_id = absence.open_case_of(view, person_id)
    disease_id, onset_on = "", None
    if absence_id is not None:
        details = absence.case(view, absence_id, rules).details
        disease_id, onset_on = details.cause_id, details.onset_on
    if case is None:
        return ClearanceDraft(person_id, home.id, disease_id, onset_on, absence_id)
    return ClearanceDraft(
        person_id,
        home.id,
        case.disease_id,
        case.onset_on or onset_on,
        absence_id or case.absence_case_id,
        case.id,
        case.stay_id,
    )
