"""The addresses of the web door: each endpoint translates, calls the core once, translates back."""

from __future__ import annotations

import asyncio
import hashlib
import importlib.metadata
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from adapters.web_app import pages
from adapters.web_app.askers import front_for
from adapters.web_app.guard import Guard, allowing_style, sorry
from adapters.web_app.library import Library
from adapters.web_app.today import Today
from adapters.web_app.translate import clean, to_base, to_limit, to_question
from adapters.web_app.window import Window
from bot import phrasing
from bot.clock import SystemClock
from bot.model import CardItem, CardKind, Checked
from bot.picture import to_png
from bot.ports import Core

_STATIC = Path(__file__).parent / "static"
_NOT_FOUND = 404
_NOT_MODIFIED = 304
_WRONG_METHOD = 405
_VERSION = importlib.metadata.version("podquote")

AT_ONCE = 2
"""Questions that are computed at once, as in the chats' doors; the others wait in their order.

Threads share one interpreter: with six, as many as asyncio has here, they only hold one another up,
and 99 of 100 answers took 81 ms at 150 a second where two take 28.
"""
AT_ONCE_ON_A_SERVER = 4
"""The same where each waits for a database server half a dozen times: 279 ms with two, 107 here."""


def build_app(
    core: Core,
    *,
    routes: Sequence[BaseRoute] = (),
    ready: Callable[[], Mapping[str, bool]] = dict,
    window: Window | None = None,
    pages: bool = True,
    at_once: int = AT_ONCE,
) -> Starlette:
    """Return the web door as an ASGI application.

    Args:
        core: what answers; called in threads, never in the event loop.
        routes: other doors' own addresses, mounted beside the page's.
        ready: asked by `/readyz`: the name of each running door, and whether it is ready.
        window: what stands around the page; nothing by default.
        pages: whether there are the page and the API, or only how the process is.
        at_once: how many questions are computed at once.
    """
    site = _Site(core, ready, window or Window(), asyncio.Semaphore(at_once))

    @asynccontextmanager
    async def served(_app: Starlette) -> AsyncIterator[None]:
        if pages:
            site.today.begin()
        yield

    health = [Route("/healthz", _healthz), Route("/readyz", site.readyz)]
    app = Starlette(
        routes=[*(_pages(site, Library(core)) if pages else ()), *health, *routes],
        middleware=[Middleware(Guard, meters=core.meters, clock=SystemClock())],
        exception_handlers={HTTPException: _refused},
        lifespan=served,
    )
    # It would send whoever writes a slash too many to the host that the request itself names.
    app.router.redirect_slashes = False
    return app


def _pages(site: _Site, library: Library) -> list[BaseRoute]:
    return [
        Route("/", site.page),
        Route("/as/{place}", site.page_as),
        Route("/q/{id}.png", site.picture),
        Route("/q/{id}", site.entry),
        Route("/browse", library.browse),
        Route("/episode/{id}", library.episode),
        Route("/check", site.check_page),
        Route("/api/ask", site.ask),
        Route("/api/check", site.check),
        Route("/api/suggest", site.suggest),
        Route("/favicon.ico", _no_icon),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


class _Site:
    """The endpoints that need the core."""

    def __init__(
        self,
        core: Core,
        ready: Callable[[], Mapping[str, bool]],
        window: Window,
        turns: asyncio.Semaphore,
    ) -> None:
        self._core = core
        self._ready = ready
        self._window = window
        self._turns = turns
        self._typing = asyncio.Semaphore(1)
        self.today = Today(core)

    async def page(self, request: Request) -> Response:
        """Answer `/`, with the quote of today, and `/?q=…`."""
        question = to_question(request.query_params)
        async with self._turns:
            card = await asyncio.to_thread(self._for(request).answer, question)
        today = await self.today.card() if card.kind is CardKind.HELP else None
        return HTMLResponse(pages.render(card, question, self._window, today))

    async def page_as(self, request: Request) -> Response:
        """Answer `/as/{place}?q=…`: the answer as a chat shows it."""
        place = request.path_params["place"]
        if place not in self._window.previewers:
            raise HTTPException(_NOT_FOUND)
        question = to_question(request.query_params)
        talk = self._for(request).conversation
        async with self._turns:
            card = await asyncio.to_thread(talk.reply, question)
        preview = await asyncio.to_thread(self._window.previewers[place], card, question.text)
        html = pages.render_as(preview, self._window.places[place], question)
        return HTMLResponse(html, headers=allowing_style(preview.style))

    async def entry(self, request: Request) -> Response:
        """Answer `/q/{id}`: one entry by itself."""
        core = self._for(request)
        card = await asyncio.to_thread(core.entry_card, clean(request.path_params["id"]))
        if card is None:
            return HTMLResponse(pages.render(phrasing.trouble(phrasing.NO_ENTRY)), _NOT_FOUND)
        base = to_base(self._window.public_url, str(request.base_url))
        return HTMLResponse(pages.render_entry(card, base))

    async def picture(self, request: Request) -> Response:
        """Answer `/q/{id}.png`: one entry as an image; `?dark` on dark paper."""
        core, dark = self._for(request), "dark" in request.query_params
        card = await asyncio.to_thread(core.entry_card, clean(request.path_params["id"]))
        if card is None or not card.items:
            raise HTTPException(_NOT_FOUND)
        # What was forgotten is gone from caches too: they have to ask each time.
        headers = {"Cache-Control": "no-cache", "ETag": _tag(card.items[0], dark=dark)}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=_NOT_MODIFIED, headers=headers)
        png = await asyncio.to_thread(lambda: to_png(card.items[0], dark=dark))
        return Response(png, media_type="image/png", headers=headers)

    async def ask(self, request: Request) -> Response:
        """Answer `/api/ask` in the shape of `ask --json`."""
        try:
            limit = to_limit(request.query_params.get("limit", ""))
        except ValueError:
            return JSONResponse({"error": phrasing.BAD_LIMIT}, 400)
        question = to_question(request.query_params, limit)
        async with self._turns:
            answer = await asyncio.to_thread(self._for(request).ask, question)
        return JSONResponse(phrasing.answer_json(answer))

    async def check_page(self, request: Request) -> Response:
        """Answer `/check` and `/check?words=…`: did anybody say this?"""
        checked = await self._checked(request)
        return HTMLResponse(pages.render_check(phrasing.to_checked_card(checked), checked))

    async def check(self, request: Request) -> Response:
        """Answer `/api/check` in the shape of `check --json`."""
        return JSONResponse(phrasing.checked_json(await self._checked(request)))

    async def suggest(self, request: Request) -> Response:
        """Answer `/api/suggest?q=`: what can be asked about that begins so."""
        prefix = clean(request.query_params.get("q", ""))
        async with self._typing:  # they are quick, and do not wait for questions
            found = await asyncio.to_thread(self._for(request).browsing.suggest, prefix)
        return JSONResponse(phrasing.suggestions_json(found))

    async def _checked(self, request: Request) -> Checked:
        words = clean(request.query_params.get("words", ""))
        async with self._turns:
            return await asyncio.to_thread(self._for(request).check, words)

    def _for(self, request: Request) -> Core:
        return front_for(self._core, request)

    async def readyz(self, _request: Request) -> Response:
        """Say which parts are not ready; 200 only when all are."""
        parts = {"core": await asyncio.to_thread(self._core.ready), **self._ready()}
        waiting = sorted(name for name, is_ready in parts.items() if not is_ready)
        return JSONResponse({"ready": not waiting, "not_ready": waiting}, 503 if waiting else 200)


def _tag(item: CardItem, *, dark: bool) -> str:
    """Return the tag of an item's picture: another for whatever would be drawn differently."""
    drawn = repr((_VERSION, dark, item)).encode(errors="surrogatepass")
    return f'"{hashlib.sha256(drawn).hexdigest()[:32]}"'


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _no_icon(_request: Request) -> Response:
    return Response(status_code=204)


async def _refused(request: Request, error: Exception) -> Response:
    refusal = cast("HTTPException", error)  # it is registered for nothing else
    headers = refusal.headers or {}
    said = phrasing.NO_PAGE
    if refusal.status_code == _WRONG_METHOD:
        said = phrasing.only_by(sorted(headers.get("Allow", "").split(", ")))
    response = sorry(phrasing.trouble(said), request.url.path, refusal.status_code)
    response.headers.update(headers)
    return response
