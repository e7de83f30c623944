"""The picture of a quote: any words, in whole lines, and never a box for a letter."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.picture import DARK, LIGHT, to_png
from bot.picture.letters import SANS, SERIF, drawable, face_for, right_to_left
from bot.picture.lines import balanced, cut_to
from tests.fakes.core import ITEM


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_a_picture_is_a_png_of_its_width_in_both_looks() -> None:
    light, dark = opened(to_png(ITEM)), opened(to_png(ITEM, dark=True))

    assert ("PNG", 1200) == (light.format, light.width) == (dark.format, dark.width)
    assert tuple(bytes.fromhex(LIGHT.paper[1:])) == light.getpixel((1100, 20))
    assert tuple(bytes.fromhex(DARK.paper[1:])) == dark.getpixel((1100, 20))


def test_the_same_words_give_the_same_picture_and_longer_ones_a_taller_one() -> None:
    long = replace(ITEM, words=f"{ITEM.words} " * 40)

    assert to_png(ITEM) == to_png(ITEM)
    assert opened(to_png(long)).height > opened(to_png(ITEM)).height


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("naïve — Ελληνικά, Русский", "naïve — Ελληνικά, Русский"),
        ("😀 ❤️", "😀 ❤"),
        ("🎉", "[party popper]"),
        ("🇩🇪", "DE"),
        ("中", "[cjk unified ideograph-4e2d]"),
        ("a\u202eb\u200d", "ab"),
        ("\U0010fffe", "[u+10fffe]"),
    ],
)
def test_what_the_letters_lack_is_drawn_as_its_name(text: str, drawn: str) -> None:
    assert drawn.strip() == drawable(text).strip()


@pytest.mark.parametrize("text", ["שלום OpenAI", "هذا البودكاست", "  «שלום"])
def test_what_is_written_from_right_to_left_is_drawn_so(text: str) -> None:
    assert right_to_left(text)
    assert not right_to_left(f"OpenAI {text}")
    assert to_png(replace(ITEM, words=text))


def test_the_face_is_the_one_that_has_all_letters() -> None:
    assert "Serif" in str(face_for("otter", SERIF, 20).font.getname())
    assert "Serif" not in str(face_for("שלום", SERIF, 20).font.getname())
    assert "Sans" in str(face_for("otter", SANS, 20).font.getname())


@given(st.lists(st.text("abc", min_size=1, max_size=30), max_size=60))
def test_lines_are_balanced_and_lose_no_word(words: list[str]) -> None:
    lines = balanced(" ".join(words), len, 24)

    assert "".join(words) == "".join(lines).replace(" ", "")
    assert all(len(line) <= 24 for line in lines)


def test_lines_are_about_as_long_as_one_another() -> None:
    assert ["one two", "six ten"] == balanced("one two six ten", len, 12)
    assert "one two …" == cut_to("one two three four", len, 10)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_words_are_drawn(words: str) -> None:
    assert to_png(replace(ITEM, words=words)).startswith(b"\x89PNG")
