"""The library: documents, episodes, entries, the words they use, and the search index.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "episode",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("podcast", sa.Text),
        sa.Column("date", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("participants", sa.Text, nullable=False),
        sa.Column("conflicts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_episode"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("layer", sa.Text, nullable=False),
        sa.Column("episode_id", sa.Text),
        sa.Column("video_id", sa.Text),
        sa.Column("title_key", sa.Text),
        sa.Column("glued_key", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("file", name="uq_document_file"),
        sa.UniqueConstraint("sha256", name="uq_document_sha256"),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name="fk_document_episode_id"),
    )
    for column in ("video_id", "title_key", "glued_key"):
        op.create_index(f"ix_document_{column}", "document", [column])
    op.create_table(
        "entry",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("episode_id", sa.Text, nullable=False),
        sa.Column("document_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("truth", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title_length", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("candidates", sa.Text, nullable=False),
        sa.Column("said_at", sa.Float),
        sa.Column("edition", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("spans", sa.Text, nullable=False),
        sa.Column("also_in", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_entry"),
        sa.UniqueConstraint("id", name="uq_entry_id"),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name="fk_entry_episode_id"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_entry_document_id"),
    )
    op.create_index("ix_entry_episode_id", "entry", ["episode_id"])
    op.create_table(
        "term",
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("stem", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_term"),
    )
    op.create_index("ix_term_stem", "term", ["stem"])
    op.create_table(
        "state",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_state"),
    )
    if op.get_bind().dialect.name == "sqlite":
        # It holds stems, not text; rowid is entry.row. PostgreSQL's index comes with its engine.
        op.execute(
            "CREATE VIRTUAL TABLE entry_fts USING fts5(words, names, tokenize = 'unicode61')"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE entry_fts")
    for table in ("state", "term", "entry", "document", "episode"):
        op.drop_table(table)
