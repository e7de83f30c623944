"""One text of a card with all that stands beside it: as an answer shows it, and as a source has it.

Pure.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from bot.evidence import doubts, evidence_lines
from bot.model import (
    Attribution,
    Card,
    CardItem,
    CardKind,
    Entry,
    Episode,
    Evidence,
    Kind,
    Span,
    Status,
    Truth,
)
from bot.timecode import to_clock

NOT_NAMED = "Not named there"

_TOLD: Final = re.compile(r"\b(?:heard as|meant as|sounds like|read as)\b")
"""Reasons that a reader of the card should know: words that are not the ones they typed."""

_ESCAPE: Final = re.compile(r"\\(?=[\[\]*_#$&~<>`])")

_OWN: Final = {
    Truth.CORROBORATED: "word for word; the wording that is shown",
    Truth.VERBATIM: "word for word; the wording that is shown",
    Truth.SPLICED: "as quoted there, with cuts",
    Truth.PARAPHRASE: "a summary, not a quotation",
}
_OTHER: Final = "word for word; its own wording"

_LABELS: Final = {
    Kind.TAKEAWAY: "Summary, in the words of {file}",
    Kind.CHAPTER: "Chapter, as titled by {file}",
    Kind.MENTION: "Mentioned, according to {file}",
}


def to_item(entry: Entry, marks: tuple[Span, ...] = (), why: tuple[str, ...] = ()) -> CardItem:
    """Phrase one entry as a match shows it.

    Args:
        entry: the entry.
        marks: spans of `entry.text` that matched.
        why: the match's reasons; how a word was heard or read is told on the card.
    """
    cut = entry.title_length
    words = entry.text[cut:].lstrip()
    offset = len(entry.text) - len(words)
    speech = entry.kind.is_speech
    return CardItem(
        id=entry.id,
        words=unescaped(words),
        quoted=speech,
        where=_where(entry),
        badge=" · ".join((_badge(entry), *(reason for reason in why if _TOLD.search(reason)))),
        source=entry.source.file,
        marks=tuple(
            (_shown_at(words, a - offset), _shown_at(words, b - offset))
            for a, b in marks
            if a >= offset
        ),
        title=entry.text[:cut] or None,
        label=_label(entry.kind, entry.source.file),
        speaker=_speaker(entry.attribution) if speech else None,
        moment=_moment(entry),
        url=entry.url,
        plays=_plays(entry),
        sources=evidence_lines(entry),
    )


def long_date(date: dt.date) -> str:
    """Return a date as people write it: "28 November 2025", whatever the machine's locale."""
    # Without strftime: its month names follow the locale, and %-d is not everywhere.
    months = "January February March April May June July August September October November December"
    return f"{date.day} {months.split()[date.month - 1]} {date.year}"


def to_sources_card(entry: Entry) -> Card:
    """Phrase where an entry's words come from: what each source has, and whom it names.

    The lead counts the sources and says what is doubtful and what settles it, a line each. The
    words of every item are that source's own.
    """
    count = len(_files(entry))
    first = "1 source has these words." if count == 1 else f"{count} sources have these words."
    items = tuple(_as_in(one, entry) for one in entry.evidence) or (to_item(entry),)
    return Card(CardKind.SOURCES, "\n".join((first, *doubts(entry))), items)


def _as_in(one: Evidence, entry: Entry) -> CardItem:
    speech = entry.kind.is_speech
    edition = f"{one.edition} edition" if one.edition else None
    return CardItem(
        id=entry.id,
        words=unescaped(one.wording),
        quoted=speech,
        where=" · ".join(part for part in (_where(entry), edition) if part),
        badge=_OWN[entry.truth] if one is entry.evidence[0] else _OTHER,
        source=one.file,
        label=_label(entry.kind, one.file),
        speaker=(one.speaker or NOT_NAMED) if speech else None,
        moment=None if one.said_at is None else to_clock(one.said_at),
        url=one.url,
        plays=_plays(one),
    )


def unescaped(words: str) -> str:
    """Return words without Markdown's backslashes, which no reader is meant to see."""
    return _ESCAPE.sub("", words)


def _shown_at(words: str, offset: int) -> int:
    """Return where `offset` of `words` is once they are unescaped."""
    return len(unescaped(words[:offset]))


def _moment(entry: Entry) -> str | None:
    """Return the printed time, with its edition where the link is not to that one."""
    if entry.said_at is None:
        return None
    clock = to_clock(entry.said_at)
    return (
        clock if _plays(entry) or not entry.edition else f"{clock} of the {entry.edition} edition"
    )


def _plays(cited: Entry | Evidence) -> bool:
    return cited.url is not None and cited.said_at is not None and cited.edition == "youtube"


def _label(kind: Kind, file: str) -> str | None:
    return None if kind.is_speech else _LABELS[kind].format(file=file)


def _speaker(attribution: Attribution) -> str:
    named = " or ".join(attribution.candidates)
    if attribution.settled is not None:
        return f"{named} (settled by a curator)"
    if attribution.status is Status.STATED:
        return named
    if attribution.status is Status.DISPUTED:
        return f"Sources disagree: {named}"
    if attribution.candidates:
        return f"Speaker not named (taking part: {', '.join(attribution.candidates)})"
    return "Speaker not named"


def _where(entry: Entry) -> str:
    return where(entry.episode)


def where(episode: Episode) -> str:
    """Return podcast, title and date in one line."""
    parts = (
        episode.podcast,
        episode.title or "Untitled episode",
        episode.date and long_date(episode.date),
    )
    return " · ".join(part for part in parts if part)


def _badge(entry: Entry) -> str:
    badge = {
        Truth.CORROBORATED: f"{len(_files(entry))} sources agree",
        Truth.VERBATIM: "word for word, one source",
        Truth.SPLICED: "as quoted there, with cuts",
        Truth.PARAPHRASE: "a summary, not a quotation",
    }[entry.truth]
    return f"{badge}; parts confirmed by another" if entry.confirmed else badge


def _files(entry: Entry) -> set[str]:
    return {entry.source.file, *(other.file for other in entry.also_in)}
