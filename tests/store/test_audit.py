# SPDX-License-Identifier: Apache-2.0
"""The chained log, in a real encrypted store."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.exc import IntegrityError

from schoolguard.store import Unit, View, audit

Units = Callable[[], AbstractContextManager[Unit]]
Views = Callable[[], AbstractContextManager[View]]


def test_an_untouched_log_verifies(unit: Units, view: Views) -> None:
    with unit() as u:
        u.audit("checks.hand_in", "class:3", readings=41)
    with view() as v:
        check = audit.verify(v)
        assert check.first_break is None
        assert check.count == 2
        assert (check.count, check.head) == audit.head(v)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_log SET action = 'x' WHERE seq = 1", "DELETE FROM audit_log WHERE seq = 1"],
)
def test_an_entry_can_not_be_changed_or_removed(unit: Units, statement: str) -> None:
    with unit() as u, pytest.raises(IntegrityError, match="append-only"):
        u.connection.exec_driver_sql(statement)
