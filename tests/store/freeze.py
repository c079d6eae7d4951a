# SPDX-License-Identifier: Apache-2.0
"""Writes the frozen SQL of the newest step anew: ``python -m tests.store.freeze``.

The newest step holds every table that no earlier step made. Only until it is released; from then
on a change of tables is a new numbered step, whose name goes into `NEWEST`.
"""

import re
import tempfile
from pathlib import Path

from sqlalchemy import MetaData

from schoolguard.app.schema import BUREAU_METADATA, SCHOOL_METADATA
from schoolguard.store import migrations
from schoolguard.store.vault import create_vault

FOLDER = Path(migrations.__file__).parent
NEWEST = {
    FOLDER / "school" / "0002_way_back.sql": SCHOOL_METADATA,
    FOLDER / "bureau" / "0002_measures.sql": BUREAU_METADATA,
}
_TABLE = re.compile(r"CREATE TABLE (\w+)")


def frozen_sql(metadata: MetaData, already: frozenset[str]) -> str:
    """Return the statements of the tables that are new, in order, each with what hangs on it."""
    with tempfile.TemporaryDirectory() as folder:
        vault = create_vault(Path(folder) / "empty.db", bytes(32), metadata, "0001")
        with vault.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT tbl_name, type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version' ORDER BY rowid"
            ).all()
        vault.close()
    tables = [row[2] for row in rows if row[1] == "table"]
    new = [row for row in rows if row[0] not in already]
    ordered = sorted(new, key=lambda row: (tables.index(row[0]), row[1] != "table", row[2]))
    return "\n".join(f"{_tidy(row[3])};\n" for row in ordered)


def earlier_tables(newest: Path) -> frozenset[str]:
    """Return the names of the tables that the steps before the newest one made."""
    scripts = (path for path in newest.parent.glob("*.sql") if path.name < newest.name)
    return frozenset(name for path in scripts for name in _TABLE.findall(path.read_text("utf-8")))


def _tidy(statement: str) -> str:
    lines = (line.rstrip() for line in statement.strip().splitlines())
    return "\n".join(line for line in lines if line)


if __name__ == "__main__":
    for script, tables in NEWEST.items():
        script.write_text(frozen_sql(tables, earlier_tables(script)), encoding="utf-8")
