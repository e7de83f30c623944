"""A frozen card is kept once for all dates that show it, not with each of them.

Revision ID: 0011
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_SEES = (
    "coalesce(current_setting('podquote.seen', true), '') = '' "
    "OR library = ANY (string_to_array(current_setting('podquote.seen', true), ','))"
)
_OWNS = (
    "coalesce(current_setting('podquote.seen', true), '') = '' "
    "OR library = current_setting('podquote.own', true)"
)
_MANY = 500  # rows that are moved at once


def upgrade() -> None:
    op.create_table(
        "frozen_card",
        sa.Column("library", sa.Text, nullable=False, server_default="public"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("quote_id", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_frozen_card"),
    )
    op.create_index("ix_frozen_card_quote_id", "frozen_card", ["quote_id"])
    # With its key at once: SQLite adds none to a table that is there.
    op.execute(
        "ALTER TABLE occurrence ADD COLUMN card TEXT "
        "CONSTRAINT fk_occurrence_card_frozen_card REFERENCES frozen_card (key)"
    )
    _move()
    op.drop_column("occurrence", "payload")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE frozen_card ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE frozen_card FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen ON frozen_card FOR SELECT USING ({_SEES})")
        op.execute(f"CREATE POLICY own ON frozen_card USING ({_OWNS}) WITH CHECK ({_OWNS})")


def _move() -> None:
    connection = op.get_bind()
    found = connection.execute(
        sa.text(
            "SELECT DISTINCT s.library, o.quote_id, o.payload FROM occurrence o "
            "JOIN schedule s ON s.id = o.schedule_id "
            "WHERE o.payload IS NOT NULL AND o.quote_id IS NOT NULL"
        )
    )
    insert = sa.text("INSERT INTO frozen_card VALUES (:library, :key, :quote, :payload)")
    for rows in found.partitions(_MANY):
        connection.execute(
            insert,
            [
                {"key": _key(*row), "library": row[0], "quote": row[1], "payload": row[2]}
                for row in rows
            ],
        )
    connection.execute(
        sa.text(
            "UPDATE occurrence SET card = (SELECT c.key FROM frozen_card c JOIN schedule s "
            "ON s.library = c.library WHERE s.id = occurrence.schedule_id "
            "AND c.quote_id = occurrence.quote_id AND c.payload = occurrence.payload) "
            "WHERE payload IS NOT NULL"
        )
    )


def _key(*card: str) -> str:
    return hashlib.blake2b("\0".join(card).encode(), digest_size=16).hexdigest()


def downgrade() -> None:
    op.add_column("occurrence", sa.Column("payload", sa.Text))
    op.execute(
        "UPDATE occurrence SET payload = "
        "(SELECT c.payload FROM frozen_card c WHERE c.key = occurrence.card)"
    )
    with op.batch_alter_table("occurrence", recreate="auto") as batch:
        batch.drop_column("card")
    op.drop_table("frozen_card")
