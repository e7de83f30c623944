"""The ledger of the daily post: schedules, and each of their local dates once.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("timezone", sa.Text, nullable=False),
        sa.Column("next_date", sa.Date, nullable=False),
        sa.Column("next_due", sa.DateTime, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("checked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint(
            "platform",
            "channel",
            "at",
            "timezone",
            name="uq_schedule_platform_channel_at_timezone",
        ),
    )
    op.create_index("ix_schedule_next_due", "schedule", ["next_due"])
    op.create_table(
        "occurrence",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("schedule_id", sa.Text, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("ready_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("quote_id", sa.Text),
        sa.Column("payload", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("lease_token", sa.Integer, nullable=False),
        sa.Column("first_send_at", sa.DateTime),
        sa.Column("message_ref", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_occurrence"),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name="fk_occurrence_schedule_id"),
        sa.UniqueConstraint(
            "schedule_id", "local_date", name="uq_occurrence_schedule_id_local_date"
        ),
    )
    op.create_index("ix_occurrence_state_ready_at", "occurrence", ["state", "ready_at"])


def downgrade() -> None:
    op.drop_table("occurrence")
    op.drop_table("schedule")
