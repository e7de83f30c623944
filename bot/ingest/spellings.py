"""Names as the documents of one episode spell them, and what stands beside each. Pure.

A name is a word with a capital that stands not only at a sentence's start, nor only in a title
where every word has one, and that no document writes in small letters: such a word is ordinary,
unless it is written with a capital inside, which nobody does by chance.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.model import Kind, Reading, SourceDocument
from bot.sentences import sentence_ends
from bot.tokens import STOP_WORDS, Token, folded_word, tokenize

_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")
_OPENING: Final = frozenset('.!?:;\u2014\u2013"\u201c\u2018*>#[')  # a sentence, or words in it
_INNER_CAPITAL: Final = re.compile(r"[a-z][A-Z]")
_TITLE_FROM: Final = 4  # words, from which on a sentence may be one with a capital to every word
_TITLE_SHARE: Final = 0.85
_LONG: Final = 4  # letters; shorter words have no capital in titles
_CAPITALS: Final = 4  # words that have one in the shortest title: 0.85 of four, rounded up


@dataclass(slots=True)
class Spelling:
    """One way a name is written, and where.

    Attributes:
        folded: its key.
        written: each way it is written, by how often; possessives taken off.
        files: the documents that have it.
        heard: the documents that have it in speech.
        summarised: whether a summary, a title or a list of people has it.
        before, after: names that stand right beside it, folded.
        first: its place among all words, for a stable order.
        known: whether it is seen where only names have capitals.
    """

    folded: str
    first: int
    written: Counter[str] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    summarised: bool = False
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    known: bool = False

    @property
    def shown(self) -> str:
        """The commonest way it is written; of equally common ones the first seen."""
        return self.written.most_common(1)[0][0]

    @property
    def inner_capital(self) -> bool:
        """Whether it is written as companies write themselves: TechCrunch."""
        return bool(_INNER_CAPITAL.search(self.shown))


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one document: of a passage, a title or a list of people (`kind` None)."""

    file: str
    words: str
    kind: Kind | None = None


class Spellings:
    """All words with capitals in the texts of one episode, and all that stand in small letters."""

    def __init__(self, texts: Iterable[Text]) -> None:
        """Read `texts` once."""
        self._all: dict[str, Spelling] = {}
        self._small: set[str] = set()
        self._pairs: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for text in texts:
            for start, tokens in _sentences(text.words):
                self._read(text, start, tokens)

    def names(self) -> list[Spelling]:
        """Return the names, in the order in which they are first seen."""
        found = (self.name(folded) for folded in self._all)
        return sorted((name for name in found if name), key=lambda name: name.first)

    def name(self, folded: str) -> Spelling | None:
        """Return the name of that spelling, or None if it is none here."""
        spelling = self._all.get(folded)
        if spelling is None or not spelling.known:
            return None
        return spelling if spelling.inner_capital or not self.is_ordinary(folded) else None

    def is_ordinary(self, words: str) -> bool:
        """Whether each of the folded `words` stands somewhere in small letters."""
        return all(word in self._small or word in STOP_WORDS for word in words.split())

    def in_two(self, left: str, right: str) -> list[tuple[str, str]]:
        """Return where these folded words stand side by side with capitals: file, as written."""
        return self._pairs.get((left, right), [])

    def _read(self, text: Text, start: int, tokens: Sequence[Token]) -> None:
        words = text.words
        written = [_bare(words[low:high]) for _, _, low, high in tokens]
        # Most words stand in small letters throughout, and most sentences are no titles.
        capitals = [at for at, word in enumerate(written) if not word.islower()]
        if len(capitals) < len(written):
            self._small.update(
                token.word for token, word in zip(tokens, written, strict=True) if word.islower()
            )
        title = len(capitals) >= _CAPITALS and is_title(written)
        for at in capitals:
            token, word = tokens[at], written[at]
            inner = bool(_INNER_CAPITAL.search(word))
            if not inner and not word[:1].isupper():
                self._small.add(token.word)
                continue
            spelling = self._spelling(key_of(word))
            spelling.written[word] += 1
            _place(spelling, text)
            sure = text.kind is None or inner
            spelling.known |= sure or not (title or _opens(words[start : token.start]))
            if not title:
                self._beside(spelling, text, start, tokens, at)

    def _spelling(self, folded: str) -> Spelling:
        return self._all.setdefault(folded, Spelling(folded, len(self._all)))

    def _beside(
        self, spelling: Spelling, text: Text, start: int, tokens: Sequence[Token], at: int
    ) -> None:
        """Note the words with capitals that stand right before and right after."""
        token, words = tokens[at], text.words
        if at and _is_beside(words, tokens[at - 1], token):
            spelling.before.add(tokens[at - 1].word)
            if not _opens(words[start : token.start]):
                pair = tokens[at - 1].word, spelling.folded
                self._pairs[pair].append((text.file, words[tokens[at - 1].start : token.end]))
        if at + 1 < len(tokens) and _is_beside(words, token, tokens[at + 1]):
            spelling.after.add(key_of(words[tokens[at + 1].start : tokens[at + 1].end]))


def texts_of(document: SourceDocument, reading: Reading) -> Iterator[Text]:
    """Yield what a document says: its passages, and what it claims of title and people."""
    for passage in reading.passages:
        yield Text(document.file, passage.text_in(document.layer), passage.kind)
    for name in reading.claims.participants:
        yield Text(document.file, name)
    if reading.claims.title:
        yield Text(document.file, reading.claims.title, Kind.CHAPTER)


def is_title(written: Sequence[str]) -> bool:
    """Whether nearly every longer word has a capital, as in a headline."""
    # Small words stay small in headlines as well.
    rest = [word for word in written[1:] if word.lower() not in STOP_WORDS]
    longer = [word for word in rest if len(word) >= _LONG]
    capital = sum(word[:1].isupper() for word in longer)
    return len(longer) >= _TITLE_FROM and capital >= _TITLE_SHARE * len(longer)


def key_of(written: str) -> str:
    """Return the folded form of one written word, its possessive taken off."""
    return folded_word(_bare(written))


def _bare(written: str) -> str:
    """Return a written word, its possessive taken off."""
    return written if written.isalnum() else _POSSESSIVE.sub("", written)


def _place(spelling: Spelling, text: Text) -> None:
    spelling.files.add(text.file)
    if text.kind is not None and text.kind.is_speech:
        spelling.heard.add(text.file)
    else:
        spelling.summarised = True


def _is_beside(words: str, left: Token, right: Token) -> bool:
    """Whether two words with capitals stand side by side, with nothing but a space between."""
    capitals = words[left.start].isupper() and words[right.start].isupper()
    return capitals and words[left.end : right.start].isspace()


def _opens(before: str) -> bool:
    """Whether what stands before a word in its sentence lets it, or words set apart, begin."""
    before = before.rstrip()
    return not before or before[-1] in _OPENING


def _sentences(words: str) -> Iterator[tuple[int, list[Token]]]:
    """Yield where each sentence begins, and its tokens."""
    tokens = tokenize(words)
    start = at = 0
    for end in (*sentence_ends(words), len(words)):
        first = at
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if at > first:
            yield start, tokens[first:at]
        start = end
