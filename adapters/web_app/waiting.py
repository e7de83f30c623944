"""What the web door answers while the database is away at a start: that, and how the process is."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.web_app.guard import Guard
from bot.clock import SystemClock
from bot.errors import DatabaseAway
from bot.ports import Unmetered

_STATIC = Path(__file__).parent / "static"


def build_waiting_app(away: DatabaseAway) -> Starlette:
    """Return the application of a process that waits: alive, not ready, and polite about it."""

    async def refuse(_request: Request) -> Response:
        raise away

    routes = [
        Route("/healthz", _healthz),
        Route("/readyz", _readyz),
        Mount("/static", StaticFiles(directory=_STATIC)),
        Route("/{path:path}", refuse, methods=["GET", "POST"]),
    ]
    guard = Middleware(Guard, meters=Unmetered(), clock=SystemClock())
    return Starlette(routes=routes, middleware=[guard])


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _readyz(_request: Request) -> Response:
    return JSONResponse({"ready": False, "not_ready": ["core"]}, 503)
