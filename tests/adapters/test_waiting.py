"""A process whose database is away when it starts: alive, not ready, and ready when it is back."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import httpx
import pytest

from tests.adapters.test_run import PATIENCE, PODQUOTE, Process, nobody, started
from tests.platforms.postgres import cluster, find_server, short_folder

pytestmark = pytest.mark.slow


def port_of(address: str) -> str:
    return address.rpartition(":")[2]


def until(url: str, status: int) -> httpx.Response:
    """Ask until that status comes; whatever comes before it is looked at by the caller's test."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = httpx.get(url)
            if found.status_code == status:
                return found
        except httpx.TransportError:
            pass
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_waits_for_a_database_that_is_away_and_serves_when_it_is_back(tmp_path: Path) -> None:
    server = find_server()
    if server is None:
        pytest.skip("no PostgreSQL server on this machine: waiting for one is NOT tested here")
    with nobody() as address:
        pass
    variables = {"PODQUOTE_HTTP_PORT": port_of(address), "PODQUOTE_DEMO": "off"}
    with short_folder() as folder, cluster(server, folder) as made:
        made.stop()
        variables["PODQUOTE_DATABASE_URL"] = made.url
        with started(tmp_path, *PODQUOTE, "run", **variables) as process:
            not_ready = until(f"{address}/readyz", 503)
            alive = httpx.get(f"{address}/healthz")
            page = httpx.get(address, params={"q": "fine-tuning"})
            event = httpx.post(f"{address}/slack/events", json={})
            made.start()
            until(f"{address}/readyz", 200)
            written = process.written()
            stopped, _ = process.stop(signal.SIGTERM)

    assert {"ready": False, "not_ready": ["core"]} == not_ready.json()
    assert (200, 503, 503) == (alive.status_code, page.status_code, event.status_code)
    assert "try again in a minute" in page.text
    assert 1 == written.count("podquote waits for it")
    assert "Traceback" not in written
    assert 0 == stopped


def test_it_can_be_told_to_stop_while_it_waits(tmp_path: Path) -> None:
    with nobody() as address:
        url = f"postgresql+psycopg://podquote@127.0.0.1:{port_of(address)}/podquote"
        with started(tmp_path, *PODQUOTE, "run", PODQUOTE_DATABASE_URL=url) as process:
            process.wait_for("podquote waits for it")
            stopped, seconds = process.stop(signal.SIGTERM)

    assert 0 == stopped
    assert seconds < PATIENCE


def test_a_question_on_the_command_line_does_not_wait(tmp_path: Path) -> None:
    with nobody() as address:
        url = f"postgresql+psycopg://podquote@127.0.0.1:{port_of(address)}/podquote"
        process = Process(tmp_path, *PODQUOTE, "ask", "x", PODQUOTE_DATABASE_URL=url)
        process.popen.communicate(timeout=PATIENCE)
    process.errors.close()

    assert 1 == process.popen.returncode
    assert 1 == process.written().count("\n")
