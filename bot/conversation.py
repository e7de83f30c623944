"""What a chat says to podquote and what it is shown: typed text, checked words, pressed buttons.

One text at a time, with buttons that lead on. Pure over the ports: nothing is remembered between
two calls, and what a button needs stands in its token (`bot/actions.py`).
"""

from __future__ import annotations

from dataclasses import replace

from bot import phrasing
from bot.actions import Action, ActionKind, from_token, next_of, of_one
from bot.check import check
from bot.commands import Command, CommandKind
from bot.context import view
from bot.deadline import Deadline
from bot.excerpts import part_of
from bot.lookup import examples, lookup
from bot.model import Card, CardItem, Entry, Kind, Match, Question, Reach, Steps
from bot.packing import MOST_IDS
from bot.ports import Browsing, Clock, Index, Surroundings
from bot.reception import Attendant, attended


class Chat:
    """`bot.ports.Conversation` over an index and what stands around its entries.

    Attributes:
        attendant: who attends to the one that asks, or None.
    """

    def __init__(
        self,
        index: Index,
        around: Surroundings,
        browsing: Browsing,
        clock: Clock,
        attendant: Attendant | None = None,
    ) -> None:
        """Take where to look, what to list, the time, and who attends to the asker, if anybody."""
        self._browsing = browsing
        self._clock = clock
        self._index = index
        self._around = around
        self.attendant = attendant

    @attended
    def reply(self, question: Question) -> Card:
        """Answer a question with the best text, and steps to the others: a miss, or help."""
        return self._answered(question)

    @attended
    def check(self, words: str) -> Card:
        """Say whether anybody said `words`, with the nearest that somebody did."""
        return self._checked(words)

    @attended
    def hear(self, command: Command, seed: str = "") -> Card:
        """Carry out what was typed, all of it but `daily`, which asks for a place and a right.

        Args:
            command: what `bot.commands.read` made of it.
            seed: decides which quote `random` shows.
        """
        if command.kind is CommandKind.CHECK:
            return self._checked(command.text)
        if command.kind is CommandKind.RANDOM:
            found = self._browsing.random(seed)
            return phrasing.trouble(phrasing.EMPTY) if found is None else self._alone(found)
        if command.kind in (CommandKind.ASK, CommandKind.DAILY):
            return self._answered(Question(command.text))
        return self._listed(command.kind)

    @attended
    def press(self, token: str) -> Card:
        """Return what a button leads to; a sentence where it leads nowhere (any more)."""
        action = from_token(token)
        if action is None:
            return phrasing.trouble(phrasing.OTHER_VERSION)
        if action.kind is ActionKind.REMOVE:
            return phrasing.trouble(phrasing.NOT_YOURS)
        if action.kind is ActionKind.SOURCES:
            found = self._index.entry(action.steps.id)
            return phrasing.to_sources_card(found) if found else phrasing.trouble(phrasing.GONE)
        return self._shown(action)

    def one(self, id: str) -> Card | None:
        """Return the card of one text, with its buttons, or None: there is no such text."""
        found = self._index.entry(id)
        return None if found is None else self._alone(found)

    def _answered(self, question: Question) -> Card:
        question = replace(question, limit=MOST_IDS)
        answer = lookup(self._index, question, Deadline(self._clock.monotonic))
        if not answer.matches:
            return phrasing.to_card(answer)
        best = answer.matches[0]
        parts = tuple(_part(match) for match in answer.matches)
        steps = Steps(
            tuple(match.entry.id for match in answer.matches),
            parts,
            reach=Reach.TEXT if parts[0] is None else Reach.SENTENCE,
        )
        card = self._card(steps, best.entry, best)
        return replace(card, lead=f"{card.lead}{phrasing.unlooked(answer)}")

    def _checked(self, words: str) -> Card:
        card = phrasing.to_checked_card(check(self._index, words, Deadline(self._clock.monotonic)))
        return replace(card, steps=self._steps_of(card.items[0])) if card.items else card

    def _listed(self, kind: CommandKind) -> Card:
        if kind is CommandKind.TOPICS:
            return phrasing.to_topics_card(self._browsing.topics())
        if kind is CommandKind.SPEAKERS:
            return phrasing.to_speakers_card(self._browsing.speakers())
        if kind is CommandKind.EPISODES:
            return phrasing.to_episodes_card(self._browsing.episodes())
        return phrasing.to_help_card(examples(self._index))

    def _alone(self, found: Entry) -> Card:
        return self._card(of_one(found.id), found)

    def _shown(self, action: Action) -> Card:
        steps = action.steps
        for _ in steps.ids if action.kind is ActionKind.NEXT else (steps.id,):
            found = self._index.entry(steps.id)
            if found is not None:
                return self._card(steps, found)
            steps = next_of(steps)  # what is gone is stepped over
        return phrasing.trouble(phrasing.GONE)

    def _card(self, steps: Steps, entry: Entry, match: Match | None = None) -> Card:
        shown = view(self._around, entry, steps.reach, steps.part)
        marks, why = (match.marks, match.why) if match else ((), ())
        return phrasing.to_step_card(steps, shown, marks, why)

    def _steps_of(self, item: CardItem) -> Steps | None:
        """Return where to go from a text that was checked, alone or joined with another."""
        found = self._index.entry(item.id)
        if found is None:
            return None
        steps, seen = of_one(found.id), view(self._around, found, Reach.TEXT)
        whole = item.words == found.text[found.title_length :].lstrip()
        return replace(steps, wider=seen.wider, whole=whole)


def _part(match: Match) -> tuple[int, int] | None:
    entry = match.entry
    return part_of(entry.text, match.marks) if entry.kind is Kind.SEGMENT else None
