"""Automatic captions in Markdown (seed 004): YAML front matter, then "- [mm:ss] words". Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.ingest.cues import CUE, Turn, read_turns
from bot.ingest.doubts import OTHER_VIDEO
from bot.ingest.front_matter import FrontMatter, read_front_matter
from bot.ingest.introductions import introduced, self_introduced
from bot.ingest.lines import to_lines, words_of
from bot.ingest.links import video_id, video_id_in, video_link, web_link
from bot.ingest.people import distinct, known, split_people
from bot.ingest.printed_dates import to_date
from bot.ingest.readings import to_reading
from bot.ingest.segments import Segment, to_segments
from bot.model import Claims, Kind, Note, Passage, Reading, Truth, Unread

NAME: Final = "captions in Markdown"

_TRANSCRIPT: Final = re.compile(r"#{1,6} (?:Transcript|Text)\b", re.IGNORECASE)
_FENCE: Final = "---"


def recognises(layer: str) -> bool:
    """Whether it has cues, and before them front matter or a heading that says transcript."""
    for place, line in enumerate(words_of(layer)):
        if CUE.match(line.text):
            return False
        if (place == 0 and line.text == _FENCE) or _TRANSCRIPT.match(line.text):
            return any(CUE.match(other.text) for other in words_of(layer))
    return False


def parse(file: str, layer: str) -> Reading:
    """Join the cues to segments, each with its first cue's time and a link to that second.

    A segment's speaker is whom a label behind `>>` names, or whom its own words introduce as "I".
    Key points, tags and the summary are a machine's labels, and are left.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or there is no cue with words.
    """
    lines = to_lines(layer)
    front = read_front_matter(file, layer, lines)
    turns, left = read_turns([line for line in lines[front.after :] if line.text])
    spoken = [(segment, turn) for turn in turns for segment in to_segments([turn.pieces])]
    words = " ".join(_text(layer, segment) for segment, _ in spoken)
    labelled = [turn.speaker for turn in turns if turn.speaker]
    claims, more = _claims(front, (*labelled, *introduced(words)))
    passages = [_passage(layer, segment, turn, claims) for segment, turn in spoken]
    return to_reading(NAME, file, claims, passages, [*left, *more, *front.notes])


def _claims(front: FrontMatter, named: tuple[str, ...]) -> tuple[Claims, list[Unread | Note]]:
    fields = {key: known(value) for key, value in front.fields.items()}
    left: list[Unread | Note] = [
        Unread(front.lines[key], reason)
        for key, read, reason in (
            ("date", to_date, "a date that is none"),
            ("video_id", video_id, "a video id that is none"),
            ("video_url", web_link, "a link that is no web address"),
        )
        if (value := fields.get(key)) and not read(value)
    ]
    url = web_link(fields.get("video_url") or "")
    linked = video_id_in(url)
    video = video_id(fields.get("video_id")) or linked
    if linked and linked != video:
        left.append(Note(front.lines["video_url"], OTHER_VIDEO))
    claims = Claims(
        title=fields.get("title"),
        podcast=fields.get("podcast") or fields.get("channel"),
        date=to_date(fields.get("date") or ""),
        participants=distinct([*split_people(fields.get("speaker") or ""), *named]),
        video_id=video,
        url=url or (video_link(video) if video else None),
        edition="youtube" if video else None,
    )
    return claims, left


def _text(layer: str, segment: Segment) -> str:
    return " ".join(layer[start:end] for start, end in segment.spans)


def _passage(layer: str, segment: Segment, turn: Turn, claims: Claims) -> Passage:
    video = claims.video_id
    return Passage(
        Kind.SEGMENT,
        tuple(segment.spans),
        Truth.VERBATIM,
        speaker=turn.speaker or self_introduced(" ".join(_text(layer, segment).split())),
        said_at=segment.said_at,
        url=video_link(video, segment.said_at) if video else None,
        label=turn.label,
    )
