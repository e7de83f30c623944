"""Who may change schedules: a setting, checked against what Slack signed and says itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack_app.outcomes import FAILURES
from bot.ports import Clock

ADMINS: Final = "admins"
EVERYONE: Final = "everyone"
KEPT: Final = 300.0  # seconds that Slack's word on who is an admin is believed


class Rights:
    """Who may change schedules in a workspace."""

    def __init__(self, allowed: Collection[str], clock: Clock) -> None:
        """Take who may, ids of people, "admins" or "everyone", and the time."""
        self._allowed = frozenset(allowed)
        self._clock = clock
        self._admins: dict[tuple[str, str], tuple[float, bool]] = {}

    async def may_schedule(self, client: AsyncWebClient, workspace: str, user: str) -> bool:
        """Whether `user` may; an admin is one of whom Slack says so now, or said so lately."""
        if EVERYONE in self._allowed or user in self._allowed:
            return True
        return ADMINS in self._allowed and await self._is_admin(client, workspace, user)

    async def _is_admin(self, client: AsyncWebClient, workspace: str, user: str) -> bool:
        now = self._clock.monotonic()
        since, known = self._admins.get((workspace, user), (None, False))
        if since is not None and now - since < KEPT:
            return known
        try:
            found = (await client.users_info(user=user)).get("user") or {}
        except FAILURES:
            return False  # not known is not allowed, and is asked again
        own = found.get("team_id") in (None, workspace)
        admin = own and bool(found.get("is_admin") or found.get("is_owner"))
        self._admins = {
            key: value for key, value in self._admins.items() if now - value[0] < KEPT
        } | {(workspace, user): (now, admin)}
        return admin
