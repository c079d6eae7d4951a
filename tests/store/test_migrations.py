# SPDX-License-Identifier: Apache-2.0
"""The tables that models describe and the tables that migrations build are the same."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData

from schoolguard.app.schema import (
    BUREAU_METADATA,
    BUREAU_REVISION,
    SCHOOL_METADATA,
    SCHOOL_REVISION,
)
from schoolguard.app.school import School
from schoolguard.app.upgrade import upgrade_school
from schoolguard.kernel.errors import UserError
from schoolguard.store import audit
from schoolguard.store.migrations.runner import downgrade, migrate, newest
from schoolguard.store.vault import Vault, create_vault, schema_revision

KEY = bytes(range(32))
BRANCHES = [
    ("school", SCHOOL_METADATA, SCHOOL_REVISION),
    ("bureau", BUREAU_METADATA, BUREAU_REVISION),
]


def described(vault: Vault) -> dict[str, str]:
    """Return every table, index and trigger of a file, white space and quotes apart."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL "
            "AND name NOT LIKE 'sqlite%'"
        ).all()
    return {str(name): re.sub(r'[\s"]+', " ", sql).strip() for name, sql in rows}


@pytest.mark.parametrize(("branch", "metadata", "revision"), BRANCHES)
def test_the_newest_step_is_the_one_that_new_records_are_marked_with(
    branch: str, metadata: MetaData, revision: str
) -> None:
    assert newest(branch) == revision


@pytest.mark.parametrize(("branch", "metadata", "revision"), BRANCHES)
def test_models_equal_the_migrated_schema(
    tmp_path: Path, branch: str, metadata: MetaData, revision: str
) -> None:
    made = create_vault(tmp_path / "made.db", KEY, metadata, revision)
    walked = create_vault(tmp_path / "walked.db", KEY, MetaData(), "0000")
    with walked.write() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    migrate(walked, branch, metadata, revision)
    assert described(walked) == described(made), "see tests/store/freeze.py"
    with walked.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    walked.close()
    made.close()


def test_down_and_up_again_with_data(school: School) -> None:
    before = described(school.vault)
    assert school.query(audit.head)[0] == 1
    downgrade(school.vault, "school", SCHOOL_METADATA, "base")
    assert set(described(school.vault)) == {"table alembic_version"}
    migrate(school.vault, "school", SCHOOL_METADATA, SCHOOL_REVISION)
    assert described(school.vault) == before
    assert schema_revision(school.vault) == SCHOOL_REVISION


def test_a_record_of_a_newer_program_is_refused(school: School) -> None:
    with school.writing() as unit:
        unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UserError, match=r"store\.newer"):
        upgrade_school(school.vault)
