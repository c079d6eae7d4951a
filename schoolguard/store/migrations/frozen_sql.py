# SPDX-License-Identifier: Apache-2.0
"""Runs the frozen SQL of a first revision: statements as the database itself keeps them.

Statements are divided by an empty line, since triggers hold semicolons of their own.
"""

import re
from pathlib import Path

from alembic import op

_TABLE = re.compile(r"CREATE TABLE (\w+)")


def create(script: Path) -> None:
    """Run every statement of a file, in order."""
    for statement in _statements(script):
        op.get_bind().exec_driver_sql(statement)


def drop(script: Path) -> None:
    """Remove every table of a file with what hangs on it, the last one first."""
    found = (_TABLE.match(statement) for statement in _statements(script))
    for name in reversed([match[1] for match in found if match]):
        op.drop_table(name)


def _statements(script: Path) -> list[str]:
    parts = script.read_text(encoding="utf-8").split("\n\n")
    return [part.strip().removesuffix(";") for part in parts if part.strip()]
