# SPDX-License-Identifier: Apache-2.0
"""Signs an order together with what hangs on it in other rooms."""

from schoolguard import disinfection
from schoolguard.app import School, Unit
from schoolguard.disinfection import Signed, SignOffDraft
from schoolguard.kernel.ids import OrderId
from schoolguard.ui.disinfection.reading import rules_of


def sign_order(unit: Unit, order_id: OrderId, draft: SignOffDraft, school: School) -> Signed:
    """Sign an order; an isolation room that waited for it opens again."""
    del school
    return disinfection.sign_order(unit, order_id, draft, rules_of())
