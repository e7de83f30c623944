"""The transcript in JSON of the podcast namespace: segments with speaker, times and body. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.ingest.captions import Cue, read_cues, speakers_of
from bot.ingest.file_names import completed
from bot.ingest.json_kinds import TRANSCRIPT, kind_of
from bot.ingest.placed_json import (
    by_number,
    fields,
    line_of,
    objects,
    open_json,
    read_json,
    seconds,
    text_of,
)
from bot.ingest.readings import to_reading
from bot.model import Claims, Reading, Unread

NAME: Final = TRANSCRIPT


def recognises(text: str) -> bool:
    """Whether it is an object with segments that have a body."""
    return kind_of(text) == NAME


def to_layer(_file: str, text: str) -> str:
    """Return the JSON with its texts unescaped in place."""
    return read_json(text).layer


def parse(file: str, text: str) -> Reading:
    """Join the segments, which may be single words, at turns and sentence ends.

    Raises:
        BrokenDocument: it is no JSON, or there is no segment with words.
    """
    found = open_json(file, text)
    left: list[Unread] = []
    cues = list(_cues(fields(found.value), left))
    passages, notes = read_cues(found.layer, cues)
    claims = Claims(participants=speakers_of(passages), edition="audio")
    said = by_number("segment", [*notes, *left])
    return to_reading(NAME, file, completed(claims, file), passages, said)


def _cues(value: dict[str, object], left: list[Unread]) -> Iterator[Cue]:
    for number, segment in enumerate(objects(value.get("segments")), start=1):
        words = line_of(segment.get("body"), number)
        said_at = seconds(segment.get("startTime"))
        if said_at is None:
            left.append(Unread(number, "its time is none"))
        elif words:
            yield Cue(number, said_at, words, text_of(segment.get("speaker")))
