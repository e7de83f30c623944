"""Discord's markup: a document's text made to show as it is and do nothing, bold, cut at words.

Pure. Lengths are UTF-16 units: the largest of the ways in which a platform may count.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.model import Span

CUT: Final = " …"
"""What stands where the rest of a text was left out."""

# Control characters, half characters, and the marks that turn the direction of what follows them:
# nothing to read, and able to disguise what stands around them.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"  # keeps tab and line feed
)

_ACTIVE: Final = re.compile(
    r"""
      [\\*_~`|]                  # emphasis, code, spoilers, and the escape itself
    | [\[\]()<>]                 # masked links, mentions, times, quoted lines
    | [#:/]                      # headings, :emoji:, addresses and invites
    | ^\s*[-+]  | ^\s*\d+\.      # lists and small print
    | @(?=everyone|here)         # mass mentions
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_WORD: Final = re.compile(r"\S+")


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """Return `text` without characters that show nothing themselves and change what is shown."""
    return _INVISIBLE.sub("", text)


def escape(text: str) -> str:
    """Return Markdown that shows `text` as it is: no emphasis, link, mention, list or heading."""
    return _ACTIVE.sub(_escaped, visible(text))


def emphasise(text: str, marks: tuple[Span, ...]) -> str:
    """Return `text` escaped, the stretches that `marks` span (in code points) in bold.

    A mark that would not make clean bold (none of it visible, blank at an edge, touching or
    overlapping the one before, beyond the end) is shown plain.
    """
    pieces: list[str] = []
    done = 0
    for start, end in marks:
        between, bold = text[done:start], visible(text[start:end])
        apart = start >= done and (not pieces or visible(between) != "")
        if apart and end <= len(text) and bold and bold == bold.strip():
            pieces += [escape(between), f"**{escape(bold)}**"]
            done = end
    return "".join([*pieces, escape(text[done:])])


def cut(text: str, fits: Callable[[str], bool]) -> tuple[str, bool]:
    """Return the longest beginning of `text` that fits and ends with a word, and if it was cut.

    Args:
        text: what to show.
        fits: whether a beginning of it does; a longer one never does where a shorter does not.
    """
    if fits(text):
        return text, False
    ends = [0, *(word.end() for word in _WORD.finditer(text))]
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[: ends[middle]]):
            low = middle
        else:
            high = middle - 1
    return text[: ends[low]], True


def plain(text: str, limit: int) -> str:
    """Return `text` for a place without Markdown, in at most `limit` units, cut at a word."""
    return _fitted(visible(text), limit, lambda words: words)


def escaped(text: str, limit: int) -> str:
    """Return `text` escaped, in at most `limit` units, cut at a word."""
    return _fitted(text, limit, escape)


def _fitted(text: str, limit: int, shown: Callable[[str], str]) -> str:
    kept, shorter = cut(text, lambda words: units(shown(words)) <= limit)
    if not shorter:
        return shown(kept)
    kept, _ = cut(text, lambda words: units(shown(words) + CUT) <= limit)
    return (shown(kept) + CUT).strip()


def _escaped(found: re.Match[str]) -> str:
    if found.group() == "@":
        return "@\u200b"  # a client may make a mention of it even behind a backslash
    return found.group()[:-1] + "\\" + found.group()[-1]
