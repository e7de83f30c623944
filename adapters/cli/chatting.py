"""`podquote chat`: a conversation in a terminal, one text at a time, as in a chat."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches

import typer

from adapters.cli.screen import complain, say, show_card, show_markdown
from adapters.cli.ways import Desk
from bot import phrasing
from bot.actions import ActionKind, offered, to_token
from bot.bootstrap import Podquote
from bot.model import Card, Question
from bot.phrasing import chatting as words
from bot.phrasing import shelves

_KNOWN = (
    *words.PRESSED,
    "/share",
    "/check",
    "/topics",
    "/speakers",
    "/episodes",
    "/random",
    "/help",
    "/quit",
)


def chat(context: typer.Context) -> None:
    """Talk to podquote: ask, step through the answers, look around them, share."""
    desk: Desk = context.obj
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415  gives input() its history and its editing
    with desk.core(logs="none") as core:
        talk = Talk(core)
        say(words.WELCOME)
        while (typed := _line()) is not None and talk.hear(typed):
            pass
        say(words.BYE)


def _line() -> str | None:
    """Return the next line, or None at the end; Ctrl-C forgets what was typed."""
    while True:
        try:
            return input(words.PROMPT if sys.stdin.isatty() else "")
        except KeyboardInterrupt:
            say("")
        except EOFError:
            return None


@dataclass
class Talk:
    """One conversation.

    Attributes:
        core: what answers.
        card: what is shown; None before the first answer.
    """

    core: Podquote
    card: Card | None = None
    _ways: dict[str, Callable[[str], Card | None]] = field(init=False)

    def __post_init__(self) -> None:
        """Lay out what can be typed after a slash."""
        self._ways = {
            "/check": self.core.conversation.check,
            "/topics": lambda _: shelves.to_topics_card(self.core.browsing.topics()),
            "/speakers": lambda _: shelves.to_speakers_card(self.core.browsing.speakers()),
            "/episodes": lambda _: shelves.to_episodes_card(self.core.browsing.episodes()),
            "/random": lambda _: self._random(),
        }

    def hear(self, typed: str) -> bool:
        """Do what was typed; return whether to go on."""
        word, _, rest = typed.strip().partition(" ")
        if word in {"/quit", "/exit"}:
            return False
        if word == "/help":
            say_lines(words.HELP)
        elif word == "/share":
            self._share()
        elif word in words.PRESSED or (not word and self.card):
            self._press(words.PRESSED.get(word, ActionKind.NEXT))
        elif word in self._ways:
            self._show(self._ways[word](rest))
        elif word.startswith("/"):
            complain(words.unknown(word, get_close_matches(word, _KNOWN)))
        else:
            self._show(self.core.conversation.reply(Question(typed)))
        return True

    def _press(self, kind: ActionKind) -> None:
        if self.card is None:
            complain(words.NOTHING_SHOWN)
            return
        action = next((one for one in offered(self.card) if one.kind is kind), None)
        if action is None:
            complain(words.NOT_OFFERED)
            return
        card = self.core.conversation.press(to_token(action))
        self._show(card, keep=kind is not ActionKind.SOURCES)

    def _share(self) -> None:
        if self.card is None or not self.card.items:
            complain(words.NOTHING_SHOWN)
            return
        for item in self.card.items:
            show_markdown(phrasing.to_markdown(item))

    def _random(self) -> Card | None:
        drawn = self.core.browsing.random(self.core.clock.now().isoformat())
        return self.core.conversation.one(drawn.id) if drawn else None

    def _show(self, card: Card | None, *, keep: bool = True) -> None:
        shown = card or phrasing.trouble(phrasing.EMPTY)
        show_card(shown)
        if keep:
            self.card = shown
        on = {action.kind for action in offered(shown)} if keep else set()
        leads = [word for word, kind in words.PRESSED.items() if kind in on]
        if leads:
            say(words.ways_on([*leads, "/share"]))


def say_lines(text: str) -> None:
    """Print a text of ours line by line."""
    for line in text.splitlines():
        say(line)
