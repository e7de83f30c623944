"""The same utterance in two documents, however each transcriber heard it, is one quote. Pure.

Words that two independent sources both have become one Quote with two sources, in one source's own
contiguous wording; a longer quotation stays a Quote of its own and says which parts others confirm.
Two pages by one maker, or two quotations in one document, confirm nothing.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.alignment import Heard, Shared, fragments, shared
from bot.ingest.identity import entry_id
from bot.ingest.pieces import Piece, Stream, evidence_of, part, source_of, talk
from bot.model import Attribution, Confirmed, Entry, Kind, Status, Truth
from bot.tokens import STOP_WORDS, tokenize

PASSAGE_MAX: Final = 60
"""Segments between the first and the last fragment of a quotation; further apart is no passage."""

_TWO: Final = 2  # parts a quotation has at least, to skip something

Wordings = tuple[str, str, str, str]
"""A file, words of it, another file, and the words it has for the same."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that two documents both have: the pieces of one, and those of the other."""

    one: tuple[Piece, ...]
    other: tuple[Piece, ...]
    heard: tuple[Wordings, ...]

    @property
    def sides(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Both sides."""
        return self.one, self.other


@dataclass(frozen=True, slots=True)
class Corroborated:
    """What comes of comparing an episode's documents.

    Attributes:
        entries: all entries, the shared quotes among them, in order.
        heard: how differently two documents write the same words, for names as heard.
    """

    entries: tuple[Entry, ...]
    heard: tuple[Wordings, ...]


def corroborate(entries: Sequence[Entry], makers: Mapping[str, str | None]) -> Corroborated:
    """Find what several documents of one episode have in common, and say so.

    Args:
        entries: everything the episode's documents give, each with its own evidence.
        makers: who made each document, by file name; None where that is not known.
    """
    runs = list(_runs(entries, makers))
    known = {entry.id: entry for entry in entries}
    for run in runs:
        _take_in(run, known)
    left = [
        _with_passage(entry, runs, entries)
        for key, entry in known.items()
        if entry.id == key  # one that was taken in is another now
    ]
    left.sort(key=lambda entry: entry.position)
    return Corroborated(tuple(left), tuple(heard for run in runs for heard in run.heard))


def independent(one: str, other: str, makers: Mapping[str, str | None]) -> bool:
    """Whether two documents can confirm each other: they are two, and not of one known maker."""
    maker = makers.get(one)
    return one != other and (maker is None or maker != makers.get(other))


def _runs(entries: Sequence[Entry], makers: Mapping[str, str | None]) -> Iterator[Run]:
    """Yield what each two documents share, pair by pair in the order of their names."""
    files: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind.is_speech:
            files.setdefault(entry.source.file, []).append(entry)
    if len(files) < _TWO:
        return
    names = sorted(files)
    spoken = [_spoken(files[name]) for name in names]
    in_talk = _in_talk(names, spoken, makers)
    for one, other in itertools.combinations(range(len(names)), 2):
        if independent(names[one], names[other], makers):
            yield from _in_quotes(spoken[one], spoken[other])
            yield from in_talk.get((one, other), ())
            yield from in_talk.get((other, one), ())


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One document's speech.

    Attributes:
        quotes: each contiguous part of each quotation.
        talk: all segments as one run of talk.
        telling: which of `quotes` have a word that tells something, by its stem.
    """

    quotes: tuple[Stream, ...]
    talk: Stream
    telling: Mapping[str, Sequence[int]]


def _spoken(entries: Sequence[Entry]) -> _Spoken:
    quotes = [entry for entry in entries if entry.kind is Kind.QUOTE]
    parts = tuple(part(entry, span) for entry in quotes for span in fragments(entry.text))
    telling: dict[str, list[int]] = {}
    for at, one in enumerate(parts):
        for stem in _telling(one):
            telling.setdefault(stem, []).append(at)
    return _Spoken(parts, talk([e for e in entries if e.kind is Kind.SEGMENT]), telling)


def _in_quotes(one: _Spoken, other: _Spoken) -> Iterator[Run]:
    """Yield what the quotations of two documents share: they need two telling words in common.

    So that long documents stay near-linear: most quotations have none.
    """
    for mine in one.quotes:
        common = Counter(at for stem in _telling(mine) for at in other.telling.get(stem, ()))
        for at in sorted(at for at, number in common.items() if number >= _TWO):
            theirs = other.quotes[at]
            for found in shared(mine.tokens, theirs.tokens):
                yield _run(found, mine, theirs)


def _telling(part_of_a_quotation: Stream) -> set[str]:
    return {t.stem for t in part_of_a_quotation.tokens if t.word not in STOP_WORDS}


def _in_talk(
    names: Sequence[str], spoken: Sequence[_Spoken], makers: Mapping[str, str | None]
) -> dict[tuple[int, int], list[Run]]:
    """Return what the talk of documents has of others: by whose words, and by whose talk.

    Quotations are looked for in everybody's talk; segments in that of later documents, for talk has
    what other talk has of it.
    """
    heard = Heard(*(one.talk.tokens for one in spoken))
    runs: dict[tuple[int, int], list[Run]] = {}
    for at, one in enumerate(spoken):
        others = {
            number
            for number, name in enumerate(names)
            if independent(names[at], name, makers) and spoken[number].talk.tokens
        }
        later = {number for number in others if number > at}
        looked_for = [(mine, others) for mine in one.quotes]
        looked_for += [(talk([entry]), later) for entry in one.talk.entries if later]
        for mine, among in looked_for:
            for number, found in heard.find_among(mine.tokens, among).items():
                theirs = spoken[number].talk
                more = [_run(same, mine, theirs) for same in found]
                runs.setdefault((at, number), []).extend(more)
    return runs


def _run(found: Shared, mine: Stream, theirs: Stream) -> Run:
    one, other = mine.pieces(*found.mine), theirs.pieces(*found.theirs)
    files = one[0].entry.source.file, other[0].entry.source.file
    heard = tuple(
        (files[0], _words(mine, here), files[1], _words(theirs, there))
        for here, there in found.pairs
    )
    return Run(one, other, heard)


def _words(stream: Stream, run: tuple[int, int]) -> str:
    return " ".join(piece.text for piece in stream.pieces(*run))


def _take_in(run: Run, known: dict[str, Entry]) -> None:
    """Enter one run: a quote with two sources, and what it confirms of longer ones."""
    best, rest = sorted(run.sides, key=_preference)
    if len(best) == 1 and best[0].is_whole:
        same = _now(known, best[0].entry.id)
        known[same.id] = _joined(same, rest)
        if len(rest) == 1 and rest[0].is_whole and rest[0].entry.kind is Kind.QUOTE:
            known[rest[0].entry.id] = known[same.id]  # the same words: one quote, two sources
            return
    elif len(best) == 1 and best[0].entry.kind is Kind.QUOTE:
        new = _quote_of(best[0].closed())
        known[new.id] = _joined(_now(known, new.id) if new.id in known else new, rest)
        _confirm(known, best[0], rest)
    for piece in rest:
        _confirm(known, piece, best)


def _now(known: Mapping[str, Entry], id: str) -> Entry:
    """Return what the entry of that id has become: itself, or the one that took it in."""
    entry = known[id]
    return entry if entry.id == id else _now(known, entry.id)


def _preference(side: tuple[Piece, ...]) -> tuple[bool, bool, str]:
    """Order the sides: a quotation's wording before talk, one without cuts before one with them."""
    entry = side[0].entry
    return entry.kind is not Kind.QUOTE, entry.truth is Truth.SPLICED, entry.source.file


def _confirm(known: dict[str, Entry], piece: Piece, by: tuple[Piece, ...]) -> None:
    """Note on a quotation that another document has this part of it."""
    entry = _now(known, piece.entry.id)
    mark = Confirmed((piece.start, piece.end), by[0].entry.source.file)
    if entry.id == piece.entry.id and entry.kind is Kind.QUOTE and mark not in entry.confirmed:
        known[entry.id] = replace(entry, confirmed=(*entry.confirmed, mark))


def _quote_of(piece: Piece) -> Entry:
    """Return the words of `piece` as a quote of its own."""
    parent = piece.entry
    return replace(
        parent,
        id=entry_id(parent.episode.id, Kind.QUOTE, piece.text, None, None),
        truth=Truth.VERBATIM,
        text=piece.text,
        source=source_of([piece]),
        also_in=(),
        evidence=(evidence_of([piece]),),
        confirmed=(),
        passage=(),
    )


def _joined(entry: Entry, pieces: tuple[Piece, ...]) -> Entry:
    """Return `entry` with one more source of its words."""
    source, other = source_of(pieces), pieces[0].entry
    if source in (entry.source, *entry.also_in):
        return entry
    timed = other if entry.said_at is None and other.said_at is not None else entry
    return replace(
        entry,
        truth=Truth.CORROBORATED,
        attribution=agreed(entry.attribution, other.attribution),
        also_in=(*entry.also_in, source),
        evidence=(*entry.evidence, evidence_of(pieces)),
        said_at=timed.said_at,
        edition=timed.edition,
        url=timed.url,
    )


def agreed(one: Attribution, other: Attribution) -> Attribution:
    """Return who said it according to both: the one who is stated, or all whom they name."""
    if Status.UNLABELLED in (one.status, other.status):
        return other if one.status is Status.UNLABELLED else one
    names = {_key(name): name for name in (*other.candidates, *one.candidates)}
    if len(names) == 1:
        return one
    ordered = dict.fromkeys(_key(name) for name in (*one.candidates, *other.candidates))
    return Attribution(Status.DISPUTED, tuple(names[key] for key in ordered))


def _key(name: str) -> str:
    return " ".join(token.word for token in tokenize(name))


def _with_passage(quote: Entry, runs: Sequence[Run], entries: Iterable[Entry]) -> Entry:
    found = _passage(quote, runs, entries) if runs else ()
    return quote if found == quote.passage else replace(quote, passage=found)


def _passage(quote: Entry, runs: Iterable[Run], entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the segments of one transcript that hold what a quotation has, and what it skips."""
    if len(fragments(quote.text)) < _TWO:
        return ()
    held = [
        piece.entry
        for run in runs
        for side, other in (run.sides, run.sides[::-1])
        if side[0].entry.id == quote.id
        for piece in other
        if piece.entry.kind is Kind.SEGMENT
    ]
    if not held:
        return ()
    file = held[0].source.file
    at = [segment.position for segment in held if segment.source.file == file]
    if max(at) - min(at) > PASSAGE_MAX:
        return ()
    between = (e for e in entries if e.kind is Kind.SEGMENT and e.source.file == file)
    return tuple(e.id for e in between if min(at) <= e.position <= max(at))
