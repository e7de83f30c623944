"""What each source says: evidence, names as heard, settled attributions, successors of ids.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("entry", sa.Column("evidence", sa.Text, nullable=False, server_default="{}"))
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("heard", sa.Text, nullable=False),
        sa.Column("meant", sa.Text, nullable=False),
        sa.Column("episode_id", sa.Text),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("by_whom", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
    )
    op.create_index("ix_alias_episode_id", "alias", ["episode_id"])
    op.create_table(
        "settled",
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("settled_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_settled"),
    )
    op.create_table(
        "successor",
        sa.Column("old_id", sa.Text, nullable=False),
        sa.Column("new_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("old_id", name="pk_successor"),
    )


def downgrade() -> None:
    for table in ("successor", "settled", "alias"):
        op.drop_table(table)
    op.drop_column("entry", "evidence")
