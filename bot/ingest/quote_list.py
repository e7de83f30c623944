"""Quotes that other bots kept, as they export them: Firebot, Quoter, NadekoBot.

CSV with a header and its columns in any order, JSON with a list of objects, YAML with lists under
keywords. Who added a quote did not say it: only who is named as its author or originator did.

Held against what writes them: crowbartools/Firebot (src/backend/quotes/quote-manager.ts),
quoter/quoter (apps/bot/src/commands/export.ts), nadeko-bot/nadekobot
(src/NadekoBot/Modules/Utility/Quote/QuoteCommands.cs).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from bot.errors import BrokenDocument
from bot.ingest.readings import to_reading
from bot.model import Claims, Kind, Note, Passage, Reading, Span, Truth, Unread

NAME: Final = "quotes of another bot"

_WORDS: Final = ("quote", "text", "txt")
_SPEAKERS: Final = ("originator", "author")
_ADDED_BY: Final = ("creator", "an")
_HEADER: Final = re.compile(r"[^\n\r]{1,400}")
_NADEKO: Final = re.compile(r"^[ -]{0,8}txt:", re.MULTILINE)
_NADEKO_AUTHOR: Final = re.compile(r"^[ -]{0,8}an:", re.MULTILINE)
_MENTION: Final = re.compile(r"<[@#][!&]?\d+>")
# "undefined" is what Firebot writes where it has no name.
_NOBODY: Final = frozenset({"", "anonymous", "unknown", "n/a", "none", "null", "undefined", "-"})
_TOO_MANY_CELLS: Final = "a row with more cells than the header: whose it is cannot be told"
_MOST_BYTES: Final = 20_000_000
_DEEPEST: Final = 4  # of YAML: a mapping of lists of mappings of texts


@dataclass(frozen=True, slots=True)
class Row:
    """One quote as it is exported: where, and its cells by their lower-case names, in order.

    `is_torn` where there are more cells than names: Firebot puts no marks around a comma in a name.
    """

    line: int
    cells: tuple[tuple[str, str], ...]
    is_torn: bool = False

    def first(self, names: Sequence[str]) -> int | None:
        """Return which of its cells is the first of those names that says something."""
        found = (at for at, (name, value) in enumerate(self.cells) if name in names and value)
        return next(found, None)


def recognises(text: str) -> bool:
    """Whether `text` is an export of quotes."""
    plain = text.lstrip("\ufeff \t\r\n")
    if plain.startswith(("[", "{")):
        return _is_json(plain)
    if _dialect(plain) is not None:
        return True
    return bool(_NADEKO.search(plain) and _NADEKO_AUTHOR.search(plain))


def to_layer(file: str, text: str) -> str:
    """Return every cell, unescaped, in document order, each on lines of its own."""
    return "".join(f"{value}\n" for row in _rows(file, text) for _, value in row.cells)


def parse(file: str, text: str) -> Reading:
    """Return the quotes.

    Raises:
        BrokenDocument: it is no export that can be read.
    """
    passages: list[Passage] = []
    left: list[Unread | Note] = []
    seen: dict[str, int] = {}
    at = 0
    for row in _rows(file, text):
        starts = _starts(row, at)
        at = starts[-1]
        words = row.first(_WORDS)
        if words is None:
            left.append(Unread(row.line, "a row without words"))
            continue
        said = row.cells[words][1]
        key = " ".join(said.casefold().split())
        if key in seen:
            left.append(Note(row.line, f"the same words as in line {seen[key]}"))
        seen.setdefault(key, row.line)
        if row.is_torn:
            left.append(Note(row.line, _TOO_MANY_CELLS))
        span = _trimmed(said, starts[words])
        passages.append(Passage(Kind.QUOTE, (span,), Truth.VERBATIM, speaker=_speaker(row)))
    bot = _bot(text)
    claims = Claims(title=f"Quotes kept by {bot}", podcast=f"{bot} quotes", maker=f"bot {bot}")
    return to_reading(NAME, file, claims, passages, left)


def _starts(row: Row, at: int) -> list[int]:
    """Return where each cell of a row begins in the layer, and where the next row does."""
    starts = [at]
    for _, value in row.cells:
        starts.append(starts[-1] + len(value) + 1)
    return starts


def _trimmed(said: str, start: int) -> Span:
    lead = len(said) - len(said.lstrip())
    return start + lead, start + lead + len(said.strip())


def _speaker(row: Row) -> str | None:
    at = None if row.is_torn else row.first(_SPEAKERS)
    name = " ".join(row.cells[at][1].split()).lstrip("@") if at is not None else ""
    return None if name.casefold() in _NOBODY or _MENTION.search(name) else name


def _bot(text: str) -> str:
    plain = text.lstrip("\ufeff \t\r\n")
    if plain.startswith(("[", "{")):
        return "Firebot" if '"originator"' in plain else "Quoter"
    header = _HEADER.match(plain)
    if _dialect(plain) is None:
        return "NadekoBot"
    return "Firebot" if header and "originator" in header[0].casefold() else "Quoter"


def _rows(file: str, text: str) -> Iterator[Row]:
    if len(text) > _MOST_BYTES:
        raise BrokenDocument(file, 1, "an export of more than 20 MB")
    plain = text.lstrip("\ufeff \t\r\n")
    before = text[: len(text) - len(plain)].count("\n")
    if plain.startswith(("[", "{")):
        return _json_rows(file, plain)
    dialect = _dialect(plain)
    if dialect is not None:
        return _csv_rows(file, plain, dialect, before)
    return _yaml_rows(file, plain, before)


def _dialect(plain: str) -> str | None:
    """Return what parts the cells of a CSV with a header that names words and a speaker."""
    header = _HEADER.match(plain)
    for delimiter in ",;\t":
        names = _named(header[0].split(delimiter)) if header else []
        if set(names) & set(_WORDS) and set(names) & {*_SPEAKERS, *_ADDED_BY} and len(names) > 1:
            return delimiter
    return None


def _named(header: Iterable[str]) -> list[str]:
    return [name.strip().strip('"').strip().casefold() for name in header]


def _csv_rows(file: str, plain: str, delimiter: str, before: int) -> Iterator[Row]:
    reader = csv.reader(plain.splitlines(keepends=True), delimiter=delimiter)
    try:
        names = _named(next(reader))
        line = reader.line_num
        for cells in reader:
            if any(cell.strip() for cell in cells):
                pairs = zip(names, cells, strict=False)
                yield Row(before + line + 1, tuple(pairs), len(cells) > len(names))
            line = reader.line_num
    except csv.Error:
        raise BrokenDocument(file, before + reader.line_num, "the CSV is broken here") from None


def _is_json(plain: str) -> bool:
    # A look, not a parse: whoever claims a text is asked about each.
    head = plain[:4000]
    keys = ('"startTime"', '"start"', '"segments"', '"chapters"', '"events"')
    named = '"author"' in head or '"originator"' in head
    return named and '"text"' in head and not any(key in head for key in keys)


def _json_rows(file: str, plain: str) -> Iterator[Row]:
    try:
        found = json.loads(plain)
    except (ValueError, RecursionError):
        raise BrokenDocument(file, 1, "the JSON is broken") from None
    listed = found.get("quotes") if isinstance(found, dict) else found
    if isinstance(listed, dict):
        listed = list(listed.values())
    if not isinstance(listed, list):
        raise BrokenDocument(file, 1, "the JSON has no list of quotes")
    for number, one in enumerate(listed, 1):
        if isinstance(one, dict):
            cells = ((str(k).casefold(), v) for k, v in one.items() if isinstance(v, str))
            yield Row(number, tuple(cells))


def _yaml_rows(file: str, plain: str, before: int) -> Iterator[Row]:
    """Yield a row for each mapping in a list under a keyword; by events, without any aliases."""
    depth, key = 0, None
    cells: list[tuple[str, str]] = []
    line = 1
    try:
        for event in yaml.parse(plain, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise BrokenDocument(file, 1, "YAML with references, which no export has")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                key = None
                line = before + (event.start_mark.line if event.start_mark else 0) + 1
                if depth > _DEEPEST:
                    raise BrokenDocument(file, line, "YAML that nests too deep")
            elif isinstance(event, yaml.CollectionEndEvent):
                if cells:
                    yield Row(line, tuple(cells))
                depth, cells, key = depth - 1, [], None
            elif isinstance(event, yaml.ScalarEvent) and depth == 3:  # noqa: PLR2004  see above
                if key is None:
                    key = str(event.value).casefold()
                else:
                    cells.append((key, str(event.value)))
                    key = None
    except yaml.YAMLError:
        raise BrokenDocument(file, 1, "the YAML is broken") from None
