"""Which workspaces installed podquote, and the states of installations that are under way."""

from __future__ import annotations

from typing import Protocol

from bot.model import Installation, Sealing


class Installations(Protocol):
    """Workspaces with their tokens. Every method is one transaction, whichever process calls it."""

    def begin(self) -> tuple[str, str]:
        """Begin an installation; return its state and the cookie of the browser it is begun in.

        Neither can be guessed, and neither is stored as it is.
        """

    def redeem(self, state: str, cookie: str) -> bool:
        """Whether a state is one that was begun in this browser and comes back in time.

        It is once, for whoever asks first; the state is used up by asking.
        """

    def keep(self, installation: Installation) -> None:
        """Keep what a workspace gave, in the place of what it gave before."""

    def find(self, platform: str, workspace: str, enterprise: str = "") -> Installation | None:
        """Return what a workspace gave, or None: it is not installed there.

        Args:
            platform: "slack" or "discord".
            workspace: its id.
            enterprise: the organisation's id, if it is of one.

        Raises:
            SealedAway: its token was sealed under a key that is not given.
        """

    def sealing(self) -> Sealing:
        """Return how the tokens of all workspaces are sealed; nothing is changed."""

    def reseal(self) -> int:
        """Seal every token anew that an older key opens; return how many."""

    def forget(self, platform: str, workspace: str) -> bool:
        """Forget a workspace's token, which is of no use any more; return whether there was one."""
