"""Looking around on the page: what the library can be asked about, and one episode opened."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from adapters.web_app import pages
from adapters.web_app.askers import front_for
from adapters.web_app.translate import clean
from bot import phrasing
from bot.phrasing import shelves
from bot.ports import Browsing, Core

_NOT_FOUND = 404
_TOPICS = 60  # as many as a screen holds
_SPEAKERS = 200
_EPISODES = 500


class Library:
    """The endpoints that show what there is."""

    def __init__(self, core: Core) -> None:
        """Take what answers; it is called in threads."""
        self._core = core

    async def browse(self, request: Request) -> Response:
        """Answer `/browse`: topics, speakers and episodes, each a link."""
        browsing = front_for(self._core, request).browsing
        return HTMLResponse(await asyncio.to_thread(_browse, browsing))

    async def episode(self, request: Request) -> Response:
        """Answer `/episode/{id}`: its chapters, quotes and takeaways."""
        id = clean(request.path_params["id"])  # noqa: A001  the field's word
        browsing = front_for(self._core, request).browsing
        opened = await asyncio.to_thread(browsing.episode, id)
        if opened is None:
            card = phrasing.trouble(shelves.NO_EPISODE)
            return HTMLResponse(pages.render(card), _NOT_FOUND)
        return HTMLResponse(pages.render_episode(opened))


def _browse(browsing: Browsing) -> str:
    return pages.render_browse(
        topics=[(one.label, _asking(q=one.value)) for one in browsing.topics(_TOPICS)],
        speakers=[
            (one.name, shelves.quoted(one), _asking(q=f'from:"{one.name}"'))
            for one in browsing.speakers()[:_SPEAKERS]
        ],
        episodes=browsing.episodes()[:_EPISODES],
    )


def _asking(**parameters: str) -> str:
    return f"/?{urlencode(parameters)}"
