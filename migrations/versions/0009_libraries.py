"""Which library each row is of: the public one, or a workspace's own.

Names and bytes of documents are unique within a library now; ids stay unique over all of them, for
they are made from the library too. Suggestions are made anew with the index at the next start.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_COLUMN_ONLY = (
    "episode",
    "entry",
    "alias",
    "settled",
    "successor",
    "edited",
    "history",
    "proposal",
    "schedule",
)
_KEYS = {
    "relabelled": ("file", "label"),
    "linked": ("url",),
    "forgotten": ("mark",),
}
_WALLED = (
    *_COLUMN_ONLY,
    *_KEYS,
    "document",
    "feed",
    "suggestion",
    "posting",
    "term",
    "indexed",
    "daily_pick",
)
_SEES = (
    "coalesce(current_setting('podquote.seen', true), '') = '' "
    "OR library = ANY (string_to_array(current_setting('podquote.seen', true), ','))"
)
_OWNS = (
    "coalesce(current_setting('podquote.seen', true), '') = '' "
    "OR library = current_setting('podquote.own', true)"
)


def _library() -> sa.Column[str]:
    return sa.Column("library", sa.Text, nullable=False, server_default="public")


def upgrade() -> None:
    for table in _COLUMN_ONLY:
        op.add_column(table, _library())
    for table, keys in _KEYS.items():
        op.add_column(table, _library())
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.drop_constraint(f"pk_{table}", type_="primary")
            batch.create_primary_key(f"pk_{table}", ["library", *keys])
    _unique("document", ("file", "sha256"))
    _unique("feed", ("url",))
    _suggestions("library", "kind", "key", "value")
    op.execute("UPDATE daily_pick SET library = 'public'")
    op.execute("DELETE FROM indexed")  # so that the next start makes the index and them anew
    if op.get_bind().dialect.name == "postgresql":
        _second_wall()


def _unique(table: str, columns: tuple[str, ...]) -> None:
    op.add_column(table, _library())
    with op.batch_alter_table(table, recreate="auto") as batch:
        for column in columns:
            batch.drop_constraint(f"uq_{table}_{column}", type_="unique")
            batch.create_unique_constraint(f"uq_{table}_library_{column}", ["library", column])


def _suggestions(*key: str) -> None:
    op.drop_table("suggestion")
    exact = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    within = [_library()] if "library" in key else []
    op.create_table(
        "suggestion",
        *within,
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", exact, nullable=False),
        sa.Column("value", exact, nullable=False),  # the order must be the same on every engine
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(*key, name="pk_suggestion"),
        sqlite_with_rowid=False,
    )
    first = [name for name in key if name in ("library", "kind")]
    op.create_index("ix_suggestion_kind_entries", "suggestion", [*first, "entries", "value"])
    op.create_index("ix_suggestion_kind_first", "suggestion", [*first, "first", "entries", "value"])


def _second_wall() -> None:
    """Let PostgreSQL itself keep a connection that says which libraries it sees within them."""
    for table in _WALLED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")  # for the owner, too
        op.execute(f"CREATE POLICY seen ON {table} FOR SELECT USING ({_SEES})")
        op.execute(f"CREATE POLICY own ON {table} USING ({_OWNS}) WITH CHECK ({_OWNS})")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in _WALLED:
            for policy in ("own", "seen"):
                op.execute(f"DROP POLICY {policy} ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    # A workspace's own rows have no place in the older schema.
    for table in ("entry", *(t for t in _WALLED if t != "entry")):
        if table not in ("episode", "schedule", "suggestion"):
            op.execute(f"DELETE FROM {table} WHERE library <> 'public'")  # noqa: S608  our own names
    op.execute("DELETE FROM episode WHERE library <> 'public'")
    op.execute(
        "DELETE FROM occurrence WHERE schedule_id IN "
        "(SELECT id FROM schedule WHERE library <> 'public')"
    )
    op.execute("DELETE FROM schedule WHERE library <> 'public'")
    _suggestions("kind", "key", "value")
    for table, columns in (("document", ("file", "sha256")), ("feed", ("url",))):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_constraint(f"uq_{table}_library_{column}", type_="unique")
                batch.create_unique_constraint(f"uq_{table}_{column}", [column])
            batch.drop_column("library")
    for table, keys in _KEYS.items():
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"pk_{table}", type_="primary")
            batch.create_primary_key(f"pk_{table}", list(keys))
            batch.drop_column("library")
    for table in _COLUMN_ONLY:
        op.drop_column(table, "library")
