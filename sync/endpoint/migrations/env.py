"""Alembic runs the migrations on the connection it is given by `sync.endpoint.migrate`."""

from __future__ import annotations

from alembic import context

from sync.endpoint.tables import meta

context.configure(connection=context.config.attributes["connection"], target_metadata=meta)
with context.begin_transaction():
    context.run_migrations()
