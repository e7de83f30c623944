"""The words of podquote as frozen values; one meaning each, the same in tables, types and replies.

Pure: no I/O, no clock. Terms follow the podcast namespace (Podcastindex-org/podcast-namespace).
Spans are offsets in Unicode code points into a document's text layer, end exclusive. A text is
always its
spans' pieces joined with one space: that is the promise `podquote verify` checks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Span = tuple[int, int]
"""Start and end, in code points."""


class Kind(StrEnum):
    """What a text is; only quotes and segments are speech and stand in quotation marks."""

    QUOTE = "quote"
    SEGMENT = "segment"
    TAKEAWAY = "takeaway"
    CHAPTER = "chapter"
    MENTION = "mention"

    @property
    def is_speech(self) -> bool:
        """Whether somebody said these words."""
        return self in (Kind.QUOTE, Kind.SEGMENT)


class Truth(StrEnum):
    """How sure we are of the words, surest first."""

    CORROBORATED = "corroborated"
    VERBATIM = "verbatim"
    SPLICED = "spliced"
    PARAPHRASE = "paraphrase"


class Status(StrEnum):
    """Whether the sources say who said it."""

    STATED = "stated"
    DISPUTED = "disputed"
    UNLABELLED = "unlabelled"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said it, according to whom.

    Attributes:
        status: stated, disputed or unlabelled.
        candidates: stated, the one; disputed, all who are named; unlabelled, the known
            participants, or none.
        settled: why, where a curator settled it; None where only the sources speak.
    """

    status: Status
    candidates: tuple[str, ...] = ()
    settled: str | None = None

    @property
    def speaker(self) -> str | None:
        """The one who is stated, else None: a wrong name is worse than none."""
        return self.candidates[0] if self.status is Status.STATED else None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One file as it came, never changed.

    Attributes:
        file: its name, relative to the folder that was named (the seeds: the bare name).
        sha256: of `data`, in hex.
        data: the bytes.
        layer: the text that spans count in; rebuilt from `data` by its format.
    """

    file: str
    sha256: str
    data: bytes = field(repr=False)
    layer: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that one reading found in one document.

    Attributes:
        kind: what they are.
        spans: where they stand, in document order.
        truth: verbatim, spliced or paraphrase; a reading alone corroborates nothing.
        speaker: as this source names them, or None; only for speech.
        said_at: the timecode that the source prints, in seconds, or None.
        url: the source's own link, unchanged, or None.
        titled: whether the first span is a title (an idea's, a section's) and the rest its body.
    """

    kind: Kind
    spans: tuple[Span, ...]
    truth: Truth
    speaker: str | None = None
    said_at: float | None = None
    url: str | None = None
    titled: bool = False

    def text_in(self, layer: str) -> str:
        """Return the words: the spans' pieces of `layer`, joined with one space."""
        return " ".join(layer[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a document that its parser saw and did not keep.

    Attributes:
        line: its line, from 1.
        reason: why, in a few words.
    """

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a document that its parser kept although it is wrong in itself.

    Attributes:
        line: its line, from 1.
        says: what is wrong, in a few words.
    """

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What one document says about its episode; None or empty where it says nothing.

    Attributes:
        title: the episode's title as printed.
        glued: whether a channel's name may be glued to the front of `title`, as some pages print
            it.
        podcast, date, participants: as printed; participants in the document's order.
        video_id, url: of the video and of the episode's page.
        edition: the edition this document's times belong to ("youtube", "audio"), or None.
        maker: who made the document, where it tells; two of one maker confirm nothing.
    """

    title: str | None = None
    glued: bool = False
    podcast: str | None = None
    date: dt.date | None = None
    participants: tuple[str, ...] = ()
    video_id: str | None = None
    url: str | None = None
    edition: str | None = None
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one parser got out of one document."""

    format: str
    claims: Claims
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: a document's file name and the spans in its text layer."""

    file: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One issue of a podcast, as its documents together describe it.

    Attributes:
        id: stable; made from what names the episode.
        title, podcast, date, url: the best that the documents say; None where none says it.
        participants: everybody a document names as taking part, in a stable order.
    """

    id: str
    title: str | None
    podcast: str | None
    date: dt.date | None
    url: str | None
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source says about an entry's words.

    Attributes:
        file: the source's name.
        wording: the words as they stand there, which may differ from the entry's.
        speaker: whom this source names, or None.
        said_at, edition, url: when, on which clock, and its link; None where it says nothing.
    """

    file: str
    wording: str
    speaker: str | None = None
    said_at: float | None = None
    edition: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A part of an entry's words that another source has too: where in its text, and which file."""

    span: Span
    file: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the catalogue holds and an answer can show.

    Attributes:
        id: stable across re-ingest and databases.
        episode: the episode it belongs to.
        text: the words as they stand in `source`.
        title_length: how many code points of `text` are its title (0: it has none).
        said_at, edition, url: the citation; see "Citation" in docs/architecture.md.
        source, also_in: where the words stand, and where else, each in its own wording.
        position: the entry's place in its episode's catalogue, for a total order.
        evidence: what each source says of these words, its own first.
        confirmed: which parts of a longer quotation other sources have too.
        passage: of a quotation with cuts, the ids of the segments that hold the whole passage.
    """

    id: str
    episode: Episode
    kind: Kind
    truth: Truth
    text: str
    attribution: Attribution
    source: Source
    title_length: int = 0
    said_at: float | None = None
    edition: str | None = None
    url: str | None = None
    also_in: tuple[Source, ...] = ()
    position: int = 0
    evidence: tuple[Evidence, ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    passage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it was heard, and as it is meant.

    Attributes:
        heard: folded words, joined by a space ("roxette", "open ai").
        meant: as it is written ("Rockset").
        episode_id: the only episode it holds in, or None: it holds everywhere.
        evidence: why, a sentence each; empty where a curator gave none.
        by_whom: who says so.
    """

    heard: str
    meant: str
    episode_id: str | None = None
    evidence: tuple[str, ...] = ()
    by_whom: Literal["mined", "curator"] = "mined"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. Filters forgive spelling; `limit` is how many matches at most."""

    text: str
    speaker: str | None = None
    episode: str | None = None
    podcast: str | None = None
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that answers a question.

    Attributes:
        entry: the entry.
        score: higher is better; comparable within one answer only.
        why: human-readable reasons: matched words, corrections made, aliases used.
        marks: spans of `entry.text` (not of the document) that matched, in order, not overlapping.
    """

    entry: Entry
    score: float
    why: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was found. No matches is an honest miss; `suggestions` are what is near."""

    question: Question
    matches: tuple[Match, ...]
    suggestions: tuple[str, ...] = ()


class Verdict(StrEnum):
    """Whether somebody said what was asked."""

    SAID = "said"
    NEARLY = "nearly"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of words that somebody may have said.

    Attributes:
        words: as they were asked.
        verdict: said, the same words but for case, punctuation and fillers; nearly, a few words
            differ; or nothing like it.
        closest: where the nearest words stand, or None with nothing; its marks are what both have.
            Words that run over two segments come as one entry: their texts and spans, in order.
        diff: one a word, in order: "=" is in both and "+" only in the source, both as written
            there; "-" was only asked. From the first to the last word that the two share.
    """

    words: str
    verdict: Verdict
    closest: Match | None = None
    diff: tuple[tuple[str, str], ...] = ()


class ChangeKind(StrEnum):
    """What a document does to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    MERGED = "merged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """What a document does to one entry.

    Attributes:
        kind: added, changed into another, merged into one that was there, or gone.
        old, new: before and after; None where there is none.
    """

    kind: ChangeKind
    old: Entry | None = None
    new: Entry | None = None


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What became of one document that was to go in.

    Attributes:
        file: its name.
        format: the format that claimed it, or None.
        episode: the title of the episode it belongs to now, or None.
        added: how many new texts the catalogue has of each kind; empty when nothing changed.
        unread: how many things its parser saw and did not keep.
        conflicts: what its episode's documents disagree on, a sentence each.
        changes: what it does to each entry.
        error: one sentence when it was refused, else None; nothing of it was written then.
        notes: what its parser did not keep, and what it kept that is wrong in itself: a sentence
            each, with its line, in the order of the lines.
    """

    file: str
    format: str | None = None
    episode: str | None = None
    added: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    conflicts: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """One text held against its document.

    Attributes:
        file: the document's name.
        entry_id: whose text it is.
        problem: why it does not hold, or None: it holds.
        line: where in the document a text that does not hold begins, from 1; None where it holds,
            and where it begins nowhere in the document.
    """

    file: str
    entry_id: str
    problem: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """How much is in the library."""

    podcasts: int
    episodes: int
    documents: int
    entries: int


class CardKind(StrEnum):
    """What a card is: an answer, an honest miss, help for an empty question, or trouble."""

    ANSWER = "answer"
    MISS = "miss"
    HELP = "help"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class CardItem:
    """One text of a card with everything a door shows beside it; every string is ready to be read.

    Attributes:
        id: the entry's.
        words: the words to show, whole. Where `quoted`, the door puts quotation marks around them.
        marks: spans of `words` that matched; a door may embolden them.
        quoted: true for speech, and only for speech.
        title: a takeaway's or mention's own title, shown above `words`; not part of `words`.
        label: what a text that is no speech is, with its source ("Summary by 003_….txt"); None for
            speech.
        speaker: who said it, or that it is not known, or that sources disagree; None where nobody
            spoke.
        where: podcast, episode and date in one line.
        moment: the timecode as text ("18:11"), or None.
        url: the link to the moment, or to the episode, or None; http(s) only.
        plays: whether `url` leads to the moment itself.
        badge: how sure the source is of the words, in a few words.
        source: the document's file name.
        sources: the evidence, a line each: what each source has, and whom it names.
    """

    id: str
    words: str
    quoted: bool
    where: str
    badge: str
    source: str
    marks: tuple[Span, ...] = ()
    title: str | None = None
    label: str | None = None
    speaker: str | None = None
    moment: str | None = None
    url: str | None = None
    plays: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, whoever shows it.

    Attributes:
        kind: answer, miss, help or trouble.
        lead: one sentence above the items ("3 of the best matches"); never the asker's own words.
        items: the texts, best first; empty unless it is an answer.
        hints: things to try, each ready to be typed as a question; words of the index, never of
            the asker.
    """

    kind: CardKind
    lead: str
    items: tuple[CardItem, ...] = ()
    hints: tuple[str, ...] = ()


class Delivery(StrEnum):
    """How sending a post ended.

    `UNKNOWN`: the request left and no certain answer came; the platform may have the message.
    `REFUSED`: certainly not sent, try later. `DEAD`: certainly not sent, and never will be there.
    """

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one send.

    Attributes:
        delivery: the class of the outcome.
        message_ref: the platform's own id of the message, when sent.
        reason: a short, stable word for the log and the schedule's status ("channel_not_found").
        retry_after: seconds to wait, where the platform told.
    """

    delivery: Delivery
    message_ref: str | None = None
    reason: str = ""
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A card on its way to a channel.

    Attributes:
        platform: "slack" or "discord".
        channel: the platform's id of the channel.
        card: what to show, frozen when it was planned.
        key: at most 20 characters, the same for every try of one occurrence; Discord's nonce,
            Slack's metadata.
        first_send_at: when the first try began (UTC), or None before it; where reconciling starts
            to look.
    """

    platform: str
    channel: str
    card: Card
    key: str
    first_send_at: dt.datetime | None = None


class Standing(StrEnum):
    """Whether a schedule posts."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rule for posting into a channel: one quote a local date.

    Attributes:
        id: short and stable; also the seed of the order in which its quotes come.
        platform: "slack" or "discord".
        channel: the platform's id of the channel.
        at: the chosen local wall time.
        timezone: an IANA name.
        next_date, next_due: a local date and the instant (UTC) it is due: in the ledger, the next
            one to plan; as `Daily` hands it out, the next one to come.
        standing: active, paused or removed.
        reason: why it is paused: "by_command", or what the platform said ("channel_not_found").
        checked: whether its platform has ever said that the channel can be posted to.
    """

    id: str
    platform: str
    channel: str
    at: dt.time
    timezone: str
    next_date: dt.date
    next_due: dt.datetime
    standing: Standing = Standing.ACTIVE
    reason: str = ""
    checked: bool = False


class OccurrenceState(StrEnum):
    """Where an occurrence stands; see `bot/daily.py` for what leads where.

    `PLANNED`: its quote is chosen and it is certainly not sent. `CLAIMED`: a try began and its end
    is not known yet. `SKIPPED`: certainly not sent, and it won't be. `UNKNOWN`: perhaps sent; it
    could not be found out in time, and it is not sent again.
    """

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One local date of a schedule; there is never a second one of the same date.

    Attributes:
        key: at most 20 characters, made from schedule and date; what tries are told by.
        schedule: whose date it is.
        local_date: the date on the schedule's calendar.
        due_at: when it is due (UTC).
        ready_at: from when it may be claimed (UTC): when due, at a later try, or, while claimed,
            once the holder's lease is over and a request of theirs can't be under way any more.
        state: see `OccurrenceState`.
        quote_id: the entry that was chosen, or None where a date passed without one.
        payload: the card, frozen as text when it was planned, or None with `quote_id`.
        tries: claims since it was last certain that nothing was sent; from 2 on, look first.
        lease_token: counts every claim; only the newest holder may write what came of it.
        first_send_at: when the first try began (UTC), or None before it.
        message_ref: the platform's own id of the message, once sent.
        reason: why it was skipped, is unknown, or waits for another try.
    """

    key: str
    schedule: Schedule
    local_date: dt.date
    due_at: dt.datetime
    ready_at: dt.datetime
    state: OccurrenceState = OccurrenceState.PLANNED
    quote_id: str | None = None
    payload: str | None = field(default=None, repr=False)
    tries: int = 0
    lease_token: int = 0
    first_send_at: dt.datetime | None = None
    message_ref: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a schedule is going to post on one local date.

    Attributes:
        schedule: the schedule's id.
        platform, channel, timezone: the schedule's.
        local_date: the date on the schedule's calendar.
        due_at: when it is due, in UTC.
        local_due_at: the same instant in the schedule's zone.
        quote_id, text: the quote's id and words.
        state: planned, the quote is chosen for good; or tentative, chosen as of now.
    """

    schedule: str
    platform: str
    channel: str
    local_date: dt.date
    due_at: dt.datetime
    local_due_at: dt.datetime
    timezone: str
    quote_id: str
    text: str
    state: Literal["planned", "tentative"]


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of posting one schedule's date of today by hand.

    Attributes:
        schedule: the schedule.
        local_date: today on its calendar.
        state: how the date stands in the ledger now, or None where it is not in there.
        reason: "now" where this very call sent it, "before" where it was sent earlier, else a
            short, stable word that says why not ("not_connected", "no_quotes", "paused").
    """

    schedule: Schedule
    local_date: dt.date
    state: OccurrenceState | None
    reason: str
