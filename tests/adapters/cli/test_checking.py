"""`podquote check`, on the real seeds."""

from __future__ import annotations

import json

import pytest

from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import Verdict
from tests.dialogs import CHECKS, Check
from tests.fakes.ways import Shell


@pytest.fixture
def shell(core: Podquote) -> Shell:
    return Shell(core)


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
def test_every_check_holds_in_text(shell: Shell, core: Podquote, dialog: Check) -> None:
    result = shell.podquote("check", "--", dialog.asked)

    assert 0 == result.exit_code
    lead = phrasing.to_checked_card(core.check(dialog.asked)).lead
    assert lead == result.stdout.splitlines()[0]
    assert dialog.shows in result.stdout
    assert (f"[-{dialog.hides}-]" in result.stdout) == bool(dialog.hides)


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
def test_every_check_holds_in_json(shell: Shell, core: Podquote, dialog: Check) -> None:
    result = shell.podquote("check", "--json", "--", dialog.asked)

    assert 0 == result.exit_code
    found = json.loads(result.stdout)
    assert phrasing.checked_json(core.check(dialog.asked)) == found
    assert dialog.verdict == found["verdict"]
    assert (dialog.verdict is Verdict.NOTHING) == (found["closest"] is None)


def test_words_are_one_text_however_the_shell_parted_them(shell: Shell) -> None:
    whole = shell.podquote("check", "one way ratchet", "--json").stdout

    assert whole == shell.podquote("check", "one", "way", "ratchet", "--json").stdout


def test_what_was_said_so_has_no_difference(shell: Shell) -> None:
    result = shell.podquote("check", "one way ratchet")

    assert "Said so." == result.stdout.splitlines()[0]
    assert phrasing.DIFFERENCE not in result.stdout


def test_the_difference_stands_last_on_a_line_of_its_own(shell: Shell, core: Podquote) -> None:
    words = "prompt engineering is dead"

    *_, above, last = shell.podquote("check", words).stdout.splitlines()
    assert ("", phrasing.difference(core.check(words))) == (above, last)


@pytest.mark.parametrize("arguments", [(), ("",), ("  ", ""), ("", "--json")])
def test_no_words_are_wrong_usage(shell: Shell, arguments: tuple[str, ...]) -> None:
    result = shell.podquote("check", *arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "Error" in result.stderr
    assert [] == shell.filled
