"""The search index as postings of its own, keyed by library, on both engines; FTS5 goes.

The index of an older database is made anew from its entries at the next start.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE entry_fts")
    op.drop_table("term")
    op.create_table(
        "posting",
        sa.Column("library", sa.Text, nullable=False),
        sa.Column("stem", EXACT, nullable=False),
        sa.Column("block", sa.Integer, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("library", "stem", "block", "part", name="pk_posting"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "term",
        sa.Column("library", sa.Text, nullable=False),
        sa.Column("word", EXACT, nullable=False),
        sa.Column("stem", sa.Text, nullable=False),
        sa.Column("sound", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("library", "word", name="pk_term"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_term_library_sound", "term", ["library", "sound"])
    op.create_index("ix_term_library_since", "term", ["library", "since"])
    op.create_table(
        "indexed",
        sa.Column("library", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("postings", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("library", name="pk_indexed"),
    )


def downgrade() -> None:
    for table in ("indexed", "term", "posting"):
        op.drop_table(table)
    op.create_table(
        "term",
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("stem", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_term"),
    )
    op.create_index("ix_term_stem", "term", ["stem"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE entry_fts USING fts5(words, names, tokenize = 'unicode61')"
        )
