"""The notes of a feed's item, HTML or plain: its paragraphs, unescaped. Pure and linear in time."""

from __future__ import annotations

import html
import re
from typing import Final

_MARKUP: Final = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>|<!--")
_COMMENT_END: Final = "-->"
_INLINE: Final = frozenset(
    """
    a abbr b bdi bdo cite code del dfn em font i img ins kbd mark q s samp small span strike strong
    sub sup time tt u var wbr
    """.split()  # noqa: SIM905  the names are read as words
)
_UNSEEN: Final = frozenset({"script", "style"})


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, parted by its tags; where it has none, by its lines."""
    pieces = _pieces(text)
    parts = pieces if len(pieces) > 1 else pieces[0].splitlines()
    return [line for part in parts if (line := " ".join(part.split()))]


def _pieces(text: str) -> list[str]:
    """Return the stretches between tags that part paragraphs, references resolved."""
    pieces: list[str] = []
    runs: list[str] = []
    at = 0
    unseen: str | None = None

    def close() -> None:
        pieces.append(html.unescape("".join(runs)))
        runs.clear()

    for found in _MARKUP.finditer(text):
        if found.start() < at:  # within a comment
            continue
        if unseen is None:
            runs.append(text[at : found.start()])
        at = found.end()
        if found["name"] is None:
            end = text.find(_COMMENT_END, at)
            at = len(text) if end < 0 else end + len(_COMMENT_END)
            continue
        name = found["name"].casefold()
        if name in _UNSEEN:
            unseen = None if found["close"] else name
        if name not in _INLINE:
            close()
    if unseen is None:
        runs.append(text[at:])
    close()
    return pieces
