"""What can be asked about, by its beginning. The rows of what is there come with the upgrade.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "suggestion",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column(
            "key",
            sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "value", name="pk_suggestion"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suggestion_kind_entries", "suggestion", ["kind", "entries", "value"])
    op.create_index("ix_suggestion_kind_first", "suggestion", ["kind", "first", "entries", "value"])


def downgrade() -> None:
    op.drop_table("suggestion")
