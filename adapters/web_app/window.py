"""What stands around the page: how other doors look, how they are added, where the page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.preview import Previewer


@dataclass(frozen=True, slots=True)
class Window:
    """What `adapters.run` tells the page of its surroundings.

    Attributes:
        previewers: what draws an answer as another door shows it, by that door's name.
        installs: where podquote is added to a chat, by the chat's name; offered on every page.
        public_url: where the page stands on the web; the address it was asked at by default.
    """

    previewers: Mapping[str, Previewer] = field(default_factory=dict)
    installs: Mapping[str, str] = field(default_factory=dict)
    public_url: str | None = None

    @property
    def places(self) -> dict[str, str]:
        """The chats that an answer can be seen as, by their names in addresses."""
        return {place: place.capitalize() for place in self.previewers}
