"""The doors' own wiring and the entry point `podquote`; the only file that knows all doors.

It imports them when they are needed, not before: a question on the command line needs none.
"""

# ruff: noqa: PLC0415  everything heavy is imported where it is used

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from adapters.cli.app import main as command_line
from adapters.cli.screen import complain, say
from adapters.cli.ways import DOORS, Ways
from bot import reports
from bot.errors import DatabaseAway, UnusableDatabase

if TYPE_CHECKING:
    from adapters.bridge import ChatDoor
    from adapters.discord_app.door import DiscordDoor
    from adapters.slack_app.door import SlackDoor
    from adapters.supervise import Run
    from bot.bootstrap import Podquote
    from bot.doctor import Probe
    from bot.ports import Poster
    from bot.settings import Settings

_POLITE = 5  # of 19
_SELDOM = 20_000  # values that are made before garbage is looked for
PATIENCE = 4.0
"""Seconds that everything gets to stop in; then the process ends as it is, which loses nothing."""


def main() -> None:
    """Run the command line."""
    command_line(Ways(build=build, run=run, posters=posters, probe=probe, give_way=give_way))


def give_way() -> None:
    """Let every other process go first from now on: nobody waits for what this one does in bulk.

    What is loaded by now stays, and is not looked through for garbage again and again.
    """
    os.nice(_POLITE)
    gc.freeze()
    gc.set_threshold(_SELDOM)


def build(settings: Settings, *, fill: bool = True, wait: bool = False) -> Podquote:
    """Open the core; see `bot.bootstrap.build`.

    Args:
        settings: what is configured.
        fill: whether an empty database gets the packaged seeds.
        wait: whether to wait for a database server that is away, alive and not ready meanwhile.
    """
    from bot import bootstrap

    try:
        return bootstrap.build(settings, fill=fill)
    except DatabaseAway as error:
        if not wait:
            raise
        away = error
    from adapters.waiting import until_there
    from adapters.web_app.door import WebDoor
    from adapters.web_app.waiting import build_waiting_app

    web = WebDoor(build_waiting_app(away), settings.http_host, settings.http_port)
    return until_there(
        lambda: bootstrap.build(settings, fill=fill),
        web.run(lambda _url: None),
        lambda: complain(f"{away} {reports.WAITS}"),
    )


def run(core: Podquote, settings: Settings, doors: Collection[str] = DOORS) -> None:
    """Run the configured ones of `doors` until SIGTERM or SIGINT; then stop all of it."""
    from adapters.supervise import new_loop

    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(_serve_until_told(core, settings, doors))


async def serve(
    core: Podquote,
    settings: Settings,
    stop: asyncio.Event,
    say: Callable[[str], None],
    named: Collection[str] = DOORS,
) -> None:
    """Run the configured ones of the doors that are `named` until `stop` is set.

    `say` is given a line for who started it, once the page can be opened. The web door's server
    always runs, for health and metrics live there; without "web" it shows no page.
    """
    from adapters.discord_app.preview import to_preview as as_discord
    from adapters.metrics import PrometheusMeters
    from adapters.slack_app.preview import to_preview as as_slack
    from adapters.supervise import favour_the_loop, supervise_all
    from adapters.web_app.app import AT_ONCE, AT_ONCE_ON_A_SERVER, build_app
    from adapters.web_app.door import WebDoor
    from adapters.web_app.window import Window

    meters = PrometheusMeters(core.office.vitals)
    core.meters = meters
    chats = _all(core, settings)
    open_ones = {name: door for name, door in chats.items() if name in named}
    # Who only posts for a platform needs to be connected to it, and hears nothing of it.
    silent = {name: door for name, door in chats.items() if name not in named}
    at_once = AT_ONCE_ON_A_SERVER if settings.on_a_server else AT_ONCE
    app = build_app(
        core,
        window=Window(
            previewers={"slack": as_slack, "discord": as_discord},
            installs=_installs(settings, open_ones),
            public_url=settings.public_url,
        ),
        routes=[meters.route(), *(one for door in open_ones.values() for one in door.routes())],
        ready=lambda: {name: door.ready for name, door in open_ones.items()},
        pages="web" in named,
        at_once=at_once,
    )
    web = WebDoor(app, settings.http_host, settings.http_port)
    web.check()

    def announce(url: str) -> None:
        say(reports.welcome(url, tuple(open_ones)))

    doors: dict[str, Run] = {
        "web": lambda: web.run(announce),
        **{name: door.run for name, door in open_ones.items()},
    }
    with contextlib.ExitStack() as stack:
        if "schedule" in named:
            doors |= {f"{name} (posts)": _holding(door) for name, door in silent.items()}
            stack.enter_context(_ticking(core, {n: door.poster for n, door in chats.items()}))
        await _warm(core, at_once)
        favour_the_loop()
        await supervise_all(doors, stop, core.clock)


async def _warm(core: Podquote, threads: int) -> None:
    """Let as many threads as will answer at once ask first, each on a connection of its own."""
    parts = [asyncio.to_thread(core.warm, part, threads) for part in range(threads)]
    for done in await asyncio.gather(*parts, return_exceptions=True):
        # A database that went away meanwhile is met by whoever asks, and told by `/readyz`.
        if isinstance(done, BaseException) and not isinstance(done, UnusableDatabase):
            raise done


def _installs(settings: Settings, doors: Collection[str]) -> dict[str, str]:
    """Return where a reader of the page adds podquote to a chat, by the chat's name."""
    found = {}
    if "slack" in doors and settings.slack_mode == "oauth":
        found["Slack"] = "/slack/install"
    if "discord" in doors and settings.discord_token:
        from adapters.discord_app.invite import to_invite

        invite = to_invite(settings.discord_token.get_secret_value())
        if invite:
            found["Discord"] = invite
    return found


@contextlib.contextmanager
def posters(core: Podquote, settings: Settings) -> Iterator[Mapping[str, Poster]]:
    """Connect the configured platforms, and give the posters of those that could be."""
    from adapters import bridge

    with bridge.connected(_all(core, settings)) as found:
        yield found


def probe(core: Podquote, settings: Settings) -> Mapping[str, Probe]:
    """Ask every configured platform who we are."""
    from adapters import bridge

    return bridge.probe_all(_all(core, settings))


def slack_door(core: Podquote, settings: Settings) -> SlackDoor | None:
    """Return the Slack door where it is configured; it is not connected yet."""
    if not settings.slack_mode:
        return None
    from adapters.slack_app.door import SlackDoor

    return SlackDoor(core, settings, core.clock)


def discord_door(core: Podquote, settings: Settings) -> DiscordDoor | None:
    """Return the Discord door where it is configured; it is not connected yet."""
    if not settings.discord_token:
        return None
    from adapters.discord_app.door import DiscordDoor

    return DiscordDoor(core, settings, core.clock)


def _named(slack: SlackDoor | None, discord: DiscordDoor | None) -> dict[str, ChatDoor]:
    doors: dict[str, ChatDoor | None] = {"slack": slack, "discord": discord}
    return {name: door for name, door in doors.items() if door is not None}


def _all(core: Podquote, settings: Settings) -> dict[str, ChatDoor]:
    return _named(slack_door(core, settings), discord_door(core, settings))


@contextlib.contextmanager
def _ticking(core: Podquote, posters: Mapping[str, Poster]) -> Iterator[None]:
    from adapters.supervise import Readiness
    from bot.schedule import MINUTE, SOON, Ticker

    begin = Readiness(core.ready).needed_for
    # Feeds have a ticker of their own: a slow one must not hold up a post.
    tickers = [
        Ticker(begin(lambda: core.daily.tick(posters))),
        Ticker(begin(core.bench.feeds.tick), SOON),
        Ticker(begin(core.bench.uploads.tick), MINUTE),
    ]
    for ticker in tickers:
        ticker.start()
    try:
        yield
    finally:
        for ticker in tickers:
            ticker.stop()


def _holding(door: ChatDoor) -> Run:
    async def hold() -> None:
        async with door.connected():
            await asyncio.Event().wait()

    return hold


async def _serve_until_told(core: Podquote, settings: Settings, doors: Collection[str]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told() -> None:
        stop.set()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(name)
            signal.signal(name, signal.SIG_DFL)  # a second one ends the process at once
        last_resort = threading.Timer(PATIENCE, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, told)
    await serve(core, settings, stop, say, doors)


if __name__ == "__main__":
    main()
