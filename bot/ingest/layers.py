"""A text layer in the making, piece by piece, in document order. Pure."""

from __future__ import annotations

import html
import re
from typing import Final

_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NO_CHARACTER: Final = re.compile("[\x00\ud800-\udfff]")


class Layer:
    """The layer of one decoded text: parts of it as they stand, others as they are meant."""

    def __init__(self, text: str) -> None:
        """Take the text that the layer is made of; nothing is in the layer yet."""
        self._text = text
        self._pieces: list[str] = []
        self._past = 0
        self.length = 0

    def keep_to(self, end: int) -> None:
        """Take the text up to `end` in as it stands."""
        self.put(self._text[self._past : end], end)

    def put(self, meant: str, end: int) -> int:
        """Take `meant` in for the text up to `end`; return where in the layer it begins."""
        start = self.length
        self._pieces.append(meant)
        self._past = end
        self.length += len(meant)
        return start

    def made(self) -> str:
        """Return the whole layer; what follows the last piece is taken in as it stands."""
        self.keep_to(len(self._text))
        return "".join(self._pieces)


def unescaped(text: str) -> str:
    """Return `text` with its character references ("&amp;", "&#39;") resolved; others stay."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda found: storable(html.unescape(found.group())), text)


def storable(text: str) -> str:
    """Return `text`, as long, with a replacement for what is no character (half of a pair, NUL).

    No database column for text takes these.
    """
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
