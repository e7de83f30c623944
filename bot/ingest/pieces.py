"""Parts of entries' words, and where they stand in their documents. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.model import Entry, Evidence, Source, Span
from bot.tokens import Token, tokenize

_CLOSING: Final = re.compile(r"[.!?,;:]?(?![.\w])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an entry's words: `start` and `end` are offsets in its text."""

    entry: Entry
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.entry.text[self.start : self.end]

    @property
    def is_whole(self) -> bool:
        """Whether no word of the entry is left out."""
        text = self.entry.text
        return not tokenize(text[: self.start]) and not tokenize(text[self.end :])

    def closed(self) -> Piece:
        """Return the piece with the mark that ends its sentence, if one stands there."""
        found = _CLOSING.match(self.entry.text, self.end)
        return replace(self, end=found.end()) if found else self


@dataclass(frozen=True, slots=True)
class Stream:
    """Words that were said in one go, of one entry or of several.

    Attributes:
        entries: in the order in which they were said, of one document.
        tokens: their words; offsets are those of the entry that each stands in.
        owners: for each token, which of `entries` it stands in.
    """

    entries: tuple[Entry, ...]
    tokens: tuple[Token, ...]
    owners: tuple[int, ...]

    def pieces(self, first: int, last: int) -> tuple[Piece, ...]:
        """Return the pieces that hold tokens `first` to one before `last`, one for each entry."""
        return tuple(self._pieces(first, last))

    def _pieces(self, first: int, last: int) -> Iterator[Piece]:
        for at in range(self.owners[first], self.owners[last - 1] + 1):
            held = [token for i, token in self._numbered(first, last) if self.owners[i] == at]
            if held:
                yield Piece(self.entries[at], held[0].start, held[-1].end)

    def _numbered(self, first: int, last: int) -> Iterator[tuple[int, Token]]:
        return enumerate(self.tokens[first:last], start=first)


def talk(entries: Sequence[Entry]) -> Stream:
    """Return the words of `entries` as one run of talk."""
    found = [(at, token) for at, entry in enumerate(entries) for token in tokenize(entry.text)]
    return Stream(tuple(entries), tuple(t for _, t in found), tuple(at for at, _ in found))


def part(entry: Entry, span: Span) -> Stream:
    """Return the words that stand in `span` of an entry's text."""
    inside = [t for t in tokenize(entry.text) if span[0] <= t.start and t.end <= span[1]]
    return Stream((entry,), tuple(inside), (0,) * len(inside))


def spans_of(piece: Piece) -> tuple[Span, ...]:
    """Return where the words of a piece stand in their document's text layer."""
    spans, offset = [], 0  # offset: where in the entry's text the document's span begins
    for start, end in piece.entry.source.spans:
        length = end - start
        inside = max(piece.start, offset), min(piece.end, offset + length)
        if inside[0] < inside[1]:
            spans.append((start + inside[0] - offset, start + inside[1] - offset))
        offset += length + 1  # the space that joins two spans
    return tuple(spans)


def source_of(pieces: Sequence[Piece]) -> Source:
    """Return where the words of pieces of one document stand."""
    spans = [span for piece in pieces for span in spans_of(piece)]
    return Source(pieces[0].entry.source.file, tuple(spans))


def evidence_of(pieces: Sequence[Piece]) -> Evidence:
    """Return what the document of these pieces says: its wording, whom it names, and when."""
    first = pieces[0].entry.evidence[0]
    speakers = {piece.entry.evidence[0].speaker for piece in pieces}
    return replace(
        first,
        wording=" ".join(piece.text for piece in pieces),
        speaker=first.speaker if len(speakers) == 1 else None,
    )
