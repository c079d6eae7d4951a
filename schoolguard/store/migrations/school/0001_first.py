# SPDX-License-Identifier: Apache-2.0
"""The first tables of a school's record."""

from pathlib import Path

from schoolguard.store.migrations import frozen_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SCRIPT = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    frozen_sql.create(_SCRIPT)


def downgrade() -> None:
    frozen_sql.drop(_SCRIPT)
