"""Which topics an entry names: phrases of its title, and names in its words. Pure.

A topic is a label that lookups land on; it stands in the document, never made up here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.everyday import says_little
from bot.model import Entry, Kind
from bot.tokens import Token, tokenize

LONGEST: Final = 100
"""Characters of a label, at most: what the platforms take."""
_LONGEST_PHRASE: Final = 3  # words
_SHORTEST: Final = 3  # letters of a topic of one word
_LONGEST_WORD: Final = 30
_NAME: Final = re.compile(
    r"(?<=[a-z,;] )[A-Z][\w+#'\u2019-]{1,29}(?:\.(?=\w)\w{1,9})?"
    r"(?: [A-Z][\w+#'\u2019-]{1,29}){0,2}"
)
_ENDING: Final = re.compile(r"['\u2019](?:s|d|m|ll|re|ve|t)$|['\u2019-]{1,9}$")


def title_of(entry: Entry) -> str:
    """Return what an entry is titled: a chapter is its own title; "" where it has none."""
    if entry.kind is Kind.CHAPTER and not entry.title_length:
        return entry.text
    return entry.text[: entry.title_length]


def topics_of(entry: Entry) -> dict[str, str]:
    """Return the topics of an entry, as they are written, by their folded words."""
    found: dict[str, str] = {}
    speakers = _words_of(entry.attribution.candidates)
    people = _words_of(entry.episode.participants)
    for written in (*_phrases(title_of(entry)), *_names(entry)):
        key = " ".join(token.word for token in tokenize(written))
        words = key.split()
        if key and key not in found and people.isdisjoint(words) and speakers.isdisjoint(words):
            found[key] = written
    return found


@functools.lru_cache(maxsize=1024)  # the entries of an episode have the same few people
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(token.word for name in names for token in tokenize(name))


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return `text` on one line, its first words if it is longer, with a mark that it was cut."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    words = line[:longest].rpartition(" ")[0].rstrip(" ,;:-–—")  # noqa: RUF001  the dashes are meant
    # What has no space in so many characters is no text that anybody could read anyway.
    return f"{words}…" if words else ""


def _phrases(title: str) -> Iterator[str]:
    for run in _runs(title):
        for size in range(1, _LONGEST_PHRASE + 1):
            for at in range(len(run) - size + 1):
                words = run[at : at + size]
                if _is_topic(words):
                    yield title[words[0].start : words[-1].end]


def _runs(title: str) -> Iterator[list[Token]]:
    """Yield the stretches of a title that no mark and no everyday word parts."""
    run: list[Token] = []
    end = 0
    for token in tokenize(title):
        between = title[end : token.start]
        if run and (says_little(token.word) or between not in (" ", "-")):
            yield run
            run = []
        if not says_little(token.word):
            run.append(token)
        end = token.end
    yield run


def _is_topic(words: Sequence[Token]) -> bool:
    if any(len(token.word) > _LONGEST_WORD for token in words):
        return False
    return len(words) > 1 or (len(words[0].word) >= _SHORTEST and not words[0].word.isdigit())


def _names(entry: Entry) -> Iterator[str]:
    """Yield what is written with a capital within a sentence, without its possessive."""
    for found in _NAME.finditer(entry.text, entry.title_length):
        words = [_ENDING.sub("", word) for word in found.group().split()]
        while words and says_little(" ".join(token.word for token in tokenize(words[0]))):
            words.pop(0)
        if words and len("".join(words)) >= _SHORTEST:
            yield " ".join(words)
