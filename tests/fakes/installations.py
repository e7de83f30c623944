"""Installations in memory."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Installation


class FakeInstallations:
    """A `bot.ports.Installations`; states and cookies are counted, so that a test can guess them.

    Attributes:
        kept: by platform and workspace.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Installation] = {}
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
        return self.kept.get((platform, workspace))

    def all(self) -> Sequence[Installation]:
        return [self.kept[key] for key in sorted(self.kept)]

    def forget(self, platform: str, workspace: str) -> bool:
        return self.kept.pop((platform, workspace), None) is not None
