"""Which words read alone, without what was said around them: the rules, by name. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.model import Entry, Kind, Truth
from bot.sentences import sentence_ends

SHORTEST, LONGEST = 40, 400  # code points
FEWEST_WORDS: Final = 8

_OPENING = "\"'“‘(["  # noqa: RUF001  the marks are meant
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")  # noqa: RUF001  the marks are meant
_CUT = re.compile(r"\.\.\.|…|\w[-–—](?:\s|$)")  # noqa: RUF001  the dashes are meant
_FILLER = re.compile(
    r"\b(?:u+h+m*|u+m+|er+m*|hm+)\b"
    r"|\bI mean,|\b(?:sort|kind) of,"
    r"|\byou know\b(?!\s+(?:that|what|how|why|when|where|who|which|the|if|it|about)\b)",
    re.IGNORECASE,
)
_STUTTER = re.compile(
    r"\b(?!(?:had|that|very|really|so|no|ha|bye|many|far|much)\b)(\w+)[,\s]+\1\b", re.IGNORECASE
)
_FALSE_START = re.compile(
    # Somebody begins anew before the verb has come: "I was I still", "they're they have".
    r"\b(I|we|you|he|she|it|they)"
    r"(?:\s+(?:am|are|is|was|were|have|has|had|do|does|did|can|could|will|would)"
    r"|['\u2019](?:m|re|s|ve|d|ll))"
    r"[,\s]+\1\b",
    re.IGNORECASE,
)
_UNSAYABLE = re.compile(
    # Latin letters without a vowel among them: a whole word of five, or seven in a row.
    r"\b(?![A-Z]+\b)[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{5,}\b|[b-df-hj-np-tv-xz]{7}"
)
_LEANING = re.compile(
    # A first word that only what was said before can explain, or that answers somebody.
    r"\A\W*(?:and|but|so|or|nor|because|which|then|also|plus|anyway|like|that|that's|those|these"
    r"|this|they|they're|he|he's|she|she's|her|him|yeah|yes|yep|no|nope|nah|right|okay|ok|well"
    r"|sure|exactly|totally|absolutely|definitely|interesting|cool|awesome|wow|uh|um)\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"\b(?:you|your|you're|you've)\b[^.!?]*\?|, (?:right|you know)\?", re.IGNORECASE
)
_ANNOUNCING = re.compile(
    r"\b(?:thank(?:s| you) (?:so much|for|very)|welcome (?:back )?to|my name is|i'm your host"
    r"|subscribe|sponsor|brought to you|promo code|show notes|link in the|(?:this|today's|next"
    r"|last) episode|today's guest|(?:this|the|our) podcast|last question|stay tuned|see you next"
    r"|joining me|we'?re joined by|with me today|i have with me|bringing you|we bring on"
    r"|this is the (?:episode|podcast|show))\b",
    re.IGNORECASE,
)
_TRANSCRIBERS = re.compile(
    r"\[|\]|\((?:inaudible|laugh\w*|music|applause)\)|♪|>>|https?:", re.IGNORECASE
)

RULES: Final[dict[str, Callable[[Entry], bool]]] = {
    # Those that cost little, or fail often, come first.
    "is speech": lambda entry: entry.kind.is_speech,
    "has no cuts": lambda entry: entry.truth in (Truth.CORROBORATED, Truth.VERBATIM),
    "is neither short nor long": lambda entry: SHORTEST <= len(entry.text) <= LONGEST,
    "begins like a sentence": lambda entry: _begins(entry.text),
    "leans on nothing before it": lambda entry: _LEANING.match(entry.text) is None,
    "ends like a sentence": lambda entry: _ENDS.search(entry.text) is not None,
    "has enough words": lambda entry: len(entry.text.split()) >= FEWEST_WORDS,
    "closes what it opens": lambda entry: _closes(entry.text),
    "is not broken off": lambda entry: _CUT.search(entry.text) is None,
    "has no filler": lambda entry: _FILLER.search(entry.text) is None,
    "has no stutter": lambda entry: _STUTTER.search(entry.text) is None,
    "has no false start": lambda entry: _FALSE_START.search(entry.text) is None,
    "is made of words": lambda entry: _made_of_words(entry.text),
    "asks nobody": lambda entry: _asks_nobody(entry),  # noqa: PLW0108  defined below
    "announces nothing": lambda entry: _ANNOUNCING.search(entry.text) is None,
    "has no mark of a transcriber": lambda entry: _TRANSCRIBERS.search(entry.text) is None,
}
"""What makes words worth reading alone: every rule must hold."""


def reads_alone(entry: Entry) -> bool:
    """Whether the entry as it is reads alone."""
    return all(holds(entry) for holds in RULES.values())


def readability(entry: Entry) -> float:
    """Return how many of the rules hold, from 0 to 1: all of what reads alone."""
    return sum(holds(entry) for holds in RULES.values()) / len(RULES)


def _made_of_words(text: str) -> bool:
    """Whether most of it has letters, and no part is letters that nobody could say."""
    parts = text.split()
    # Most parts begin with a letter, which is quicker to see.
    with_letters = sum(part[0].isalpha() or any(map(str.isalpha, part)) for part in parts)
    return 2 * with_letters > len(parts) and _UNSAYABLE.search(text) is None


def _begins(text: str) -> bool:
    first = text.lstrip(_OPENING)[:1]
    return first.isalnum() and not first.islower()


def _asks_nobody(entry: Entry) -> bool:
    # Somebody chose a quotation, its question too; in talk a question alone is an interviewer's.
    only_asks = entry.text.count("?") >= len(sentence_ends(entry.text))
    chosen = entry.kind is Kind.QUOTE
    return _TO_SOMEBODY.search(entry.text) is None and (chosen or not only_asks)


def _closes(text: str) -> bool:
    pairs = text.count("“") == text.count("”") and text.count("(") == text.count(")")
    return pairs and text.count('"') % 2 == 0
