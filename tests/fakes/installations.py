"""Installations in memory."""

from __future__ import annotations

from bot.errors import SealedAway
from bot.model import Installation, Sealing


class FakeInstallations:
    """A `bot.ports.Installations`; states and cookies are counted, so that a test can guess them.

    Attributes:
        kept: by platform and workspace.
        shut: workspaces whose tokens no key opens.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Installation] = {}
        self.shut: set[str] = set()
        self._states: dict[str, str] = {}
        self._begun = 0

    def begin(self) -> tuple[str, str]:
        self._begun += 1
        state, cookie = f"state-{self._begun}", f"cookie-{self._begun}"
        self._states[state] = cookie
        return state, cookie

    def redeem(self, state: str, cookie: str) -> bool:
        return self._states.pop(state, None) == cookie

    def keep(self, installation: Installation) -> None:
        self.kept[installation.platform, installation.workspace] = installation

    def find(self, platform: str, workspace: str, enterprise: str = "") -> Installation | None:
        if f"{platform}:{workspace}" in self.shut:
            raise SealedAway
        return self.kept.get((platform, workspace))

    def sealing(self) -> Sealing:
        return Sealing(len(self.kept) - len(self.shut), 0, sorted(self.shut))

    def reseal(self) -> int:
        return 0

    def forget(self, platform: str, workspace: str) -> bool:
        return self.kept.pop((platform, workspace), None) is not None
