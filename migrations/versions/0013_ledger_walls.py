"""Dates and notices of a schedule are within the walls of its library on PostgreSQL, too.

They say no library themselves: it is their schedule's. Elsewhere nothing changes.

Revision ID: 0013
"""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

_TABLES = ("occurrence", "notice")
# Without walls nothing is looked up: the ledger's own statements go on as they did.
_ANY = "coalesce(current_setting('podquote.seen', true), '') = ''"
_OF = "EXISTS (SELECT FROM schedule WHERE schedule.id = schedule_id AND schedule.library = {})"
_SEEN = "ANY (string_to_array(current_setting('podquote.seen', true), ','))"
_OWN = "current_setting('podquote.own', true)"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    sees, owns = (f"{_ANY} OR {_OF.format(whose)}" for whose in (_SEEN, _OWN))
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")  # for the owner, too
        op.execute(f"CREATE POLICY seen ON {table} FOR SELECT USING ({sees})")
        op.execute(f"CREATE POLICY own ON {table} USING ({owns}) WITH CHECK ({owns})")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _TABLES:
        for policy in ("own", "seen"):
            op.execute(f"DROP POLICY {policy} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
