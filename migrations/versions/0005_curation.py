"""Feeds, what a curator changes, what was forgotten, and what waits for a yes.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("document", sa.Column("item_key", sa.Text))
    op.add_column("document", sa.Column("given", sa.Text))
    op.create_index("ix_document_item_key", "document", ["item_key"])
    _curation()
    _feeds()
    op.create_table(
        "forgotten",
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_forgotten"),
    )
    op.create_index("ix_forgotten_id", "forgotten", ["id"])
    op.create_table(
        "proposal",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("proposed_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_proposal"),
    )


def _curation() -> None:
    op.create_table(
        "edited",
        sa.Column("episode_id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("episode_id", "field", name="pk_edited"),
    )
    op.create_table(
        "relabelled",
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("file", "label", name="pk_relabelled"),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("old", sa.Text),
        sa.Column("new", sa.Text),
        sa.Column("because", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_subject", "history", ["subject"])


def _feeds() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("checked_at", sa.Text),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("episodes", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("url", name="uq_feed_url"),
    )
    op.create_index("ix_feed_due_at", "feed", ["due_at"])
    op.create_table(
        "linked",
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.PrimaryKeyConstraint("url", name="pk_linked"),
    )


def downgrade() -> None:
    for table in ("proposal", "forgotten", "linked", "feed", "history", "relabelled", "edited"):
        op.drop_table(table)
    op.drop_index("ix_document_item_key", "document")
    for column in ("given", "item_key"):
        op.drop_column("document", column)
