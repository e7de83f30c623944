"""What `podquote chat` says, and the words that lead on in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.actions import ActionKind

PROMPT: Final = "podquote> "
WELCOME: Final = "Ask what was said. /help lists what else there is; /quit or Ctrl-D ends."
NOTHING_SHOWN: Final = "Nothing is shown yet; ask something first."
NOT_OFFERED: Final = "There is no more of that here."
BYE: Final = "Bye."

PRESSED: Final[Mapping[str, ActionKind]] = {
    "/next": ActionKind.NEXT,
    "/wider": ActionKind.WIDER,
    "/narrower": ActionKind.NARROWER,
    "/sources": ActionKind.SOURCES,
}
"""What is typed for a button that a chat would show."""

HELP: Final = """\
  any words        what was said about them; from:NAME, in:TEXT and "a phrase" narrow it
  /next            the next match (Enter alone does the same)
  /wider, /narrower   more or less of what stands around it
  /sources         what each source has, and whom it names
  /share           the text as Markdown, with its citation, to be pasted anywhere
  /check WORDS     did anybody say this?
  /topics, /speakers, /episodes, /random   look around
  /quit            end; nothing of what you asked is kept"""


def unknown(word: str, near: Sequence[str]) -> str:
    """Say that a word after a slash is none of ours, and which ones it may have meant."""
    return f"There is no {word}. {'Try ' + ', '.join(near) + '.' if near else 'See /help.'}"


def ways_on(words: Sequence[str]) -> str:
    """Say in a line where one can go from what is shown."""
    return "  ".join(words)
