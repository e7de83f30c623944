"""What a tick looks for is found by an index alone, however many schedules stand paused.

Revision ID: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.drop_index("ix_schedule_next_due", "schedule")
    op.create_index("ix_schedule_standing_next_due", "schedule", ["standing", "next_due"])
    op.create_index(
        "ix_notice_untold",
        "notice",
        ["schedule_id", "kind"],
        sqlite_where=sa.text("told = 0"),
        postgresql_where=sa.text("NOT told"),
    )


def downgrade() -> None:
    op.drop_index("ix_notice_untold", "notice")
    op.drop_index("ix_schedule_standing_next_due", "schedule")
    op.create_index("ix_schedule_next_due", "schedule", ["next_due"])
