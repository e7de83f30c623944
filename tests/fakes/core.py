"""A core that answers from a script: for what a door does, not for what is found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot import phrasing
from bot.actions import ActionKind, from_token, of_one
from bot.commands import Command, CommandKind
from bot.errors import DatabaseError, UploadError
from bot.model import (
    PUBLIC,
    Answer,
    Asker,
    Attribution,
    Card,
    CardItem,
    CardKind,
    Checked,
    DailyRequest,
    Entry,
    Episode,
    Kind,
    ListedEpisode,
    ListedSpeaker,
    Match,
    OpenedEpisode,
    Place,
    Question,
    Reach,
    Shelved,
    Source,
    Status,
    Steps,
    Suggestion,
    SuggestionKind,
    Truth,
    Verdict,
)
from bot.ports import Installations, Leases, Meters, Poster, Proposal, Unmetered
from tests.fakes.installations import FakeInstallations
from tests.fakes.leases import FakeLeases
from tests.fakes.notes import FakeNotes

EPISODE = Episode(
    id="ep1",
    title="How Otters Build",
    podcast="The River Show",
    date=None,
    url="https://www.youtube.com/watch?v=otter",
    participants=("Ada Brook",),
)

ENTRY = Entry(
    id="q1",
    episode=EPISODE,
    kind=Kind.QUOTE,
    truth=Truth.VERBATIM,
    text="The dam is the interface & nobody reads the dam.",
    attribution=Attribution(Status.STATED, ("Ada Brook",)),
    source=Source("otters.txt", ((10, 58),)),
    said_at=61.0,
    edition="youtube",
    url="https://www.youtube.com/watch?v=otter&t=61s",
)

ITEM = CardItem(
    id="q1",
    words=ENTRY.text,
    quoted=True,
    where="The River Show · How Otters Build",
    badge="word for word, one source",
    source="otters.txt",
    marks=((4, 7),),
    speaker="Ada Brook",
    moment="1:01",
    url=ENTRY.url,
    plays=True,
)

CARD = Card(CardKind.ANSWER, "1 match.", (ITEM,), steps=of_one("q1"))

STEPPED = Card(
    CardKind.ANSWER,
    "Best of 2 matches.",
    (ITEM,),
    steps=Steps(("q1", "q2"), (None, None), wider=Reach.AROUND),
)
"""The first of two texts, with something around it: every button there is."""

SOURCES = Card(
    CardKind.SOURCES,
    "2 sources have these words.",
    (ITEM, replace(ITEM, words="a dam is the interface", source="beavers.txt", marks=())),
)

CHECKED = Checked(
    words="The dam is an interface",
    verdict=Verdict.NEARLY,
    closest=Match(ENTRY, 0.8, (), ((0, 10), (15, 24))),
    diff=(
        ("=", "The"),
        ("=", "dam"),
        ("=", "is"),
        ("-", "an"),
        ("+", "the"),
        ("=", "interface"),
    ),
)


SUGGESTIONS = (
    Suggestion(SuggestionKind.TOPIC, "Dams", "Dams"),
    Suggestion(SuggestionKind.SPEAKER, "Ada Brook", "Ada Brook"),
    Suggestion(SuggestionKind.EPISODE, "How Otters Build", "ep1"),
)


class FakeBrowsing:
    """A `bot.ports.Browsing` of one episode; suggestions are those whose label begins so."""

    def suggest(
        self,
        prefix: str,
        kinds: Collection[SuggestionKind] = tuple(SuggestionKind),
        limit: int = 25,
    ) -> Sequence[Suggestion]:
        return [
            one
            for one in SUGGESTIONS
            if one.kind in kinds and one.label.lower().startswith(prefix.lower())
        ][:limit]

    def topics(self, limit: int = 100) -> Sequence[Shelved]:
        return [Shelved("Dams", "Dams", 3, "dams")][:limit]

    def speakers(self) -> Sequence[ListedSpeaker]:
        return [ListedSpeaker("Ada Brook", 1, 1)]

    def episodes(self) -> Sequence[ListedEpisode]:
        return [ListedEpisode(EPISODE, 4)]

    def episode(self, id: str) -> OpenedEpisode | None:
        told = replace(ENTRY, id="c1", kind=Kind.CHAPTER, text="Dams & lodges")
        return (
            OpenedEpisode(EPISODE, (told,), (ENTRY,), (), (), is_cut=False, entries=4)
            if id == EPISODE.id
            else None
        )

    def random(self, seed: str) -> Entry | None:
        return ENTRY


class FakeDailyDesk:
    """A `bot.ports.DailyDesk` that answers everything with one card, and remembers what was asked.

    Attributes:
        asked: what was asked, where, and with which platforms connected.
        failure: raised instead of answering, when set.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str | DailyRequest, Place, tuple[str, ...]]] = []
        self.failure: Exception | None = None

    def card(
        self,
        asked: str | DailyRequest,
        place: Place,
        posters: Mapping[str, Poster] | None = None,
    ) -> Card:
        self.asked.append((asked, place, tuple(posters or ())))
        if self.failure is not None:
            raise self.failure
        return Card(CardKind.NOTE, "A quote a day: every day at 09:00 UTC (abcdefgh).")

    def changes(self, asked: str | DailyRequest) -> bool:
        verb = asked.split(" ")[0] if isinstance(asked, str) else asked.verb.value
        return verb not in ("", "help", "today", "why", "preview", "status", "list")


class FakeUploads:
    """`bot.ports.Uploads` that takes whatever is called ….vtt, and remembers what it was told.

    Attributes:
        looked_at: names, sizes and types, before any download.
        proposed: names and bytes.
        answered: tokens with whether the answer was yes.
    """

    def __init__(self) -> None:
        self.looked_at: list[tuple[str, int, str]] = []
        self.proposed: list[tuple[str, bytes]] = []
        self.answered: list[tuple[str, bool]] = []

    def check(self, name: str, size: int, type: str) -> None:
        self.looked_at.append((name, size, type))
        if not name.endswith(".vtt"):
            raise UploadError("It is no transcript.")

    def propose(self, name: str, size: int, type: str, data: bytes) -> Proposal:
        self.proposed.append((name, data))
        return Proposal(Card(CardKind.NOTE, "It would be 3 segments."), "t0ken")

    def confirm(self, token: str) -> Card:
        self.answered.append((token, True))
        return Card(CardKind.NOTE, "It is in.")

    def decline(self, token: str) -> Card:
        self.answered.append((token, False))
        return Card(CardKind.NOTE, "It is out.")


class FakeCore:
    """A `bot.ports.Core` that answers every question with one card, and remembers what was asked.

    Attributes:
        asked: the questions, in order.
        checked: the words that were checked, in order.
        pressed: what the buttons carried that were pressed, in order.
        askers: who asked, in order, as the doors named them.
        daily_desk: the quote of the day.
        failure: raised instead of answering, when set.
        notes: what a door keeps.
        leases: who has which part; all are this core's.
    """

    def __init__(self, card: Card = CARD) -> None:
        self.browsing = FakeBrowsing()
        self.card = card
        self.asked: list[Question] = []
        self.checked: list[str] = []
        self.pressed: list[str] = []
        self.askers: list[Asker] = []
        self.meters: Meters = Unmetered()
        self.installations: Installations = FakeInstallations()
        self.failure: Exception | None = None
        self.notes = FakeNotes()
        self.leases: Leases = FakeLeases()
        self.daily_desk = FakeDailyDesk()
        self.inbox = FakeInbox()
        self.uploads = FakeUploads()

    def asked_by(self, asker: Asker) -> FakeCore:
        self.askers.append(asker)
        # Whether a workspace has a library of its own stands in the database.
        if asker.library != PUBLIC and isinstance(self.failure, DatabaseError):
            raise self.failure
        return self

    def warm(self, part: int, parts: int) -> None:
        """There is nothing to be read."""

    def ask(self, question: Question) -> Answer:
        self._take(question)
        return Answer(question, ())

    def answer(self, question: Question) -> Card:
        self._take(question)
        return self.card

    def check(self, words: str) -> Checked:
        self.checked.append(words)
        if self.failure is not None:
            raise self.failure
        return replace(CHECKED, words=words)

    def entry(self, id: str) -> Entry | None:
        return ENTRY if id == ENTRY.id else None

    def entry_card(self, id: str) -> Card | None:
        return self.card if id == ENTRY.id else None

    def sources(self, id: str) -> Card | None:
        return SOURCES if id == ENTRY.id else None

    def press(self, token: str) -> Card:
        self.pressed.append(token)
        if self.failure is not None:
            raise self.failure
        action = from_token(token)
        if action is None:
            return phrasing.trouble(phrasing.OTHER_VERSION)
        if action.kind is ActionKind.REMOVE:
            return phrasing.trouble(phrasing.NOT_YOURS)
        if action.kind is ActionKind.SOURCES:
            return SOURCES
        wider = Reach.AROUND if action.steps.reach is Reach.TEXT else None
        narrower = Reach.TEXT if action.steps.reach is Reach.AROUND else None
        steps = replace(action.steps, wider=wider, narrower=narrower)
        return replace(self.card, lead=f"Match {steps.at + 1}.", steps=steps)

    @property
    def conversation(self) -> FakeConversation:
        return FakeConversation(self)

    def ready(self) -> bool:
        return self.failure is None

    def _take(self, question: Question) -> None:
        self.asked.append(question)
        if self.failure is not None:
            raise self.failure


class FakeInbox:
    """A `bot.ports.Inbox` in memory; two cores that share one are two processes."""

    def __init__(self) -> None:
        self.keys: set[tuple[str, ...]] = set()

    def first(self, platform: str, *key: object) -> bool:
        whole = (platform, *(str(part) for part in key))
        if whole in self.keys:
            return False
        self.keys.add(whole)
        return True


class FakeConversation:
    """A `bot.ports.Conversation` of a `FakeCore`: its card, and what its buttons lead to."""

    def __init__(self, core: FakeCore) -> None:
        self._core = core

    def reply(self, question: Question) -> Card:
        return self._core.answer(question)

    def check(self, words: str) -> Card:
        card = phrasing.to_checked_card(self._core.check(words))
        return replace(card, steps=of_one(ENTRY.id)) if card.items else card

    def press(self, token: str) -> Card:
        return self._core.press(token)

    def hear(self, command: Command, seed: str = "") -> Card:
        if command.kind is CommandKind.CHECK:
            return self.check(command.text)
        if command.kind is CommandKind.ASK:
            return self.reply(Question(command.text))
        return Card(CardKind.HELP, f"What there is: {command.kind}.")

    def one(self, id: str) -> Card | None:
        return self._core.card if id == ENTRY.id else None
