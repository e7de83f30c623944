"""Where sentences end. Pure; made for speech and summaries in English, careful before clever."""

from __future__ import annotations

import re
from typing import Final

# It begins with its mark, and only then looks back: so the engine leaps from mark to mark.
_END: Final = re.compile(r"[.!?](?<![.!?]{2})[.!?]{0,2}(?![.!?])[\"'”\u2019)\]]{0,3}(?=\s|$)")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|No|Inc|Ltd|approx)\.$"
)
_LONGEST_ABBREVIATION: Final = 10
CUT_OFF: Final = ("...", "…")
"""How a page ends a text that it cut off."""
CUT_SENTENCE: Final = "a sentence that the page cut off"
"""Why what stands before such an end is not read."""


def sentence_ends(text: str) -> list[int]:
    """Return the offsets in `text` where a sentence ends, its closing marks included, in order.

    Dots of omission, an abbreviation, an initial, and a full stop before a small letter end none.
    """
    return [found.end() for found in _END.finditer(text) if _is_end(text, found)]


def whole_sentences(text: str) -> int:
    """Return how much of `text` is whole sentences: all of it, unless it was cut off at its end."""
    if not text.endswith(CUT_OFF):
        return len(text)
    return max(sentence_ends(text), default=0)


def _is_end(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if text[end : end + 8].lstrip()[:1].islower():
        return False
    if text[start] != ".":
        return True
    before = text[max(0, start - _LONGEST_ABBREVIATION) : start + 1]
    return not text.startswith("...", start) and _ABBREVIATION.search(before) is None
