"""What Discord says: one bot, one person, one server with one channel, as it writes them."""

from __future__ import annotations

from typing import Any

ME: dict[str, Any] = {
    "id": "100",
    "username": "podquote",
    "global_name": None,
    "discriminator": "0",
    "avatar": None,
    "bot": True,
}
PERSON: dict[str, Any] = {
    "id": "200",
    "username": "alice",
    "global_name": None,
    "discriminator": "0",
    "avatar": None,
}
GUILD, CHANNEL = "300", "400"
_ABSENT = (
    "afk_channel_id",
    "application_id",
    "banner",
    "description",
    "discovery_splash",
    "hub_type",
    "incidents_data",
    "public_updates_channel_id",
    "rules_channel_id",
    "safety_alerts_channel_id",
    "splash",
    "system_channel_id",
    "vanity_url_code",
)  # what a guild has only where somebody set it
WHEN = "2026-01-05T09:00:00+00:00"


def application() -> dict[str, Any]:
    return {
        "id": ME["id"],
        "name": "podquote",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": PERSON,
        "team": None,
        "summary": "",
        "rpc_origins": [],
    }


def command() -> dict[str, Any]:
    return {"id": "500", "application_id": ME["id"], "version": "1"}


def ready(resume: str) -> dict[str, Any]:
    return {
        "v": 10,
        "user": ME,
        "guilds": [{"id": GUILD, "unavailable": True}],
        "session_id": "s",
        "resume_gateway_url": resume,
        "shard": [0, 1],
        "application": {"id": ME["id"], "flags": 0, "flags_new": "0"},
    }


def guild(id: str = GUILD, channels: int = 1, roles: int = 1) -> dict[str, Any]:
    """Return a server; its first channel is CHANNEL, its first role everybody's."""
    role = {
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": "2147483647",
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    channel = {
        "type": 0,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
    }
    absent = dict.fromkeys(_ABSENT)
    return absent | {
        "soundboard_sounds": [],
        "id": id,
        "name": "river",
        "icon": None,
        "owner_id": PERSON["id"],
        "roles": [role | {"id": str(int(id) + n)} for n in range(roles)],
        "emojis": [],
        "features": [],
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "member_count": 2,
        "joined_at": WHEN,
        "large": False,
        "unavailable": False,
        "members": [],
        "channels": [channel | {"id": str(int(CHANNEL) + n)} for n in range(channels)],
        "threads": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "stickers": [],
        "system_channel_flags": 0,
        "premium_progress_bar_enabled": False,
    }


def interaction(id: str, options: dict[str, str]) -> dict[str, Any]:
    """Return a call of `/podquote`."""
    given = [{"type": 3, "name": name, "value": value} for name, value in options.items()]
    data = {"id": "500", "name": "podquote", "type": 1, "options": given}
    return _interaction(id, 2) | {"data": data}


def typing(id: str, option: str, typed: str) -> dict[str, Any]:
    """Return what comes while somebody types into an option of `/podquote`."""
    given = [{"type": 3, "name": option, "value": typed, "focused": True}]
    data = {"id": "500", "name": "podquote", "type": 1, "options": given}
    return _interaction(id, 4) | {"data": data}


def subcommand(id: str, name: str, sub: str, options: dict[str, str]) -> dict[str, Any]:
    """Return a call of a command below `name`."""
    given = [{"type": 3, "name": name, "value": value} for name, value in options.items()]
    below = {"type": 1, "name": sub, "options": given}
    data = {"id": "501", "name": name, "type": 1, "options": [below]}
    return _interaction(id, 2) | {"data": data}


def in_private(interaction: dict[str, Any]) -> dict[str, Any]:
    """Return the same as it comes from a direct message to the bot."""
    kept = {k: v for k, v in interaction.items() if k not in ("guild_id", "guild_locale", "member")}
    channel = {"id": "450", "type": 1, "last_message_id": None, "flags": 0, "recipients": [PERSON]}
    owners = {"0": "0"}
    place = {"channel_id": "450", "channel": channel, "context": 1}
    return kept | place | {"user": PERSON, "authorizing_integration_owners": owners}


def brought_along(interaction: dict[str, Any]) -> dict[str, Any]:
    """Return the same as it comes from a server where only the person has installed the bot."""
    return interaction | {"authorizing_integration_owners": {"1": PERSON["id"]}}


def press(id: str, custom_id: str, message: dict[str, Any]) -> dict[str, Any]:
    """Return a press of that button of `message`, as Discord keeps it."""
    data = {"custom_id": custom_id, "component_type": 2}
    return _interaction(id, 3) | {"data": data, "message": message}


def _interaction(id: str, type: int) -> dict[str, Any]:
    member = {
        "user": PERSON,
        "roles": [],
        "joined_at": WHEN,
        "deaf": False,
        "mute": False,
        "permissions": "2147483647",
        "flags": 0,
    }
    return {
        "id": id,
        "application_id": ME["id"],
        "type": type,
        "token": f"token{id}",
        "version": 1,
        "guild_id": GUILD,
        "channel_id": CHANNEL,
        "channel": {
            "id": CHANNEL,
            "type": 0,
            "guild_id": GUILD,
            "name": "general",
            "position": 0,
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "last_message_id": None,
            "flags": 0,
        },
        "member": member,
        "locale": "en-US",
        "guild_locale": "en-US",
        "app_permissions": "2147483647",
        "entitlements": [],
        "context": 0,
        "authorizing_integration_owners": {"0": GUILD},
        "attachment_size_limit": 10485760,
    }


def message(id: str, author: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Return what Discord makes of a message that was sent as `body`."""
    return {
        "id": id,
        "channel_id": CHANNEL,
        "author": author,
        "content": body.get("content") or "",
        "timestamp": WHEN,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": body.get("embeds") or [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "components": body.get("components") or [],
    } | ({"nonce": body["nonce"]} if body.get("nonce") else {})
