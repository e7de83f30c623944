"""What the doctor makes of the facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.doctor import Finding, Probe, State, diagnose, findings_json
from bot.model import Overview, Schedule
from tests.fakes.settings import settings_for

OVERVIEW = Overview(podcasts=1, episodes=2, documents=5, entries=300)
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1-a", "SLACK_APP_TOKEN": "xapp-1-a"}
DISCORD = {"DISCORD_TOKEN": "abc.def.ghi"}
PUBLIC = {"PODQUOTE_PUBLIC_URL": "https://pod.example"}
WORKS = Probe(works=True, says="connected as podquote in Acme")
FAILS = Probe(works=False, says="invalid_auth")


def found(
    part: str,
    variables: dict[str, str] | None = None,
    *,
    overview: Overview | str = OVERVIEW,
    schedules: tuple[Schedule, ...] = (),
    probes: dict[str, Probe] | None = None,
) -> Finding:
    settings = settings_for(Path("unused.db"), **(variables or {}))
    (finding,) = (
        one
        for one in diagnose(settings, overview, schedules, probes or {})
        if one.part.startswith(part)
    )
    return finding


def schedule(platform: str = "slack", *, checked: bool = False) -> Schedule:
    due = dt.datetime(2026, 1, 2, 8, tzinfo=dt.UTC)
    at, zone = dt.time(9), "Europe/Berlin"
    return Schedule("s1", platform, "C1", at, zone, due.date(), due, checked=checked)


def test_with_nothing_configured_it_says_what_to_set() -> None:
    slack, discord = found("slack"), found("discord")

    assert State.OFF is slack.state
    assert "SLACK_BOT_TOKEN and SLACK_APP_TOKEN" in str(slack.todo)
    assert State.OFF is discord.state
    assert "DISCORD_TOKEN" in str(discord.todo)


def test_the_library_is_counted() -> None:
    database = found("database")

    assert State.OK is database.state
    assert "300 texts from 5 documents" in database.says


def test_an_empty_library_is_no_fault() -> None:
    assert State.OFF is found("database", overview=Overview(0, 0, 0, 0)).state


def test_a_database_that_cannot_be_used_is_one() -> None:
    database = found("database", overview="The database is locked.")

    assert Finding("database", State.BROKEN, "The database is locked.") == database


def test_the_page_is_where_the_settings_say() -> None:
    assert "127.0.0.1:9000" in found("web", {"PODQUOTE_HTTP_PORT": "9000"}).says
    assert "any free port" in found("web", {"PODQUOTE_HTTP_PORT": "0"}).says


@pytest.mark.parametrize(
    ("variables", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "abc"}, "SLACK_BOT_TOKEN"),
    ],
)
def test_half_of_slack_is_a_fault_and_the_other_half_is_named(
    variables: dict[str, str], missing: str
) -> None:
    slack = found("slack", variables)

    assert State.BROKEN is slack.state
    assert missing in str(slack.todo)


def test_a_platform_that_knows_us_works() -> None:
    slack = found("slack", SLACK, probes={"slack": WORKS})

    assert (
        Finding(
            "slack",
            State.OK,
            "Slack is configured over Socket Mode: connected as podquote in Acme.",
        )
        == slack
    )


def test_over_http_without_a_public_address_it_says_where_slack_must_point() -> None:
    http = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "abc"}

    hidden = found("slack", http, probes={"slack": WORKS})
    public = found("slack", http | PUBLIC, probes={"slack": WORKS})

    assert State.OK is hidden.state
    assert "/slack/events" in str(hidden.todo)
    assert public.todo is None


def test_discord_over_http_needs_the_token_too_and_says_where_discord_must_point() -> None:
    key = {"DISCORD_PUBLIC_KEY": "0a" * 32}
    alone = found("discord", key)
    both = found("discord", DISCORD | key, probes={"discord": WORKS})

    assert (State.BROKEN, "Only DISCORD_PUBLIC_KEY is set.") == (alone.state, alone.says)
    assert "DISCORD_TOKEN" in str(alone.todo)
    assert State.OK is both.state
    assert "/discord/interactions" in str(both.todo)
    assert found("discord", DISCORD | key | PUBLIC, probes={"discord": WORKS}).todo is None


def test_a_platform_that_refuses_us_is_a_fault() -> None:
    discord = found("discord", DISCORD, probes={"discord": FAILS})

    assert State.BROKEN is discord.state
    assert "invalid_auth" in discord.says
    assert discord.todo is None


@pytest.mark.parametrize(
    ("part", "variables", "named"),
    [
        ("slack", {**SLACK, "SLACK_BOT_TOKEN": "xoxp-canary"}, "SLACK_BOT_TOKEN"),
        ("slack", {**SLACK, "SLACK_APP_TOKEN": "xoxb-canary"}, "SLACK_APP_TOKEN"),
        ("discord", {"DISCORD_TOKEN": "canary"}, "DISCORD_TOKEN"),
        ("discord", {"DISCORD_TOKEN": "canary.."}, "DISCORD_TOKEN"),
    ],
)
def test_a_token_that_is_refused_and_misshapen_is_named_and_never_shown(
    part: str, variables: dict[str, str], named: str
) -> None:
    finding = found(part, variables, probes={part: FAILS})

    assert State.BROKEN is finding.state
    assert named in str(finding.todo)
    assert "canary" not in repr(finding)


def test_a_platform_that_was_not_asked_is_unproven() -> None:
    assert State.UNPROVEN is found("discord", DISCORD).state


def test_a_schedule_whose_platform_is_not_connected_is_named() -> None:
    finding = found("schedule", schedules=(schedule(checked=True),))

    assert State.UNPROVEN is finding.state
    assert "C1 on slack, which is not connected" in finding.says


def test_a_schedule_whose_channel_was_never_checked_is_named() -> None:
    finding = found("schedule", SLACK, schedules=(schedule(),), probes={"slack": WORKS})

    assert "never checked" in finding.says


def test_a_schedule_that_will_arrive_needs_no_word() -> None:
    settings = settings_for(Path("unused.db"), **SLACK)

    findings = diagnose(settings, OVERVIEW, (schedule(checked=True),), {"slack": WORKS})

    assert ["database", "web", "slack", "discord"] == [one.part for one in findings]


def test_it_is_well_unless_something_is_broken() -> None:
    fine = Finding("web", State.OK, "It serves.")
    broken = Finding("slack", State.BROKEN, "It does not.", "Do this.")

    assert findings_json((fine,))["ok"] is True
    assert {
        "ok": False,
        "findings": [
            {"part": "web", "state": "ok", "says": "It serves.", "todo": None},
            {"part": "slack", "state": "broken", "says": "It does not.", "todo": "Do this."},
        ],
    } == findings_json((fine, broken))
