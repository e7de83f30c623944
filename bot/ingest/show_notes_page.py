"""The show-notes page (seed 002): header, show note, highlights, chapters, transcript. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from bot.ingest.introductions import introduced
from bot.ingest.lines import Line, is_time, words_of
from bot.ingest.people import distinct, known
from bot.ingest.printed_dates import to_date
from bot.ingest.readings import to_reading
from bot.ingest.sentences import CUT_SENTENCE, whole_sentences
from bot.ingest.turns import read_turns
from bot.model import Claims, Kind, Passage, Reading, Truth, Unread
from bot.timecode import to_seconds

NAME: Final = "show-notes page"

_NOTE: Final = "shownote"
_HIGHLIGHTS: Final = "highlights"
_CHAPTERS: Final = "chapters"
_TRANSCRIPT: Final = "transcript"
_HEADINGS: Final = {
    "Shownote": _NOTE,
    "Shownotes": _NOTE,
    "Show note": _NOTE,
    "Show notes": _NOTE,
    "Show Note": _NOTE,
    "Show Notes": _NOTE,
    "Highlights": _HIGHLIGHTS,
    "Chapters": _CHAPTERS,
    "Transcript": _TRANSCRIPT,
}
_FEWEST_HEADINGS: Final = 2
_SITE: Final = re.compile(r"(?:https?://)?[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/?")

_LONE_TIME: Final = "a time without words"

_Found = tuple[list[Passage], list[Unread]]


def recognises(layer: str) -> bool:
    """Whether at least two of the page's headings stand in it, each alone on its line."""
    present = {_HEADINGS[line.text] for line in words_of(layer) if line.text in _HEADINGS}
    return len(present) >= _FEWEST_HEADINGS


def parse(file: str, layer: str) -> Reading:
    """Read highlights and show note as takeaways, chapters with times, and the transcript's turns.

    Of a text that was cut off, only whole sentences are kept. Sections may stand in any order.

    Raises:
        BrokenDocument: none of them has anything in it.
    """
    header, sections = _sections(words_of(layer))
    title, podcast, date, unread = _header(header)
    note = sections.get(_NOTE, [])
    hosts = introduced(" ".join(line.text for line in note))
    turns, turns_unread = read_turns(sections.get(_TRANSCRIPT, []), hosts)
    found = [
        _takeaways(note),
        _highlights(sections.get(_HIGHLIGHTS, [])),
        _chapters(sections.get(_CHAPTERS, [])),
        (turns, turns_unread),
    ]
    claims = Claims(
        title=title,
        podcast=podcast,
        date=date,
        participants=distinct([*(turn.speaker for turn in turns if turn.speaker), *hosts]),
        edition="audio",
    )
    passages = [passage for kept, _ in found for passage in kept]
    return to_reading(
        NAME, file, claims, passages, unread + [one for _, left in found for one in left]
    )


def _sections(lines: Iterable[Line]) -> tuple[list[Line], dict[str, list[Line]]]:
    header: list[Line] = []
    sections: dict[str, list[Line]] = {}
    target = header
    for line in lines:
        if line.text in _HEADINGS:
            target = sections.setdefault(_HEADINGS[line.text], [])
        else:
            target.append(line)
    return header, sections


def _header(
    lines: list[Line],
) -> tuple[str | None, str | None, dt.date | None, list[Unread]]:
    """Return title, podcast and date, and what else stands there; the page repeats the last two."""
    date: dt.date | None = None
    names: list[str] = []
    unread = []
    for place, line in enumerate(lines):
        found = to_date(line.text)
        date = date or found
        if found or line.text in names or (place == 0 and _SITE.fullmatch(line.text)):
            continue
        if len(names) < 2:  # noqa: PLR2004  the title and the podcast
            names.append(line.text)
        else:
            unread.append(Unread(line.number, "a header line that is no title, podcast or date"))
    title, podcast = (*names, None, None)[:2]
    return title, known(podcast), date, unread


def _takeaways(lines: Iterable[Line], said_at: float | None = None) -> _Found:
    kept: list[Passage] = []
    unread: list[Unread] = []
    for line in lines:
        whole = line.text[: whole_sentences(line.text)]
        if whole:
            span = (line.start, line.start + len(whole))
            kept.append(Passage(Kind.TAKEAWAY, (span,), Truth.PARAPHRASE, said_at=said_at))
        if whole != line.text:
            unread.append(Unread(line.number, CUT_SENTENCE))
    return kept, unread


def _highlights(lines: list[Line]) -> _Found:
    """Read the opening, without a time, and then a text after each time."""
    pairs, unread = _timed(lines, time_first=not (lines and is_time(lines[-1])))
    kept: list[Passage] = []
    for said_at, line in pairs:
        more, left = _takeaways([line], said_at)
        kept += more
        unread += left
    return kept, unread


def _chapters(lines: list[Line]) -> _Found:
    """Read titles and the times after them (before them, where the first line is a time)."""
    pairs, unread = _timed(lines, time_first=bool(lines) and is_time(lines[0]))
    kept = [
        Passage(Kind.CHAPTER, (line.span,), Truth.PARAPHRASE, said_at=said_at)
        for said_at, line in pairs
    ]
    return kept, unread


def _timed(
    lines: list[Line], *, time_first: bool
) -> tuple[list[tuple[float | None, Line]], list[Unread]]:
    """Pair each line with the time right before it (or right after it), where there is one."""
    pairs: list[tuple[float | None, Line]] = []
    unread: list[Unread] = []
    time: Line | None = None
    for line in lines if time_first else reversed(lines):
        if not is_time(line):
            pairs.append((to_seconds(time.text) if time else None, line))
            time = None
            continue
        if time:
            unread.append(Unread(time.number, _LONE_TIME))
        time = line
    if time:
        unread.append(Unread(time.number, _LONE_TIME))
    return pairs, unread
