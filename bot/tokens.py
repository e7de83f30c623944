"""The one tokeniser and stemmer: what every engine indexes, and what every question becomes.

Pure. A token is a run of letters and digits, folded (compatibility forms, accents and case taken
off) and stemmed (Snowball English). A contraction is one token: "you're" is "youre"; a hyphen
parts two. Noises that a transcriber put in brackets ("[laughs]") have no tokens.
"""

from __future__ import annotations

import functools
import operator
import re
import unicodedata
from typing import Final, NamedTuple

import Stemmer

_WORD: Final = re.compile(r"(?:[^\W_]++|[\u0300-\u036f]++)+(?:['\u2019][^\W_]+)*")
_ASCII_WORD: Final = re.compile(r"[a-zA-Z0-9]+(?:'[a-zA-Z0-9]+)*")  # the same, in half the time
_STEMMER: Final = Stemmer.Stemmer("english", 0)  # what is remembered, we do
_NOISE: Final = re.compile(
    r"\[[^\[\]\n]{0,60}?\b(?:unintelligible|inaudible|cross-?talk|laugh\w{0,5}|lol|chuckl\w{1,3}"
    r"|giggl\w{1,3}|applau\w{1,5}|claps?|clapping|cheers?|cheering|music|song|jingle|sings?|singing"
    r"|whisper\w{0,3}|sighs?|sighing|cough\w{0,3}|sneez\w{1,3}|silence|pauses?|beeps?|bleeps?|groans?"
    r"|gasps?|snor\w{1,3}|static|sounds?|noise|alert|sample|guitar|voice|accent|ringing)\b"
    r"[^\[\]\n]{0,60}\]",
    re.IGNORECASE,
)

STOP_WORDS: Final = frozenset(
    """
    a about all also am an and any are as at be been but by can could did do does doing for from
    had has have he her him his how i if im in into is it its just like me my no not of on one or
    our out over say says she should so some than that the their them then there these they this
    those to too up us very was we were what when where which who whom whose why will with would
    you your youre
    """.split()  # noqa: SIM905  the words are read as words
)
"""Folded words that carry no search by themselves; a question of nothing else still is one."""


class Token(NamedTuple):
    """One word of a text.

    Attributes:
        stem: what the index holds.
        word: the folded word, unstemmed; what spelling is compared on.
        start, end: where it stands, in code points.
    """

    stem: str
    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` without compatibility forms, accents and case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` in order; any text will do, and an empty list is an answer."""
    if len(text) <= _NAME:
        return list(_remembered_names(text))
    return list(_remembered(text) if len(text) <= _PASSAGE else _tokens(text))


def folded_words(text: str) -> str:
    """Return the folded words of `text`, joined with one space: what identity is made from."""
    return " ".join(token.word for token in tokenize(text))


def folded_word(written: str) -> str:
    """Return the folded form of one written word; of several, theirs together."""
    if _ASCII_WORD.fullmatch(written):
        return _forms[written][1]
    return "".join(token.word for token in tokenize(written))


class _Forms(dict[str, tuple[str, str]]):
    """Stems and folded words of words as they are written, remembered until there are many."""

    def __missing__(self, written: str) -> tuple[str, str]:
        # The stemmer takes possessives off, so it sees the apostrophe; the index never does.
        folded = _fold_word(written.replace("\u2019", "'"))
        stem: str = _STEMMER.stemWord(folded)
        if len(self) >= _FORMS:
            self.clear()
        found = self[written] = stem.replace("'", ""), folded.replace("'", "")
        return found


_FORMS: Final = 65_536
_forms: Final = _Forms()


def _fold_word(written: str) -> str:
    folded = fold(written)
    if folded.replace("'", "").isalnum():
        return folded
    # Some letters and numbers have compatibility forms with other signs in them, such as the
    # fraction slash of one half; those stay as they are, so that a word never holds a sign.
    return "".join(map(_fold_letter, written))


def _fold_letter(letter: str) -> str:
    folded = fold(letter)
    if folded == "'" or folded.isalnum():
        return folded
    return letter.casefold() if letter.isalnum() else ""


def _words_in(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _WORD


_begin: Final = operator.methodcaller("start")


class Tokens:
    """The tokens of one text, for who asks for few of them: a place is found when it is asked for.

    Attributes:
        stems: of every token, in order.
        words: the folded words, in order.
        there: which stems there are.
    """

    __slots__ = ("_starts", "_text", "_written", "stems", "there", "words")

    def __init__(self, text: str) -> None:
        """Read the words of `text`."""
        written = _words_in(text).findall(text)
        forms = list(map(_forms.__getitem__, written))
        self._text, self._written = text, written
        self._starts: list[int] | None = None
        if "[" in text or ("", "") in forms:  # not all of them are tokens
            tokens = tokenize(text)
            forms = [(token.stem, token.word) for token in tokens]
            self._written = [text[token.start : token.end] for token in tokens]
            self._starts = [token.start for token in tokens]
        self.stems: tuple[str, ...] = ()
        self.words: tuple[str, ...] = ()
        if forms:
            self.stems, self.words = zip(*forms, strict=True)
        self.there = frozenset(self.stems)

    def token(self, at: int) -> Token:
        """Return the token of that number."""
        if self._starts is None:
            text = self._text
            self._starts = list(map(_begin, _words_in(text).finditer(text)))
        start = self._starts[at]
        return _new(Token, (self.stems[at], self.words[at], start, start + len(self._written[at])))


_new: Final = tuple.__new__  # what Token() comes to, without a call of Python's between


def _tokens(text: str) -> tuple[Token, ...]:
    noises = [noise.span() for noise in _NOISE.finditer(text)] if "[" in text else ()
    found: list[Token] = []
    end = 0
    for written in _words_in(text).findall(text):
        start = text.find(written, end)  # between two words there is none: it finds this one
        end = start + len(written)
        stem, word = _forms[written]
        # A bracketed noise, "[laughs]", holds no word that was said.
        if word and not (noises and any(begin < start < until for begin, until in noises)):
            found.append(_new(Token, (stem, word, start, end)))
    return tuple(found)


# One passage is read several times while its episode is reconciled; a few hundred at a time. Names
# and single words are many more, and would crowd passages out.
_PASSAGE: Final = 2_000  # code points; what is longer is no passage
_NAME: Final = 32  # the same; what is no longer is a few words
_remembered = functools.lru_cache(maxsize=1024)(_tokens)
_remembered_names = functools.lru_cache(maxsize=4096)(_tokens)
