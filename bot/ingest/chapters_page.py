"""The chapters page (seed 000): a title, "CHAPTERS", then a title and a summary a chapter. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.ingest import at_a_glance_page, show_notes_page
from bot.ingest.furniture import is_furniture, is_part, maker_of
from bot.ingest.lines import Line, is_time, words_of
from bot.ingest.readings import to_reading
from bot.model import Claims, Kind, Passage, Reading, Truth, Unread

NAME: Final = "chapters page"

_HEADING: Final = "CHAPTERS"
_NEAR_TOP: Final = 5  # lines with words, the heading among them
_SUMMARY_END: Final = re.compile(r"\.[\"'”\u2019)]{0,3}$")
_LONGEST_TITLE: Final = 160  # code points; summaries that end without a full stop are longer


def recognises(layer: str) -> bool:
    """Whether a "CHAPTERS" line stands near the top of a page that is neither of the others."""
    top = [line.text for line in words_of(layer)[:_NEAR_TOP]]
    if _HEADING not in top:
        return False
    return not (at_a_glance_page.recognises(layer) or show_notes_page.recognises(layer))


def parse(file: str, layer: str) -> Reading:
    """Read chapters (the title alone) and takeaways (the summary alone); the page prints no times.

    Raises:
        BrokenDocument: it has no chapter.
    """
    lines = words_of(layer)
    at = next((place for place, line in enumerate(lines) if line.text == _HEADING), -1)
    above, below = lines[: max(at, 0)], lines[at + 1 :]
    content, other = _parted(line for line in below if not is_furniture(line.text))
    times = [line for line in content if is_time(line)]
    chapters = [line for line in content if not is_time(line)]
    unread = [Unread(line.number, "a line between title and heading") for line in above[1:]]
    unread += [Unread(line.number, "a time that belongs to no certain chapter") for line in times]
    unread += [Unread(line.number, "a line of another part of the page") for line in other]
    claims = Claims(
        title=above[0].text if above else None,
        glued=bool(above),
        maker=maker_of(line.text for line in below),
    )
    passages = [
        Passage(Kind.TAKEAWAY if is_summary else Kind.CHAPTER, (line.span,), Truth.PARAPHRASE)
        for line, is_summary in zip(chapters, _are_summaries(chapters), strict=True)
    ]
    return to_reading(NAME, file, claims, passages, unread)


def _parted(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """Part the chapters from the page's other parts; a second heading adds to the chapters."""
    content: list[Line] = []
    other: list[Line] = []
    target = content
    for line in lines:
        if line.text == _HEADING:
            target = content
            continue
        if line.text.isupper() and is_part(line.text):
            target = other
        target.append(line)
    return content, other


def _are_summaries(lines: list[Line]) -> list[bool]:
    """Return for each line whether it is a summary; else it is a title.

    Titles and summaries alternate where every second line is the longer one and most of them end
    as summaries do. Elsewhere one is missing, or has two paragraphs, and each line's looks decide.
    """
    looks = [_looks_like_summary(line.text) for line in lines]
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    longer = all(len(title.text) < len(summary.text) for title, summary in pairs)
    if len(lines) % 2 == 0 and longer and 2 * sum(looks[1::2]) > len(pairs):
        return [False, True] * len(pairs)
    return looks


def _looks_like_summary(text: str) -> bool:
    return _SUMMARY_END.search(text) is not None or len(text) > _LONGEST_TITLE
