"""Words that two sources both have, on the seeds' own pairs and on any text."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alignment import Heard, Shared, fragments, shared
from bot.ingest.recognise import recognise
from bot.tokens import Token, tokenize
from tests.bench.corroboration import labelled_pairs

LABELLED = labelled_pairs()
SAME = [one for one in LABELLED if one[2]]
NEAR = [one for one in LABELLED if not one[2]]

RATCHET = "pricing is kind of like a one way ratchet"
ONE_MODEL = (
    "I remember like even with an OpenAI, the, the thinking was that there would be like one model "
    "that rules them all."
)
ONE_MODEL_MISHEARD = (
    "even within opening the thinking was that there would be like one model that rules them all"
)
CONSONANTS = "bdfgjklmnprstvz"
VOCABULARY = [f"{a}a{b}e{c}" for a in CONSONANTS for b in CONSONANTS for c in "kt"]
COMMON = ("the", "and", "we", "you", "know", "of", "that", "it", "people", "think")


def words_of(text: str, tokens: list[Token], run: tuple[int, int]) -> str:
    return text[tokens[run[0]].start : tokens[run[1] - 1].end]


def both(mine: str, theirs: str) -> list[tuple[str, str]]:
    """Return the shared runs of two texts as the words of both."""
    one, other = tokenize(mine), tokenize(theirs)
    return [
        (words_of(mine, one, run.mine), words_of(theirs, other, run.theirs))
        for run in shared(one, other)
    ]


def differing(mine: str, theirs: str) -> list[tuple[str, str]]:
    """Return the pairs of the shared runs of two texts as words."""
    one, other = tokenize(mine), tokenize(theirs)
    return [
        (words_of(mine, one, pair[0]), words_of(theirs, other, pair[1]))
        for run in shared(one, other)
        for pair in run.pairs
    ]


def turned(run: Shared) -> Shared:
    pairs = tuple((theirs, mine) for mine, theirs in run.pairs)
    return Shared(run.theirs, run.mine, run.likeness, pairs)


def speech(seeds: Path, number: str) -> list[str]:
    """Return every quote and segment of one seed."""
    [file] = seeds.glob(f"{number}_*")
    layer = file.read_bytes().decode("utf-8")
    passages = recognise(file.name, layer).parse(file.name, layer).passages
    return [one.text_in(layer) for one in passages if one.kind.is_speech]


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: pair[2][1][:40])
def test_the_seeds_pairs_are_found_word_for_word(pair: tuple[str, str, list[str]]) -> None:
    mine, theirs, words = pair

    assert [tuple(words)] == both(mine, theirs)


@pytest.mark.parametrize("pair", NEAR, ids=lambda pair: pair[0][:40])
def test_the_seeds_near_misses_are_not_joined(pair: tuple[str, str, None]) -> None:
    mine, theirs, _ = pair

    assert [] == both(mine, theirs)


def test_nothing_else_in_the_seeds_of_one_episode_is_joined(seeds: Path) -> None:
    said = {number: speech(seeds, number) for number in ("001", "002", "003")}

    found = {
        words
        for one, other in itertools.combinations(said, 2)
        for mine, theirs in itertools.product(said[one], said[other])
        for piece in fragments(theirs)
        for words in both(mine, theirs[slice(*piece)])
    }

    expected = {frozenset(words) for *_, words in SAME[:5] if words}
    assert expected == {frozenset(words) for words in found}


def test_nothing_of_one_episode_is_joined_with_another(seeds: Path) -> None:
    other = tokenize(" ".join(speech(seeds, "004")))
    heard = Heard(other)

    found = [heard.find(tokenize(text)) for text in speech(seeds, "001") + speech(seeds, "003")]

    assert [] == [runs for runs in found if runs]


def test_the_ratchet_stands_twice_in_one_document(seeds: Path) -> None:
    document = " ".join(speech(seeds, "001"))
    tokens = tokenize(document)

    found = Heard(tokens).find(tokenize(RATCHET))

    assert [RATCHET, RATCHET] == [words_of(document, tokens, run.theirs) for run in found]
    assert [(0, 9), (0, 9)] == [run.mine for run in found]


def test_words_said_once_are_shared_once() -> None:
    twice = f"{RATCHET} and later she said again that {RATCHET}"

    assert [(RATCHET, RATCHET)] == both(RATCHET, twice)


def test_what_was_misheard_stands_in_pairs() -> None:
    assert [("with an", "within"), ("OpenAI", "opening")] == differing(
        ONE_MODEL, ONE_MODEL_MISHEARD
    )


def test_words_put_for_others_stand_in_one_pair() -> None:
    said = "the founder of the company called Rockset explained their pricing to everybody there"
    wrong = (
        "the founder of the company called big hammock explained their pricing to everybody there"
    )

    assert [("Rockset", "big hammock")] == differing(said, wrong)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("we met a bridge and Harvey and all these companies", "We met Abridge and Harvey and all"),
        (
            "um, you build the, the agent with, uh, determinism",
            "you build the agent with determinism",
        ),
        (
            "there were 22 customers who paid for the product",
            "their were twenty two customers who payed for",
        ),
        (
            "we want the writers to catch every phrase in the weather show",
            "we want the riders too ketch every frase in the whether show",
        ),
    ],
)
def test_what_recognisers_do_is_forgiven(mine: str, theirs: str) -> None:
    [run] = shared(tokenize(mine), tokenize(theirs))

    assert 0.8 <= run.likeness <= 1.0


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            "I think that one of the things is that we",
            "so I think that one of the things is that we",
        ),
        ("reinforcement fine-tuning", "reinforcement fine-tuning"),
        (
            "the customers we have want to create a crypto product for their bank",
            "nobody at my company would want to create a crypto product without a lawyer",
        ),
        ("", "anything at all"),
        ("um uh um", "um uh um"),
    ],
)
def test_phrases_that_anybody_may_say_are_not_joined(mine: str, theirs: str) -> None:
    assert [] == both(mine, theirs)


def test_a_run_does_not_reach_over_what_was_left_out() -> None:
    said = (
        "the big unlock happened with the reinforcement model because with that setup engineers "
        "finally invest weekends debugging everything until you leverage your own data way more "
        "than competitors"
    )
    cut = (
        "the big unlock happened with the reinforcement model you leverage your own data way more "
        "than competitors"
    )

    assert [
        ("the big unlock happened with the reinforcement model",) * 2,
        ("you leverage your own data way more than competitors",) * 2,
    ] == both(said, cut)


def test_another_number_is_no_mishearing() -> None:
    said = "our whole company moved into the office next door in 2016"
    other = "our whole company moved into the office next door in 2017"

    assert [(said.removesuffix(" 2016"),) * 2] == both(said, other)


def test_a_number_of_many_digits_is_a_word_as_any_other() -> None:
    said = f"the secret key that everybody copied was {'7' * 5_000} exactly"

    assert [(said, said)] == both(said, said)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two...three", ["one two", "three"]),
        ("one … two", ["one", "two"]),
        ("... one [...] two […] three (...) four ....", ["one", "two", "three", "four"]),
        ("one. two.", ["one. two."]),
        ("...", []),
        ("", []),
        ("  whole  ", ["whole"]),
    ],
)
def test_a_quotation_falls_into_its_pieces(text: str, pieces: list[str]) -> None:
    assert pieces == [text[start:end] for start, end in fragments(text)]


@given(st.text())
def test_pieces_are_trimmed_and_in_order(text: str) -> None:
    spans = fragments(text)

    assert spans == sorted(spans)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(spans))


few = st.sampled_from([*VOCABULARY[:12], "the", "of", "um", "10", "ten", "open", "opening", "ai"])
talk = st.lists(few, max_size=60).map(" ".join)


@given(talk, talk)
def test_runs_are_in_bounds_in_order_and_apart(mine: str, theirs: str) -> None:
    one, other = tokenize(mine), tokenize(theirs)

    runs = shared(one, other)

    assert runs == sorted(runs, key=lambda run: run.mine)
    for run in runs:
        assert 0 <= run.mine[0] < run.mine[1] <= len(one)
        assert 0 <= run.theirs[0] < run.theirs[1] <= len(other)
        assert 0 < run.likeness <= 1
        for pair, pairs in run.pairs:
            assert run.mine[0] <= pair[0] < pair[1] <= run.mine[1]
            assert run.theirs[0] <= pairs[0] < pairs[1] <= run.theirs[1]
    for before, after in itertools.pairwise(runs):
        assert before.mine[1] <= after.mine[0]
    for before, after in itertools.pairwise(sorted(runs, key=lambda run: run.theirs)):
        assert before.theirs[1] <= after.theirs[0]


@given(talk, talk)
def test_swapped_texts_share_the_same_runs_swapped(mine: str, theirs: str) -> None:
    one, other = tokenize(mine), tokenize(theirs)

    forth, back = shared(one, other), shared(other, one)

    assert forth == sorted((turned(run) for run in back), key=lambda run: run.mine)


@given(talk, talk)
def test_every_run_that_is_found_is_apart_in_what_was_heard(mine: str, theirs: str) -> None:
    runs = Heard(tokenize(theirs)).find(tokenize(mine))

    for before, after in itertools.pairwise(sorted(runs, key=lambda run: run.theirs)):
        assert before.theirs[1] <= after.theirs[0]


@given(st.lists(st.sampled_from(VOCABULARY), min_size=6, max_size=200, unique=True))
def test_a_text_against_itself_is_one_run(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))

    assert [Shared((0, len(words)), (0, len(words)), 1.0)] == shared(tokens, tokens)


@given(
    st.lists(st.sampled_from(["abacus", "quiz", "vex", "wyvern"]), max_size=80),
    st.lists(st.sampled_from(["moon", "nimble", "litre", "dolmen"]), max_size=80),
)
def test_texts_without_a_word_in_common_share_nothing(mine: list[str], theirs: list[str]) -> None:
    assert [] == shared(tokenize(" ".join(mine)), tokenize(" ".join(theirs)))


@given(st.text(), st.text())
def test_any_text_can_be_compared(mine: str, theirs: str) -> None:
    one, other = tokenize(mine), tokenize(theirs)

    assert len(shared(one, other)) == len(shared(other, one))


def long_talk(words: int) -> list[str]:
    """Return talk in which common words come often and others seldom; the same each time."""
    chance = random.Random(words)  # noqa: S311  no secret
    return [
        chance.choice(COMMON) if chance.random() < 0.5 else chance.choice(VOCABULARY)
        for _ in range(words)
    ]


def test_the_work_grows_with_the_length_and_not_with_its_square() -> None:
    short, long = (tokenize(" ".join(long_talk(words))) for words in (3_000, 12_000))

    work = [sum(band.cells for band in Heard(one).bands(one)) for one in (short, long)]

    assert work[1] < 2 * 4 * work[0]
    assert work[1] < len(long) * 100


def test_a_fragment_costs_little_against_a_long_transcript() -> None:
    talk = long_talk(12_000)
    heard, fragment = Heard(tokenize(" ".join(talk))), tokenize(" ".join(talk[6_000:6_030]))

    found = heard.find(fragment)

    assert [(6_000, 6_030)] == [run.theirs for run in found]
    assert sum(band.cells for band in heard.bands(fragment)) < 2_000


def test_several_sources_at_once_give_what_each_gives_alone(seeds: Path) -> None:
    sources = [tokenize(" ".join(speech(seeds, file))) for file in ("004", "001", "003")]
    asked = [tokenize(text) for text in speech(seeds, "001") + speech(seeds, "003")]
    heard = Heard(*sources)

    together = [heard.find_among(tokens, {0, 1, 2}) for tokens in asked]

    each = [Heard(source) for source in sources]
    alone = [[one.find(tokens) for one in each] for tokens in asked]
    assert alone == [[found.get(number, []) for number in range(3)] for found in together]
    assert all(0 not in heard.find_among(tokens, {1, 2}) for tokens in asked)
