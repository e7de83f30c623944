"""The ledger's tables, as the code reads and writes them; `migrations/` makes the same ones.

An instant is kept as UTC without a zone in the database's own type for date and time: on SQLite
text of one fixed width, on PostgreSQL `timestamp`. Both compare in the order of time.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from bot.index.tables import metadata
from bot.index.walls import library_column


class Instant(sa.TypeDecorator[dt.datetime]):
    """An aware datetime in Python, UTC without a zone in the database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, _dialect: sa.Dialect
    ) -> dt.datetime | None:
        """Take the zone off."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: dt.datetime | None, _dialect: sa.Dialect
    ) -> dt.datetime | None:
        """Put the zone on."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


schedule = sa.Table(
    "schedule",
    metadata,
    library_column(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("platform", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),  # HH:MM
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("next_date", sa.Date, nullable=False),
    sa.Column("next_due", Instant, nullable=False),
    sa.Column("standing", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("checked", sa.Boolean, nullable=False),
    sa.Column("owner", sa.Text, nullable=False, server_default=""),
    sa.Column("days", sa.Text, nullable=False, server_default="1234567"),  # ISO numbers, in order
    sa.Column("filters", sa.Text, nullable=False, server_default="{}"),  # JSON, keys in order
    sa.Column("picture", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("platform", "channel", "at", "timezone", "days", "filters"),
    sa.Index(None, "standing", "next_due"),
)

frozen_card = sa.Table(
    "frozen_card",  # what a date shows, as it was when it was planned; one for all that show it
    metadata,
    library_column(),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("quote_id", sa.Text, nullable=False, index=True),
    sa.Column("payload", sa.Text, nullable=False),  # JSON; see bot/frozen.py
)

occurrence = sa.Table(
    "occurrence",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("schedule_id", sa.Text, sa.ForeignKey("schedule.id"), nullable=False),
    sa.Column("local_date", sa.Date, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("ready_at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("quote_id", sa.Text),
    sa.Column("card", sa.Text, sa.ForeignKey("frozen_card.key")),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("lease_token", sa.Integer, nullable=False),
    sa.Column("first_send_at", Instant),
    sa.Column("message_ref", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("cycle", sa.Integer, nullable=False, server_default="0"),
    sa.Column("why", sa.Text, nullable=False, server_default=""),  # JSON; see bot/daily/turns.py
    # The only "once" there is.
    sa.UniqueConstraint("schedule_id", "local_date"),
    sa.Index(None, "state", "ready_at"),
    sa.Index(None, "due_at"),
)

daily_pick = sa.Table(
    "daily_pick",  # a library's own quote of the day, whoever asks first
    metadata,
    sa.Column("library", sa.Text, primary_key=True),
    sa.Column("local_date", sa.Date, primary_key=True),
    sa.Column("quote_id", sa.Text, nullable=False),
    sa.Column("cycle", sa.Integer, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)

notice = sa.Table(
    "notice",  # what the owner of a schedule is told, once
    metadata,
    sa.Column("schedule_id", sa.Text, sa.ForeignKey("schedule.id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("told", sa.Boolean, nullable=False),
    sa.Index(
        "ix_notice_untold",  # the few that wait, among all that were told once
        "schedule_id",
        "kind",
        sqlite_where=sa.text("told = 0"),
        postgresql_where=sa.text("NOT told"),
    ),
)
