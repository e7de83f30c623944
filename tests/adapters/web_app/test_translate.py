import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web_app.translate import (
    LONGEST,
    PLAYER,
    to_asked,
    to_asker,
    to_base,
    to_limit,
    to_link,
    to_parts,
    to_player,
    to_question,
)
from bot.model import Asker, CardItem, Question


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


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        (
            "https://www.youtube.com/watch?v=3x0jhpEj_6o&t=21m47s",
            "3x0jhpEj_6o?autoplay=1&start=1307",
        ),
        ("https://youtube.com/watch?app=m&v=3x0jhpEj_6o&t=90", "3x0jhpEj_6o?autoplay=1&start=90"),
        ("https://youtu.be/3x0jhpEj_6o?t=61s", "3x0jhpEj_6o?autoplay=1&start=61"),
        ("https://youtu.be/3x0jhpEj_6o", "3x0jhpEj_6o?autoplay=1"),
    ],
)
def test_a_link_to_a_video_gives_the_frame_that_plays_its_moment(url: str, frame: str) -> None:
    assert f"{PLAYER}/embed/{frame}" == to_player(url)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://example.org/watch?v=3x0jhpEj_6o",
        "https://youtube.com.example.org/watch?v=3x0jhpEj_6o",
        "https://example.org/?https://youtu.be/3x0jhpEj_6o",
        "https://youtu.be/3x0jhpEj_6o_longer",
        "javascript:alert(1)",
    ],
)
def test_nothing_else_plays_in_a_frame(url: str | None) -> None:
    assert to_player(url) is None


@given(url=st.text(max_size=200))
def test_a_frame_is_only_ever_the_players(url: str) -> None:
    assert (to_player(url) or f"{PLAYER}/").startswith(f"{PLAYER}/")


@pytest.mark.parametrize(
    ("public", "asked_at", "base"),
    [
        (None, "http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("https://quotes.example/", "http://10.0.0.7/", "https://quotes.example"),
        (None, 'http://evil"><script>/', ""),
        (None, "http://user@evil.example/", ""),
    ],
)
def test_the_page_knows_where_it_stands(public: str | None, asked_at: str, base: str) -> None:
    assert base == to_base(public, asked_at)


def test_what_was_asked_can_be_asked_again() -> None:
    question = Question("otters & dams", speaker="Ada")

    assert question == to_question(to_asked(question))


@pytest.mark.parametrize(
    ("address", "user"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::1"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("testclient", ""),
        ("", ""),
    ],
)
def test_whoever_comes_from_elsewhere_is_known_by_their_address(address: str, user: str) -> None:
    assert Asker("web", user=user) == to_asker(address)
