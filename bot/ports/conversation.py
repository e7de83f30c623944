"""What a chat door asks of the core: one text at a time, with buttons that lead on."""

from __future__ import annotations

from typing import Protocol

from bot.commands import Command
from bot.model import Card, Question


class Conversation(Protocol):
    """What somebody types, and presses. Every call may come from any process, after any restart."""

    def reply(self, question: Question) -> Card:
        """Answer a question with the best text, and steps to the others: a miss, or help."""

    def check(self, words: str) -> Card:
        """Say whether anybody said `words`, with the nearest that somebody did."""

    def hear(self, command: Command, seed: str = "") -> Card:
        """Carry out what was typed, all of it but `daily`, which asks for a place and a right.

        Args:
            command: what `bot.commands.read` made of it.
            seed: decides which quote `random` shows.
        """

    def press(self, token: str) -> Card:
        """Return what a button leads to; a sentence where it leads nowhere (any more).

        Of `SHARE` it is the card to post, of `UNDO` the card as it was before. `REMOVE` is carried
        out by the door for whoever asked; everybody else gets this sentence.
        """

    def one(self, id: str) -> Card | None:
        """Return the card of one text, with its buttons, or None: there is no such text."""
