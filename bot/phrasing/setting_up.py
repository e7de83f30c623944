"""What `podquote setup` says: each platform's clicks in order, and what is asked for after them.

Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wanted:
    """One setting that is asked for.

    Attributes:
        variable: its name in the environment.
        asks: the prompt.
        begins: how every value begins, or "" where that is not known.
    """

    variable: str
    asks: str
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """The way through one platform's pages.

    Attributes:
        platform: as the code calls it ("slack").
        asks: whether it is wanted at all.
        clicks: what to do there, in order.
        wanted: what to copy from there.
        then: what to do once it works.
    """

    platform: str
    asks: str
    clicks: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    then: tuple[str, ...]


SLACK: Final = Walk(
    "slack",
    "Set up Slack?",
    (
        (
            "Open https://api.slack.com/apps: Create New App, From a manifest, your workspace; "
            "paste what `podquote setup --manifest` prints; Create."
        ),
        (
            "Basic Information, App-Level Tokens, Generate Token and Scopes: add "
            "connections:write, Generate, and copy the token."
        ),
        "Install App, Install to Workspace, and copy the Bot User OAuth Token.",
    ),
    (
        Wanted("SLACK_BOT_TOKEN", "Bot User OAuth Token (xoxb-…)", "xoxb-"),
        Wanted("SLACK_APP_TOKEN", "App-level token (xapp-…)", "xapp-"),
    ),
    (
        "In Slack: /podquote fine-tuning answers you alone.",
        "In a channel: /invite @podquote, then @podquote fine-tuning answers in a thread.",
    ),
)

DISCORD: Final = Walk(
    "discord",
    "Set up Discord?",
    (
        (
            "Open https://discord.com/developers/applications: New Application, then Bot, Reset "
            "Token, and copy it. No privileged intent is needed."
        ),
        (
            "Installation, Guild Install: scopes bot and applications.commands; permissions View "
            "Channels, Send Messages, Send Messages in Threads, Embed Links, Read Message History; "
            "open the install link and choose your server."
        ),
    ),
    (Wanted("DISCORD_TOKEN", "Bot token"),),
    ("In Discord: /podquote query:fine-tuning answers you alone.",),
)

WALKS: Final = (SLACK, DISCORD)

KEEPS: Final = (
    "Enter leaves a setting as it is. Nothing you type is shown; a token goes to its own platform, "
    "to be tried, and into .env, nowhere else."
)
UNCHANGED: Final = "Nothing was entered; nothing was changed."
TRY_AGAIN: Final = "Try other values?"
KEEP_ANYWAY: Final = "Keep them all the same?"
NOT_KEPT: Final = "These values were not kept."
ONE_LINE: Final = "That is not one line of plain text; copy it again."
START: Final = "Start it with podquote run (or make run)."


def misshapen(begins: str) -> str:
    """Say that a value is not the one that was asked for."""
    return f"It begins with {begins}; copy that one."


def missing(names: tuple[str, ...]) -> str:
    """Say which values are still needed."""
    return f"{', '.join(names)} is still missing"


def checking(platform: str) -> str:
    """Say that the platform is being asked."""
    return f"Asking {platform.capitalize()} …"


def told(platform: str, says: str) -> str:
    """Say what the platform said."""
    return f"{platform.capitalize()}: {says.removesuffix('.')}."


def written(file: str, names: tuple[str, ...]) -> str:
    """Say which settings were written, never their values."""
    return f"Wrote {', '.join(names)} to {file}, readable by you alone."


def numbered(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return steps with their numbers before them."""
    return tuple(f"  {number}. {line}" for number, line in enumerate(lines, start=1))
