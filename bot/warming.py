"""What a process does before its first question, so that it is as quick as the others. Pure.

It looks up the words that most entries have, and asks a few questions of them. What these have in
common is held in memory then, and connections to a database server know the statements. Beside a
server it looks up as many words as memory keeps: a question waits for two round trips less.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.deadline import Deadline
from bot.everyday import carries_nothing
from bot.lookup import lookup
from bot.model import Question
from bot.ports import Clock, Index
from bot.sounds import sound

WORDS: Final = 4_000
"""The commonest words, which are looked up."""
WORDS_BESIDE_A_SERVER: Final = 50_000
"""The same where a look-up is a round trip; a library of 100,000 passages has 32,000 words."""
AT_ONCE: Final = 500
"""Words after which it is asked whether there is time for more."""
ASKED: Final = 160
"""So many of them are asked, a few at a time."""
TOGETHER: Final = 4
LONGEST: Final = 3.0
"""Seconds after which it is given up: what is missing is read when somebody asks for it."""


def warm(index: Index, clock: Clock, part: int = 0, parts: int = 1, *, number: int = WORDS) -> None:
    """Look up the commonest words of the index and ask of them; nothing is changed by it.

    Args:
        index: what will be asked.
        clock: tells when it has taken long enough.
        part: which part of it, from 0, where several threads share it.
        parts: how many parts there are.
        number: how many words are looked up.

    Raises:
        UnusableDatabase: the database does not answer.
    """
    deadline = Deadline(clock.monotonic, LONGEST)
    vocabulary = index.vocabulary()
    words = [term.word for term in vocabulary.beginning_with("", number)]
    own = words[part::parts]
    for start in range(0, len(own), AT_ONCE):
        if deadline.passed():
            return
        some = own[start : start + AT_ONCE]
        vocabulary.fetch(some, (), map(sound, some))
    for asked in questions(words)[part::parts]:
        if deadline.passed():
            return
        lookup(index, Question(asked), Deadline(clock.monotonic))


def questions(words: Sequence[str]) -> list[str]:
    """Return what is asked: of the words that carry something, a few in each question."""
    telling = [word for word in words if not carries_nothing(word)][:ASKED]
    return [" ".join(telling[at : at + TOGETHER]) for at in range(0, len(telling), TOGETHER)]
