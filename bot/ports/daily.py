"""The quote of the day, as the doors ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.model import Card, DailyRequest, Place
from bot.ports.posting import Poster


class DailyDesk(Protocol):
    """The quote of the day, as the doors ask for it."""

    def card(
        self,
        asked: str | DailyRequest,
        place: Place,
        posters: Mapping[str, Poster] | None = None,
    ) -> Card:
        """Carry out what is asked in a place, and say what came of it; never raises for its text.

        Args:
            asked: what was typed after "daily", or the request that a form was filled with.
            place: where it is asked, and by whom. Who may is the door's to check first.
            posters: the platforms that are connected; theirs is asked about a channel.
        """

    def changes(self, asked: str | DailyRequest) -> bool:
        """Whether carrying it out would change anything, so that only some people may."""
