"""The blocks of a Markdown document: headings, paragraphs, and what is neither. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.ingest.lines import Line
from bot.ingest.links import TARGET
from bot.model import Span

_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<words>\S.*)")
_LINK: Final = re.compile(rf"\[(?P<words>[^\[\]]+)\]\((?P<url>{TARGET})\)")
_ITEM: Final = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_BLOCK_QUOTE: Final = re.compile(r">\s*")
_RULE: Final = re.compile(r"(?:[-*_]\s*){3,}")
_LABEL: Final = re.compile(r"\*{1,2}[^*\s][^*]{0,200}\*{1,2}\s?:|\*{1,2}[^*\s][^*]{0,200}:\*{1,2}")
_NO_PROSE: Final = re.compile(r"\||!\[|<[!/a-zA-Z]")
_CODE: Final = ("```", "~~~")
_MARKS: Final = frozenset("#-*+>_|!<")


class Form(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTED = "block quotation"
    OTHER = "table, image, HTML or code"


@dataclass(frozen=True, slots=True)
class Block:
    """One block.

    Attributes:
        form: what it is.
        line: the line it begins in, from 1.
        span: its words, without the marker before them; a paragraph's may go over line ends.
        level: of a heading, 1 to 6; else 0.
        url: of a heading that is a link, else None.
    """

    form: Form
    line: int
    span: Span
    level: int = 0
    url: str | None = None


def to_blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Yield the blocks of a document; rules and blank lines only part them.

    A list's item, a line that begins with a bold or italic label, and a line of a block quotation
    are blocks of their own.
    """
    paragraph: Block | None = None  # the one that the next line may go on with
    in_code = False
    for line in lines:
        fence = line.text.startswith(_CODE)
        if paragraph and not fence and not _begins(line.text):
            start, _ = paragraph.span
            paragraph = Block(Form.PARAGRAPH, paragraph.line, (start, line.end))
            continue
        if paragraph:
            yield paragraph
        paragraph = None
        if fence or in_code:
            if not in_code:
                yield Block(Form.OTHER, line.number, line.span)
            in_code = in_code != fence
            continue
        block = _block(line)
        if block and block.form is Form.PARAGRAPH:
            paragraph = block
        elif block:
            yield block
    if paragraph:
        yield paragraph


def link_in(text: str) -> re.Match[str] | None:
    """Return the match of a text that is one link and nothing else, with `words` and `url`."""
    return _LINK.fullmatch(text)


def _begins(text: str) -> bool:
    if not text:
        return True
    if text[0] not in _MARKS and not text[0].isdecimal():
        return False
    patterns = (_HEADING, _ITEM, _BLOCK_QUOTE, _LABEL, _NO_PROSE)
    return any(p.match(text) for p in patterns) or _RULE.fullmatch(text) is not None


def _block(line: Line) -> Block | None:
    if not line.text or _RULE.fullmatch(line.text):
        return None
    if heading := _HEADING.match(line.text):
        return _heading(line, heading)
    if _NO_PROSE.match(line.text):
        return Block(Form.OTHER, line.number, line.span)
    if quoted := _BLOCK_QUOTE.match(line.text):
        words = line.after(quoted.end())
        return Block(Form.QUOTED, line.number, words.span) if words.text else None
    item = _ITEM.match(line.text)
    words = line.after(item.end()) if item else line
    return Block(Form.PARAGRAPH, line.number, words.span)


def _heading(line: Line, found: re.Match[str]) -> Block:
    level = len(found["level"])
    start = line.start + found.start("words")
    link = link_in(found["words"])
    if link is None:
        return Block(Form.HEADING, line.number, (start, line.end), level)
    span = (start + link.start("words"), start + link.end("words"))
    return Block(Form.HEADING, line.number, span, level, link["url"])
