"""Automatic captions in Markdown (seed 004): YAML front matter, then "- [mm:ss] words". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.ingest.front_matter import FrontMatter, read_front_matter
from bot.ingest.introductions import introduced, self_introduced
from bot.ingest.lines import Line, to_lines, words_of
from bot.ingest.links import video_id, video_id_in, video_link, web_link
from bot.ingest.people import distinct, known, split_people
from bot.ingest.printed_dates import to_date
from bot.ingest.readings import to_reading
from bot.ingest.segments import Piece, Segment, to_segments
from bot.ingest.sentences import sentence_ends
from bot.model import Claims, Kind, Passage, Reading, Truth, Unread
from bot.timecode import CLOCK, to_seconds

NAME: Final = "captions in Markdown"

_CUE: Final = re.compile(rf"[-*]\s{{1,4}}\[(?P<time>{CLOCK})\](?!\()\s*", re.ASCII)
_BREAK: Final = re.compile(r"(?:>|&gt;){2,}|\[[^\W\d_][^\[\]]{0,40}\]")
_FURNITURE: Final = re.compile(r"#{1,6}(?:\s.*)?|[-*] (?:URL|Retrieved at|Source|Language)\b.*")
_TRANSCRIPT: Final = re.compile(r"#{1,6} (?:Transcript|Text)\b", re.IGNORECASE)
_FENCE: Final = "---"


def recognises(layer: str) -> bool:
    """Whether it has cues, and before them front matter or a heading that says transcript."""
    for place, line in enumerate(words_of(layer)):
        if _CUE.match(line.text):
            return False
        if (place == 0 and line.text == _FENCE) or _TRANSCRIPT.match(line.text):
            return any(_CUE.match(other.text) for other in words_of(layer))
    return False


def parse(file: str, layer: str) -> Reading:
    """Join the cues to segments, each with its first cue's time and a link to that second.

    `>>` and bracketed noise end a segment and are no part of one; so does a line that cannot be
    read, as joining over it would invent a sentence. A segment's speaker is whom its own words
    introduce as "I". Key points, tags and the summary are a machine's labels, and are left.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or there is no cue with words.
    """
    lines = to_lines(layer)
    front = read_front_matter(file, layer, lines)
    turns, unread = _turns([line for line in lines[front.after :] if line.text])
    segments = to_segments(turns)
    words = " ".join(_text(layer, segment) for segment in segments)
    claims, more = _claims(front, introduced(words))
    passages = [_passage(layer, segment, claims.video_id) for segment in segments]
    return to_reading(NAME, file, claims, passages, [*unread, *more])


def _claims(front: FrontMatter, named: tuple[str, ...]) -> tuple[Claims, list[Unread]]:
    fields = {key: known(value) for key, value in front.fields.items()}
    unread = [
        Unread(front.lines[key], reason)
        for key, read, reason in (
            ("date", to_date, "a date that is none"),
            ("video_id", video_id, "a video id that is none"),
            ("video_url", web_link, "a link that is no web address"),
        )
        if (value := fields.get(key)) and not read(value)
    ]
    url = web_link(fields.get("video_url") or "")
    video = video_id(fields.get("video_id")) or video_id_in(url)
    claims = Claims(
        title=fields.get("title"),
        podcast=fields.get("podcast") or fields.get("channel"),
        date=to_date(fields.get("date") or ""),
        participants=distinct([*split_people(fields.get("speaker") or ""), *named]),
        video_id=video,
        url=url or (video_link(video) if video else None),
        edition="youtube" if video else None,
    )
    return claims, unread


def _turns(lines: Sequence[Line]) -> tuple[list[list[Piece]], list[Unread]]:
    turns: list[list[Piece]] = [[]]
    unread: list[Unread] = []
    seen_cue = False
    for line in lines:
        cue = _CUE.match(line.text)
        said_at = to_seconds(cue["time"]) if cue else None
        if cue is None or said_at is None:
            if cue or seen_cue or not _FURNITURE.fullmatch(line.text):
                unread.append(Unread(line.number, "a line that is no cue with a time"))
            turns.append([])
            continue
        seen_cue = True
        first, *others = _pieces(line, cue.end(), said_at)
        turns[-1] += first
        turns += others
    return turns, unread


def _pieces(line: Line, start: int, said_at: float) -> Iterator[list[Piece]]:
    """Yield the pieces between a cue's breaks: what goes on before, then one list a new turn."""
    for found in _BREAK.finditer(line.text, start):
        yield list(_sentences(line, start, found.start(), said_at))
        start = found.end()
    yield list(_sentences(line, start, len(line.text), said_at))


def _sentences(line: Line, start: int, end: int, said_at: float) -> Iterator[Piece]:
    text = line.text[start:end]
    ends = sentence_ends(text)
    stops = ends if ends and not text[ends[-1] :].strip() else [*ends, len(text)]
    past = 0
    for place, stop in enumerate(stops):
        words = text[past:stop]
        if words.strip():
            at = line.start + start + past + len(words) - len(words.lstrip())
            span = (at, at + len(words.strip()))
            count = len(words.split())
            yield Piece(span, count, said_at, place < len(ends), stop == stops[-1])
        past = stop


def _text(layer: str, segment: Segment) -> str:
    return " ".join(layer[start:end] for start, end in segment.spans)


def _passage(layer: str, segment: Segment, video: str | None) -> Passage:
    return Passage(
        Kind.SEGMENT,
        tuple(segment.spans),
        Truth.VERBATIM,
        speaker=self_introduced(" ".join(_text(layer, segment).split())),
        said_at=segment.said_at,
        url=video_link(video, segment.said_at) if video else None,
    )
