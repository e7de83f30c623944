"""What the bot may do in a channel, asked over HTTP: no gateway, no cache."""

from __future__ import annotations

from typing import Final

import discord

_NEEDED: Final = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",  # to find a post again instead of repeating it
}
_IN_THREADS: Final = "Send Messages in Threads"

Channel = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread


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
