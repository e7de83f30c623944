"""Whoever asks through the page, as the core limits and counts them."""

from __future__ import annotations

from starlette.requests import Request

from adapters.web_app.translate import to_asker
from bot.ports import Core


def front_for(core: Core, request: Request) -> Core:
    """Return the front door as whoever sent `request` may use it."""
    return core.asked_by(to_asker(request.client.host if request.client else ""))
