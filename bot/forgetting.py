"""Gone means gone: an episode, or what a person said, taken out and kept out.

An episode goes with its documents. A person's words go out of every document of the episodes that
they took part in: what they said by name, the same words wherever else they stand, and runs of them
in texts of which nobody says whose they are. What others said stays, in its place (`redacted`).
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import EmptyDocument, NoSuchThing
from bot.ingest.opening import Opened, open_document, reread
from bot.ingest.pipeline import rework
from bot.ingest.screening import episode_keys, without
from bot.marks import Mark, runs
from bot.model import (
    Change,
    Entry,
    Episode,
    Forgetting,
    ForgottenThing,
    Passage,
    Span,
    Status,
)
from bot.ports import Catalogue, Clock, Stored, Writer
from bot.tokens import folded_words


class _AskedOnlyError(Exception):
    """Nothing shall be written: it was only asked what would be."""


def _unless(only_ask: bool) -> None:  # noqa: FBT001  it is what its name says
    if only_ask:
        raise _AskedOnlyError


@dataclass(frozen=True, slots=True)
class _Words:
    """What a person said.

    Attributes:
        name: theirs, folded.
        entries: what is theirs, or may be.
        spans: where it stands, by document.
        runs: seven words in a row of it, each.
    """

    name: str
    entries: Sequence[Entry]
    spans: Mapping[str, Sequence[Span]]
    runs: frozenset[str]

    def is_them(self, name: str | None) -> bool:
        """Whether somebody's name is theirs."""
        return name is not None and folded_words(name) == self.name


class Forgetter:
    """Takes out, and keeps out."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        """Take where everything is, and the time."""
        self._catalogue = catalogue
        self._clock = clock

    def episode(self, episode: Episode, *, only_ask: bool = False) -> Forgetting:
        """Forget an episode: its documents, texts and planned posts; with `only_ask` say what."""
        return self._done(lambda writer: self._episode(writer, episode), only_ask=only_ask)

    def person(self, name: str, *, only_ask: bool = False) -> Forgetting:
        """Forget what a person said, and that they took part; with `only_ask` say what.

        Raises:
            NoSuchThing: nobody of that very name is said to have said anything or taken part.
        """
        return self._done(lambda writer: self._person(writer, name), only_ask=only_ask)

    def knows(self, name: str) -> bool:
        """Whether somebody of that very name is said to have said something."""
        folded = folded_words(name)
        return any(_may_be(entry, folded) for entry in self._catalogue.speech())

    def forgotten(self) -> Sequence[ForgottenThing]:
        """Return what was forgotten, the newest first."""
        return self._catalogue.forgotten()

    def let_in(self, id: str) -> None:
        """Let in again what was forgotten under `id`; it comes with the next ingest.

        Raises:
            NoSuchThing: nothing was.
        """
        with self._catalogue.writing() as writer:
            if not writer.let_in(id):
                raise NoSuchThing("forgetting")

    def _done(self, work: Callable[[Writer], Forgetting], *, only_ask: bool) -> Forgetting:
        found: list[Forgetting] = []
        try:
            with self._catalogue.writing() as writer:
                found.append(work(writer))
                _unless(only_ask)
        except _AskedOnlyError:
            return found[0]
        self._catalogue.scrub()
        return found[0]

    def _mark(self, kind: str) -> Mark:
        return Mark(secrets.token_hex(4), kind, self._clock.now().isoformat(timespec="seconds"))

    def _episode(self, writer: Writer, episode: Episode) -> Forgetting:
        files = writer.files_of(episode.id)
        entries = {one.id: one for file in files for one in self._catalogue.entries_of(file)}
        keys = [
            key
            for stored in writer.named(files)
            for key in episode_keys(stored.document.sha256, reread(stored).claims)
        ]
        rework(writer, files, ())
        mark = self._mark("episode")
        writer.keep_out(keys, mark)
        return Forgetting(
            id=mark.id,
            kind=mark.kind,
            named=episode.title or episode.id,
            removed=_counted(entries.values()),
            documents=len(files),
            posts=writer.erase(set(entries), [episode.id], files),
        )

    def _person(self, writer: Writer, name: str) -> Forgetting:
        words = self._words(name)
        stored = [
            one
            for one in self._catalogue.documents()
            if one.document.file in words.spans or _names(one, words)
        ]
        episodes = {entry.episode.id for entry in words.entries}
        files = {file for one in episodes for file in writer.files_of(one)}
        files |= {one.document.file for one in stored}
        if not files:
            raise NoSuchThing("person")
        return self._taken_out(writer, name, words, writer.named(sorted(files)))

    def _taken_out(
        self, writer: Writer, name: str, words: _Words, stored: Sequence[Stored]
    ) -> Forgetting:
        files = [one.document.file for one in stored]
        before = self._entries(files)
        left = {one.document.file: _left(one, words) for one in stored}
        touched = [one for one in stored if left[one.document.file] != one.document.sha256]
        new = [opened for one in touched if isinstance(opened := left[one.document.file], Opened)]
        changed = rework(writer, [one.document.file for one in touched], new)
        mark = self._mark("person")
        writer.keep_out(self._keys(words, touched), mark)
        after = {one for file in files for one in writer.ids_of(file)}
        after |= _led_on(changed) - {one.id for one in words.entries}
        gone = {one.id: one for one in before.values() if one.id not in after}
        return Forgetting(
            id=mark.id,
            kind=mark.kind,
            named=name,
            removed=_counted(gone.values()),
            documents=len(touched) - len(new),
            redacted=len(new),
            posts=writer.erase(set(gone), (), [f for f in files if left[f] is None], [name]),
            unlabelled=sum(
                one.kind.is_speech and one.attribution.status is Status.UNLABELLED
                for one in before.values()
                if one.id in after
            ),
        )

    def _keys(self, words: _Words, touched: Sequence[Stored]) -> Iterator[tuple[str, ...]]:
        yield ("person", words.name)
        yield from (("words", run) for run in words.runs)
        yield from (("document", one.document.sha256) for one in touched)

    def _entries(self, files: Sequence[str]) -> dict[str, Entry]:
        return {one.id: one for file in files for one in self._catalogue.entries_of(file)}

    def _words(self, name: str) -> _Words:
        folded = folded_words(name)
        if not folded:
            raise NoSuchThing("person")
        theirs = [entry for entry in self._catalogue.speech() if _may_be(entry, folded)]
        whole = {part for entry in theirs for part in entry.passage}
        around = [one for one in self._catalogue.speech() if one.id in whole] if whole else []
        spans: dict[str, list[Span]] = {}
        for entry in (*theirs, *around):
            for source in (entry.source, *entry.also_in):
                spans.setdefault(source.file, []).extend(source.spans)
        texts = {text for entry in theirs for text in (entry.text, *_wordings(entry))}
        return _Words(folded, theirs, spans, frozenset(run for text in texts for run in runs(text)))


def _may_be(entry: Entry, folded: str) -> bool:
    """Whether an entry is said to be that person's, by one source or by a curator."""
    said = entry.attribution
    named = said.candidates if said.status is not Status.UNLABELLED else ()
    return any(
        folded_words(name) == folded
        for name in (*named, *(one.speaker for one in entry.evidence if one.speaker))
    )


def _wordings(entry: Entry) -> Iterator[str]:
    return (one.wording for one in entry.evidence)


def _names(stored: Stored, words: _Words) -> bool:
    """Whether a document says that they took part; only one that has their name is read."""
    given = stored.given.participants if stored.given else ()
    if words.name not in folded_words(stored.document.layer) and not any(map(words.is_them, given)):
        return False
    return any(map(words.is_them, reread(stored).claims.participants))


def _left(stored: Stored, words: _Words) -> Opened | str | None:
    """Return what is left of a document: another one, the hash of the same one, or None."""
    document, reading = stored.document, reread(stored)
    theirs = words.spans.get(document.file, ())

    def gone(passage: Passage) -> bool:
        if words.is_them(passage.speaker) or _overlaps(passage, theirs):
            return True
        named = passage.speaker is not None and passage.kind.is_speech
        return not named and not words.runs.isdisjoint(runs(passage.text_in(document.layer)))

    opened = open_document(document.file, document.data, stored.given)
    try:
        found = without(opened, reading, gone, words.is_them)
    except EmptyDocument:
        return None
    return document.sha256 if found is opened else found


def _led_on(changed: Iterable[Change]) -> set[str]:
    """Return the ids that lead to the same words under another one.

    Where nothing but its bytes names an episode, it has another id as soon as they change.
    """
    return {
        one.old.id
        for one in changed
        if one.old and one.new and folded_words(one.old.text) == folded_words(one.new.text)
    }


def _overlaps(passage: Passage, spans: Sequence[Span]) -> bool:
    return any(
        start < other_end and other_start < end
        for start, end in passage.spans
        for other_start, other_end in spans
    )


def _counted(entries: Iterable[Entry]) -> dict[str, int]:
    return dict(Counter(entry.kind.value for entry in entries))
