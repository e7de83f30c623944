"""The tables of the library, as the code reads and writes them; `migrations/` makes the same ones.

Lists (spans, names) are JSON text: they are read whole and never searched by the database.
"""

from __future__ import annotations

import sqlalchemy as sa

from bot.index.walls import library_column

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

episode = sa.Table(
    "episode",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    library_column(),
    sa.Column("title", sa.Text),
    sa.Column("podcast", sa.Text),
    sa.Column("date", sa.Text),  # ISO 8601
    sa.Column("url", sa.Text),
    sa.Column("participants", sa.Text, nullable=False),  # JSON list of names
    sa.Column("conflicts", sa.Text, nullable=False),  # JSON list of sentences
)

document = sa.Table(
    "document",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    library_column(),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("format", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("layer", sa.Text, nullable=False),
    sa.Column("episode_id", sa.Text, sa.ForeignKey("episode.id")),
    # What finds the documents of one episode; see bot/ingest/grouping.py.
    sa.Column("video_id", sa.Text, index=True),
    sa.Column("title_key", sa.Text, index=True),
    sa.Column("glued_key", sa.Text, index=True),  # reversed, so that a suffix is a prefix
    sa.Column("item_key", sa.Text, index=True),
    sa.Column("given", sa.Text),  # JSON: what who brought it says of its episode
    sa.UniqueConstraint("library", "file"),
    sa.UniqueConstraint("library", "sha256"),
)

entry = sa.Table(
    "entry",
    metadata,
    sa.Column("row", sa.Integer, primary_key=True),  # what the search index points at
    library_column(),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("episode_id", sa.Text, sa.ForeignKey("episode.id"), nullable=False, index=True),
    sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("truth", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title_length", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("candidates", sa.Text, nullable=False),  # JSON list of names
    sa.Column("said_at", sa.Float),
    sa.Column("edition", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("spans", sa.Text, nullable=False),  # JSON list of [start, end]
    sa.Column("also_in", sa.Text, nullable=False),  # JSON list of [file, spans]
    sa.Column("evidence", sa.Text, nullable=False),  # JSON, see bot/index/rows.py
)

_EXACT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that is compared by code point on every engine, so that a prefix is a range."""

posting = sa.Table(
    "posting",
    metadata,
    sa.Column("library", sa.Text, primary_key=True),
    sa.Column("stem", _EXACT, primary_key=True),
    sa.Column("block", sa.Integer, primary_key=True),  # of rows, see bot/index/postings.py
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # most are a few bytes: a second tree would double them
)

term = sa.Table(
    "term",
    metadata,
    sa.Column("library", sa.Text, primary_key=True),
    sa.Column("word", _EXACT, primary_key=True),  # folded, unstemmed
    sa.Column("stem", sa.Text, nullable=False),
    sa.Column("sound", sa.Text, nullable=False),  # "" where it has none
    sa.Column("entries", sa.Integer, nullable=False),  # how many have it
    sa.Column("since", sa.Integer, nullable=False),  # the generation that it came with
    sa.Index(None, "library", "sound"),
    sa.Index(None, "library", "since"),
    sqlite_with_rowid=False,
)

indexed = sa.Table(
    "indexed",
    metadata,
    sa.Column("library", sa.Text, primary_key=True),
    sa.Column("entries", sa.Integer, nullable=False),  # how many are in the index
    sa.Column("postings", sa.Integer, nullable=False),  # how many pairs of a stem and an entry
)

suggestion = sa.Table(
    "suggestion",
    metadata,
    library_column(primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    # Prefixes are ranges: by code points, whatever the language of the database.
    sa.Column(
        "key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True
    ),
    sa.Column("value", sa.Text, primary_key=True),
    sa.Column("first", sa.Text, nullable=False),  # the key's first letter
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),  # how many have it
    # Read backwards, each gives those of most entries first.
    sa.Index("ix_suggestion_kind_entries", "library", "kind", "entries", "value"),
    sa.Index("ix_suggestion_kind_first", "library", "kind", "first", "entries", "value"),
    sqlite_with_rowid=False,
)

alias = sa.Table(
    "alias",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    library_column(),
    sa.Column("heard", sa.Text, nullable=False),  # folded words
    sa.Column("meant", sa.Text, nullable=False),  # as it is written
    sa.Column("episode_id", sa.Text, index=True),  # where it holds; null: everywhere
    sa.Column("evidence", sa.Text, nullable=False),  # JSON list of sentences
    sa.Column("by_whom", sa.Text, nullable=False),  # "mined" or "curator"
)

settled = sa.Table(
    "settled",
    metadata,
    library_column(),
    sa.Column("entry_id", sa.Text, primary_key=True),  # no foreign key: it outlives re-ingest
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),  # folded; it holds for these, or ones like them
    sa.Column("because", sa.Text, nullable=False),
    sa.Column("settled_at", sa.Text, nullable=False),  # ISO 8601, UTC
)

successor = sa.Table(
    "successor",
    metadata,
    library_column(),
    sa.Column("old_id", sa.Text, primary_key=True),
    sa.Column("new_id", sa.Text, nullable=False),
)

edited = sa.Table(
    "edited",
    metadata,
    library_column(),
    # No foreign key: like `settled` it outlives re-ingest.
    sa.Column("episode_id", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),  # a column of `episode`
    sa.Column("value", sa.Text, nullable=False),
)

relabelled = sa.Table(
    "relabelled",
    metadata,
    library_column(primary_key=True),
    sa.Column("file", sa.Text, primary_key=True),
    sa.Column("label", sa.Text, primary_key=True),  # as the document prints it
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("because", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),  # ISO 8601, UTC
)

history = sa.Table(
    "history",
    metadata,
    library_column(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),  # ISO 8601, UTC
    sa.Column("what", sa.Text, nullable=False),  # "episode", "label", "speaker"
    sa.Column("subject", sa.Text, nullable=False, index=True),  # an id, or a document's name
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("old", sa.Text),
    sa.Column("new", sa.Text),
    sa.Column("because", sa.Text),
)

feed = sa.Table(
    "feed",
    metadata,
    library_column(),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("checked_at", sa.Text),  # ISO 8601, UTC
    sa.Column("due_at", sa.Text, nullable=False, index=True),
    sa.Column("failures", sa.Integer, nullable=False),  # in a row
    sa.Column("problem", sa.Text),
    sa.Column("episodes", sa.Integer, nullable=False),
    sa.UniqueConstraint("library", "url"),
)

linked = sa.Table(
    "linked",
    metadata,
    library_column(primary_key=True),
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),  # the document, or the feed, that it gave
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
)

forgotten = sa.Table(
    "forgotten",
    metadata,
    library_column(primary_key=True),
    sa.Column("mark", sa.Text, primary_key=True),  # a hash; see bot/forgetting.py
    sa.Column("id", sa.Text, nullable=False, index=True),  # of what was forgotten together
    sa.Column("kind", sa.Text, nullable=False),  # "episode" or "person"
    sa.Column("at", sa.Text, nullable=False),  # ISO 8601, UTC
)

proposal = sa.Table(
    "proposal",
    metadata,
    library_column(),
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("proposed_at", sa.Text, nullable=False),  # ISO 8601, UTC
)

state = sa.Table(
    "state",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

PUT_STATE = sa.text(
    "INSERT INTO state(name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
"""Writes a row of `state` over what was there; many processes may at once."""

COPYING = "copying"
"""The name of the row in `state` that a database has while another is copied into it."""

REVISION = "0014"
"""The newest revision in `migrations/`, known here so that a start need not load Alembic."""
