from __future__ import annotations

import pytest

from bot.ingest.introductions import introduced, self_introduced
from bot.ingest.people import complete, full_name, is_name, is_role, known, split_people


@pytest.mark.parametrize("value", ["", " ", "Unknown", "N/A", "none", None])
def test_what_says_that_nobody_knows_is_none(value: str | None) -> None:
    assert None is known(value)


def test_a_list_of_people_loses_roles_and_repeats() -> None:
    assert ("Ada Brook", "Bo Lind", "Cy Oh") == split_people(
        "Ada Brook (host), Bo Lind & Cy Oh [guest]; Unknown, Ada Brook"
    )
    assert () == split_people("N/A")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ada Brook", True),
        ("Ada", True),
        ("Jo Ann O'Neil", True),
        ("Fei-Fei Li", True),
        ("Lex D. Fridman", True),
        ("Ludwig van der Rohe", True),
        ("Łukasz Żuk", True),
        ("\u5c0f\u5ddd \u6d0b\u5b50", True),
        ("Host", False),
        ("New York", False),
        ("ada", False),
        ("Ada brook", False),
        ("", False),
    ],
)
def test_a_label_is_a_name_or_not(words: str, *, expected: bool) -> None:
    assert expected is is_name(words)


def test_a_role_names_nobody() -> None:
    assert is_role("Host")
    assert is_role("Speaker 12")
    assert not is_role("Host Ada")
    assert not is_role("")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("GP Ada Brook", "Ada Brook"),
        ("Chief Officer Ada Brook", "Ada Brook"),
        ("J. R. Brook", "J. R. Brook"),
        ("Ada", None),
        ("Otter Capital", None),
        ("Super Excited", None),
        ("", None),
    ],
)
def test_a_full_name_is_what_is_left_without_roles(words: str, expected: str | None) -> None:
    assert expected == full_name(words)


def test_a_first_name_is_completed_unless_two_share_it() -> None:
    people = ("Ada Brook", "Sam Okoro", "Sam Pike")

    assert "Ada Brook" == complete("Ada", people)
    assert "Ada Brook" == complete("Ada Brook", people)
    assert None is complete("Sam", people)
    assert None is complete("Zoe", people)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "a16z GP Ada Brook sits down with Bo Lind, Head of Dams, to talk.",
            ("Ada Brook", "Bo Lind"),
        ),
        (
            "where AI editor Ada Brook sat down with Otter's head of startups Bo Lind. The",
            ("Ada Brook", "Bo Lind"),
        ),
        (
            "I'm Ada Brook, the editor, and I have with me Bo Lind, head of dams.",
            ("Ada Brook", "Bo Lind"),
        ),
        ("We are joined by Bo Lind and Cy Oh today.", ("Bo Lind", "Cy Oh")),
        ("My guest today is Bo Lind.", ("Bo Lind",)),
        ("joined by people from Buenos Aires", ()),
        ("He sat down with the Otter Group in New York.", ()),
        ("I'm Super Excited, and glad.", ()),
        ("nothing here", ()),
    ],
)
def test_the_words_introduce_people(text: str, names: tuple[str, ...]) -> None:
    assert names == introduced(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm Ada Brook, the editor", "Ada Brook"),
        ("the show. I'm Ada Brook and this is", "Ada Brook"),
        ("Hello everyone, my name is Ada Brook.", "Ada Brook"),
        ("Hi, I am Ada Brook from Otter", "Ada Brook"),
        ("I'm Ada Brook", "Ada Brook"),
        ("I'm Super Excited, really", None),
        ("I'm Ada", None),
        ("I'm Ada Brook This is", None),
        ("and he goes like I'm Ada Brook, you know", None),
        ("I'm Ada Brook. I'm Bo Lind.", None),
    ],
)
def test_a_self_introduction_names_its_speaker(text: str, name: str | None) -> None:
    assert name == self_introduced(text)
