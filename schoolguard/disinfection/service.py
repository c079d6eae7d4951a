# SPDX-License-Identifier: Apache-2.0
"""Signing off rounds and orders, and taking back."""

from collections.abc import Sequence

from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.values import OrderDraft, Signed, SignOffDraft
from schoolguard.kernel.ids import OrderId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import Unit


def sign_off(
    unit: Unit, draft: SignOffDraft, rules: DisinfectionRules, calendar: SchoolCalendar
) -> Signed:
    """Sign off one round."""
    raise NotImplementedError


def sign_off_many(
    unit: Unit, drafts: Sequence[SignOffDraft], rules: DisinfectionRules, calendar: SchoolCalendar
) -> tuple[Signed, ...]:
    """Sign off several rounds in one transaction: all or none."""
    raise NotImplementedError


def retract(unit: Unit, record_id: int, reason: str) -> None:
    """Take a record back; its trace stays."""
    raise NotImplementedError


def order(unit: Unit, draft: OrderDraft, rules: DisinfectionRules) -> OrderId:
    """Ask for an extra disinfection; the same event and place give one order."""
    raise NotImplementedError


def sign_order(
    unit: Unit, order_id: OrderId, draft: SignOffDraft, rules: DisinfectionRules
) -> Signed:
    """Sign off an order; place, task and day of the draft are taken from the order."""
    raise NotImplementedError


def cancel_order(unit: Unit, order_id: OrderId, reason: str) -> None:
    """Cancel an order that is not needed."""
    raise NotImplementedError


def reopen_order(unit: Unit, order_id: OrderId, reason: str) -> None:
    """Open a cancelled order again."""
    raise NotImplementedError
