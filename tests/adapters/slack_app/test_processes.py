"""Three processes behind one address: Slack delivers to any of them, and again to another."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.slack_app.events import PATH
from adapters.slack_app.signature import sign
from tests.adapters.slack_app.conftest import SECRET
from tests.adapters.test_run import PODQUOTE, Process, started
from tests.platforms.slack import BOT_TOKEN, SlackPeer, mention

pytestmark = pytest.mark.slow

PROCESSES = 3
TIMES = 11


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.db'}"
    url: str = request.getfixturevalue("postgres").empty()
    return url


async def deliver(
    http: httpx.AsyncClient, url: str, event: dict[str, Any], retry: int | None = None
) -> int:
    """Post a signed event; return the status."""
    body, stamp = json.dumps(event).encode(), str(int(time.time()))
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": sign(SECRET, stamp, body),
    }
    if retry:
        headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": "http_timeout"}
    return (await http.post(url.rstrip("/") + PATH, content=body, headers=headers)).status_code


async def ready(http: httpx.AsyncClient, url: str) -> None:
    async with asyncio.timeout(30):
        while (await http.get(f"{url}readyz")).status_code != 200:  # noqa: ASYNC110  it has no event
            await asyncio.sleep(0.05)


async def test_one_event_that_comes_eleven_times_to_three_processes_is_answered_once(
    peer: SlackPeer, database: str, tmp_path: Path
) -> None:
    processes: list[Process] = []
    with contextlib.ExitStack() as stack:
        for number in range(PROCESSES):
            (tmp_path / str(number)).mkdir()
            process = stack.enter_context(
                started(
                    tmp_path / str(number),
                    *(*PODQUOTE, "run"),
                    PODQUOTE_DATABASE_URL=database,
                    PODQUOTE_DEMO="off",
                    SLACK_BOT_TOKEN=BOT_TOKEN,
                    SLACK_SIGNING_SECRET=SECRET,
                    SLACK_API_URL=peer.api_url,
                )
            )
            processes.append(process)
        urls = await asyncio.gather(*(asyncio.to_thread(one.url) for one in processes))
        async with httpx.AsyncClient() as http:
            await asyncio.gather(*(ready(http, url) for url in urls))
            said = mention("otters", ts="1.1")
            again = [
                # As Slack does: the same event with retry headers, and others without any.
                ({**said, "event_id": f"Ev{time // 3}"}, time % 3 or None)
                for time in range(TIMES)
            ]
            statuses = await asyncio.gather(
                *(deliver(http, url, event, retry) for event, retry in again for url in urls)
            )
            for number, url in enumerate(urls):
                await deliver(http, url, mention("beavers", ts=f"9.{number}"))
            await peer.until(lambda: len(peer.posts) > PROCESSES, 20)
        # What is under way is finished first.
        ends = (asyncio.to_thread(process.stop, signal.SIGTERM) for process in processes)
        await asyncio.gather(*ends)

    assert {200} == set(statuses)
    assert {"1.1": 1, **{f"9.{number}": 1 for number in range(PROCESSES)}} == Counter(
        post["thread_ts"] for post in peer.posts
    )
