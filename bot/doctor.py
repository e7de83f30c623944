"""What is configured, what is missing, what to do next: pure, from facts that others gathered.

Its sentences are for the operator; they name variables and never show a value of a secret one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import SecretStr

from bot.model import Feed, Overview, Schedule
from bot.settings import Settings

_DISCORD_PARTS = 3
_DISCORD_SHAPE = "DISCORD_TOKEN is not three parts with dots between; copy it from the Bot page."


class State(StrEnum):
    """How a part is: working, not configured, working but unproven, or not working."""

    OK = "ok"
    OFF = "off"
    UNPROVEN = "unproven"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is so with one part, and what to do about it.

    Attributes:
        part: "database", "web", "slack", "discord", "schedule ID" or "feed ID".
        state: how it is.
        says: one sentence.
        todo: what to do next, one sentence; None where nothing is to be done.
    """

    part: str
    state: State
    says: str
    todo: str | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What a platform said when it was asked whether it knows us; `says` is one sentence."""

    works: bool
    says: str


def diagnose(
    settings: Settings,
    overview: Overview | str,
    schedules: Sequence[Schedule],
    probes: Mapping[str, Probe],
    feeds: Sequence[Feed] = (),
) -> tuple[Finding, ...]:
    """Return a finding for each part, for each schedule that may not arrive, each ill feed.

    Args:
        settings: the environment's.
        overview: how much is in the library, or the sentence that says why it cannot be told.
        schedules: those that are kept.
        probes: by platform, for those that are configured.
        feeds: those that are kept.
    """
    slack, discord = _slack(settings, probes), _discord(settings, probes)
    working = {found.part for found in (slack, discord) if found.state is State.OK}
    return (
        _database(overview, filled=settings.demo == "on"),
        _web(settings),
        slack,
        discord,
        *_schedules(schedules, working),
        *_feeds(feeds),
    )


def findings_json(findings: Sequence[Finding]) -> dict[str, object]:
    """Return what the doctor found in the shape of `doctor --json`."""
    return {
        "ok": all(found.state is not State.BROKEN for found in findings),
        "findings": [
            {
                "part": found.part,
                "state": found.state.value,
                "says": found.says,
                "todo": found.todo,
            }
            for found in findings
        ],
    }


def _database(overview: Overview | str, *, filled: bool) -> Finding:
    if isinstance(overview, str):
        return Finding("database", State.BROKEN, overview)
    if not overview.documents:
        first = "The next question fills it with the packaged documents; or " if filled else ""
        todo = f"{first}podquote ingest PATH puts documents in."
        return Finding("database", State.OFF, "It is empty.", todo)
    says = (
        f"{_count(overview.entries, 'text')} from {_count(overview.documents, 'document')} on "
        f"{_count(overview.episodes, 'episode')} of {_count(overview.podcasts, 'podcast')}."
    )
    return Finding("database", State.OK, says)


def _web(settings: Settings) -> Finding:
    host, port = settings.http_host, settings.http_port
    where = f"{host}, on any free port" if port == 0 else f"{host}:{port}"
    return Finding("web", State.OK, f"podquote run serves the page on {where}.")


def _slack(settings: Settings, probes: Mapping[str, Probe]) -> Finding:
    given = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    named = ", ".join(name for name, value in given.items() if value)
    if not named:
        todo = "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; the README has the five minutes."
        return Finding("slack", State.OFF, "Slack is not configured.", todo)
    if settings.slack_mode is None:
        return Finding("slack", State.BROKEN, f"Only {named} is set.", _slack_missing(settings))
    way = "over Socket Mode" if settings.slack_mode == "socket" else "over HTTP"
    shape = _misshapen(given, {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"})
    found = _probed("slack", f"Slack is configured {way}", probes, shape)
    if found.state is State.OK and settings.slack_mode == "http" and not settings.public_url:
        todo = "Point Slack's request URLs at this machine's public address, path /slack/events."
        return Finding("slack", State.OK, found.says, todo)
    return found


def _slack_missing(settings: Settings) -> str:
    if not settings.slack_bot_token:
        return "Set SLACK_BOT_TOKEN as well; it begins with xoxb-."
    return "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) as well."


def _discord(settings: Settings, probes: Mapping[str, Probe]) -> Finding:
    token = settings.discord_token
    over_http = settings.discord_public_key is not None
    if token is None and over_http:
        todo = "Set DISCORD_TOKEN as well; it is needed whichever way interactions come."
        return Finding("discord", State.BROKEN, "Only DISCORD_PUBLIC_KEY is set.", todo)
    if token is None:
        todo = "Set DISCORD_TOKEN; the README has the five minutes."
        return Finding("discord", State.OFF, "Discord is not configured.", todo)
    parts = token.get_secret_value().split(".")
    shape = None if len(parts) == _DISCORD_PARTS and all(parts) else _DISCORD_SHAPE
    way = ", interactions over HTTP" if over_http else ""
    found = _probed("discord", f"Discord is configured{way}", probes, shape)
    if found.state is State.OK and over_http and not settings.public_url:
        todo = (
            "Set the app's Interactions Endpoint URL to this machine's public address, path "
            "/discord/interactions."
        )
        return Finding("discord", State.OK, found.says, todo)
    return found


def _misshapen(given: Mapping[str, SecretStr | None], begins: Mapping[str, str]) -> str | None:
    for name, beginning in begins.items():
        value = given[name]
        if value and not value.get_secret_value().startswith(beginning):
            return f"{name} does not begin with {beginning}; copy it again from the app's pages."
    return None


def _probed(part: str, says: str, probes: Mapping[str, Probe], shape: str | None) -> Finding:
    """Judge by what the platform said; a token's `shape` explains a refusal, it refuses nothing."""
    probe = probes.get(part)
    if probe is None:
        return Finding(part, State.UNPROVEN, f"{says}; it was not asked.", shape)
    if probe.works:
        return Finding(part, State.OK, _sentence(says, probe))
    return Finding(part, State.BROKEN, _sentence(says, probe), shape)


def _sentence(says: str, probe: Probe) -> str:
    return f"{says}: {probe.says.removesuffix('.')}."


def _schedules(schedules: Sequence[Schedule], working: set[str]) -> Iterator[Finding]:
    for schedule in schedules:
        part = f"schedule {schedule.id}"
        platform, channel = schedule.platform, schedule.channel
        if platform not in working:
            says = f"It posts to {channel} on {platform}, which is not connected."
            yield Finding(part, State.UNPROVEN, says, "Configure the platform, or remove it.")
        elif not schedule.checked:
            says = f"Its channel {channel} on {platform} was never checked."
            yield Finding(part, State.UNPROVEN, says, "Remove it and add it again to check it.")


def _feeds(feeds: Sequence[Feed]) -> Iterator[Finding]:
    for feed in feeds:
        named = feed.title or feed.url
        if feed.failures:
            says = f"{named} could not be read: {feed.problem}"
            todo = f"Is {feed.url} still its address? If not, podquote feed remove {feed.id}."
            yield Finding(f"feed {feed.id}", State.BROKEN, says, todo)
        elif feed.problem:
            says = f"Not all that {named} links to could be had: {feed.problem}"
            yield Finding(
                f"feed {feed.id}", State.UNPROVEN, says, "It is asked for again by itself."
            )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
