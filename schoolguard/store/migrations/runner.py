# SPDX-License-Identifier: Apache-2.0
"""Walks a record up (or, in tests, down) to a revision, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

from schoolguard.store.vault import Vault

_HERE = Path(__file__).resolve().parent


def migrate(vault: Vault, branch: str, metadata: MetaData, revision: str) -> None:
    """Bring an older record up to `revision`; all of it or nothing.

    Args:
        vault: the open record.
        branch: ``school`` or ``bureau``.
        metadata: the tables that this program works with.
        revision: the newest one.
    """
    with vault.write() as connection:
        command.upgrade(_config(branch, connection, metadata), revision)


def downgrade(vault: Vault, branch: str, metadata: MetaData, revision: str) -> None:
    """Bring a record down to `revision`; ``base`` removes everything."""
    with vault.write() as connection:
        command.downgrade(_config(branch, connection, metadata), revision)


def newest(branch: str) -> str:
    """Return the newest revision that there is a step for."""
    head = ScriptDirectory.from_config(_config(branch, None, None)).get_current_head()
    return head or "base"


def _config(branch: str, connection: Connection | None, metadata: MetaData | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("version_locations", str(_HERE / branch))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config
