from __future__ import annotations

import pytest

from bot.ingest.markdown_inline import pair_marks, time_links, without_markup


@pytest.mark.parametrize(
    ("text", "quoted", "unpaired"),
    [
        ('He said "one" and "two".', ['"one"', '"two"'], 0),
        ('He said “one” and "two".', ["“one”", '"two"'], 0),
        ('“he said "no" twice”', ['“he said "no" twice”'], 0),
        ('"he said “no” twice"', ['"he said “no” twice"'], 0),
        ('a 5" screen and "words"', ['"words"'], 1),
        ('open "never closed', [], 1),
        ('open "never closed and "again"', ['"again"'], 1),
        ("“open “again”", ["“again”"], 1),
        ('"he said "no" to me"', ['"no"'], 2),
        ("closed” and no more", [], 1),
        ('said:"tight"and on', ['"tight"'], 0),
        ('said " wide " and on', ['" wide "'], 0),
        ('(*"in a frame"*)', ['"in a frame"'], 0),
        ('("...first dots")', ['"...first dots"'], 0),
        ('""', ['""'], 0),
        ("", [], 0),
    ],
)
def test_marks_are_paired_by_what_they_can_be(text: str, quoted: list[str], unpaired: int) -> None:
    marks = pair_marks(text)

    assert quoted == [text[start:end] for start, end in marks.quotations]
    assert unpaired == len(marks.unpaired)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("plain words", ["plain words"]),
        ("a **bold** word", ["a ", "bold", " word"]),
        ("a **bold**, word", ["a **bold**, word"]),
        ("**all of it**", ["all of it"]),
        ("a *b **c** d* e", ["a ", "b ", "c", " d", " e"]),
        ("see [the notes](https://a.example/x_(y)) now", ["see ", "the notes", " now"]),
        ("see [the notes](https://a.example). now", ["see [the notes](https://a.example). now"]),
        ("2 * 3 * 4", ["2 * 3 * 4"]),
        ("snake_case_name", ["snake_case_name"]),
        ("**open only", ["**open only"]),
    ],
)
def test_markup_is_cut_only_where_a_space_stands(text: str, left: list[str]) -> None:
    spans = without_markup(text, 0, len(text))

    assert left == [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "said_at", "url", "problem"),
    [
        ("[[00:18:11]](https://a.example?t=1)", 1091.0, "https://a.example?t=1", False),
        ("[12:30](https://a.example)", 750.0, "https://a.example", False),
        ("[[12:30]]", 750.0, None, False),
        ("[[12:30]](javascript:alert(1))", 750.0, None, True),
        ("[[12:75]](https://a.example)", None, "https://a.example", True),
    ],
)
def test_a_citation_keeps_its_printed_time_and_its_link(
    text: str, said_at: float | None, url: str | None, *, problem: bool
) -> None:
    (link,) = time_links(f"Words {text} words")

    assert (said_at, url, problem) == (link.said_at, link.url, link.problem is not None)
    assert (6, 6 + len(text)) == link.span


def test_other_brackets_are_no_citation() -> None:
    assert [] == time_links("[1] [12] [a](https://a.example) 12:30 (12:30) [a 12:30]")
