"""How words sound."""

from __future__ import annotations

import pytest

from bot.sounds import consonants, frame, letters_heard_as, sound, sounds_like, sounds_same, vowels

SAME = [
    ("roxette", "rockset"),
    ("vencott", "venkat"),
    ("wrapper", "rapper"),
    ("open ai", "openai"),
    ("erik", "eric"),
]
NEAR = [("techrunch", "techcrunch"), ("brandham", "brandom")]
APART = [
    ("johnny", "jerry"),
    ("ho", "ma"),
    ("perplexity", "personality"),
    ("cursor", "cognition"),
    ("sora", "sierra"),
    ("opening", "openai"),
    ("key", "quay"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_sound_in_two_spellings_is_the_same(one: str, other: str) -> None:
    assert sounds_same(one, other)
    assert sounds_same(other, one)


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_one_consonant_more_is_near_and_not_the_same(one: str, other: str) -> None:
    assert sounds_like(one, other)
    assert not sounds_same(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_do_not_sound_alike(one: str, other: str) -> None:
    assert not sounds_like(one, other)


@pytest.mark.parametrize("word", ["", "gpt5", "żółw", "オープン", "open ai"])
def test_what_is_not_all_of_a_to_z_has_no_sound(word: str) -> None:
    assert "" == sound(word)
    assert not sounds_like(word.replace(" ", "5"), word.replace(" ", "5"))


def test_a_sound_with_few_letters_in_common_is_another_word() -> None:
    assert sound("quietly") == sound("catly")

    assert not sounds_same("quietly", "catly")


def test_consonants_count_doubled_ones_once() -> None:
    assert "dns" == consonants("dennis") == consonants("denise")
    assert "" == consonants("aye")


def test_a_frame_has_consonants_once_and_where_vowels_stand() -> None:
    assert "d.n.s" == frame("dennis") == frame("denise")
    assert frame("colour") != frame("clear")
    assert "." == frame("aye")


def test_vowels_come_in_their_order() -> None:
    assert "ae" == vowels("wrapper") == vowels("rapper")
    assert vowels("policy") != vowels("police")


@pytest.mark.parametrize(("name", "heard"), [("gpt5", "gbd5"), ("gpt5", "gpd5"), ("mk2", "ma2")])
def test_letters_whose_names_rhyme_are_taken_for_one_another(name: str, heard: str) -> None:
    assert heard in letters_heard_as(name)
    assert name in letters_heard_as(heard)


@pytest.mark.parametrize("word", ["gpt", "5", "abcde5", "otter", "", "é5x"])
def test_only_a_few_letters_with_a_number_are_spelled_out(word: str) -> None:
    assert [] == letters_heard_as(word)
