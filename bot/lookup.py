"""Question -> Answer: what is wanted, who could have it, in which order, and what is near. Pure.

It asks the index for candidates by their rarest words, ranks few, and says honestly when none is
good enough: a match must cover enough of what was asked, weighted by how much each word says.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from bot.deadline import Deadline, no_deadline
from bot.everyday import carries_nothing, says_little
from bot.figures import asks_how_many
from bot.filters import SAME_NAME, Filter, names_it, naming_nothing, to_filter
from bot.folding import fold, spread
from bot.misheard import FUZZY_FROM
from bot.model import Answer, Entry, Episode, Match, Question, Status
from bot.ordinary import is_ordinary
from bot.ports import Index
from bot.question import Asked, take_apart
from bot.ranking import Ranked, best_alone, folded, rank
from bot.tokens import STOP_WORDS, Token, folded_words, tokenize
from bot.wanted import (
    CONCEPTS_MAX,
    spelled_like,
    to_concepts,
)

CANDIDATES: Final = 96
CANDIDATES_FILTERED: Final = 400  # most of them are filtered away again
CONSIDERED: Final = 50  # so many of the best are folded and spread, whatever the limit

ENOUGH: Final = {1: 0.5, 2: 0.52, 3: 0.5, 4: 0.3}
"""The least coverage of an answer, by the number of concepts; longer questions say more by less."""
ENOUGH_LONG: Final = 0.2
LONG: Final = 4
"""From so many concepts on, a question is remembered in other words: what follows the best answer
may cover less than that; of still more, two words have to be met."""
TWO_WORDS: Final = 2
FEWEST_SMALL: Final = 3
"""A question of nothing but words that carry nothing is their phrase, if it has so many of them."""
ALMOST: Final = 0.99
"""How sure a text of fewer is at most."""
FOLLOWING: Final = 0.45

SUGGESTIONS: Final = 5
FEW, COMMON = 20, 12
"""A word in more than so many entries, and in more than one of so many, is near nothing."""
PHRASE: Final = "phrase: {}"
BY_ID: Final = "by its id"
_ID: Final = re.compile(r"[a-z][a-z2-7]{16}")
NO_PHRASE: Final = "no text has the phrase as it stands"


def lookup(index: Index, question: Question, deadline: Deadline | None = None) -> Answer:
    """Answer a question from the index. No text raises.

    An empty question gets no matches and a few things to ask; a miss gets what is near. At the
    deadline the best so far is the answer, and it says so.
    """
    deadline = deadline or no_deadline()
    answer = _answer(index.within(deadline), question, deadline)
    return replace(answer, incomplete=deadline.cut_short)


def _answer(index: Index, question: Question, deadline: Deadline) -> Answer:
    if not question.text.strip():
        return Answer(question, (), examples(index), is_near=False)
    if found := _by_id(index, question.text.strip()):
        return Answer(question, (Match(found, 1.0, (BY_ID,)),), sure=math.inf)
    asked = take_apart(question)
    matches, sure = _matches(index, asked, question.limit, deadline)
    if matches:
        return Answer(question, tuple(matches), sure=sure)
    found_near = near(index, asked)
    return Answer(
        question,
        (),
        found_near or examples(index),
        is_near=bool(found_near),
        sure=sure,
        named_nothing=naming_nothing(asked, index.episodes()) if asked.filters else (),
    )


def _by_id(index: Index, text: str) -> Entry | None:
    """Return the entry whose id was asked for: a suggested quote is picked by it."""
    return index.entry(text) if _ID.fullmatch(text) else None


def _matches(
    index: Index, asked: Asked, limit: int, deadline: Deadline
) -> tuple[list[Match], float]:
    """Return the matches, best first, and how sure the surest text is, shown or not."""
    vocabulary = index.vocabulary()
    narrowed = to_filter(asked, index.episodes()) if asked.filters else Filter(asked)
    beside = _beside_name(tokenize(asked.words), asked, index)
    only_name = bool(asked.speaker) and all(carries_nothing(token.word) for token in beside)
    bare = asked.bare or only_name
    words = tokenize(asked.words) if bare else beside
    quoted = " ".join(asked.phrases).split()
    concepts = to_concepts(words, vocabulary, index.aliases(), asked.words, quoted)
    most = CANDIDATES_FILTERED if asked.filters else CANDIDATES
    # Without its stop words, which change nothing: among many candidates they would.
    wording = "" if asked.filters else " ".join(_said(words))
    entries = index.candidates(concepts, most, narrowed.episode_ids, wording)
    fit = [entry for entry in entries if narrowed.passes(entry)]
    number = asks_how_many([token.word for token in words])
    ranked = rank(concepts, fit, deadline, number=number)
    # Who asks for a name alone means all they said; beside words, a name alone says too little.
    marked = [one for one in ranked if one.match.marks]
    if bare:
        good = best_alone(ranked) if asked.speaker else ranked
    else:
        marked = _having_what_was_quoted(marked, asked, words, len(concepts))
        good = good_enough(marked, len(concepts))
        asked_for = {token.word for token in words}
        good += best_alone(one for one in ranked if _is_by(asked_for, one.match))
    best = _in_groups(good, asked)[: max(limit, CONSIDERED)]
    kept = {match.entry.id for match in fold([one.match for _, one in best])}
    shown_first: list[Match] = []
    for _, group in itertools.groupby(best, key=lambda pair: pair[0]):
        alike = [(one.match, one.in_context) for _, one in group if one.match.entry.id in kept]
        shown_first += spread(alike, shown_first)
    sure = max((surety(one, len(concepts)) for one in (ranked if bare else marked)), default=0.0)
    return shown_first[:limit], sure


def _having_what_was_quoted(
    ranked: list[Ranked], asked: Asked, words: Sequence[Token], concepts: int
) -> list[Ranked]:
    """Return the matches that have enough of words that are asked for as they stand.

    Small words alone say nothing: only a phrase of them does. Of a phrase in quotation marks that
    no text has, one word of several is a chance.
    """
    if all(carries_nothing(token.word) or len(token.word) == 1 for token in words):
        phrase = [folded_words(asked.words)] if len(words) >= FEWEST_SMALL else []
        return [one for one in ranked if _phrases_of(one, phrase)]
    if concepts < TWO_WORDS or not asked.phrases:
        return ranked
    return [one for one in ranked if one.words >= TWO_WORDS or _phrases_of(one, asked.phrases)]


@functools.lru_cache(maxsize=16_384)
def _words_of(name: str) -> frozenset[str]:
    return frozenset(folded_words(name).split())


def _is_by(asked: set[str], match: Match) -> bool:
    """Whether a question is nothing but the name, or part of it, of whoever said a text.

    Not where no source says who spoke, nor where the words themselves are met.
    """
    attribution = match.entry.attribution
    if match.marks or attribution.status is Status.UNLABELLED:
        return False
    return any(asked <= _words_of(name) for name in attribution.candidates)


def _said(words: Sequence[Token]) -> list[str]:
    said = [token.word for token in words]
    return [word for word in said if not carries_nothing(word)] or said


def _beside_name(words: list[Token], asked: Asked, index: Index) -> list[Token]:
    """Return what is asked beside the name of a speaker whose talk alone is looked at anyway.

    Every text of a speaker would meet the name, and answer half of the question by it.
    """
    if not asked.speaker or asked.bare:
        return words
    people = {name for episode in index.episodes() for name in episode.participants}
    meant = [asked.speaker, *(name for name in people if names_it(asked.speaker, name))]
    names = {word for name in meant for word in folded_words(name).split()}
    return [token for token in words if token.word not in names]


def _in_groups(ranked: Sequence[Ranked], asked: Asked) -> list[tuple[tuple[int, bool], Ranked]]:
    """Return the matches by group, best first in each; the groups come one after another.

    Texts that have the phrases as they stand come first; of what a speaker may have said, what is
    stated or disputed comes before talk that nobody's name is on.
    """
    if not asked.phrases and not asked.speaker:
        return [((0, False), one) for one in ranked]
    having = [_phrases_of(one, asked.phrases) for one in ranked]
    nowhere = [NO_PHRASE] if asked.phrases and not any(having) else []
    grouped = []
    for one, phrases in zip(ranked, having, strict=True):
        nobodys = one.match.entry.attribution.status is Status.UNLABELLED
        why = (*nowhere, *(PHRASE.format(phrase) for phrase in phrases), *one.match.why)
        match = replace(one.match, why=why)
        group = (-len(phrases), bool(asked.speaker) and nobodys)
        grouped.append((group, replace(one, match=match)))
    return sorted(grouped, key=lambda pair: pair[0])


def good_enough(ranked: Sequence[Ranked], concepts: int) -> list[Ranked]:
    """Return the matches that answer a question of so many `concepts`, in their order."""
    good = [one for one in ranked if surety(one, concepts) >= 1]
    if not good or concepts < LONG:
        return good
    least = FOLLOWING * good[0].in_context
    return [
        one
        for one in ranked
        if one.telling and (one.in_context >= least or surety(one, concepts) >= 1)
    ]


def surety(one: Ranked, concepts: int) -> float:
    """Return how sure a text answers a question of so many `concepts`: from 1 on it does.

    It is what the text covers of the question, in units of what is enough for one of its length.
    """
    if not one.telling:
        return 0.0
    sure = one.coverage / ENOUGH.get(concepts, ENOUGH_LONG)
    return min(sure, ALMOST) if concepts > LONG and one.words < TWO_WORDS else sure


def _phrases_of(ranked: Ranked, phrases: Sequence[str]) -> list[str]:
    text = f" {folded(ranked.match.entry)} "
    return [phrase for phrase in phrases if f" {phrase} " in text]


def examples(index: Index) -> tuple[str, ...]:
    """Return a few things to ask: words that many titles have, and who speaks."""
    people = [name for episode in index.episodes() for name in episode.participants]
    of_names = {token.word for name in people for token in tokenize(name)}
    topics = [
        word
        for word in index.topics()
        if len(word) >= FUZZY_FROM and word.isalpha() and word not in STOP_WORDS | of_names
    ]
    return tuple(dict.fromkeys([*topics[:3], *people[:2]]))


def near(index: Index, asked: Asked) -> tuple[str, ...]:
    """Return what is near a question without an answer: spellings, names, its telling words.

    Nothing, where nothing is: an everyday word that the library has too is not near.
    """
    vocabulary, episodes = index.vocabulary(), index.episodes()
    asked_for = tokenize(f"{asked.words[:500]} {' '.join(asked.filters)}")
    stems = {t.word: t.stem for t in asked_for if len(t.word) > 1 and not says_little(t.word)}
    telling = list(stems)[:CONCEPTS_MAX]
    vocabulary.fetch(telling)
    known = sorted(
        (vocabulary.words[word].entries, word) for word in telling if word in vocabulary.words
    )
    found = [name for name in _names(episodes) if any(_close(w, name) for w in telling)]
    misspelt = [word for word in telling if not is_ordinary(stems[word])]
    found += [
        spelling
        for word in misspelt
        for spelling in spelled_like(word, vocabulary)
        if not says_little(spelling)
    ]
    most = max(FEW, vocabulary.entries // COMMON)
    found += [word for entries, word in known if entries <= most]
    return tuple(dict.fromkeys(found))[:SUGGESTIONS]


def _names(episodes: Sequence[Episode]) -> list[str]:
    people = (name for episode in episodes for name in episode.participants)
    # Thousands of episodes have a few hundred names between them.
    return list(dict.fromkeys([*people, *(e.podcast for e in episodes if e.podcast)]))


def _close(word: str, name: str) -> bool:
    parts = folded_words(name).split()
    return word in parts or (
        len(word) >= FUZZY_FROM and any(fuzz.ratio(word, part) >= SAME_NAME for part in parts)
    )
