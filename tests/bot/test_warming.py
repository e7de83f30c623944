"""What is asked before anybody asks, on the five documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from bot.bootstrap import Podquote
from bot.everyday import carries_nothing
from bot.index.held import Held
from bot.index.reader import SqlIndex
from bot.lookup import lookup
from bot.model import Question
from bot.ports import Term
from bot.sounds import sound
from bot.warming import ASKED, TOGETHER, WORDS, WORDS_BESIDE_A_SERVER, questions, warm
from tests.bot.conftest import settings_at
from tests.fakes.clock import FakeClock
from tests.fakes.vocabulary import FewWords


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def index(core: Podquote, held: Held) -> SqlIndex:
    return SqlIndex(core._engine, held)


def known_of(index: SqlIndex) -> set[str]:
    return set(index.vocabulary().words._known)


def test_the_commonest_words_are_at_hand_afterwards(
    core: Podquote, index: SqlIndex, held: Held
) -> None:
    warm(index, core.clock)

    assert {"model", "openai", "tuning"} <= known_of(index)
    assert len(held._postings) > ASKED // 2


def test_beside_a_server_all_words_and_their_sounds_are_at_hand(
    core: Podquote, index: SqlIndex
) -> None:
    vocabulary = index.vocabulary()
    for part in range(2):
        warm(index, core.clock, part, 2, number=WORDS_BESIDE_A_SERVER)

    assert set(vocabulary.words) == known_of(index)
    assert {sound(word) for word in vocabulary.words} - {""} == set(vocabulary.by_sound._known)


class Asked(FewWords):
    """A vocabulary whose one word is how many were asked for."""

    def beginning_with(self, letters: str, limit: int) -> Sequence[Term]:
        return [Term(str(limit), letters, 1)]

    def fetch(
        self, words: Iterable[str], stems: Iterable[str] = (), sounds: Iterable[str] = ()
    ) -> None:
        self.words.update(dict.fromkeys(words, Term("", "", 1)))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("url", "number"),
    [("sqlite:///x.db", WORDS), ("postgresql+psycopg://x@y/z", WORDS_BESIDE_A_SERVER)],
)
def test_beside_a_server_more_words_are_looked_up(core: Podquote, url: str, number: int) -> None:
    vocabulary = Asked({}, {}, 1)

    class Index(SqlIndex):
        def vocabulary(self) -> Any:  # noqa: ANN401  a fake one
            return vocabulary

    front = Podquote(settings_at(url), core._engine, core.clock, index=Index(core._engine))
    front.warm(0, 1)

    assert {str(number)} == {str(WORDS), str(WORDS_BESIDE_A_SERVER)} & set(vocabulary.words)


def test_several_threads_share_the_questions(core: Podquote, held: Held) -> None:
    parts = []
    for part in range(2):
        one = Held()
        warm(SqlIndex(core._engine, one), core.clock, part, 2)
        parts.append({stem for _, stem in one._postings})
    warm(SqlIndex(core._engine, held), core.clock)

    assert parts[0] != parts[1]
    assert parts[0] | parts[1] == {stem for _, stem in held._postings}


def test_no_answer_is_another_one_for_it(core: Podquote, index: SqlIndex) -> None:
    warm(index, core.clock)

    for asked in ("fine-tuning", "token laundring", "kubernetes"):
        assert lookup(SqlIndex(core._engine), Question(asked)) == lookup(index, Question(asked))


def test_only_words_that_carry_something_are_asked_a_few_at_a_time() -> None:
    asked = questions(["the", "model", "of", *(f"word{number}" for number in range(2 * ASKED))])

    words = " ".join(asked).split()
    assert ASKED == len(words)
    assert not any(map(carries_nothing, words))
    assert {TOGETHER} == {len(one.split()) for one in asked}


def test_a_start_waits_for_it_only_so_long(core: Podquote, held: Held) -> None:
    class Hurrying(FakeClock):
        def monotonic(self) -> float:
            self.advance(1.0)
            return super().monotonic()

    warm(SqlIndex(core._engine, held), Hurrying(core.clock.now()))

    assert len(held._postings) <= 2 * TOGETHER * 8  # a question or two, with their other forms


def test_an_empty_library_has_nothing_to_ask() -> None:
    assert [] == questions([])
