"""Who does which part of what several processes share.

Revision ID: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("work", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("work", "part", name="pk_lease"),
    )


def downgrade() -> None:
    op.drop_table("lease")
