"""How Alembic runs the revisions: on the connection that bot/index/migrate.py hands over."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # One transaction for all revisions, begun by the caller: a failed one leaves nothing behind.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
