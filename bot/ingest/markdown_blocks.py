"""The blocks of a Markdown document: headings, paragraphs, and what is neither. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_CODE: Final = re.compile(r"```|~~~")


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


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a document; rules and blank lines only part them.

    A list's item, a line that begins with a bold or italic label, and a line of a block quotation
    are blocks of their own.
    """
    blocks: list[Block] = []
    goes_on = in_code = False
    for line in lines:
        fence = _CODE.match(line.text) is not None
        if fence or in_code:
            blocks += [Block(Form.OTHER, line.number, line.span)] if fence and not in_code else []
            in_code, goes_on = in_code != fence, False
        elif goes_on and not _begins(line.text):
            start, _ = blocks[-1].span
            blocks[-1] = Block(Form.PARAGRAPH, blocks[-1].line, (start, line.end))
        else:
            blocks += _block(line)
            goes_on = bool(line.text and blocks) and blocks[-1].form is Form.PARAGRAPH
            goes_on = goes_on and not _RULE.fullmatch(line.text)
    return blocks


def link_in(text: str) -> re.Match[str] | None:
    """Return the match of a text that is one link and nothing else, with `words` and `url`."""
    return _LINK.fullmatch(text)


def _begins(text: str) -> bool:
    patterns = (_HEADING, _ITEM, _BLOCK_QUOTE, _LABEL, _NO_PROSE)
    return not text or any(p.match(text) for p in patterns) or _RULE.fullmatch(text) is not None


def _block(line: Line) -> Iterator[Block]:
    heading = _HEADING.match(line.text)
    if not line.text or _RULE.fullmatch(line.text):
        return
    if heading:
        yield _heading(line, heading)
    elif _NO_PROSE.match(line.text):
        yield Block(Form.OTHER, line.number, line.span)
    elif quoted := _BLOCK_QUOTE.match(line.text):
        words = line.after(quoted.end())
        if words.text:
            yield Block(Form.QUOTED, line.number, words.span)
    else:
        item = _ITEM.match(line.text)
        words = line.after(item.end()) if item else line
        yield Block(Form.PARAGRAPH, line.number, words.span)


def _heading(line: Line, found: re.Match[str]) -> Block:
    level = len(found["level"])
    start = line.start + found.start("words")
    link = link_in(found["words"])
    if link is None:
        return Block(Form.HEADING, line.number, (start, line.end), level)
    span = (start + link.start("words"), start + link.end("words"))
    return Block(Form.HEADING, line.number, span, level, link["url"])
