"""`podquote chat`: what is typed, and what is shown for it."""

from __future__ import annotations

from adapters.cli.chatting import _KNOWN
from bot import phrasing
from bot.bootstrap import Podquote
from bot.phrasing import chatting
from tests.fakes.ways import Shell


def talked(core: Podquote, *lines: str) -> tuple[str, list[str]]:
    """Return what was shown for lines that were typed, and what was complained of."""
    typed = "".join(f"{line}\n" for line in lines).encode()
    result = Shell(core).podquote("chat", stdin=typed)
    assert 0 == result.exit_code
    return result.stdout, result.stderr.splitlines()


def test_a_question_is_answered_and_enter_shows_the_next(core: Podquote) -> None:
    shown, complaints = talked(core, "fine-tuning", "", "/next")

    assert [] == complaints
    assert shown.index("Best of 5 matches.") < shown.index("Match 2 of 5.")
    assert shown.index("Match 2 of 5.") < shown.index("Match 3 of 5.")


def test_wider_then_narrower_is_where_it_was(core: Podquote) -> None:
    once, _ = talked(core, "caching percentage")
    there_and_back, _ = talked(core, "caching percentage", "/wider", "/narrower")

    words = [line for line in once.splitlines() if line.startswith("“")]
    assert words[0] in there_and_back.split("/narrower")[-1]


def test_the_sources_leave_the_text_as_it_is(core: Podquote) -> None:
    shown, complaints = talked(core, "token laundering", "/sources", "/share")

    assert [] == complaints
    assert "sources have these words" in shown or "source has these words" in shown
    assert "> “" in shown


def test_words_are_checked(core: Podquote) -> None:
    shown, _ = talked(core, "/check pricing is a one way ratchet")

    assert "Nearly these words:" in shown


def test_there_is_something_to_look_around_at(core: Podquote) -> None:
    shown, complaints = talked(core, "/topics", "/speakers", "/episodes", "/random")

    assert [] == complaints
    for words in ("topics", "Sherwin Wu", "episodes.", "“"):
        assert words in shown


def test_before_anything_is_shown_there_is_nothing_to_press(core: Podquote) -> None:
    _, complaints = talked(core, "/next", "/share", "/sources")

    assert [chatting.NOTHING_SHOWN] * 3 == complaints


def test_a_miss_has_no_next(core: Podquote) -> None:
    shown, complaints = talked(core, "kubernetes", "/next")

    assert phrasing.MISS in shown
    assert [chatting.NOT_OFFERED] == complaints


def test_a_misspelt_command_is_told_from_a_question(core: Podquote) -> None:
    _, complaints = talked(core, "/shar", "/zzz")

    assert ["There is no /shar. Try /share.", "There is no /zzz. See /help."] == complaints


def test_help_names_every_way(core: Podquote) -> None:
    shown, _ = talked(core, "/help")

    assert [word for word in _KNOWN if word not in shown and word != "/help"] == []


def test_it_ends_when_it_is_told_or_the_input_does(core: Podquote) -> None:
    assert chatting.BYE in talked(core, "/quit", "fine-tuning")[0]
    assert "match" not in talked(core, "/quit", "fine-tuning")[0].split(chatting.BYE)[1]
    assert chatting.BYE in talked(core)[0]
