"""Names as heard, asked about."""

from __future__ import annotations

import pytest

from bot.aliases import Aliases, Other, curated
from bot.errors import AliasError
from bot.model import Alias

ROXETTE = Alias("roxette", "Rockset", "ep1")
OPENING = Alias("opening", "OpenAI", "ep1")
OPEN_AI = Alias("open ai", "OpenAI", "ep1")


def words_of(others: dict[int, list[Other]]) -> dict[int, list[str]]:
    return {
        at: [" ".join(token.word for token in other.tokens) for other in found]
        for at, found in others.items()
    }


def test_who_asks_for_what_is_meant_meets_what_was_heard() -> None:
    [other] = Aliases([ROXETTE]).others(["who", "founded", "rockset"])[2]

    assert "heard as Roxette" == other.reason
    assert ["roxette"] == [token.word for token in other.tokens]


def test_who_asks_for_what_was_heard_meets_what_is_meant() -> None:
    [other] = Aliases([ROXETTE]).others(["roxette"])[0]

    assert "meant as Rockset" == other.reason


def test_a_name_nobody_else_means_holds_everywhere() -> None:
    assert Aliases([ROXETTE]).others(["rockset"])[0][0].episode_id is None


def test_an_ordinary_word_holds_where_it_was_mined_and_means_itself() -> None:
    aliases = Aliases([OPENING], is_ordinary=lambda words: words == "opening")

    [other] = aliases.others(["openai"])[0]

    assert "ep1" == other.episode_id
    assert {} == aliases.others(["opening"])


def test_a_curator_s_alias_holds_where_the_curator_said_both_ways() -> None:
    given = [curated("a bridge", "Abridge"), curated("sierra", "Sera", "ep2")]
    aliases = Aliases(given, is_ordinary=lambda _: True)

    assert aliases.others(["abridge"])[0][0].episode_id is None
    assert "ep2" == aliases.others(["sierra"])[0][0].episode_id
    assert "ep2" == aliases.others(["sera"])[0][0].episode_id


def test_a_name_of_two_words_is_met_as_a_whole() -> None:
    aliases = Aliases([OPEN_AI])

    assert {0: ["open ai"]} == words_of(aliases.others(["openai"]))
    assert {1: ["openai"], 2: ["openai"]} == words_of(aliases.others(["the", "open", "ai"]))
    assert {} == aliases.others(["open", "source"])


def test_a_genitive_asks_for_the_name() -> None:
    assert {0: ["roxette"]} == words_of(Aliases([ROXETTE]).others(["rocksets"]))


def test_whether_a_word_is_ordinary_is_asked_once() -> None:
    asked: list[str] = []

    def is_ordinary(words: str) -> bool:
        asked.append(words)
        return True

    aliases = Aliases([OPENING], is_ordinary=is_ordinary)
    assert [] == asked

    aliases.others(["openai", "openai"])

    assert ["opening"] == asked


def test_an_alias_without_words_is_no_way() -> None:
    assert {} == Aliases([Alias("roxette", "!")]).others(["roxette"])


def test_what_a_curator_heard_is_folded_and_what_is_meant_is_kept() -> None:
    assert Alias("a bridge", "Abridge AI", None, (), "curator") == curated(
        "A  Bridge!", " Abridge   AI "
    )


@pytest.mark.parametrize(("heard", "meant"), [("?", "Rockset"), ("roxette", " "), ("A-B", "a b")])
def test_an_alias_that_says_nothing_is_refused(heard: str, meant: str) -> None:
    with pytest.raises(AliasError):
        curated(heard, meant)
