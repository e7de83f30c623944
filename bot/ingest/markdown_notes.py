"""Markdown notes (seed 001): fields, numbered parts, themed sections with quotations. Pure."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bot.ingest.doubts import backwards
from bot.ingest.lines import pieces, to_lines
from bot.ingest.markdown_blocks import Block, Form, to_blocks
from bot.ingest.markdown_fields import READ, key_of, read_fields
from bot.ingest.markdown_inline import link_doubts, time_links, without_markup
from bot.ingest.people import complete
from bot.ingest.quoted_prose import Found, read_paragraph
from bot.ingest.readings import to_reading
from bot.model import Claims, Kind, Note, Passage, Reading, Span, Truth, Unread

NAME: Final = "Markdown notes"

_NAMES: Final = r"(?:companies|people|persons|organi[sz]ations|products|tools|books)"
_PART: Final = re.compile(
    rf"\d{{1,2}}[.)]\s.*|{_NAMES}(?: (?:and|&) {_NAMES})?(?: (?:identified|mentioned|discussed))?",
    re.IGNORECASE,
)
_LISTS_NAMES: Final = re.compile(rf"\b{_NAMES}\b", re.IGNORECASE)
_ENTRY: Final = re.compile(
    r"\*\*(?!why\b|context\b|relevance\b)(?P<name>[^*\s:][^*\n\r]{0,199}?)(?P<inside>:)?\*\*"
    r"(?(inside)|\s?:)\s*",
    re.IGNORECASE,
)
# In a part that lists names, one may also stand alone, or before a dash.
_NAME_ALONE: Final = re.compile(
    r"\*\*(?P<name>[^*\s:][^*\n\r:]{0,199})\*\*(?:$|\s{1,3}[—\u2013-]\s{1,3})"
)
_NOTE: Final = re.compile(
    r"(?P<mark>\*{1,2})[^*\n\r]{1,60}?(?P<inside>:)?(?P=mark)(?(inside)|\s?:)\s*"
)
_MARKS: Final = '"“”'
_FEWEST_FIELDS: Final = 2


def recognises(layer: str) -> bool:
    """Whether it begins with a heading or field, and has two fields, or one and numbered parts."""
    first = next(to_blocks(to_lines(layer)), None)
    if first is None or (first.form is not Form.HEADING and key_of(_words(first, layer)) is None):
        return False
    blocks = _blocks(layer)
    keys = {key_of(_words(block, layer)) for block in blocks} & READ
    headings = [_words(block, layer) for block in blocks if block.form is Form.HEADING]
    fewest = 1 if any(map(_is_part, headings)) else _FEWEST_FIELDS
    return bool(headings) and len(keys) >= fewest


def parse(file: str, layer: str) -> Reading:
    """Read speech with its speaker, time and link, the prose around it as takeaways, and mentions.

    The first prose of a themed section, and of the note on a company or person, bears their title;
    a section without prose is a takeaway of its heading alone. Numbered parts are structure.

    Raises:
        BrokenDocument: there is nothing below the fields.
    """
    blocks = _blocks(layer)
    head = list(takewhile(lambda block: not _opens_body(block, layer), blocks))
    claims, left = read_fields(layer, head)
    notes = _Notes(layer, claims)
    for place, block in enumerate(blocks):
        if place >= len(head) or key_of(_words(block, layer)) is None:
            notes.take(block)
    notes.close()
    return to_reading(NAME, file, claims, notes.passages, [*left, *notes.left])


def _opens_body(block: Block, layer: str) -> bool:
    return block.form is Form.HEADING and (block.level > 1 or _is_part(_words(block, layer)))


@functools.lru_cache(maxsize=1)  # recognised, by two formats, and then parsed
def _blocks(layer: str) -> tuple[Block, ...]:
    return tuple(to_blocks(to_lines(layer)))


def _words(block: Block, layer: str) -> str:
    return layer[slice(*block.span)]


def _line_finder(words: str, first: int) -> Callable[[int], int]:
    """Return what gives the line of an offset in the words of a block that begins in `first`."""
    breaks = [at for at, letter in enumerate(words) if letter == "\n"]
    return lambda at: first + bisect_left(breaks, at)


def _is_part(heading: str) -> bool:
    return _PART.fullmatch(heading) is not None


class _Notes:
    """One walk over the blocks of a document; a title waits until prose bears it."""

    def __init__(self, layer: str, claims: Claims) -> None:
        self.passages: list[Passage] = []
        self.left: list[Unread | Note] = []
        self._layer = layer
        self._claims = claims
        self._lists_names = False
        self._heading: Span | None = None
        self._name: Span | None = None
        self._bare = 0  # the level of the heading right above, if nothing stands between

    def take(self, block: Block) -> None:
        """Read one block."""
        words = _words(block, self._layer)
        above, self._bare = self._bare, block.level
        if block.form is Form.HEADING:
            self._take_heading(block, words, above)
        elif block.form is Form.OTHER:
            self.left.append(Unread(block.line, f"no prose: {block.form.value}"))
        elif block.form is Form.QUOTED and not any(mark in words for mark in _MARKS):
            self.left.append(Unread(block.line, "a block quotation without quotation marks"))
        elif entry := _ENTRY.match(words) or (self._lists_names and _NAME_ALONE.match(words)):
            self._take_entry(block, words, entry)
        else:
            note = _NOTE.match(words)
            self._keep(self._read(block, words, note.end() if note else 0))

    def close(self) -> None:
        """End a section: a heading that no prose bears stands alone."""
        if self._heading:
            self.passages.append(Passage(Kind.TAKEAWAY, (self._heading,), Truth.PARAPHRASE))
        self._heading = self._name = None

    def _take_heading(self, block: Block, words: str, above: int) -> None:
        if 0 < above < block.level:
            self._heading = None  # it only groups the sections below it
        self.close()
        if _is_part(words):
            self._lists_names = _LISTS_NAMES.search(words) is not None
        elif block.level > 1:
            self._lists_names = False
            self._heading = block.span

    def _take_entry(self, block: Block, words: str, entry: re.Match[str]) -> None:
        """Read "**Name**: words": a mention in a part that lists names, else a titled note."""
        name = (block.span[0] + entry.start("name"), block.span[0] + entry.end("name"))
        found = self._read(block, words, entry.end(), keep_first=True)
        speaker = complete(entry["name"], self._claims.participants)
        begins = block.span[0] + entry.end() + 1  # behind the opening mark
        if speaker and not self._lists_names and found and found[0].spans[0][0] == begins:
            self._keep([replace(found[0], speaker=found[0].speaker or speaker), *found[1:]])
            return
        if found and found[0].kind is Kind.TAKEAWAY:
            first = found.pop(0)
        else:
            first = Passage(Kind.TAKEAWAY, (), Truth.PARAPHRASE)
        kind = Kind.MENTION if self._lists_names else Kind.TAKEAWAY
        spans = (name, *first.spans)
        self.passages.append(replace(first, kind=kind, spans=spans, titled=len(spans) > 1))
        self._name = name if self._lists_names else None
        self._keep(found)

    def _keep(self, found: Sequence[Passage]) -> None:
        """Keep passages; the first takeaway bears the title that waits."""
        for passage in found:
            title = self._name or self._heading
            if title and passage.kind is Kind.TAKEAWAY:
                self.passages.append(replace(passage, spans=(title, *passage.spans), titled=True))
                self._name = self._heading = None
            else:
                self.passages.append(passage)

    def _read(
        self, block: Block, words: str, start: int, *, keep_first: bool = False
    ) -> list[Passage]:
        people = self._claims.participants
        found, problems = read_paragraph(words, people, start, keep_first=keep_first)
        links = time_links(words)
        if problems or links:
            line_of = _line_finder(words, block.line)
            self.left += [Unread(line_of(at), reason) for at, reason in problems]
            doubts = link_doubts(links, self._claims.video_id)
            self.left += [Note(line_of(at), says) for at, says in doubts]
            self.left += backwards((line_of(link.span[0]), link.said_at) for link in links)
        return [passage for one in found if (passage := self._passage(block, words, one)).spans]

    def _passage(self, block: Block, words: str, found: Found) -> Passage:
        start, end = found.span
        spliced = found.is_speech and ("..." in words[start:end] or "…" in words[start:end])
        spoken = Truth.SPLICED if spliced else Truth.VERBATIM
        return Passage(
            Kind.QUOTE if found.is_speech else Kind.TAKEAWAY,
            tuple(
                span
                for low, high in without_markup(words, start, end)
                for span in pieces(self._layer, block.span[0] + low, block.span[0] + high)
            ),
            spoken if found.is_speech else Truth.PARAPHRASE,
            speaker=found.speaker,
            said_at=found.citation.said_at if found.citation else None,
            url=found.citation.url if found.citation else None,
        )
