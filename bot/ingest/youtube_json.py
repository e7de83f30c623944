"""YouTube's captions in JSON: `json3` as it is served, and the lists that libraries make. Pure.

`json3` is a run of words; its text layer is those words alone, as they follow one another. A list
(`[{"text", "start", "duration"}]`) keeps its form, its texts unescaped in place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.ingest.captions import Cue, read_cues, speakers_of
from bot.ingest.file_names import completed
from bot.ingest.json_kinds import YOUTUBE, kind_of
from bot.ingest.lines import Line
from bot.ingest.links import video_id, video_link
from bot.ingest.placed_json import (
    Placed,
    by_number,
    line_of,
    objects,
    open_json,
    read_json,
    seconds,
    text_of,
)
from bot.ingest.readings import to_reading
from bot.model import Claims, Reading, Unread

NAME: Final = YOUTUBE

_NO_TIME: Final = "its time is none"


def recognises(text: str) -> bool:
    """Whether it has events or snippets, or is a list of texts with a start and no end."""
    return kind_of(text) == NAME


def to_layer(_file: str, text: str) -> str:
    """Return the words of `json3`; of a list the JSON with its texts unescaped in place."""
    found = read_json(text)
    if found.problem or not _is_json3(found.value):
        return found.layer
    return "".join(word for event in _events(found.value) for word in _words(event))


def parse(file: str, text: str) -> Reading:
    """Join the captions to segments, each with its first caption's time.

    Raises:
        BrokenDocument: it is no JSON, or there is no caption with words.
    """
    found = open_json(file, text)
    left: list[Unread] = []
    if _is_json3(found.value):
        cues, layer = list(_of_events(found.value, left)), to_layer(file, text)
    else:
        cues, layer = list(_of_list(found.value, left)), found.layer
    passages, notes = read_cues(layer, cues)
    claims = _claims(found.value, speakers_of(passages))
    return to_reading(
        NAME, file, completed(claims, file), passages, by_number("caption", [*notes, *left])
    )


def _claims(value: object, speakers: tuple[str, ...]) -> Claims:
    given = value.get("video_id") if isinstance(value, dict) else None
    video = video_id(text_of(given))
    return Claims(
        participants=speakers,
        video_id=video,
        url=video_link(video) if video else None,
        edition="youtube",
    )


def _is_json3(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("events"), list)


def _events(value: dict[str, Any]) -> list[dict[str, Any]]:
    return objects(value["events"])


def _words(event: dict[str, Any]) -> list[str]:
    return [word for one in objects(event.get("segs")) if isinstance(word := one.get("utf8"), str)]


def _of_events(value: dict[str, Any], left: list[Unread]) -> Iterator[Cue]:
    start = 0
    for number, event in enumerate(_events(value), start=1):
        shown = Placed.at("".join(_words(event)), start)
        start += len(shown)
        words, at = line_of(shown, number), event.get("tStartMs")
        said_at = seconds(at / 1000 if isinstance(at, int | float) else at)
        if words and said_at is None:
            left.append(Unread(number, _NO_TIME))
        elif words and said_at is not None:
            yield Cue(number, said_at, words)


def _of_list(value: object, left: list[Unread]) -> Iterator[Cue]:
    listed = value.get("snippets") if isinstance(value, dict) else value
    for number, one in enumerate(objects(listed), start=1):
        words: tuple[Line, ...] = line_of(one.get("text"), number)
        said_at = seconds(one.get("start"))
        if words and said_at is None:
            left.append(Unread(number, _NO_TIME))
        elif words and said_at is not None:
            yield Cue(number, said_at, words)
