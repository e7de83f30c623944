"""How long a start, a question and an index take, and how much memory the running bot does.

Every time is a ratio or a difference against something in the same run: a machine's speed drifts.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.bootstrap import build
from bot.model import Question
from tests.dialogs import DIALOGS
from tests.fakes.settings import settings_for
from tests.platforms.discord_peer import DiscordPeer
from tests.platforms.slack import SlackPeer

RUNS = 9
IMPORTS_ONLY = "import sqlalchemy, typer, pydantic_settings"


def report() -> list[str]:
    """Measure, and return the lines to print."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        return [*_start(here), *_question(here), *asyncio.run(_memory(here))]


def _start(folder: Path) -> list[str]:
    """Time `podquote ask` against a process that only imports, in turn."""
    environment = {**os.environ, "PODQUOTE_DATABASE_URL": f"sqlite:///{folder}/start.db"}
    ask = [sys.executable, "-m", "adapters.run", "ask", "fine-tuning"]
    bare = [sys.executable, "-c", IMPORTS_ONLY]
    first = _seconds(ask, environment)
    pairs = [(_seconds(ask, environment), _seconds(bare, environment)) for _ in range(RUNS)]
    asked, imported = (statistics.median(times) for times in zip(*pairs, strict=True))
    return [
        f"podquote ask, first start (index built from the seeds): {first:.2f} s",
        f"podquote ask, cold start: {asked:.2f} s (median of {RUNS})",
        f"  more than a process that only imports what it needs most: {asked - imported:+.2f} s",
    ]


def _question(folder: Path) -> list[str]:
    settings = settings_for(folder / "question.db")
    started = time.perf_counter()
    core = build(settings, say=lambda _line: None)
    built = time.perf_counter() - started
    asked = [Question(dialog.asked) for dialog in DIALOGS]
    for question in asked:
        core.ask(question)
    times = sorted(_timed(lambda q=q: core.ask(q)) for q in asked * 20)  # type: ignore[misc]
    core.close()
    return [
        f"the index from the seeds, migrations included: {built:.2f} s",
        f"one question in process: p50 {_share(times, 0.5):.1f}, p99 {_share(times, 0.99):.1f} ms",
    ]


async def _memory(folder: Path) -> list[str]:
    """Run the bot with all doors against loopback platforms and read what it holds."""
    slack = SlackPeer()
    async with slack.serving(), DiscordPeer() as discord:
        environment = {
            **os.environ,
            "PODQUOTE_DATABASE_URL": f"sqlite:///{folder}/memory.db",
            "PODQUOTE_HTTP_PORT": "0",
            "SLACK_BOT_TOKEN": "xoxb-loopback",
            "SLACK_APP_TOKEN": "xapp-loopback",
            "SLACK_API_URL": slack.api_url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.url,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters.run", "run"),
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await _connected(discord, slack)
            held = _resident(process.pid)
        finally:
            process.terminate()
            await process.wait()
    return [f"the running bot, all doors connected: {held / 1e6:.0f} MB resident"]


async def _connected(discord: DiscordPeer, slack: SlackPeer) -> None:
    await slack.until(lambda: "apps.connections.open" in slack.methods(), seconds=30)
    await discord.until(lambda: bool(discord.identified), seconds=30)
    await asyncio.sleep(2)  # what comes with the first seconds is part of it


def _resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    return (
        _timed(
            lambda: subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603
        )
        / 1000
    )


def _timed(call: Callable[[], object]) -> float:
    """Return the milliseconds that `call` took."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
