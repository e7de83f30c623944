"""The show-notes page (seed 002): header, show note, highlights, chapters, transcript. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.ingest.doubts import twice
from bot.ingest.introductions import introduced
from bot.ingest.lines import Line, is_time, words_of
from bot.ingest.people import distinct, known
from bot.ingest.printed_dates import to_date
from bot.ingest.readings import to_reading
from bot.ingest.timed import timed
from bot.ingest.turns import read_turns
from bot.model import Claims, Kind, Note, Passage, Reading, Truth, Unread
from bot.sentences import CUT_SENTENCE, whole_sentences

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

_Left = list[Unread | Note]
_Found = tuple[list[Passage], _Left]


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
    printed, left = _header(header)
    note = sections.get(_NOTE, [])
    hosts = introduced(" ".join(line.text for line in note))
    turns, turns_left = read_turns(sections.get(_TRANSCRIPT, []), hosts)
    found = [
        _takeaways(note),
        _highlights(sections.get(_HIGHLIGHTS, [])),
        _chapters(sections.get(_CHAPTERS, [])),
        (turns, turns_left),
    ]
    claims = replace(
        printed,
        participants=distinct([*(turn.speaker for turn in turns if turn.speaker), *hosts]),
        edition="audio",
    )
    passages = [passage for kept, _ in found for passage in kept]
    left += [one for _, more in found for one in more]
    return to_reading(NAME, file, claims, passages, left)


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


def _header(lines: list[Line]) -> tuple[Claims, _Left]:
    """Return what the header claims, and what is wrong there; the page repeats podcast and date."""
    dates: list[tuple[int, dt.date]] = []
    names: dict[str, int] = {}
    left: _Left = []
    for place, line in enumerate(lines):
        date = to_date(line.text)
        if date:
            dates.append((line.number, date))
        elif line.text in names:
            names[line.text] += 1
        elif len(names) < 2:  # noqa: PLR2004  the title and the podcast
            if place > 0 or not _SITE.fullmatch(line.text):
                names[line.text] = 1
        else:
            left.append(Unread(line.number, "a header line that is no title, podcast or date"))
    left += [twice("the date", line, dates[0][0]) for line, date in dates if date != dates[0][1]]
    title, podcast = _title_and_podcast(names)
    return Claims(title, podcast=known(podcast), date=dates[0][1] if dates else None), left


def _title_and_podcast(names: dict[str, int]) -> tuple[str | None, str | None]:
    """Return the two names of a header; the one that alone is repeated is the podcast's."""
    first, second = (*names, None, None)[:2]
    if second and names[second] == 1 < names[first or ""]:
        return second, first
    return first, second


def _takeaways(lines: Iterable[Line], said_at: float | None = None) -> _Found:
    kept: list[Passage] = []
    left: _Left = []
    for line in lines:
        whole = line.text[: whole_sentences(line.text)]
        if whole:
            span = (line.start, line.start + len(whole))
            kept.append(Passage(Kind.TAKEAWAY, (span,), Truth.PARAPHRASE, said_at=said_at))
        if whole != line.text:
            left.append(Unread(line.number, CUT_SENTENCE))
    return kept, left


def _highlights(lines: list[Line]) -> _Found:
    """Read the opening, without a time, and then a text after each time.

    Times stand after their texts where the last line is one and the first is none.
    """
    pairs, left = timed(lines, time_first=not _ends_with_time(lines))
    kept: list[Passage] = []
    for said_at, line in pairs:
        more, cut = _takeaways([line], said_at)
        kept += more
        left += cut
    return kept, left


def _ends_with_time(lines: list[Line]) -> bool:
    return bool(lines) and is_time(lines[-1]) and not is_time(lines[0])


def _chapters(lines: list[Line]) -> _Found:
    """Read titles and the times after them (before them, where the first line is a time)."""
    pairs, left = timed(lines, time_first=bool(lines) and is_time(lines[0]))
    kept = [
        Passage(Kind.CHAPTER, (line.span,), Truth.PARAPHRASE, said_at=said_at)
        for said_at, line in pairs
    ]
    return kept, left
