# SPDX-License-Identifier: Apache-2.0
"""The chained log, in a real encrypted store."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from schoolguard.app.school import School
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


COLUMNS = ("at", "account_id", "action", "subject", "facts", "prev", "hash")


@pytest.fixture
def thirty(school: School) -> School:
    with school.writing() as unit:
        for number in range(29):
            unit.audit("test.done", f"class:{number}", count=number)
    return school


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seq=st.integers(1, 30),
    column=st.sampled_from(COLUMNS),
    value=st.one_of(st.text(max_size=8), st.binary(min_size=32, max_size=32), st.integers(0, 9)),
)
def test_any_edit_of_any_entry_is_located(
    thirty: School, seq: int, column: str, value: str | bytes | int
) -> None:
    with thirty.writing() as unit:
        attempt = unit.connection.begin_nested()
        unit.connection.exec_driver_sql("DROP TRIGGER audit_log_no_update")
        read = f"SELECT {column} FROM audit_log WHERE seq = ?"
        before = unit.connection.exec_driver_sql(read, (seq,)).scalar_one()
        unit.connection.exec_driver_sql(
            f"UPDATE audit_log SET {column} = ? WHERE seq = ?", (value, seq)
        )
        after = unit.connection.exec_driver_sql(read, (seq,)).scalar_one()
        found = audit.verify(unit).first_break
        attempt.rollback()
    if before == after:
        assert found is None
    else:
        assert found is not None
        assert found.seq == seq
