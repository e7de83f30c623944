"""What the doors ask of the core: its front door."""

from __future__ import annotations

from typing import Protocol

from bot.model import Answer, Asker, Card, Checked, Entry, Question
from bot.ports.browsing import Browsing
from bot.ports.conversation import Conversation
from bot.ports.daily import DailyDesk
from bot.ports.inbox import Inbox
from bot.ports.installations import Installations
from bot.ports.leases import Leases
from bot.ports.meters import Meters
from bot.ports.notes import Notes
from bot.ports.proposals import Uploads


class Core(Protocol):
    """The front door of the core, as the doors use it; `bootstrap` hands one out.

    Attributes:
        meters: takes what a door counts by itself.
    """

    meters: Meters

    def asked_by(self, asker: Asker) -> Core:
        """Return the front door as `asker` may use it: limited, counted, in their own library.

        A door calls it once an event, in the thread in which it asks: it looks up whether they have
        a library of their own. From then on all that is logged there carries the request's id.

        Raises:
            UnusableDatabase: the database does not answer.
        """

    @property
    def browsing(self) -> Browsing:
        """What can be asked about: suggestions while somebody types, and lists."""

    @property
    def notes(self) -> Notes:
        """What a door keeps over a restart."""

    @property
    def leases(self) -> Leases:
        """Who has which part of what several processes share."""

    @property
    def daily_desk(self) -> DailyDesk:
        """The quote of the day as people ask for it."""

    @property
    def installations(self) -> Installations:
        """The workspaces that installed podquote, with their tokens.

        Raises:
            SettingError: there is no key to seal tokens under.
        """

    @property
    def uploads(self) -> Uploads:
        """Transcripts that are handed over in a chat."""

    def warm(self, part: int, parts: int) -> None:
        """Ask, as one of several threads, what makes the first answers as quick as the others.

        Raises:
            UnusableDatabase: the database does not answer.
        """

    def ask(self, question: Question) -> Answer:
        """Look the question up. Any text is a question; none raises for its text."""

    def answer(self, question: Question) -> Card:
        """Look the question up and phrase it: an answer, a miss, or help for an empty one."""

    def check(self, words: str) -> Checked:
        """Say whether anybody said `words`. No text raises."""

    def entry(self, id: str) -> Entry | None:
        """Return the entry of that id, or None."""

    def entry_card(self, id: str) -> Card | None:
        """Return the card of one entry, for its permalink, or None."""

    def sources(self, id: str) -> Card | None:
        """Return the card of what each source of an entry has, or None: there is no such entry."""

    @property
    def conversation(self) -> Conversation:
        """What a chat door asks: one text at a time, with buttons that lead on."""

    @property
    def inbox(self) -> Inbox:
        """What came in already, whichever process it reached."""

    def ready(self) -> bool:
        """Whether the database is at hand, of the right revision, and filled."""
