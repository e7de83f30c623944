"""A workspace that installed podquote. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Installation:
    """What a platform gave for one workspace.

    Attributes:
        platform: "slack" or "discord".
        workspace: the platform's id of the workspace or server.
        enterprise: the id of the organisation it is of; empty where it is of none.
        bot_user, bot: who podquote is there: its user's id, and its own where that is another.
        token: what it may speak with; never shown, never logged; empty where there is none.
        scopes: what it may do, by commas.
        installed_at: when, UTC.
    """

    platform: str
    workspace: str
    enterprise: str
    bot_user: str
    bot: str
    token: str = field(repr=False)
    scopes: str
    installed_at: dt.datetime

    @property
    def library(self) -> str:
        """The name of the workspace's own library; as `Asker.library` has it."""
        return f"{self.platform}:{self.workspace}"


@dataclass(frozen=True, slots=True)
class Sealing:
    """How the tokens of all workspaces are sealed.

    Attributes:
        newest: how many are under the newest key.
        older: how many are under an older one that is still given.
        shut: the names of the workspaces whose tokens no key opens that is given, in order.
    """

    newest: int
    older: int
    shut: Collection[str]
