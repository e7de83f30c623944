"""What who brings a document says of its episode, beside what the document says itself. Pure.

A transcript that a feed links to names no podcast and no date; its feed does. What the document
says itself comes first, so that a disagreement stays to be seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.ingest.file_names import named_by
from bot.ingest.people import complete, distinct
from bot.model import Claims, Reading


def with_given(reading: Reading, given: Claims | None, file: str) -> Reading:
    """Return `reading` with what `given` adds to the claims of its document, called `file`.

    What only the document's name says gives way: an address is no title.
    """
    if given is None:
        return reading
    own, named = reading.claims, named_by(file)
    said: dict[str, Any] = {
        name: None
        for name in ("title", "podcast", "date", "video_id", "url", "edition")
        if getattr(own, name) == getattr(named, name) and getattr(given, name) is not None
    }
    return replace(reading, claims=joined(replace(own, **said), given))


def joined(own: Claims, given: Claims) -> Claims:
    """Return the claims of a document, each from `given` where the document has none.

    Who took part is who either names; a part of a name ("Dave") is the whole name that it is of.
    """
    has_title = bool(own.title)
    people = [complete(name, given.participants) or name for name in own.participants]
    return Claims(
        title=own.title or given.title,
        glued=own.glued if has_title else given.glued,
        podcast=own.podcast or given.podcast,
        date=own.date or given.date,
        participants=distinct([*given.participants, *people]),
        video_id=own.video_id or given.video_id,
        url=own.url or given.url,
        edition=own.edition or given.edition,
        maker=own.maker or given.maker,
        item=given.item or own.item,
        enclosure=own.enclosure or given.enclosure,
    )
