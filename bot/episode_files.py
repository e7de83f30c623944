"""One episode as the files that podcast players read: transcript, chapters, soundbites. Pure.

A text ends where the next one begins; the last one, and one that nothing follows soon, after as
long as its words take at an everyday pace. Nothing without a time is written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

from bot.model import Entry, Episode, Kind

WHICH: Final = "jsonl is the whole library; for any other format say --episode, and only there."
_PACE: Final = 2.5  # words a second
_SHORTEST: Final = 1.0  # seconds
_SOUNDBITE: Final = (15.0, 120.0)  # seconds, as the namespace recommends them
_TITLE: Final = 128  # characters, the same


def written(path: str, lines: int, size: int) -> str:
    """Say what was written to a file: so many lines, of so many bytes."""
    counted = "1 line" if lines == 1 else f"{lines} lines"
    return f"Wrote {path}: {counted}, {size} bytes."


def not_written(path: str, why: str | None) -> str:
    """Say that a file cannot be written."""
    return f"{path} cannot be written ({why})."


def webvtt(_episode: Episode, entries: Sequence[Entry]) -> str:
    """Return what was said as WebVTT, with voices where it is known whose."""
    cues = ["WEBVTT\n"]
    for start, end, entry in _timed(entries):
        words = escape(entry.text)
        name = entry.attribution.speaker
        said = f"<v {escape(name)}>{words}</v>" if name else words
        cues.append(f"\n{_clock(start)} --> {_clock(end)}\n{said}\n")
    return "".join(cues)


def transcript(_episode: Episode, entries: Sequence[Entry]) -> str:
    """Return what was said as the podcast namespace's JSON transcript."""
    segments = []
    for start, end, entry in _timed(entries):
        name = entry.attribution.speaker
        speaker = {"speaker": name} if name else {}
        segments.append({**speaker, "startTime": start, "endTime": end, "body": entry.text})
    return _json({"version": "1.0.0", "segments": segments})


def chapters(episode: Episode, entries: Sequence[Entry]) -> str:
    """Return the chapters as the podcast namespace's JSON chapters."""
    timed = [e for e in entries if e.kind is Kind.CHAPTER and e.said_at is not None]
    listed = [
        {"startTime": entry.said_at, "title": entry.text}
        for entry in sorted(timed, key=lambda e: (e.said_at or 0.0, e.position))
    ]
    title = {"title": episode.title} if episode.title else {}
    return _json({"version": "1.2.0", **title, "chapters": listed})


def soundbites(_episode: Episode, entries: Sequence[Entry]) -> str:
    """Return the quotes as soundbites, elements for an item of a feed, a line each."""
    lines = []
    for entry in entries:
        if entry.kind is Kind.QUOTE and entry.said_at is not None:
            lasts = min(max(_length(entry), _SOUNDBITE[0]), _SOUNDBITE[1])
            title = entry.text if len(entry.text) <= _TITLE else f"{entry.text[: _TITLE - 1]}…"
            times = f'startTime="{entry.said_at:.3f}" duration="{lasts:.1f}"'
            lines.append(f"<podcast:soundbite {times}>{escape(title)}</podcast:soundbite>\n")
    return "".join(lines)


WRITERS: Final[Mapping[str, Callable[[Episode, Sequence[Entry]], str]]] = {
    "webvtt": webvtt,
    "transcript": transcript,
    "chapters": chapters,
    "soundbites": soundbites,
}
"""By the name of the format."""


def _timed(entries: Sequence[Entry]) -> list[tuple[float, float, Entry]]:
    """Return the segments of the edition that has most, with their times; quotes where none has."""
    for kind in (Kind.SEGMENT, Kind.QUOTE):
        found = [e for e in entries if e.kind is kind and e.said_at is not None]
        if found:
            break
    editions = Counter(e.edition for e in found)
    of_most = max(editions, key=lambda name: (editions[name], str(name)), default=None)
    ordered = sorted(
        ((e.said_at or 0.0, e.position, e) for e in found if e.edition == of_most),
        key=lambda one: one[:2],
    )
    starts = [start for start, _, _ in ordered]
    return [
        (start, min(_next(starts, at), start + _length(entry)), entry)
        for at, (start, _, entry) in enumerate(ordered)
    ]


def _next(starts: Sequence[float], at: int) -> float:
    later = (start for start in starts[at + 1 :] if start > starts[at])
    return next(later, float("inf"))


def _length(entry: Entry) -> float:
    return max(len(entry.text.split()) / _PACE, _SHORTEST)


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    hours, rest = divmod(whole, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
