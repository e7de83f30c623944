"""Which sentences of a long text answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.excerpts import LAST, LONG, MOST, part_of, sentences, span_of

LINES = [f"This is sentence number {n} of a long turn about dams and otters." for n in range(20)]
TURN = " ".join(LINES)
TALK = "and so the dam is never done " * 60


def place(words: str) -> tuple[int, int]:
    start = TURN.index(words)
    return start, start + len(words)


def test_a_sentence_is_found_by_its_mark_and_taken_together_with_what_follows_when_short() -> None:
    part = part_of(TURN, [place("number 7")])

    assert part is not None
    span = span_of(TURN, part)
    assert span is not None
    assert f"{LINES[7]} {LINES[8]}" == TURN[slice(*span)]


def test_two_marks_near_one_another_are_shown_together() -> None:
    part = part_of(TURN, [place("number 7"), place("number 9")])

    assert part is not None
    assert " ".join(LINES[7:10]) == TURN[slice(*(span_of(TURN, part) or (0, 0)))]


def test_a_short_text_and_one_without_marks_are_shown_whole() -> None:
    assert part_of(TURN[:LONG], [(0, 4)]) is None
    assert part_of(TURN, []) is None


def test_talk_without_full_stops_is_parted_between_words() -> None:
    at = TALK.index("never", 800)
    part = part_of(TALK, [(at, at + 5)])

    assert part is not None
    start, end = span_of(TALK, part) or (0, 0)
    assert start <= at < at + 5 <= end
    assert TALK[start - 1].isspace()
    assert TALK[end].isspace()
    assert end - start <= LONG


def test_one_word_that_is_too_long_for_a_sentence_stays_whole() -> None:
    assert [(0, 1000)] == sentences("x" * 1000)


@pytest.mark.parametrize("part", [(0, 20), (19, 2), (40, 1)])
def test_sentences_that_a_text_has_not_have_no_place(part: tuple[int, int]) -> None:
    assert span_of(TURN, part) is None


def test_a_mark_beyond_the_last_sentence_that_can_be_meant_shows_the_whole_text() -> None:
    long = " ".join(f"Sentence {n} is about otters." for n in range(200))
    at = long.index("Sentence 150")

    part = part_of(long, [(at, at + 12)])

    assert part is None or part[0] <= LAST


@given(st.text(alphabet="ab .!\n", max_size=1500), st.data())
def test_a_part_is_a_piece_of_the_text_between_words_that_can_be_written(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = part_of(text, [(start, min(len(text), start + 5))])

    spans = sentences(text)
    assert spans == sorted(spans)
    assert "".join(text.split()) == "".join("".join(text[a:b].split()) for a, b in spans)
    if part is not None:
        assert part[0] <= LAST
        assert 1 <= part[1] <= MOST
        assert span_of(text, part) is not None
