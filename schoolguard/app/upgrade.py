# SPDX-License-Identifier: Apache-2.0
"""Brings the tables of an older record up to this program; refuses a newer one.

The revision is read with plain SQL; the migration library is imported only when it differs.
"""

from sqlalchemy import MetaData

from schoolguard.app.schema import (
    BUREAU_METADATA,
    BUREAU_REVISION,
    SCHOOL_METADATA,
    SCHOOL_REVISION,
)
from schoolguard.kernel.errors import UserError
from schoolguard.store.vault import Vault, schema_revision


def upgrade_school(vault: Vault) -> None:
    """Bring a school's record to this program's tables.

    Raises:
        UserError: ``store.newer`` when a newer program wrote it.
    """
    _upgrade(vault, "school", SCHOOL_METADATA, SCHOOL_REVISION)


def upgrade_bureau(vault: Vault) -> None:
    """Bring a bureau's record to this program's tables.

    Raises:
        UserError: ``store.newer`` when a newer program wrote it.
    """
    _upgrade(vault, "bureau", BUREAU_METADATA, BUREAU_REVISION)


def _upgrade(vault: Vault, branch: str, metadata: MetaData, newest: str) -> None:
    found = schema_revision(vault)
    if found == newest:
        return
    if found > newest:
        raise UserError("store.newer", found=found, newest=newest)
    from schoolguard.store.migrations.runner import migrate  # noqa: PLC0415 - alembic is heavy; imported when first used

    migrate(vault, branch, metadata, newest)
