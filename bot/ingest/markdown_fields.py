"""What Markdown notes say of their episode: a title heading and "**Key:** value" lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.ingest.doubts import OTHER_VIDEO, twice
from bot.ingest.links import video_id, video_id_in, web_link
from bot.ingest.markdown_blocks import Block, Form, link_in
from bot.ingest.people import known, split_people
from bot.ingest.printed_dates import to_date
from bot.model import Claims, Note, Unread

_FIELD: Final = re.compile(
    r"\*\*(?P<key>[A-Za-z][A-Za-z ]{1,19})(?P<inside>:)?\*\*(?(inside)|:)\s*(?P<value>.*)"
)
READ: Final = frozenset({"podcast", "date", "participants", "video id", "video url"})
_LEFT: Final = frozenset({"region", "transcript", "duration", "language"})


def key_of(text: str) -> str | None:
    """Return the key, in small letters, if `text` is a field, whether it is known or not."""
    found = _FIELD.fullmatch(text)
    return found["key"].casefold() if found else None


def read_fields(layer: str, blocks: Sequence[Block]) -> tuple[Claims, list[Unread | Note]]:
    """Return what the head of a document claims, what of it cannot be read, and what is wrong.

    Of a field that is given twice, with two values, the first holds.

    Args:
        layer: the whole text.
        blocks: those above the first part or section, the title's heading among them.
    """
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    left: list[Unread | Note] = []
    for block in blocks:
        found = _FIELD.fullmatch(layer[slice(*block.span)])
        key = found["key"].casefold() if found else ""
        if found and key in READ:
            value = _value(key, found["value"])
            problem = _problem(key, value)
            if value and not problem:
                first = lines.setdefault(key, block.line)
                if fields.setdefault(key, value) != value:
                    left.append(twice(f"the {key}", block.line, first))
        else:
            unknown = found and key not in _LEFT
            problem = "a field that this format does not know" if unknown else None
        left += [Unread(block.line, problem)] if problem else []
    claims = _claims(layer, blocks, fields)
    return claims, [*left, *_contradictions(blocks, fields, lines)]


def _contradictions(
    blocks: Sequence[Block], fields: dict[str, str], lines: dict[str, int]
) -> Iterator[Note]:
    """Yield where the title, the video's id and its link do not agree."""
    first_field = min(lines.values(), default=0)
    titles = [one for one in blocks if one.form is Form.HEADING and one.level == 1]
    for title in titles[1:]:
        # Below the fields a heading may name the notes themselves; above them it is a title.
        if title.line < first_field:
            yield twice("the title", title.line, titles[0].line)
    linked = video_id_in(fields.get("video url"))
    named = video_id(fields.get("video id")) or video_id_in(titles[0].url if titles else None)
    if linked and named and linked != named:
        yield Note(lines["video url"], OTHER_VIDEO)


def _value(key: str, written: str) -> str:
    link = link_in(written)
    value = link["url" if key == "video url" else "words"] if link else written
    return known(value.strip("<>")) or ""


def _problem(key: str, value: str) -> str | None:
    checks = {"date": to_date, "video id": video_id, "video url": web_link}
    if value and key in checks and not checks[key](value):
        return f"a {key} that is none"
    return None


def _claims(layer: str, blocks: Sequence[Block], fields: dict[str, str]) -> Claims:
    title = next((one for one in blocks if one.form is Form.HEADING and one.level == 1), None)
    url = web_link(fields.get("video url", "")) or web_link((title and title.url) or "")
    video = video_id(fields.get("video id")) or video_id_in(url)
    return Claims(
        title=layer[slice(*title.span)] if title else None,
        podcast=fields.get("podcast") or None,
        date=to_date(fields.get("date", "")),
        participants=split_people(fields.get("participants", "")),
        video_id=video,
        url=url,
        edition="youtube" if video else None,
    )
