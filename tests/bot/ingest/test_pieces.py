"""Parts of entries' words, and where they stand in their documents."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pieces import Piece, part, source_of, spans_of, talk
from bot.model import Source, Span
from tests.fakes.core import ENTRY

LAYER = "[00:01] the dam\n[00:02] is the inter\n[00:03] face."
ENTRY_OF_LINES = replace(
    ENTRY, text="the dam is the inter face.", source=Source("a.md", ((8, 15), (24, 36), (45, 50)))
)


def words_at(spans: tuple[Span, ...]) -> str:
    return " ".join(LAYER[start:end] for start, end in spans)


def test_the_layer_and_the_entry_agree() -> None:
    assert ENTRY_OF_LINES.text == words_at(ENTRY_OF_LINES.source.spans)


@given(st.data())
def test_any_piece_stands_in_the_document_as_it_reads(data: st.DataObject) -> None:
    tokens = talk([ENTRY_OF_LINES]).tokens
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    piece = Piece(ENTRY_OF_LINES, tokens[first].start, tokens[last].end)

    assert piece.text == words_at(spans_of(piece))


def test_a_piece_takes_the_mark_that_ends_its_sentence() -> None:
    assert "inter face." == Piece(ENTRY_OF_LINES, 15, 25).closed().text
    assert "the dam" == Piece(ENTRY_OF_LINES, 0, 7).closed().text
    cut = replace(ENTRY, text="the dam...and more")
    assert "the dam" == Piece(cut, 0, 7).closed().text


def test_a_piece_is_whole_when_only_marks_are_left_out() -> None:
    assert Piece(ENTRY_OF_LINES, 0, 25).is_whole
    assert not Piece(ENTRY_OF_LINES, 4, 25).is_whole


def test_a_run_over_two_entries_has_a_piece_of_each() -> None:
    second = replace(ENTRY_OF_LINES, id="s2", text="It holds.", source=Source("a.md", ((52, 61),)))
    stream = talk([ENTRY_OF_LINES, second])

    pieces = stream.pieces(4, 8)

    assert ["inter face", "It holds"] == [piece.text for piece in pieces]
    assert Source("a.md", ((31, 36), (45, 49), (52, 60))) == source_of(pieces)


def test_a_part_holds_only_the_words_inside_it() -> None:
    assert ["is", "the"] == [token.word for token in part(ENTRY_OF_LINES, (8, 14)).tokens]
