"""The quote of the day by chat: who set it up, which quotes, on which days; what people are told.

Two schedules of one channel and minute may differ by their quotes or their days, so the rule that
tells schedules apart grows. SQLite can only make such a table anew; its occurrences, which point
at it, step aside meanwhile.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_OLD_RULE = ["platform", "channel", "at", "timezone"]
_RULE = [*_OLD_RULE, "days", "filters"]
_OLD_NAME = "uq_schedule_platform_channel_at_timezone"
_NAME = "uq_schedule_platform_channel_at_timezone_days_filters"


def upgrade() -> None:
    op.add_column("occurrence", sa.Column("cycle", sa.Integer, nullable=False, server_default="0"))
    op.add_column("occurrence", sa.Column("why", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_occurrence_due_at", "occurrence", ["due_at"])
    _step_aside()
    with op.batch_alter_table("schedule") as batch:
        for column in _new():
            batch.add_column(column)
        batch.drop_constraint(_OLD_NAME, type_="unique")
        batch.create_unique_constraint(_NAME, _RULE)
    _come_back()
    op.create_table(
        "daily_pick",
        sa.Column("library", sa.Text, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("quote_id", sa.Text, nullable=False),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("library", "local_date", name="pk_daily_pick"),
    )
    op.create_table(
        "notice",
        sa.Column("schedule_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("schedule_id", "kind", name="pk_notice"),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name="fk_notice_schedule_id"),
    )


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("daily_pick")
    _step_aside()
    with op.batch_alter_table("schedule") as batch:
        batch.drop_constraint(_NAME, type_="unique")
        batch.create_unique_constraint(_OLD_NAME, _OLD_RULE)
        for column in _new():
            batch.drop_column(column.name)
    _come_back()
    op.drop_index("ix_occurrence_due_at", "occurrence")
    op.drop_column("occurrence", "why")
    op.drop_column("occurrence", "cycle")


def _new() -> tuple[sa.Column[str] | sa.Column[bool], ...]:
    return (
        sa.Column("owner", sa.Text, nullable=False, server_default=""),
        sa.Column("days", sa.Text, nullable=False, server_default="1234567"),
        sa.Column("filters", sa.Text, nullable=False, server_default="{}"),
        sa.Column("picture", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def _step_aside() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE TABLE occurrence_aside AS SELECT * FROM occurrence")
        op.execute("DELETE FROM occurrence")


def _come_back() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO occurrence SELECT * FROM occurrence_aside")
        op.execute("DROP TABLE occurrence_aside")
