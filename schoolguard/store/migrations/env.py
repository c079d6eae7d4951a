# SPDX-License-Identifier: Apache-2.0
"""Alembic's entry: takes the connection and the tables that `runner` hands it, and no others."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
