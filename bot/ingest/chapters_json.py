"""The chapters in JSON of the podcast namespace. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.ingest.doubts import backwards
from bot.ingest.file_names import completed
from bot.ingest.json_kinds import CHAPTERS, kind_of
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
from bot.model import Claims, Kind, Passage, Reading, Truth, Unread

NAME: Final = CHAPTERS


def recognises(text: str) -> bool:
    """Whether it is an object with chapters."""
    return kind_of(text) == NAME


def to_layer(_file: str, text: str) -> str:
    """Return the JSON with its texts unescaped in place."""
    return read_json(text).layer


def parse(file: str, text: str) -> Reading:
    """Take the chapters that have a title and are meant to be listed.

    Raises:
        BrokenDocument: it is no JSON, or no chapter has a title.
    """
    found = open_json(file, text)
    value = fields(found.value)
    left: list[Unread] = []
    passages = list(_passages(value, left))
    claims = Claims(
        title=text_of(value.get("title")),
        podcast=text_of(value.get("podcastName")),
        edition="audio",
    )
    listed = objects(value.get("chapters"))
    times = ((at, seconds(one.get("startTime"))) for at, one in enumerate(listed, start=1))
    said = by_number("chapter", [*left, *backwards(times)])
    return to_reading(NAME, file, completed(claims, file), passages, said)


def _passages(value: dict[str, object], left: list[Unread]) -> Iterator[Passage]:
    for number, chapter in enumerate(objects(value.get("chapters")), start=1):
        title = line_of(chapter.get("title"), number)
        said_at = seconds(chapter.get("startTime"))
        if not title:
            left.append(Unread(number, "it has no title"))
        elif chapter.get("toc") is False:
            left.append(Unread(number, "it is not to be listed"))
        elif said_at is None:
            left.append(Unread(number, "its time is none"))
        else:
            spans = tuple(line.span for line in title)
            yield Passage(Kind.CHAPTER, spans, Truth.PARAPHRASE, said_at=said_at)
