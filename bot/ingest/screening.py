"""Keeps out what was forgotten when it comes again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.errors import EmptyDocument, KeptOut
from bot.ingest import redacted
from bot.ingest.grouping import compact, podcast_key
from bot.ingest.opening import Opened, open_document
from bot.marks import Marks
from bot.model import Claims, Passage, Reading


def screened(opened: Opened, marks: Marks) -> Opened:
    """Return a document as it may go in: whole, or without the words of who was forgotten.

    Raises:
        KeptOut: it is of an episode that was forgotten.
        EmptyDocument: nothing of it is left.
    """
    if not marks.found:
        return opened
    reading = opened.reading()
    mark = marks.first("episode", episode_keys(opened.document.sha256, reading.claims))
    if mark is not None:
        raise KeptOut(opened.file, mark.id, mark.at)

    def gone(passage: Passage) -> bool:
        text = passage.text_in(opened.document.layer)
        named = passage.speaker is not None and passage.kind.is_speech
        return marks.is_person(passage.speaker) or (not named and marks.has_words(text))

    return without(opened, reading, gone, marks.is_person)


def episode_keys(sha256: str, claims: Claims) -> Iterator[tuple[str, ...]]:
    """Yield whatever tells a document's episode again."""
    yield ("document", sha256)
    if claims.item:
        yield ("item", claims.item)
    if claims.video_id:
        yield ("video", claims.video_id)
    title = compact(claims.title or "")
    if title and claims.podcast:
        yield ("title", title, podcast_key(claims.podcast) or "")
    if title and claims.date:
        yield ("title", title, claims.date.isoformat())


def without(
    opened: Opened,
    reading: Reading,
    gone: Callable[[Passage], bool],
    is_gone: Callable[[str], bool],
) -> Opened:
    """Return a document without the passages that are `gone` and the people who are.

    The same document where it has none of either.

    Raises:
        EmptyDocument: nothing of it is left.
    """
    kept = [one for one in reading.passages if not gone(one)]
    claims = _without(reading.claims, is_gone)
    if len(kept) == len(reading.passages) and claims == reading.claims:
        return opened
    if not kept:
        raise EmptyDocument(opened.file)
    data = redacted.write(opened.format.name, opened.document.layer, claims, kept)
    given = opened.given and _without(opened.given, is_gone)
    return open_document(opened.file, data, given)


def _without(claims: Claims, is_gone: Callable[[str], bool]) -> Claims:
    people = tuple(name for name in claims.participants if not is_gone(name))
    return claims if people == claims.participants else replace(claims, participants=people)
