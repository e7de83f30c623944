"""What the bot may do in a channel, and who may change what it does; asked over HTTP, no cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import discord
import structlog

from adapters.discord_app.inside import roles_of

_NEEDED: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",  # to find a post again instead of repeating it
}
_IN_THREADS: Final = "Send Messages in Threads"

Channel = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread


_log = structlog.get_logger(__name__)


async def may_change(interaction: discord.Interaction[Any]) -> bool:
    """Return whether who uses a command may change what podquote does on the server.

    From what Discord signed: Manage Server; or, where the server's Integrations settings let others
    use this very command, those others. Discord enforces these settings itself, but not for an app
    that somebody brought along; so they are looked up, which only such people wait for.
    """
    if interaction.guild_id is None:
        return False
    if interaction.permissions.manage_guild:
        return True
    try:
        return await _let_by_settings(interaction, interaction.guild_id)
    except discord.HTTPException as error:  # none were made, or Discord does not say
        _log.info("discord.no_settings", why=error.code)
        return False


async def _let_by_settings(interaction: discord.Interaction[Any], guild_id: int) -> bool:
    data: Mapping[str, Any] = cast("Any", interaction.data) or {}
    command = int(data.get("id", 0))
    told = await interaction.client.http.get_application_command_permissions(
        interaction.application_id, guild_id, command
    )
    settings = {int(one["id"]): bool(one["permission"]) for one in told["permissions"]}
    user = interaction.user
    if user.id in settings:
        return settings[user.id]
    roles = roles_of(user) if isinstance(user, discord.Member) else ()
    return any(settings.get(role, False) for role in roles)


async def permissions_in(client: discord.Client, channel: Channel) -> discord.Permissions:
    """Return what the bot may do in `channel`; in a thread, what it may in the thread's channel.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    if isinstance(channel, discord.abc.PrivateChannel) or client.user is None:
        return discord.Permissions.all()
    # Without a gateway only a guild's own list gives channels that know the guild's roles.
    guild = await client.fetch_guild(channel.guild.id)
    me = await guild.fetch_member(client.user.id)
    place = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
    for known in await guild.fetch_channels():
        if known.id == place:
            return known.permissions_for(me)
    return discord.Permissions.none()


def missing_in(held: discord.Permissions, channel: Channel) -> list[str]:
    """Return what posting into `channel` needs and `held` lacks, by Discord's names."""
    needed = dict(_NEEDED)
    if isinstance(channel, discord.Thread):
        needed.pop("send_messages")
        needed["send_messages_in_threads"] = _IN_THREADS
    return [name for permission, name in needed.items() if not getattr(held, permission)]
