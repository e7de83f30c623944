"""Lines with a time or a name at their head -> cues, for the plain transcripts. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ingest.captions import Cue, read_cues, speakers_of
from bot.ingest.doubts import OTHER_VIDEO
from bot.ingest.file_names import completed
from bot.ingest.front_matter import FrontMatter, read_front_matter
from bot.ingest.lines import Line, to_lines
from bot.ingest.links import video_id, video_id_in, video_link, web_link
from bot.ingest.people import distinct, known, split_people
from bot.ingest.printed_dates import to_date
from bot.ingest.readings import to_reading
from bot.model import Claims, Note, Reading, Unread

HEADING: Final = re.compile(r"#{1,6}\s")
"""A heading of Markdown: no words of the talk."""
_RULE: Final = re.compile(
    r"(?:[-*_=] ?){3,}|\|.*|!?\[[^\[\]]{0,300}\]\([^()]{0,2000}\)|```.*|<!--.*"
)
_MARKS: Final = frozenset("#-*_=|![`<")  # what any of these begins with
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


Parted = Callable[[Sequence[Line]], tuple[list[Paragraph], list[Unread]]]
"""From lines to the paragraphs that they make, and what is not read of them."""


def is_talk(line: Line) -> bool:
    """Whether a line may be words that were said: no heading, rule, table, picture or link."""
    if line.text[:1] not in _MARKS:
        return True
    return HEADING.match(line.text) is None and _RULE.fullmatch(line.text) is None


def read_transcript(
    format: str, file: str, text: str, is_head: Callable[[Line], object], parted: Parted
) -> Reading:
    """Return the reading of a transcript whose paragraphs have heads.

    Args:
        format: the name of its format.
        file: its name.
        text: its text, which is its layer.
        is_head: whether a line begins the talk; what stands above it is the episode's.
        parted: from the lines of the talk to its paragraphs, and what is not read.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or nobody says a word.
    """
    lines = to_lines(text)
    front = read_front_matter(file, text, lines)
    rest = [line for line in lines[front.after :] if line.text]
    first = next((place for place, line in enumerate(rest) if is_head(line)), len(rest))
    paragraphs, left = parted(rest[first:])
    passages, notes = read_cues(text, [one.cue() for one in paragraphs])
    claims, more = _claims(front, rest[:first], speakers_of(passages))
    above = [Unread(line.number, NO_TALK) for line in rest[:first] if is_talk(line)]
    said = [*above, *left, *notes, *more, *front.notes]
    return to_reading(format, file, completed(claims, file), passages, said)


def _claims(
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
