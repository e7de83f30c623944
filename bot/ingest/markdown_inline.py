"""Marks, citations and inline markup within one paragraph of Markdown. Pure, linear in time.

Offsets are within the paragraph's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.ingest.links import TARGET, moment_in, video_id_in, web_link
from bot.model import Span
from bot.timecode import CLOCK, to_clock, to_seconds

_CITATION: Final = re.compile(
    rf"\[(?P<inner>\[)?(?P<time>{CLOCK})\](?(inner)\])(?:\((?P<url>{TARGET})\))?", re.ASCII
)
# A link's tail comes first, so that a mark within it (a link's title) is none of the paragraph's.
_MARK: Final = re.compile(rf"\]\({TARGET}(?:\s\"[^\"()]{{0,300}}\")?\)|(?P<mark>[\"“”])")
_MARKUP: Final = re.compile(rf"\*{{1,3}}|_{{1,2}}|`|(?P<open>\[)|(?P<close>\]\({TARGET}\))")
_STRAIGHT: Final = '"'
_APART: Final = 60  # seconds; notes link some before the words, for a running start


@dataclass(frozen=True, slots=True)
class TimeLink:
    """A citation as printed: `[[00:18:11]](https://…)`.

    Attributes:
        span: where it stands.
        said_at: the printed time in seconds, or None if it is no possible time.
        url: its link unchanged, or None.
        problem: what of it cannot be read, or None.
    """

    span: Span
    said_at: float | None
    url: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """A paragraph's quotation marks.

    Attributes:
        quotations: from each opening mark to the end of its closing one, in order.
        unpaired: the offsets of the marks that are left.
    """

    quotations: tuple[Span, ...]
    unpaired: tuple[int, ...]


def time_links(text: str) -> list[TimeLink]:
    """Return the citations of a paragraph, in order."""
    return [_time_link(found) for found in _CITATION.finditer(text)]


def link_doubts(links: Iterable[TimeLink], video: str | None) -> list[tuple[int, str]]:
    """Return what is wrong in citations that are kept, each as its offset and what it is.

    Args:
        links: the citations of a paragraph.
        video: the id of the episode's video, or None.
    """
    found = []
    for link in links:
        printed, moment, other = link.said_at, moment_in(link.url), video_id_in(link.url)
        if video and other and other != video:
            found.append((link.span[0], "a citation that links to another video"))
        if printed is not None and moment is not None and abs(moment - printed) > _APART:
            says = f"a citation prints {to_clock(printed)} and links to {to_clock(moment)}"
            found.append((link.span[0], says))
    return found


def mark_problem(text: str, at: int) -> str:
    """Say what is wrong with the unpaired quotation mark at `at`."""
    if _role(text, at) == "closes":
        return "a quotation without its opening mark"
    return "a quotation without its closing mark"


def pair_marks(text: str) -> Marks:
    """Pair the quotation marks of a paragraph; curly ones by direction, straight ones in turn.

    A straight mark that can only open never closes, and one that can only close never opens: one
    missing mark must not turn the prose after it into speech. Marks of the other family within a
    quotation are part of it.
    """
    quotations: list[Span] = []
    unpaired: list[int] = []
    opened: int | None = None
    for at, role in _roles(text):
        straight = text[at] == _STRAIGHT
        if opened is not None and (text[opened] == _STRAIGHT) != straight:
            continue
        if role != "closes" and (opened is None or role == "opens"):
            unpaired += [] if opened is None else [opened]
            opened = at
        elif opened is None:
            unpaired.append(at)
        else:
            quotations.append((opened, at + 1))
            opened = None
    unpaired += [] if opened is None else [opened]
    return Marks(tuple(quotations), tuple(unpaired))


def without_markup(text: str, start: int, end: int) -> list[Span]:
    """Return what is left of a stretch when its emphasis and links are cut out.

    Only where a space (or the stretch's end) already stands: cutting anywhere else would put one
    there. A pair that cannot be cut whole stays.
    """
    cuts: list[Span] = []
    opened: dict[str, Span] = {}
    for found in _MARKUP.finditer(text, start, end):
        kind = "[" if found["open"] or found["close"] else found.group()
        opens = _is_edge(text, found.start() - 1, start, end)
        closes = _is_edge(text, found.end(), start, end)
        opening = opened.pop(kind, None)
        if opens and not closes and not found["close"]:
            opened[kind] = found.span()
        elif opening and closes and not found["open"]:
            cuts += [opening, found.span()]
    return _left(sorted(cuts), start, end)


def _time_link(found: re.Match[str]) -> TimeLink:
    said_at = to_seconds(found["time"])
    url = web_link(found["url"]) if found["url"] else None
    problem = None
    if said_at is None:
        problem = "a time that is none"
    elif found["url"] and url is None:
        problem = "a link that is no web address"
    return TimeLink(found.span(), said_at, url, problem)


def _roles(text: str) -> Iterator[tuple[int, str]]:
    """Yield each mark's offset and whether it "opens", "closes", or may do either."""
    for found in _MARK.finditer(text):
        if found["mark"]:
            yield found.start(), _role(text, found.start())


def _role(text: str, at: int) -> str:
    if text[at] != _STRAIGHT:
        return "opens" if text[at] == "“" else "closes"
    before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    opens = not after.isspace() and not before.isalnum() and before not in ".!?,;…"
    closes = not before.isspace() and not after.isalnum()
    if opens == closes:
        return "either"
    return "opens" if opens else "closes"


def _is_edge(text: str, at: int, start: int, end: int) -> bool:
    return not start <= at < end or text[at].isspace()


def _left(cuts: list[Span], start: int, end: int) -> list[Span]:
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(low, high) for low, high in pairs if low < high]
