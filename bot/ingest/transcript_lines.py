"""Lines with a time or a name at their head -> cues, for the plain transcripts. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.ingest.captions import Cue
from bot.ingest.doubts import OTHER_VIDEO
from bot.ingest.front_matter import FrontMatter
from bot.ingest.lines import Line
from bot.ingest.links import video_id, video_id_in, video_link, web_link
from bot.ingest.people import distinct, known, split_people
from bot.ingest.printed_dates import to_date
from bot.model import Claims, Note, Unread

HEADING: Final = re.compile(r"#{1,6}\s")
"""A heading of Markdown: no words of the talk."""
_RULE: Final = re.compile(
    r"(?:[-*_=] ?){3,}|\|.*|!?\[[^\[\]]{0,300}\]\([^()]{0,2000}\)|```.*|<!--.*"
)
NO_TALK: Final = "a line that is no part of the talk"


@dataclass(slots=True)
class Paragraph:
    """What stands below one head: its line, time and voice, and its lines with words."""

    line: int
    said_at: float | None
    voice: str | None
    words: list[Line]
    is_new: bool = True

    def cue(self) -> Cue:
        """Return it as a cue."""
        return Cue(self.line, self.said_at, tuple(self.words), self.voice, self.is_new)


def is_talk(line: Line) -> bool:
    """Whether a line may be words that were said: no heading, rule, table, picture or link."""
    return HEADING.match(line.text) is None and _RULE.fullmatch(line.text) is None


def claims_of(
    front: FrontMatter, lines: Sequence[Line], speakers: tuple[str, ...]
) -> tuple[Claims, list[Unread | Note]]:
    """Return what front matter says of the episode, else a heading above the talk.

    Args:
        front: the front matter.
        lines: those above the talk, without the front matter.
        speakers: whom the talk names.
    """
    fields = {key.casefold(): known(value) for key, value in front.fields.items()}
    places = {key.casefold(): line for key, line in front.lines.items()}
    left: list[Unread | Note] = [
        Unread(places[key], reason)
        for key, read, reason in (
            ("date", to_date, "a date that is none"),
            ("video_id", video_id, "a video id that is none"),
            ("video_url", web_link, "a link that is no web address"),
            ("url", web_link, "a link that is no web address"),
        )
        if (value := fields.get(key)) and not read(value)
    ]
    links = [web_link(fields.get(key) or "") for key in ("video_url", "youtube_url", "url", "link")]
    linked = next((found for link in links if (found := video_id_in(link))), None)
    video = video_id(fields.get("video_id") or fields.get("youtube_id")) or linked
    if linked and linked != video:
        left.append(Note(front.after, OTHER_VIDEO))
    heading = next((line.text.lstrip("# ") for line in lines if line.text.startswith("# ")), None)
    people = [fields.get(key) or "" for key in _PEOPLE]
    claims = Claims(
        title=fields.get("title") or fields.get("episode_title") or heading,
        podcast=next((found for key in _PODCAST if (found := fields.get(key))), None),
        date=next((when for key in _DATE if (when := to_date(fields.get(key) or ""))), None),
        participants=distinct([*(n for one in people for n in split_people(one)), *speakers]),
        video_id=video,
        url=next((link for link in links if link), video_link(video) if video else None),
        edition="youtube" if video else None,
    )
    return claims, left


_PEOPLE: Final = ("speaker", "speakers", "guest", "guests", "host", "hosts", "participants")
_PODCAST: Final = ("podcast", "show", "series", "channel")
_DATE: Final = ("date", "published", "publish_date", "pubdate", "published_at")
