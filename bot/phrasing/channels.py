"""What is said of chats: whether podquote is connected, sees a channel, and may post. Pure."""

from __future__ import annotations

from collections.abc import Sequence

CHANNEL_BY_ID = "A Discord channel is named by its id, a long number: Copy Channel ID in its menu."
CHANNEL_UNSEEN = (
    "podquote cannot see this channel; check its id, and that podquote is on its server."
)
CHANNEL_NO_TEXT = "Messages cannot be posted there; choose a text channel or a thread."
NOT_CONNECTED = "Discord is not connected, so the channel could not be checked."
DISCORD_SILENT = "Discord did not answer, so the channel could not be checked; try again."
INSTALLED = "podquote is installed. In Slack, type /podquote and what you are looking for."
INSTALL_AGAIN = "That did not work, or took longer than ten minutes; please begin again."
INSTALL_DECLINED = "podquote was not installed, for nobody allowed it."


def installed_in(workspaces: int, older: int) -> str:
    """Return how many workspaces have installed podquote, and how many still need an older key."""
    said = f"installed in {workspaces} workspace{'' if workspaces == 1 else 's'}"
    if not older:
        return said
    return f"{said}; {older} sealed under an older key, which podquote tenants reseal ends"


SLACK_CHANNEL_UNSEEN = (
    "podquote cannot see this channel; check its id (C…), and invite podquote if it is private."
)
SLACK_CHANNEL_ARCHIVED = "This channel is archived; choose another one."
SLACK_NOT_IN_CHANNEL = "podquote is not in this channel; write /invite @podquote there."
SLACK_NOT_CONNECTED = "Slack is not connected, so the channel could not be checked."
NOT_ALLOWED = (
    "Only admins of this workspace, and whom its operator allows, may change the quote of the day; "
    "daily status and daily preview are for everybody."
)
SLACK_TOO_LATE = (
    "Slack gave up waiting for that, or its half hour for answers is over; ask again here, or "
    "with /podquote."
)
SLACK_SILENT = "Slack did not answer, so the channel could not be checked; try again."


def slack_connected(name: str, workspace: str) -> str:
    """Say who we are on Slack, and where."""
    return f"connected as {name} in {workspace}"


def slack_unchecked(code: str) -> str:
    """Say that Slack would not show a channel; `code` is its own word for why."""
    return f"Slack did not show the channel ({code}); install podquote anew with its manifest."


def missing_permissions(names: Sequence[str]) -> str:
    """Say which permissions podquote needs in a channel, by the platform's own names."""
    return f"podquote is not allowed to post there; grant it: {', '.join(names)}."


def connected_as(name: str) -> str:
    """Say under which name a platform knows podquote."""
    return f"connected as {name}"


def slack_cannot_post(code: str) -> str:
    """Say that a channel cannot be posted to, and what to do; `code` is Slack's word for why."""
    known = {
        "is_archived": SLACK_CHANNEL_ARCHIVED,
        "channel_not_found": SLACK_CHANNEL_UNSEEN,
        "not_in_channel": SLACK_NOT_IN_CHANNEL,
    }
    return known.get(code) or f"Slack does not let podquote post there ({code})."
