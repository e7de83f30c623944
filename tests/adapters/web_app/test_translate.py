import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web_app.translate import LONGEST, to_limit, to_link, to_parts, to_question
from bot.model import CardItem, Question


def item(words: str, *marks: tuple[int, int]) -> CardItem:
    return CardItem(
        id="1", words=words, quoted=True, where="", badge="", source="", marks=tuple(marks)
    )


def test_a_query_string_is_a_question_with_its_filters() -> None:
    question = to_question({"q": "otters", "speaker": " Ada ", "episode": "", "podcast": "River"})

    assert Question("otters", speaker="Ada", podcast="River") == question


def test_no_query_string_is_an_empty_question() -> None:
    assert Question("") == to_question({})


@pytest.mark.parametrize("name", ["q", "speaker", "episode", "podcast"])
def test_nul_is_dropped_and_too_long_is_cut(name: str) -> None:
    question = to_question({name: "\0" + "é" * 5000})

    taken = question.text if name == "q" else getattr(question, name)
    assert taken == "é" * LONGEST


@pytest.mark.parametrize(
    ("written", "limit"),
    [("", 5), (" ", 5), ("3", 3), ("0", 1), ("-7", 1), ("50", 50), ("51", 50), ("9" * 100, 50)],
)
def test_a_limit_is_kept_within_its_bounds(written: str, limit: int) -> None:
    assert limit == to_limit(written)


@pytest.mark.parametrize("written", ["many", "3.5", "1e3", "9" * 5000, "\N{ROBOT FACE}"])
def test_a_limit_that_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"int|digits"):
        to_limit(written)


def test_words_are_cut_at_their_marks() -> None:
    parts = to_parts(item("The dam is it", (0, 3), (4, 7)))

    assert [(part.text, part.marked) for part in parts] == [
        ("The", True),
        (" ", False),
        ("dam", True),
        (" is it", False),
    ]


@given(st.text(), st.lists(st.integers(0, 60), max_size=8))
def test_the_parts_together_are_the_words_whole(words: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(words)) for cut in cuts})
    marks = list(zip(places[::2], places[1::2], strict=False))

    parts = to_parts(item(words, *marks))

    assert words == "".join(part.text for part in parts)
    assert [words[a:b] for a, b in marks] == [part.text for part in parts if part.marked]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.youtube.com/watch?v=otter&t=61s", "www.youtube.com"),
        ("HTTP://Example.ORG:8080", "example.org"),
        ("https://example.org/ü?q=\N{ROBOT FACE}#x", "example.org"),
    ],
)
def test_a_web_address_is_a_link_and_names_its_host(url: str, host: str) -> None:
    link = to_link(url)

    assert link is not None
    assert (url, host) == (link.url, link.host)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,<script>",
        "//evil.example",
        "/relative",
        "https://",
        "https://youtube.com@evil.example/",
        "https://youtube.com\\@evil.example/",
        "https://youtube.com\t.evil.example/",
        "https://youtube.com/ https://evil.example/",
        "https://yоutube.com/",  # noqa: RUF001  a Cyrillic letter is the point
        " https://youtube.com/",
        "https://youtube.com/\n",
        "https://youtube.com:80a/",
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert to_link(url) is None
