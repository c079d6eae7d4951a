# SPDX-License-Identifier: Apache-2.0
"""What packages of schema 2 say of measures."""

from pathlib import Path

from schoolguard.store.migrations import frozen_sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SCRIPT = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    frozen_sql.create(_SCRIPT)


def downgrade() -> None:
    frozen_sql.drop(_SCRIPT)
