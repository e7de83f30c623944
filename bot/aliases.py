"""Names as heard, ready to be asked about: what else stands for the words of a question. Pure.

An alias that documents gave away holds everywhere, unless its heard form is an ordinary word of
the library ("opening" for OpenAI): then only in the episode that it was mined in, and whoever asks
for the ordinary word means that. A curator's holds where the curator said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.errors import AliasError
from bot.model import Alias
from bot.tokens import Token, folded_words, tokenize


@dataclass(frozen=True, slots=True)
class Other:
    """Words that stand for words of a question.

    Attributes:
        tokens: stand next to each other, in these very forms.
        reason: how they stand for them, for `why`.
        episode_id: the only episode where they do, or None.
    """

    tokens: tuple[Token, ...]
    reason: str
    episode_id: str | None


@dataclass(frozen=True, slots=True)
class _Side:
    asked: tuple[str, ...]
    others: tuple[Token, ...]
    alias: Alias
    asks_heard: bool


class Aliases:
    """All aliases of a library.

    Attributes:
        all: the aliases themselves, in their order.
    """

    def __init__(
        self, aliases: Iterable[Alias] = (), *, is_ordinary: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Take the aliases, and what tells whether folded words are ordinary in the library.

        `is_ordinary` is asked when a question first needs it, once for the same words.
        """
        self.all = tuple(aliases)
        self._is_ordinary = is_ordinary
        self._ordinary: dict[str, bool] = {}
        self._sides: defaultdict[str, list[_Side]] = defaultdict(list)
        for alias in self.all:
            self._add(alias)

    def others(self, words: Sequence[str]) -> dict[int, list[Other]]:
        """Return what else stands for a question's folded `words`, by their place in it.

        Each word of a run ("open ai") gets what stands for the run.
        """
        found: defaultdict[int, list[Other]] = defaultdict(list)
        asked = [self._bare(word) for word in words]
        for at, word in enumerate(asked):
            for side in self._sides.get(word, ()):
                size = len(side.asked)
                if tuple(asked[at : at + size]) == side.asked:
                    for other in self._holding(side):
                        for place in range(at, at + size):
                            found[place].append(other)
        return dict(found)

    def _add(self, alias: Alias) -> None:
        heard, meant = tuple(tokenize(alias.heard)), tuple(tokenize(alias.meant))
        for asked, others, asks_heard in ((meant, heard, False), (heard, meant, True)):
            words = tuple(token.word for token in asked)
            if words and others:
                self._sides[words[0]].append(_Side(words, others, alias, asks_heard))

    def _bare(self, word: str) -> str:
        """Return `word` without a possessive's letter, where only so it is a name here."""
        bare = word.removesuffix("s")
        return bare if word not in self._sides and bare in self._sides else word

    def _holding(self, side: _Side) -> Iterator[Other]:
        alias = side.alias
        ordinary = self._ordinary_here(alias.heard)
        curated = alias.by_whom == "curator"
        if curated or not ordinary or not side.asks_heard:
            where = alias.episode_id if curated or ordinary else None
            yield Other(side.others, _reason(side, is_name=not ordinary), where)

    def _ordinary_here(self, heard: str) -> bool:
        if heard not in self._ordinary:
            self._ordinary[heard] = self._is_ordinary(heard)
        return self._ordinary[heard]


def _reason(side: _Side, *, is_name: bool) -> str:
    alias = side.alias
    if side.asks_heard:
        return f"meant as {alias.meant}"
    # A folded name has lost its capital; in two words, or in ordinary ones, it may have had none.
    capital = is_name and len(side.others) == 1 and alias.meant[:1].isupper()
    return f"heard as {alias.heard.capitalize() if capital else alias.heard}"


def curated(heard: str, meant: str, episode_id: str | None = None) -> Alias:
    """Return the alias that a curator gives.

    Args:
        heard: as a document has it, in any writing.
        meant: as it is to be read.
        episode_id: the only episode where it holds, or None.

    Raises:
        AliasError: a side has no word, or both have the same.
    """
    folded, intended = folded_words(heard), " ".join(meant.split())
    if not folded or not folded_words(intended):
        raise AliasError("Both what is heard and what is meant need a word.")
    if folded == folded_words(intended):
        raise AliasError("What is heard and what is meant are the same words; nothing to learn.")
    return Alias(folded, intended, episode_id, (), "curator")
