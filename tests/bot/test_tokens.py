from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tokens import STOP_WORDS, Tokens, fold, folded_words, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Prompt engineering, isn't dead!", "prompt engineering isnt dead"),
        ("you\u2019re O'Neil's", "youre oneils"),
        ("rock-n-roll snake_case", "rock n roll snake case"),
        ("Caf\u00e9 Cafe\u0301 NA\u00cfVE", "cafe cafe naive"),
        ("Stra\u00dfe \ufb01ne \uff12\uff10\uff12\uff15", "strasse fine 2025"),
        ("C++ GPT-5", "c gpt 5"),
        ("half \u00bd cup", "half \u00bd cup"),
        ("\u0e33 l\u0140l", "\u0e33 l\u0140l"),
        ("a \u0301 b", "a b"),
        ("'' \u2019 _ \U0001f600", ""),
        ("", ""),
    ],
)
def test_words_are_folded_runs_of_letters_and_digits(text: str, words: str) -> None:
    assert words == folded_words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("models", "model"),
        ("specialized", "specializing"),
        ("company's", "companies"),
        ("company\u2019s", "company's"),
        ("RUNNING", "runs"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert tokenize(one)[0].stem == tokenize(other)[0].stem


def test_a_token_knows_where_its_word_stands() -> None:
    text = "The caf\u00e9's open."

    tokens = tokenize(text)

    assert ["The", "caf\u00e9's", "open"] == [text[token.start : token.end] for token in tokens]
    assert ["the", "cafes", "open"] == [token.word for token in tokens]


def test_stop_words_are_words_as_they_are_folded() -> None:
    assert all(word == folded_words(word) for word in STOP_WORDS)
    assert {"the", "youre"} <= STOP_WORDS


@given(st.text())
def test_any_text_gives_tokens_of_letters_and_digits_in_order(text: str) -> None:
    tokens = tokenize(text)

    edges = [edge for token in tokens for edge in (token.start, token.end)]
    assert edges == sorted(edges)
    assert all(token.start < token.end for token in tokens)
    assert all(token.word.isalnum() and token.stem.isalnum() for token in tokens)


@given(st.text())
def test_folding_twice_changes_nothing_for_the_words_of_a_text(text: str) -> None:
    once = folded_words(text)

    assert once == folded_words(once)


def test_every_letter_there_is_gives_a_clean_token_or_none() -> None:
    every = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)

    odd = [one for one in every for token in tokenize(one) if not token.word.isalnum()]

    assert [] == odd


def test_folding_takes_case_accents_and_forms_off() -> None:
    assert "ecole" == fold("\u00c9COLE")
    assert "2" == fold("\u00b2")


@given(st.text(alphabet=st.sampled_from("ab \u00e9\u00bd\u0301'\u2019-_[laughs]Z9\n"), max_size=40))
def test_tokens_that_are_asked_for_one_by_one_are_the_same(text: str) -> None:
    whole, each = tokenize(text), Tokens(text)

    assert whole[::-1] == [each.token(at) for at in reversed(range(len(whole)))]
    assert tuple(token.word for token in whole) == each.words
    assert {token.stem for token in whole} == each.there
