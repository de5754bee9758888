"""Alembic's entry: runs the migrations on the connection, and in the transaction, that `Ledger.migrate` gives."""

from __future__ import annotations

from alembic import context

from wirecopy.ledger.search import is_search_table
from wirecopy.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=lambda name, kind, _parents: kind != "table" or not is_search_table(name or ""),
)
with context.begin_transaction():
    context.run_migrations()
