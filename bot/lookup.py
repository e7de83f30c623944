"""Question -> Answer: what is wanted, who could have it, in which order, and what is near. Pure.

It asks the index for candidates by their rarest words, ranks few, and says honestly when none is
good enough: a match must cover enough of what was asked, weighted by how much each word says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Indel

from bot.aliases import Aliases, Other
from bot.errors import Ambiguous, NoSuchThing
from bot.model import Answer, Entry, Episode, Match, Question, Status
from bot.ports import Index, Vocabulary
from bot.ranking import Concept, Way, folded, rank
from bot.sounds import sound
from bot.tokens import STOP_WORDS, Token, folded_words, tokenize

CONCEPTS_MAX: Final = 16
"""A longer question is looked up by so many of its words."""

KNOWN_MAX: Final = 12  # of them, those that the index has; the rest is room for misspelt ones

CANDIDATES: Final = 96
CANDIDATES_FILTERED: Final = 400  # most of them are filtered away again

ENOUGH: Final = {1: 0.5, 2: 0.62, 3: 0.5}
ENOUGH_LONG: Final = 0.4
"""The least coverage of an answer, by the number of concepts; longer questions say more by less."""

FUZZY_FROM: Final = 5  # letters; shorter words are never corrected
FUZZY_TWO_FROM: Final = 8  # letters; from here on two edits are forgiven
CORRECTED: Final = 0.85
KNOWN_AS: Final = 0.95  # another spelling of the same name
SOUNDING: Final = 0.8
SOUNDS_SO: Final = 0.7  # letters in common, of 1, that words of one sound must have
RARE: Final = 2000  # a word in no more than one of so many entries may be misheard itself
SAME_NAME: Final = 85  # of 100; "lennys" is "Lenny's Podcast"
NEAR_DUPLICATE: Final = 90  # of 100
SUGGESTIONS: Final = 5

_EMOJI_CODE: Final = re.compile(r":[a-z][a-z0-9_+-]+:")  # ":robot_face:", as chats write it


def lookup(index: Index, question: Question) -> Answer:
    """Answer a question from the index. No text raises.

    An empty question gets no matches and a few things to ask; a miss gets what is near.
    """
    vocabulary = index.vocabulary()
    tokens = tokenize(_EMOJI_CODE.sub(" ", question.text))
    if not question.text.strip():
        return Answer(question, (), examples(index))
    concepts = to_concepts(tokens, vocabulary, index.aliases())
    stems = _rarest_first(concepts, vocabulary)
    filtered = any((question.speaker, question.episode, question.podcast))
    entries = index.candidates(stems, CANDIDATES_FILTERED if filtered else CANDIDATES)
    ranked = rank(concepts, [entry for entry in entries if passes(question, entry)])
    enough = ENOUGH.get(len(concepts), ENOUGH_LONG)
    good = [one.match for one in ranked if one.coverage >= enough and one.match.marks]
    if question.speaker:
        # What is stated or disputed comes before talk that nobody's name is on.
        good.sort(key=lambda match: match.entry.attribution.status is Status.UNLABELLED)
    matches = _without_repeats(good, question.limit)
    return Answer(question, tuple(matches), () if matches else near(index, question))


def to_concepts(
    tokens: Sequence[Token], vocabulary: Vocabulary, aliases: Aliases | None = None
) -> list[Concept]:
    """Return what the words of a question ask for, each once, in the question's order.

    `aliases` give the names among them their other spellings.
    """
    carrying = [t for t in tokens if t.word not in STOP_WORDS] or list(tokens)
    once = _fewer(list({token.stem: token for token in carrying}.values()), vocabulary)
    others = aliases.others([token.word for token in tokens]) if aliases else {}
    known_as = {tokens[at].start: ways for at, ways in others.items()}
    return [_concept(t, once, vocabulary, known_as.get(t.start, ())) for t in once]


def _fewer(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Return few enough words to look up: the rarest that are known, and some that are not."""
    if len(tokens) <= CONCEPTS_MAX:
        return tokens
    known = sorted(
        (token for token in tokens if token.stem in vocabulary.stems),
        key=lambda token: (vocabulary.stems[token.stem], token.start),
    )
    unknown = [token for token in tokens if token.stem not in vocabulary.stems]
    kept = {*known[:KNOWN_MAX], *unknown[: CONCEPTS_MAX - KNOWN_MAX]}
    return [token for token in tokens if token in kept]


def passes(question: Question, entry: Entry) -> bool:
    """Whether the question's filters let the entry through; they forgive spelling."""
    episode = entry.episode
    return (
        (not question.podcast or _names_it(question.podcast, episode.podcast))
        and (not question.episode or _names_it(question.episode, episode.title))
        and (not question.speaker or _may_have_said(question.speaker, entry))
    )


def one_episode(title: str, episodes: Iterable[Episode]) -> Episode:
    """Return the one episode that is titled like `title`; spelling is forgiven.

    Raises:
        NoSuchThing: none is.
        Ambiguous: several are, and none exactly so.
    """
    alike = [episode for episode in episodes if _names_it(title, episode.title)]
    exact = [one for one in alike if folded_words(one.title or "") == folded_words(title)]
    found = exact or alike
    if not found:
        raise NoSuchThing("episode")
    if len(found) > 1:
        raise Ambiguous("episodes", len(found))
    return found[0]


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


def near(index: Index, question: Question) -> tuple[str, ...]:
    """Return what is near a question without an answer: spellings, speakers, podcasts, episodes."""
    vocabulary, episodes = index.vocabulary(), index.episodes()
    filters = " ".join(filter(None, (question.speaker, question.episode, question.podcast)))
    asked = [t.word for t in tokenize(f"{question.text[:500]} {filters}")]
    carrying = [word for word in asked if word not in STOP_WORDS][:CONCEPTS_MAX]
    found = [word for word in carrying if word in vocabulary.words]
    found += [word for asked in carrying for word in _spelled_like(asked, vocabulary)]
    found += [name for name in _names(episodes) if any(_close(w, name) for w in carrying)]
    return tuple(dict.fromkeys(found))[:SUGGESTIONS] or examples(index)


def _concept(
    token: Token, all_tokens: Sequence[Token], vocabulary: Vocabulary, others: Sequence[Other]
) -> Concept:
    ways = [Way((token.stem,))] if token.stem in vocabulary.stems else []
    ways += _joined(token, all_tokens, vocabulary) + _split(token.word, vocabulary)
    ways += [_known_as(other) for other in others]
    sounding = _sounding(token, vocabulary)
    ways += sounding if ways else [*sounding, *_corrected(token.word, vocabulary)]
    stands_in = sum(_rarest(way, vocabulary)[0] for way in ways[:1])
    return Concept(token.word, _weight(stands_in, vocabulary.entries), tuple(ways))


def _known_as(other: Other) -> Way:
    stems = tuple(token.stem for token in other.tokens)
    words = tuple(token.word for token in other.tokens)
    return Way(stems, KNOWN_AS, other.reason, words, other.episode_id)


def _sounding(token: Token, vocabulary: Vocabulary) -> list[Way]:
    """Return words that sound as a word does that is unknown or rare: somebody misheard it."""
    word, heard = token.word, sound(token.word)
    if len(word) < FUZZY_FROM or vocabulary.stems.get(token.stem, 0) * RARE > vocabulary.entries:
        return []
    alike = [
        (-Indel.normalized_similarity(word, other), other)
        for other in vocabulary.by_sound.get(heard, ())
        if len(other) >= FUZZY_FROM and vocabulary.words[other].stem != token.stem
    ]
    return [
        Way((vocabulary.words[other].stem,), SOUNDING, f"sounds like {other}")
        for unlike, other in sorted(alike)[:4]
        if -unlike >= SOUNDS_SO
    ]


def _weight(stands_in: int, entries: int) -> float:
    """Return how much a word says that stands in so many of the entries (inverse frequency)."""
    return math.log(1 + (entries + 1) / (stands_in + 0.5))


def _joined(token: Token, tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Way]:
    """Return the word together with a neighbour, where the index has them as one ("finetuning")."""
    at = tokens.index(token)
    pairs = [tokens[i : i + 2] for i in (at - 1, at) if i >= 0]
    words = [pair[0].word + pair[1].word for pair in pairs if len(pair) > 1]
    known = [vocabulary.words[word] for word in words if word in vocabulary.words]
    return [Way((term.stem,), reason=f"written as one: {term.word}") for term in known]


def _split(word: str, vocabulary: Vocabulary) -> list[Way]:
    """Return the word as two that the index has ("finetuning": fine tuning)."""
    for at in range(3, len(word) - 2):
        left, right = vocabulary.words.get(word[:at]), vocabulary.words.get(word[at:])
        if left and right:
            return [Way((left.stem, right.stem), reason=f"as two: {left.word} {right.word}")]
    return []


def _corrected(word: str, vocabulary: Vocabulary) -> list[Way]:
    """Return the word as it may have been meant, the likeliest spelling first."""
    return [
        Way((vocabulary.words[known].stem,), CORRECTED, f"{word} read as {known}")
        for known in _spelled_like(word, vocabulary)
    ]


def _spelled_like(word: str, vocabulary: Vocabulary) -> list[str]:
    if len(word) < FUZZY_FROM or word in vocabulary.words or not word.isalpha():
        return []
    edits = 2 if len(word) >= FUZZY_TWO_FROM else 1
    close = process.extract(
        word, vocabulary.words.keys(), scorer=OSA.distance, score_cutoff=edits, limit=4
    )
    best = sorted((edits, -vocabulary.words[known].entries, known) for known, edits, _ in close)
    return [known for _, _, known in best if len(known) >= FUZZY_FROM - 1]


def _rarest_first(concepts: Iterable[Concept], vocabulary: Vocabulary) -> list[str]:
    """Return one stem a way, the rarest of it: a text that meets the way has them all."""
    found = {_rarest(way, vocabulary) for concept in concepts for way in concept.ways}
    return [stem for _, stem in sorted(found)]


def _rarest(way: Way, vocabulary: Vocabulary) -> tuple[int, str]:
    return min((vocabulary.stems.get(stem, 0), stem) for stem in way.stems)


def _without_repeats(matches: Sequence[Match], limit: int) -> list[Match]:
    """Return the first `limit`, leaving out what a better one shows in nearly the same words."""
    kept: list[Match] = []
    for match in matches:
        if len(kept) == limit:
            break
        words = folded(match.entry)
        if all(fuzz.ratio(words, folded(other.entry)) < NEAR_DUPLICATE for other in kept):
            kept.append(match)
    return kept


def _may_have_said(name: str, entry: Entry) -> bool:
    return entry.kind.is_speech and any(
        _names_it(name, candidate) for candidate in entry.attribution.candidates
    )


def _names_it(asked: str, name: str | None) -> bool:
    wanted, known = folded_words(asked), folded_words(name or "")
    if not wanted or not known:
        return False
    alike = fuzz.token_set_ratio(wanted, known)
    if len(wanted) >= FUZZY_FROM:
        # Part of a name will do; of a short one anything would be part.
        alike = max(alike, fuzz.partial_ratio(wanted, known))
    return alike >= SAME_NAME


def _names(episodes: Sequence[Episode]) -> list[str]:
    people = [name for episode in episodes for name in episode.participants]
    return [*people, *(e.podcast for e in episodes if e.podcast)]


def _close(word: str, name: str) -> bool:
    return len(word) >= FUZZY_FROM and any(
        fuzz.ratio(word, part) >= SAME_NAME for part in folded_words(name).split()
    )
