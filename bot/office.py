"""What an operator does with a library: fills it, counts it, verifies it, settles what it names.

Part of the wiring, as `bot.workbench` is: whoever asks questions has no use for it, so it stands
behind the front door. What only one command needs is imported where it is used.
"""

# ruff: noqa: PLC0415  see above

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence

import sqlalchemy as sa

from bot.aliases import curated
from bot.errors import AliasError, NoSuchThing
from bot.filters import one_episode
from bot.index.aliases import SqlAliases
from bot.index.engine import reading
from bot.index.opening import is_emptied, is_empty
from bot.index.walls import everywhere
from bot.model import Alias, DocumentReport, Entry, Episode, Overview, Verified, Vitals
from bot.ports import Catalogue, Clock, Index
from bot.resources import folder
from bot.tokens import STOP_WORDS, folded_words


class Office:
    """What an operator's commands call; a workspace's office does it to its own library."""

    def __init__(self, engine: sa.Engine, catalogue: Catalogue, index: Index, clock: Clock) -> None:
        """Take the parts; `engine` sees what the library may see."""
        self._engine = engine
        self._catalogue = catalogue
        self._index = index
        self._clock = clock

    def fill(self) -> str | None:
        """Fill an empty library from the packaged seeds, all at once; say so in one line."""
        with reading(self._engine).connect() as connection:
            if not is_empty(connection) or is_emptied(connection):
                return None
        from bot.index.writer import SqlWriter
        from bot.ingest.pipeline import ingest_together

        with self._engine.begin() as connection:
            if not is_empty(connection):  # another process was first
                return None
            reports = ingest_together(SqlWriter(connection), [str(folder("seeds"))])
        return f"Filled the empty library from {len(reports)} packaged documents."

    def ingest(
        self,
        paths: Iterable[str],
        *,
        dry_run: bool = False,
        found: Callable[[int], None] = lambda _number: None,
    ) -> Iterator[DocumentReport]:
        """Take in every document at `paths`; yield one report each, refused ones included.

        With `dry_run` the reports say what would happen, and nothing is kept. `found` is told
        first how many documents there are.
        """
        from bot.intake import rehearse, take_in

        if dry_run:
            yield from rehearse(self._engine, paths, found)
        else:
            yield from take_in(self._catalogue, paths, found)

    def verify(self) -> Iterator[Verified]:
        """Hold every text against its document; yield one result for each."""
        from bot.ingest.verify import verify

        yield from verify(self._catalogue)

    def overview(self) -> Overview:
        """Count what is in the library."""
        return self._catalogue.overview()

    def vitals(self) -> Vitals:
        """Count what whoever watches over podquote wants to know.

        Raises:
            DatabaseError: the database does not answer.
        """
        from bot.index.vitals import read_vitals

        return read_vitals(everywhere(self._engine), self._clock.now())

    def attribute(self, id: str, name: str, because: str) -> Entry:
        """Settle who said an entry, for good; return it as it is then.

        Raises:
            NoSuchThing: there is no speech of that id.
        """
        entry = self._index.entry(id)
        if entry is None or not entry.kind.is_speech:
            raise NoSuchThing("quote or segment")
        with self._catalogue.writing() as writer:
            writer.settle(entry.id, name, because, self._clock.now().isoformat())
        return self._index.entry(entry.id) or entry

    def aliases(self) -> Sequence[tuple[Alias, Episode | None]]:
        """Return every name as heard, with the episode it is of where it is of one."""
        episodes = {episode.id: episode for episode in self._index.episodes()}
        return [(one, episodes.get(one.episode_id or "")) for one in self._aliases.all()]

    def add_alias(self, heard: str, meant: str, episode: str | None = None) -> Alias:
        """Keep a curator's alias, for everywhere or for the one `episode` titled like that.

        Raises:
            AliasError: there is nothing to learn from it.
            NoSuchThing, Ambiguous: not one episode is titled like that.
        """
        if not episode and folded_words(heard) in STOP_WORDS:
            raise AliasError(f"“{heard}” is an everyday word; say with --episode where it holds.")
        where = one_episode(episode, self._index.episodes()).id if episode else None
        given = curated(heard, meant, where)
        self._aliases.add(given)
        return given

    def remove_alias(self, heard: str, meant: str | None = None) -> int:
        """Forget the aliases of `heard`, or only the one with `meant`; return how many.

        Raises:
            NoSuchThing: there is none.
        """
        gone = self._aliases.remove(folded_words(heard), meant)
        if not gone:
            raise NoSuchThing("alias")
        return gone

    @functools.cached_property
    def _aliases(self) -> SqlAliases:
        return SqlAliases(self._engine)
