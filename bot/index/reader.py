"""The read side: own postings by key, in plain SQL that SQLite and PostgreSQL share.

No text of a user reaches an engine's search syntax: stems and words are keys, bound as such.
"""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from bot.aliases import Aliases
from bot.concepts import Concept, Way
from bot.deadline import Deadline
from bot.errors import UnusableDatabase
from bot.index.asking import Ask, Given, Statement, asking
from bot.index.blocks import Damaged
from bot.index.curation import current_id
from bot.index.engine import ending_at, reading
from bot.index.held import Held
from bot.index.matching import CLOSE, affordable, best_rows, closest, first_of, told_by
from bot.index.memory import Known, Memory
from bot.index.posted import Posted, posted
from bot.index.rows import ENTRIES, to_entry, to_episode, to_row
from bot.index.suggestions import TITLE
from bot.index.tables import entry, episode, suggestion
from bot.index.vocabulary import SqlVocabulary
from bot.index.walls import seen_by
from bot.model import PUBLIC, Entry, Episode, Kind
from bot.tokens import tokenize

_TITLES: Final = (
    2000  # titles that are looked at for topics: enough to tell what a library is about
)
_FEW_EPISODES: Final = 64  # whose rows are told from others before any is ranked
_TEXTS: Final = 200  # texts that are read to tell whether a word is ordinary
_POSTINGS: Final = Statement(
    "SELECT stem, block, data FROM posting WHERE posting.library IN @libraries AND stem IN @stems"
)
# What belongs to an entry is of its library. A document says its own behind its bytes, and SQLite
# would read through all of them for it: ten times as long as the rest.
_SHOWN: Final = Statement(f"{ENTRIES} WHERE entry.row IN @rows AND entry.library IN @libraries")
_WORDING: Final = Statement(
    "SELECT entry.row, text FROM entry WHERE entry.row IN @rows AND entry.library IN @libraries"
)
_ROWS: Final = Statement(
    "SELECT entry.row FROM entry "
    "WHERE entry.episode_id IN @episodes AND entry.library IN @libraries ORDER BY entry.row"
)


class SqlIndex:
    """`bot.ports.Index` on the tables that `bot.index.postings` writes."""

    def __init__(self, engine: sa.Engine, held: Held | None = None) -> None:
        """Take an engine, which says what libraries it sees; nothing is read yet.

        Args:
            engine: where to read.
            held: what several indexes hold in memory together; its own by default.
        """
        self._engine = reading(engine)
        self._held = held or Held()
        self._libraries = list(seen_by(engine) or (PUBLIC,))
        self._memory = Memory(self._engine, self._libraries, self._is_ordinary)
        self._listed: dict[int, Sequence[Episode]] = {}  # by generation; copies share it
        self._known: Known | None = None
        self._deadline: Deadline | None = None

    def within(self, deadline: Deadline) -> SqlIndex:
        """Return the same index for one question: its reads end at the deadline.

        The vocabulary is that of the moment the question is first looked up.
        """
        bounded = copy.copy(self)
        vars(bounded).update(_deadline=deadline, _known=self._memory.known())
        return bounded

    def vocabulary(self) -> SqlVocabulary:
        """Return the words that are indexed now."""
        return (self._known or self._memory.known()).vocabulary

    def aliases(self) -> Aliases:
        """Return the names as heard; read again only when the index has changed."""
        return (self._known or self._memory.known()).aliases

    def candidates(
        self,
        concepts: Sequence[Concept],
        limit: int,
        episodes: Collection[str] | None = None,
        wording: str = "",
    ) -> Sequence[Entry]:
        """Return at most `limit` entries that meet some of the concepts, likelier ones first."""
        rows, found = [], {}
        with _undamaged(), asking(self._engine, self._deadline) as ask:
            within = self._rows_of(ask, episodes)
            rows = self._rows(ask, concepts, limit, within)
            first = first_of(concepts, wording)
            if first is not None and len(rows) > first + CLOSE:
                rows = closest(rows, first, self._texts(ask, rows[first:]), wording)
            given: dict[str, Given] = {"rows": rows, "libraries": self._libraries}
            shown = map(to_row, ask(_SHOWN, given) if rows else ())
            found = {row.row: to_entry(row) for row in shown}
        return [found[row] for row in rows if row in found]

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or what has become of it, or None."""
        with self._engine.connect() as connection:
            current = current_id(connection, id)
            row = connection.execute(ENTRIES.where(entry.c.id == current)).one_or_none()
        return to_entry(row) if row else None

    def around(self, segment: Entry) -> Sequence[Entry]:
        """Return `segment` with the segments right before and after it, in their order."""
        places = (segment.position - 1, segment.position + 1)
        query = ENTRIES.where(
            entry.c.episode_id == segment.episode.id,
            entry.c.kind == Kind.SEGMENT.value,
            entry.c.position.between(*places),
        ).order_by(entry.c.position)
        found: list[Entry] = []
        with self._connected() as connection:
            found = [to_entry(row) for row in connection.execute(query)]
        return [one for one in found if one.source.file == segment.source.file]

    def topics(self) -> Sequence[str]:
        """Return folded words that titles are made of, those of most titles first."""
        query = (
            sa.select(suggestion.c.label)
            .where(suggestion.c.kind == TITLE)
            .distinct()
            .order_by(suggestion.c.label)
            .limit(_TITLES)
        )
        found: Sequence[str] = ()
        with self._connected() as connection:
            found = connection.scalars(query).all()
        counted = Counter(word for title in found for word in {t.word for t in tokenize(title)})
        return [word for word, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]

    def episodes(self) -> Sequence[Episode]:
        """Return all episodes, by id; read again only when the index has changed."""
        now = (self._known or self._memory.known()).generation
        if (listed := self._listed.get(now)) is not None:
            return listed
        found: list[Episode] = []
        with self._connected() as connection:
            found = [to_episode(row) for row in connection.execute(sa.select(episode))]
        found.sort(key=lambda one: one.id)
        if self._deadline is None or not self._deadline.cut_short:
            self._listed.clear()
            self._listed[now] = found
        return found

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        """Connect; where the deadline comes, what is read inside ends there."""
        with self._engine.connect() as connection, ending_at(connection, self._deadline):
            yield connection

    def _rows(
        self,
        ask: Ask,
        concepts: Sequence[Concept],
        limit: int,
        within: Sequence[int] | None = None,
    ) -> list[int]:
        vocabulary = self.vocabulary()
        vocabulary.fetch((), {stem for one in concepts for way in one.ways for stem in way.stems})
        chosen = affordable(told_by(concepts, vocabulary.stems), vocabulary.stems)
        stems = sorted({stem for one in chosen for way in one.ways for stem in way.stems})
        if not stems:
            return []
        return best_rows(chosen, self._postings(ask, stems), limit, within)

    def _postings(self, ask: Ask, stems: Sequence[str]) -> dict[str, Posted]:
        """Return the postings of stems, of those that were asked for lately from memory."""
        generation = (self._known or self._memory.known()).generation
        version = generation, tuple(self._libraries)
        found = self._held.get(version, stems)
        if more := [stem for stem in stems if stem not in found]:
            parts: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
            for stem, block, data in ask(_POSTINGS, {"libraries": self._libraries, "stems": more}):
                parts[stem].append((block, data))
            read = {stem: posted(parts[stem]) if stem in parts else None for stem in more}
            self._held.put(version, read)
            found |= read
        return {stem: of_stem for stem, of_stem in found.items() if of_stem}

    def _rows_of(self, ask: Ask, episodes: Collection[str] | None) -> Sequence[int] | None:
        """Return the rows of few episodes; None, where it is all, or so many that most would be."""
        if episodes is None or len(episodes) > _FEW_EPISODES:
            return None
        given: dict[str, Given] = {"episodes": sorted(episodes), "libraries": self._libraries}
        return [row[0] for row in ask(_ROWS, given)]

    def _texts(self, ask: Ask, rows: Sequence[int]) -> dict[int, str]:
        return dict(ask(_WORDING, {"rows": rows, "libraries": self._libraries}))

    def _is_ordinary(self, words: str) -> bool:
        """Whether these folded words stand side by side in small letters in one of a few texts."""
        stems = tuple(token.stem for token in tokenize(words))
        wanted = [Concept(words, 1.0, (Way(stems),))]
        small = re.compile(rf"\b{re.escape(words).replace(' ', '[ -]')}\b")
        with asking(self._engine) as ask:
            found = self._texts(ask, self._rows(ask, wanted, _TEXTS))
            return any(small.search(text) for text in found.values())


@contextmanager
def _undamaged() -> Iterator[None]:
    try:
        yield
    except Damaged as error:
        problem = "its search index is damaged; the next start makes it anew"
        raise UnusableDatabase("of this podquote", problem) from error
