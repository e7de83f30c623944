"""What is written down, and what must never be."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from adapters import logs
from bot.errors import NoSuchThing
from bot.settings import Settings
from tests.fakes.settings import settings_for
from tests.fakes.ways import logging_as_before

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-1234567890-abcdef",
    "SLACK_APP_TOKEN": "xapp-1-A111-222-abcdef",
    "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
    "DISCORD_TOKEN": "not.shaped.like-one",
}
DISCORD_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    with logging_as_before():
        yield


def configured(**variables: str) -> tuple[Settings, io.StringIO]:
    settings, stream = settings_for(Path("unused.db"), **variables), io.StringIO()
    logs.configure(settings, stream)
    return settings, stream


def test_an_event_is_a_line_of_json_with_its_time_in_utc() -> None:
    _, stream = configured(PODQUOTE_LOG_FORMAT="json")

    structlog.get_logger("adapters.somewhere").info("door_opened", door="web")

    line = json.loads(stream.getvalue())
    assert "door_opened" == line["event"]
    assert "web" == line["door"]
    assert "info" == line["level"]
    assert "adapters.somewhere" == line["logger"]
    assert line["timestamp"].endswith("Z")


def test_an_event_is_a_plain_line_where_no_terminal_is() -> None:
    _, stream = configured()

    structlog.get_logger("adapters.somewhere").warning("door_opened", door="web")

    assert "door_opened" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("format", ["console", "json"])
def test_no_secret_is_written_wherever_it_stands(format: str) -> None:
    _, stream = configured(PODQUOTE_LOG_FORMAT=format, **SECRETS)
    everything = [*SECRETS.values(), DISCORD_TOKEN]

    log = structlog.get_logger("adapters.somewhere")
    for secret in everything:
        sentence = f"said {secret}"
        log.info(sentence, plain=secret, deep={"a": [("x", secret)]}, odd=Odd(secret))
        logging.getLogger("slack_bolt").warning("token %s", secret)
        error = ValueError(secret)
        log.error("failed", exc_info=error)
        logging.getLogger("discord.http").error("failed", exc_info=error)

    assert logs.BLOT in stream.getvalue()
    assert [] == [secret for secret in everything if secret in stream.getvalue()]


class Odd:
    """Something whose text is a secret."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __repr__(self) -> str:
        return f"<Odd {self.secret}>"


@given(st.from_regex(r"xox[abeprs]-[0-9A-Za-z-]{10,40}", fullmatch=True))
def test_whatever_looks_like_a_slack_token_is_blotted_out(token: str) -> None:
    redact = logs.redactor(())

    event = redact(None, "info", {"event": f"a {token} b"})

    assert {"event": f"a {logs.BLOT} b"} == event


def test_numbers_and_what_is_structlogs_own_are_left_alone() -> None:
    event = {"count": 5, "share": 0.5, "done": True, "none": None, "_record": object()}

    assert event == logs.redactor(("secret",))(None, "info", dict(event))


def test_a_secret_too_short_to_be_one_is_not_looked_for() -> None:
    settings, _ = configured(SLACK_SIGNING_SECRET="abc", SLACK_BOT_TOKEN="xoxb-12")

    assert ("xoxb-12",) == logs.secrets_of(settings)


def test_libraries_are_never_heard_at_debug() -> None:
    _, stream = configured(PODQUOTE_LOG_LEVEL="debug")

    logging.getLogger("slack_sdk.web").debug("a body")
    logging.getLogger("slack_sdk.web").info("connected")
    structlog.get_logger("adapters.somewhere").debug("ours")

    assert "a body" not in stream.getvalue()
    assert "connected" in stream.getvalue()
    assert "ours" in stream.getvalue()


def test_libraries_are_quiet_while_all_is_well() -> None:
    _, stream = configured()

    logging.getLogger("apscheduler.scheduler").info("Added job")

    assert "" == stream.getvalue()


@pytest.mark.parametrize(("level", "written"), [("info", False), ("debug", True)])
def test_a_command_that_speaks_for_itself_logs_no_info_unless_debugged(
    level: str, *, written: bool
) -> None:
    settings, stream = settings_for(Path("unused.db"), PODQUOTE_LOG_LEVEL=level), io.StringIO()
    logs.configure(settings, stream, terse=True)

    structlog.get_logger("bot.posting").info("daily_planned")

    assert written == ("daily_planned" in stream.getvalue())


def test_what_is_below_the_level_is_not_written() -> None:
    _, stream = configured(PODQUOTE_LOG_LEVEL="error")

    structlog.get_logger("adapters.somewhere").warning("ours")
    logging.getLogger("slack_sdk.web").warning("theirs")

    assert "" == stream.getvalue()


def test_where_a_crash_was_is_written_and_what_it_says_is_not() -> None:
    _, stream = configured()
    asked: list[str] = ["words that somebody asked"]

    def crash() -> None:
        try:
            {"": 0}[asked[0]]
        except KeyError as error:
            raise ValueError(*asked) from error

    try:
        crash()
    except ValueError:
        structlog.get_logger("adapters.somewhere").exception("failed")
        logging.getLogger("uvicorn.error").exception("failed")

    written = stream.getvalue()
    assert 2 == written.count("\nValueError")
    assert 2 == written.count("\nKeyError")
    assert "in crash" in written
    assert "somebody" not in written.replace("asked = [", "")


def test_what_our_own_error_says_is_written() -> None:
    _, stream = configured()

    structlog.get_logger("x").error("failed", exc_info=NoSuchThing("schedule"))

    assert "NoSuchThing: There is no such schedule here." in stream.getvalue()


def test_what_a_crash_says_is_for_debugging() -> None:
    _, stream = configured(PODQUOTE_LOG_LEVEL="debug")

    structlog.get_logger("x").error("failed", exc_info=ValueError("said"))

    assert "ValueError: said" in stream.getvalue()


def test_a_request_s_id_is_on_everything_that_is_logged_for_it() -> None:
    _, stream = configured(PODQUOTE_LOG_FORMAT="json")

    with structlog.contextvars.bound_contextvars(request="0a1b2c3d"):
        structlog.get_logger("x").info("one")
        logging.getLogger("discord").warning("two")

    assert ["0a1b2c3d"] * 2 == [json.loads(x)["request"] for x in stream.getvalue().splitlines()]
