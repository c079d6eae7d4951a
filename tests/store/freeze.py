# SPDX-License-Identifier: Apache-2.0
"""Writes the frozen SQL of the first revisions anew: ``python -m tests.store.freeze``.

Only until the first release; from then on a change of tables is a new numbered step.
"""

import tempfile
from pathlib import Path

from sqlalchemy import MetaData

from schoolguard.app.schema import BUREAU_METADATA, SCHOOL_METADATA
from schoolguard.store import migrations
from schoolguard.store.vault import create_vault

FOLDER = Path(migrations.__file__).parent


def frozen_sql(metadata: MetaData) -> str:
    """Return the statements of an empty record: tables in order, each with what hangs on it."""
    with tempfile.TemporaryDirectory() as folder:
        vault = create_vault(Path(folder) / "empty.db", bytes(32), metadata, "0001")
        with vault.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT tbl_name, type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version' ORDER BY rowid"
            ).all()
        vault.close()
    tables = [row[2] for row in rows if row[1] == "table"]
    ordered = sorted(rows, key=lambda row: (tables.index(row[0]), row[1] != "table", row[2]))
    return "\n".join(f"{_tidy(row[3])};\n" for row in ordered)


def _tidy(statement: str) -> str:
    lines = (line.rstrip() for line in statement.strip().splitlines())
    return "\n".join(line for line in lines if line)


if __name__ == "__main__":
    for branch, tables in (("school", SCHOOL_METADATA), ("bureau", BUREAU_METADATA)):
        script = FOLDER / branch / "0001_first.sql"
        script.write_text(frozen_sql(tables), encoding="utf-8")
