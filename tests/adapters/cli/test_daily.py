"""`podquote daily`, on a real ledger."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from bot.bootstrap import Podquote
from bot.model import Delivery, Outcome
from tests.fakes.poster import FakePoster
from tests.fakes.ways import Shell

RULE = ("--platform", "slack", "--channel", "C1", "--at", "09:00", "--timezone", "Europe/Berlin")
PREVIEW_KEYS = [
    "schedule",
    "platform",
    "channel",
    "local_date",
    "due_at",
    "timezone",
    "quote_id",
    "text",
    "state",
]


@pytest.fixture
def poster() -> FakePoster:
    return FakePoster()


@pytest.fixture
def shell(own_core: Podquote, poster: FakePoster) -> Shell:
    return Shell(own_core, posters={"slack": poster})


def added(shell: Shell, *rule: str) -> str:
    result = shell.podquote("daily", "add", *(rule or RULE))
    assert 0 == result.exit_code, result.output
    return result.stdout.split(":")[0]


def test_a_schedule_is_added_checked_and_listed_with_local_and_utc_times(
    shell: Shell, poster: FakePoster
) -> None:
    own_id = added(shell)

    head, row = shell.podquote("daily", "list").stdout.splitlines()

    assert ["C1"] == poster.checked
    assert ["Id", "Platform", "Channel", "At", "Timezone"] == head.split("\t")[:5]
    cells = row.split("\t")
    assert [own_id, "slack", "C1", "09:00", "Europe/Berlin"] == cells[:5]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d 09:00 CES?T", cells[5])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d 0[78]:00", cells[6])
    assert "active" == cells[7]


def test_a_channel_is_taken_unchecked_where_its_platform_is_not_connected(shell: Shell) -> None:
    rule = ("--platform", "discord", "--channel", "123456789012345678", "--at", "noon")

    result = shell.podquote("daily", "add", *rule, environment={"PODQUOTE_TIMEZONE": "Asia/Tokyo"})

    assert 0 == result.exit_code
    assert "12:00 Asia/Tokyo" in result.stdout
    assert "not checked" in result.stdout
    assert "which is not connected" in shell.podquote("doctor").stdout


def test_a_channel_that_cannot_be_posted_to_is_refused(shell: Shell, poster: FakePoster) -> None:
    poster.refuses = "podquote is not in this channel."

    result = shell.podquote("daily", "add", *RULE)

    assert (1, "podquote is not in this channel.\n") == (result.exit_code, result.stderr)


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--platform", "irc", 2),
        ("--channel", "#general!", 1),
        ("--at", "25:00", 1),
        ("--timezone", "Mars/Base", 1),
    ],
)
def test_a_rule_that_cannot_be_is_refused(shell: Shell, option: str, value: str, code: int) -> None:
    rule = list(RULE)
    rule[rule.index(option) + 1] = value

    result = shell.podquote("daily", "add", *rule)

    assert code == result.exit_code
    assert "" == result.stdout


def test_the_next_seven_are_previewed_each_with_its_quote_and_times(shell: Shell) -> None:
    own_id = added(shell)

    coming = json.loads(shell.podquote("daily", "preview", "--json").stdout)

    assert 7 == len(coming)
    assert all(list(one) == PREVIEW_KEYS for one in coming)
    assert {own_id} == {one["schedule"] for one in coming}
    assert all(one["quote_id"] and one["text"] for one in coming)
    assert 7 == len({one["local_date"] for one in coming})
    assert {"planned", "tentative"} >= {one["state"] for one in coming}
    due = dt.datetime.fromisoformat(coming[0]["due_at"])
    assert dt.timedelta(0) == due.utcoffset()


def test_a_preview_is_a_table_with_both_times(shell: Shell) -> None:
    added(shell)

    head, *rows = shell.podquote("daily", "preview", "--days", "3").stdout.splitlines()

    assert "Local\tUTC" in head
    assert 3 == len(rows)
    assert all(re.search(r"\t\d{4}-\d\d-\d\d 09:00 CES?T\t\d{4}-\d\d-\d\d 0", row) for row in rows)
    assert all("\t“" in row for row in rows)


def test_without_schedules_there_is_a_word_or_an_empty_list(shell: Shell) -> None:
    assert "daily add" in shell.podquote("daily", "list").stdout
    assert "daily add" in shell.podquote("daily", "preview").stdout
    assert "daily add" in shell.podquote("daily", "post").stdout
    assert [] == json.loads(shell.podquote("daily", "preview", "--json").stdout)


def test_today_is_posted_once_however_often_it_is_asked_for(
    shell: Shell, poster: FakePoster
) -> None:
    own_id = added(shell)

    first = shell.podquote("daily", "post")
    second = shell.podquote("daily", "post")

    assert [0, 0] == [first.exit_code, second.exit_code]
    assert first.stdout.startswith(f"{own_id}: ")
    assert first.stdout.endswith("posted now.\n")
    assert second.stdout.endswith("posted before.\n")
    assert 1 == len(poster.messages)


def test_a_post_that_is_refused_is_named(shell: Shell, poster: FakePoster) -> None:
    own_id = added(shell)
    poster.answers = [Outcome(Delivery.DEAD, reason="channel_not_found")]

    result = shell.podquote("daily", "post")

    assert 1 == result.exit_code
    assert result.stderr.startswith(f"{own_id}: ")
    assert "channel_not_found" in result.stderr


def test_a_schedule_is_paused_resumed_and_removed(shell: Shell, poster: FakePoster) -> None:
    own_id = added(shell)

    paused = shell.podquote("daily", "pause", own_id)
    listed = shell.podquote("daily", "list").stdout
    posted = shell.podquote("daily", "post")
    resumed = shell.podquote("daily", "resume", own_id)
    removed = shell.podquote("daily", "remove", own_id)

    assert f"{own_id} is paused.\n" == paused.stdout
    assert "paused (by_command)" in listed
    assert (0, []) == (posted.exit_code, poster.messages)
    assert f"{own_id} is resumed.\n" == resumed.stdout
    assert f"{own_id} is removed.\n" == removed.stdout
    assert "daily add" in shell.podquote("daily", "list").stdout


@pytest.mark.parametrize("command", ["pause", "resume", "remove"])
def test_an_id_that_names_nothing_is_refused(shell: Shell, command: str) -> None:
    result = shell.podquote("daily", command, "nothing")

    assert (1, "There is no such schedule here.\n") == (result.exit_code, result.stderr)
