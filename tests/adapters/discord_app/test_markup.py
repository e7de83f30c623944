from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord_app import markup
from tests.platforms.discord_markdown import look

HOSTILE = (
    ("masked link", "[youtube.com](https://evil.example)"),
    ("masked link", "[a](javascript:x)"),
    ("masked link", "[a](<https://evil.example>)"),
    ("mention", "<@1> <@!2> <@&3> <#4>"),
    ("ping", "@everyone and @here and @Everyone"),
    ("time", "<t:1700000000:R> <t:1>"),
    ("emoji", "<:sad:1> <a:sad:2> :smile:"),
    ("command", "</podquote:1> <id:customize>"),
    ("link", "https://evil.example/a?b=c <https://evil.example>"),
    ("invite", "discord.gg/abc discord.com/invite/abc"),
    ("spoiler", "||hidden||"),
    ("bold", "**a** ***b***"),
    ("italic", "*a* and _b_"),
    ("underline", "__a__"),
    ("struck", "~~a~~"),
    ("code", "`a` ```b```"),
    ("heading", "# a\n## b\n### c"),
    ("small print", "-# a"),
    ("list", "- a\n* b\n+ c\n1. d\n  - e"),
    ("quoted line", "> a\n>>> b"),
    ("bold", r"\\**a**"),
    ("masked link", r"\\[a](https://evil.example)"),
)
PIECES = st.sampled_from(
    [text for _, text in HOSTILE]
    + ["**", "\\", "||", "`", "\n", " ", "-", "1.", "#", "<", "e\u0301" * 9]
)


@pytest.mark.parametrize(("kind", "text"), HOSTILE)
def test_what_would_be_active_shows_as_it_is_and_does_nothing(kind: str, text: str) -> None:
    assert kind in look(text).kinds()  # else the row would prove nothing

    seen = look(markup.escape(text))

    assert () == seen.active
    assert text == seen.text


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_escaped_text_is_seen_whole_and_inert(text: str) -> None:
    seen = look(markup.escape(text))

    assert () == seen.active
    assert markup.visible(text).replace("\u200b", "") == seen.text


def test_ordinary_words_are_left_as_they_are() -> None:
    assert "fine-tuning isn't 50% of it, is it?" == markup.escape(
        "fine-tuning isn't 50% of it, is it?"
    )


def test_direction_overrides_and_controls_do_not_reach_the_reader() -> None:
    assert "abc\td\ne" == markup.visible("a\u202eb\u2066\x00c\td\ne\x7f\ud800")


def test_letters_of_any_script_and_their_marks_stay() -> None:
    assert "שָׁלוֹם ñ 👩‍🚀" == markup.visible("שָׁלוֹם ñ 👩‍🚀")


@pytest.mark.parametrize(
    ("text", "marks", "bold"),
    [
        ("the dam is", ((4, 7),), ["dam"]),
        ("the dam is", ((0, 3), (8, 10)), ["the", "is"]),
        ("a *b* c", ((2, 5),), ["*b*"]),
        ("a\\ b", ((0, 2),), ["a\\"]),
        ("ab", ((0, 1), (1, 2)), ["a"]),
        ("a\u202eb", ((0, 1), (2, 3)), ["a"]),
        ("a b", ((0, 2),), []),
        ("a b", ((2, 9),), []),
        ("a b", ((2, 1),), []),
        ("a \x00 b", ((2, 3),), []),
        ("abc d", ((0, 3), (1, 5)), ["abc"]),
    ],
)
def test_marks_are_bold_where_that_is_clean(
    text: str, marks: tuple[tuple[int, int], ...], bold: list[str]
) -> None:
    seen = look(markup.emphasise(text, marks))

    assert bold == seen.bold()
    assert markup.visible(text) == seen.text
    assert seen.kinds() <= {"bold"}


@given(
    st.lists(PIECES).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5).map(tuple),
)
def test_bold_never_breaks_the_escaping(text: str, marks: tuple[tuple[int, int], ...]) -> None:
    seen = look(markup.emphasise(text, marks))

    assert seen.kinds() <= {"bold"}
    assert markup.visible(text) == seen.text


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two …"),
        ("one two three", 9, "one two …"),
        ("one two three", 8, "one …"),
        ("unbreakable", 5, "…"),
        ("😀😀 a", 4, "…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_between_words_and_the_cut_is_marked(
    text: str, limit: int, shown: str
) -> None:
    assert shown == markup.plain(text, limit)


def test_an_escape_is_never_cut_from_what_it_escapes() -> None:
    assert r"a\*b …" == markup.escaped("a*b *c*d*e", 8)


def test_length_is_counted_as_the_platform_counts_it_at_most() -> None:
    assert 3 == markup.units("a😀")
