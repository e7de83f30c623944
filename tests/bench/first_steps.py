"""From a token to an answer: the documented steps against loopback platforms, each one timed.

What a person spends on the platforms' pages is not counted: only what they wait for. Each platform
is walked as the README says, from an empty folder: `podquote setup` with the tokens typed, then
`podquote run`, then a question.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.platforms.discord_peer import DiscordPeer
from tests.platforms.slack import APP_TOKEN, BOT_TOKEN, SlackPeer, command

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0
"""Seconds that any one step may take."""
PODQUOTE: Final = (sys.executable, "-m", "adapters.run")


@dataclass
class Walk:
    """What was waited for on the way to one platform's first answer.

    Attributes:
        waits: each step with its seconds, in order.
        answer: the first answer, as the platform got it.
    """

    waits: dict[str, float] = field(default_factory=dict)
    answer: object = None
    _since: float = field(default_factory=time.perf_counter)

    def step(self, name: str) -> None:
        """Note that a step is done, and that the next begins."""
        now = time.perf_counter()
        self.waits[name] = now - self._since
        self._since = now


def report() -> list[str]:
    """Measure, and return the lines to print."""
    lines = []
    for name, walk in (("Slack", walk_slack), ("Discord", walk_discord)):
        with tempfile.TemporaryDirectory() as folder:
            walked = asyncio.run(walk(Path(folder)))
        lines += [f"{name}: {sum(walked.waits.values()):.1f} s waited for in all (aim: under 60)"]
        lines += [f"  {step}: {seconds:.1f} s" for step, seconds in walked.waits.items()]
    return lines


async def walk_slack(folder: Path) -> Walk:
    """Walk to an answer in Slack over Socket Mode, from an empty folder."""
    peer = SlackPeer()
    async with peer.serving():
        walk, at = Walk(), {"SLACK_API_URL": peer.api_url}
        await _set_up(folder, at, f"y\n{BOT_TOKEN}\n{APP_TOKEN}\nn\n")
        walk.step("podquote setup, with both tokens tried")
        running = await _run(folder, at, walk)
        try:
            await peer.until(lambda: bool(peer.sockets), PATIENCE)
            walk.step("podquote run, until Slack is connected")
            asked = command("fine-tuning", peer.response_url())
            await peer.deliver("slash_commands", asked)
            await peer.until(lambda: bool(peer.whispers), PATIENCE)
            walk.step("/podquote fine-tuning, until it is answered")
            walk.answer = peer.whispers[0]
        finally:
            await _end(running)
    return walk


async def walk_discord(folder: Path) -> Walk:
    """Walk to an answer in Discord over the gateway, from an empty folder."""
    async with DiscordPeer() as peer:
        walk, at = Walk(), {"DISCORD_API_URL": peer.url}
        await _set_up(folder, at, f"n\ny\n{peer.token}\n")
        walk.step("podquote setup, with the token tried")
        running = await _run(folder, at, walk)
        try:
            await peer.until(_connected(peer), PATIENCE)
            walk.step("podquote run, until Discord is connected and knows the commands")
            await peer.slash(query="fine-tuning")
            await peer.until(lambda: bool(peer.bodies("PATCH", "@original")), PATIENCE)
            walk.step("/podquote query:fine-tuning, until it is answered")
            walk.answer = peer.bodies("PATCH", "@original")[0]
        finally:
            await _end(running)
    return walk


def _connected(peer: DiscordPeer) -> Callable[[], bool]:
    return lambda: bool(peer.identified) and bool(peer.bodies("PUT", "/commands"))


async def _set_up(folder: Path, at: dict[str, str], typed: str) -> None:
    process = await _started(folder, at, "setup")
    said, _ = await asyncio.wait_for(process.communicate(typed.encode()), PATIENCE)
    if process.returncode != 0 or not (folder / ".env").exists():
        raise AssertionError(said.decode())


async def _run(folder: Path, at: dict[str, str], walk: Walk) -> asyncio.subprocess.Process:
    process = await _started(folder, at, "run")
    assert process.stdout is not None
    while line := await asyncio.wait_for(process.stdout.readline(), PATIENCE):
        if b"podquote is at http" in line:
            break
    walk.step("podquote run, until the page is there (the seeds are read)")
    return process


async def _started(folder: Path, at: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    kept = {name: os.environ[name] for name in os.environ if name.startswith("COV")}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    return await asyncio.create_subprocess_exec(
        *PODQUOTE,
        *arguments,
        cwd=folder,
        env=environment | kept | at | {"PODQUOTE_HTTP_PORT": "0"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    await process.communicate()
