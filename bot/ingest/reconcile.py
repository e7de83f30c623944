"""Many readings -> one episode, with what its documents disagree on kept and named. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.ingest.attribution import attribute, known_participants, rivals
from bot.ingest.corroboration import agreed, corroborate, independent
from bot.ingest.grouping import compact, keys_of, podcast_key
from bot.ingest.identity import entry_id, episode_id, segment_id
from bot.model import (
    PUBLIC,
    Attribution,
    Claims,
    Entry,
    Episode,
    Evidence,
    Kind,
    Passage,
    Reading,
    Source,
    SourceDocument,
    Truth,
)
from bot.ports import Reconciled

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A document and what its parser got out of it."""

    document: SourceDocument
    reading: Reading


def reconcile(read: Sequence[Read], library: str = PUBLIC) -> Reconciled:
    """Make one episode of the documents that describe it.

    Args:
        read: at least one; their order does not matter.
        library: whose episode it is.
    """
    ordered = sorted(read, key=lambda one: one.document.file)
    claims = [one.reading.claims for one in ordered]
    title, title_conflicts = _title(claims)
    episode = Episode(
        id=episode_id(_identity(ordered, title), library),
        title=title,
        podcast=_commonest(c.podcast for c in claims),
        date=_commonest(c.date for c in claims),
        url=next((c.url for c in claims if c.url), None),
        participants=known_participants(claims),
    )
    makers = {one.document.file: one.reading.claims.maker for one in ordered}
    found = corroborate(_entries(ordered, episode), makers)
    return Reconciled(
        episode=episode,
        entries=tuple(
            entry if entry.position == at else replace(entry, position=at)
            for at, entry in enumerate(found.entries)
        ),
        files=tuple(one.document.file for one in ordered),
        conflicts=(*title_conflicts, *_conflicts(ordered)),
        heard=found.heard,
    )


def _title(claims: Sequence[Claims]) -> tuple[str | None, tuple[str, ...]]:
    plain = _commonest(c.title for c in claims if not c.glued)
    if plain:
        return plain, ()
    glued = [c for c in claims if c.glued and c.title]
    title = next((c.title for c in glued), None)
    if title is None:
        return None, ()
    return title, (f"a channel's name may be glued to the title “{title}”; nothing here tells",)


def _identity(read: Sequence[Read], title: str | None) -> str:
    """Return what names the episode: the video, else title, podcast and date, else the bytes."""
    claims = [one.reading.claims for one in read]
    video = next((c.video_id for c in claims if c.video_id), None)
    if video:
        return f"video {video}"
    date = _commonest(c.date for c in claims)
    podcast = _commonest(podcast_key(c.podcast) for c in claims)
    keys = [keys_of(c) for c in claims]
    glued = all(key.glued for key in keys)
    if title is None or not any(key.title or key.glued for key in keys):
        return _bytes(read)
    # What could not join another document by its title is not named by it either.
    return f"title {compact(title)} {podcast} {date}" if podcast or date or glued else _bytes(read)


def _bytes(read: Sequence[Read]) -> str:
    return f"document {min(one.document.sha256 for one in read)}"


def _entries(read: Sequence[Read], episode: Episode) -> list[Entry]:
    """Return the entries of all documents; speech in the same words is one, with every source."""
    makers = {one.document.file: one.reading.claims.maker for one in read}
    said: dict[str, Entry] = {}
    turns: dict[str, int] = {}
    all_claims = [one.reading.claims for one in read]
    for one in read:
        whose: dict[tuple[bool, str | None], Attribution] = {}
        for passage in one.reading.passages:
            key = passage.kind.is_speech, passage.speaker  # all that it depends on
            if key not in whose:
                whose[key] = attribute(passage, one.reading.claims, all_claims)
            entry = _entry(one, passage, episode, whose[key], len(said))
            earlier = said.get(entry.id)
            if earlier is None:
                said[entry.id] = entry
            elif passage.kind is Kind.SEGMENT and _is_another_turn(entry, earlier):
                entry = _told_apart(entry, said, turns)
                said[entry.id] = entry
            else:
                said[entry.id] = _same_words(earlier, entry, makers)
    return list(said.values())


def _is_another_turn(entry: Entry, earlier: Entry) -> bool:
    """Whether two segments of one id are two turns: of one second, or of one document."""
    return entry.said_at is not None or entry.source.file == earlier.source.file


def _told_apart(entry: Entry, said: Mapping[str, Entry], turns: dict[str, int]) -> Entry:
    """Return a segment under an id that its words make, and its turn among those of such words.

    `turns` remembers the last one that was taken: a word may stand there ten thousand times.
    """
    text = entry.text
    first = segment_id(entry.id, text, 1)
    turn = turns.get(first, 0) + 1
    while (found := segment_id(entry.id, text, turn)) in said:
        turn += 1
    turns[first] = turn
    return replace(entry, id=found)


def _entry(
    one: Read, passage: Passage, episode: Episode, attribution: Attribution, position: int
) -> Entry:
    claims, text = one.reading.claims, passage.text_in(one.document.layer)
    edition = claims.edition if passage.said_at is not None else None
    own_url = passage.url or _moment(claims, passage)
    return Entry(
        id=entry_id(episode.id, passage.kind, text, edition, passage.said_at),
        episode=episode,
        kind=passage.kind,
        truth=passage.truth,
        text=text,
        attribution=attribution,
        source=Source(one.document.file, passage.spans),
        title_length=passage.spans[0][1] - passage.spans[0][0] if passage.titled else 0,
        said_at=passage.said_at,
        edition=edition,
        url=own_url or episode.url,
        position=position,
        evidence=(
            Evidence(
                one.document.file,
                text,
                passage.speaker,
                passage.said_at,
                edition,
                own_url,
                passage.label,
            ),
        ),
    )


def _same_words(earlier: Entry, later: Entry, makers: Mapping[str, str | None]) -> Entry:
    """Return one entry with both sources; two independent documents corroborate it."""
    files = [earlier.source.file, *(source.file for source in earlier.also_in)]
    confirmed = (
        earlier.kind.is_speech
        and Truth.SPLICED not in (earlier.truth, later.truth)
        and all(independent(file, later.source.file, makers) for file in files)
    )
    timed = later if earlier.said_at is None and later.said_at is not None else earlier
    return replace(
        earlier,
        also_in=(*earlier.also_in, later.source),
        evidence=(*earlier.evidence, *later.evidence),
        truth=Truth.CORROBORATED if confirmed else earlier.truth,
        attribution=agreed(earlier.attribution, later.attribution),
        said_at=timed.said_at,
        edition=timed.edition,
        url=timed.url,
    )


def _moment(claims: Claims, passage: Passage) -> str | None:
    if passage.said_at is None:
        return None
    if claims.edition == "audio" and claims.enclosure:
        # A media fragment, which browsers and players begin at.
        return f"{claims.enclosure}#t={int(passage.said_at)}"
    if claims.edition != "youtube" or not claims.video_id:
        return None
    return f"https://www.youtube.com/watch?v={claims.video_id}&t={int(passage.said_at)}s"


def _conflicts(read: Sequence[Read]) -> tuple[str, ...]:
    claims = [(one.document.file, one.reading.claims) for one in read]
    found = []
    if len({c.date for _, c in claims if c.date}) > 1:
        found.append(f"dates differ: {_listed((f, c.date) for f, c in claims)}")
    if len({podcast_key(c.podcast) for _, c in claims if c.podcast}) > 1:
        found.append(f"podcast names differ: {_listed((f, c.podcast) for f, c in claims)}")
    if rivals([c for _, c in claims]):
        named = ((f, ", ".join(c.participants)) for f, c in claims)
        found.append(f"participants differ: {_listed(named)}")
    return tuple(found)


def _listed(said: Iterable[tuple[str, object]]) -> str:
    return "; ".join(f"{file} says {what}" for file, what in said if what)


def _commonest(values: Iterable[T | None]) -> T | None:
    """Return the value most documents give; of equally common ones the first."""
    counted = Counter(value for value in values if value is not None)
    return max(counted, key=counted.__getitem__) if counted else None
