"""The process as a whole, started as its operator starts it."""

# ruff: noqa: S603  the commands are our own

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from adapters import run
from bot.bootstrap import Podquote
from tests.fakes.settings import settings_for

ROOT = Path(__file__).parents[2]
HEAVY = ("alembic", "slack_bolt", "slack_sdk", "discord", "aiohttp", "structlog", "uvicorn",
         "starlette", "apscheduler", "rich", "jinja2", "yaml")  # fmt: skip
PATIENCE = 30.0  # seconds that a start may take on a busy machine
STOP = 5.0  # seconds that a stop may take


class Process:
    """`podquote …` as a process of its own, in an empty folder and environment."""

    def __init__(self, folder: Path, *command: str, **variables: str) -> None:
        self.folder = folder
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PODQUOTE_DATABASE_URL": f"sqlite:///{folder / 'podquote.db'}",
            "PODQUOTE_HTTP_PORT": "0",
            **{name: os.environ[name] for name in os.environ if name.startswith("COV")},
            **variables,
        }
        self.errors = (folder / "stderr").open("w+")
        self.popen = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )

    def url(self) -> str:
        """Wait until the page is announced, and return where it is."""
        assert self.popen.stdout is not None
        readable, _, _ = select.select([self.popen.stdout], [], [], PATIENCE)
        assert readable, self.written()
        found = re.search(r"http://\S+/", self.popen.stdout.readline())
        assert found, self.written()
        return found.group()

    def written(self) -> str:
        return (self.folder / "stderr").read_text()

    def wait_for(self, words: str) -> None:
        """Wait until `words` are in the log."""
        end = time.monotonic() + PATIENCE
        while words not in self.written():
            assert time.monotonic() < end, self.written()
            select.select([], [], [], 0.05)

    def stop(self, how: signal.Signals) -> tuple[int, float]:
        """Send a signal; return the exit code and how many seconds the end took."""
        began = time.monotonic()
        self.popen.send_signal(how)
        return self.popen.wait(PATIENCE), time.monotonic() - began


@contextlib.contextmanager
def started(folder: Path, *command: str, **variables: str) -> Iterator[Process]:
    process = Process(folder, *command, **variables)
    try:
        yield process
    finally:
        process.popen.kill()
        process.popen.wait()
        assert process.popen.stdout is not None
        process.popen.stdout.close()
        process.errors.close()


PODQUOTE = (sys.executable, "-m", "adapters.run")


@contextlib.contextmanager
def nobody() -> Iterator[str]:
    """Give an address of this machine where nobody listens, and keep it so."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@contextlib.contextmanager
def unreachable() -> Iterator[dict[str, str]]:
    """Give settings of both platforms, configured and not to be reached."""
    with nobody() as address:
        yield {
            "SLACK_BOT_TOKEN": "xoxb-canary-1",
            "SLACK_APP_TOKEN": "xapp-canary-2",
            "SLACK_API_URL": f"{address}/api/",
            "DISCORD_TOKEN": "canary.three.four",
            "DISCORD_API_URL": f"{address}/api/v10",
        }


async def test_serve_runs_the_page_until_told(core: Podquote) -> None:
    settings = settings_for(Path("unused.db"), PODQUOTE_HTTP_PORT="0")
    stop, announced = asyncio.Event(), asyncio.Queue[str]()

    serving = asyncio.create_task(run.serve(core, settings, stop, announced.put_nowait))
    said = await asyncio.wait_for(announced.get(), PATIENCE)
    url = str(re.findall(r"http://\S+/", said)[0])
    async with httpx.AsyncClient(base_url=url) as browser:
        page = await browser.get("/", params={"q": "token laundering"})
        ready = await browser.get("/readyz")
    stop.set()
    await asyncio.wait_for(serving, STOP)

    assert "token laundering" in page.text
    assert {"ready": True, "not_ready": []} == ready.json()
    assert "SLACK_BOT_TOKEN" in said
    assert "DISCORD_TOKEN" in said


async def test_the_metrics_count_what_was_asked_and_hold_none_of_it(own_core: Podquote) -> None:
    settings = settings_for(Path("unused.db"), PODQUOTE_HTTP_PORT="0")
    stop, announced = asyncio.Event(), asyncio.Queue[str]()

    serving = asyncio.create_task(run.serve(own_core, settings, stop, announced.put_nowait))
    url = str(re.findall(r"http://\S+/", await asyncio.wait_for(announced.get(), PATIENCE))[0])
    async with httpx.AsyncClient(base_url=url) as browser:
        await browser.get("/api/ask", params={"q": "fine-tuning"})
        await browser.get("/api/ask", params={"q": "canary"})
        metrics = (await browser.get("/metrics")).text
    stop.set()
    await asyncio.wait_for(serving, STOP)

    assert 'podquote_questions_total{door="web",outcome="answer",what="ask"} 1.0' in metrics
    assert 'podquote_index_rows{what="documents"} 5.0' in metrics
    assert "canary" not in metrics


@pytest.mark.slow
def test_a_process_for_posting_alone_has_no_page_and_says_how_it_is(tmp_path: Path) -> None:
    with started(tmp_path, *PODQUOTE, "run", "--doors", "schedule") as process:
        url = process.url()
        statuses = [httpx.get(f"{url}{path}").status_code for path in ("", "healthz", "readyz")]

        assert [404, 200, 200] == statuses
        assert 0 == process.stop(signal.SIGTERM)[0]


@pytest.mark.slow
def test_no_word_of_a_question_is_ever_written(tmp_path: Path) -> None:
    script = """
from pathlib import Path
from adapters import logs, run
from bot.clock import SystemClock
from bot.model import Vitals
from tests.fakes.core import FakeCore
from tests.fakes.settings import settings_for

class Office:
    def vitals(self):
        return Vitals(0, 0, {}, 0.0)

class Crashing(FakeCore):
    clock, office = SystemClock(), Office()
    def ask(self, question):
        raise ValueError(question.text)
    def answer(self, question):
        try:
            raise KeyError(question.text)
        except KeyError as error:
            raise RuntimeError(question) from error
    def check(self, words):
        raise ExceptionGroup(words, [ValueError(words)])
    def entry_card(self, id):
        raise ValueError(id)

settings = settings_for(Path("unused.db"), PODQUOTE_HTTP_PORT="0")
logs.configure(settings)
run.run(Crashing(), settings, ("web",))
"""
    canary = "tell-nobody-4711"
    asked = ("?q=", "api/ask?q=", "check?words=", "api/check?words=", "q/", "api/ask?limit=x&q=")
    with started(tmp_path, sys.executable, "-c", script) as process:
        url = process.url()
        replies = [httpx.get(f"{url}{path}{canary}") for path in asked]
        metrics = httpx.get(f"{url}metrics").text
        process.stop(signal.SIGTERM)

        assert [500, 500, 500, 500, 500, 400] == [reply.status_code for reply in replies]
        assert 5 == process.written().count("web_request_failed")
        assert "page=entry" in process.written()
        assert canary not in process.written() + metrics


def test_without_platforms_there_is_nobody_to_post_or_probe(core: Podquote) -> None:
    settings = settings_for(Path("unused.db"))

    with run.posters(core, settings) as posters:
        assert {} == posters
    assert {} == run.probe(core, settings)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_fresh_start_serves_answers_and_stops_when_told(
    tmp_path: Path, how: signal.Signals
) -> None:
    with started(tmp_path, *PODQUOTE, "run") as process:
        url = process.url()
        health = httpx.get(f"{url}healthz")
        page = httpx.get(url, params={"q": "fine-tuning"})
        code, seconds = process.stop(how)

        assert 200 == health.status_code
        assert "fine-tuning" in page.text
        assert 0 == code, process.written()
        assert seconds < STOP
        assert "Filled the empty library" in process.written()
        assert "Traceback" not in process.written()


@pytest.mark.slow
def test_doors_that_fail_leave_the_page_up_and_no_token_in_the_log(tmp_path: Path) -> None:
    with (
        unreachable() as variables,
        started(tmp_path, *PODQUOTE, "run", **variables) as process,
    ):
        url = process.url()
        process.wait_for("door=slack")
        process.wait_for("door=discord")
        page = httpx.get(url, params={"q": "fine-tuning"})
        ready = httpx.get(f"{url}readyz")
        code, seconds = process.stop(signal.SIGTERM)

        assert 200 == page.status_code
        assert 503 == ready.status_code
        assert ["discord", "slack"] == ready.json()["not_ready"]
        assert 0 == code, process.written()
        assert seconds < STOP
        assert "door_failed" in process.written()
        assert "canary" not in process.written()


STUCK = """
import sys, threading
from pathlib import Path
from adapters import run
from bot.clock import SystemClock
from tests.fakes.core import FakeCore
from tests.fakes.settings import settings_for

class Office:
    vitals = None

class Stuck(FakeCore):
    clock, office = SystemClock(), Office()
    def answer(self, question):
        print("stuck", file=sys.stderr, flush=True)
        threading.Event().wait()

run.run(Stuck(), settings_for(Path("unused.db"), PODQUOTE_HTTP_PORT="0"), ("web",))
"""


@contextlib.contextmanager
def stuck(folder: Path) -> Iterator[Process]:
    """Give a process with a request in it that never ends."""
    with started(folder, sys.executable, "-c", STUCK) as process:
        url = process.url()
        asking = subprocess.Popen(
            [sys.executable, "-c", f"import httpx; httpx.get({url + '?q=x'!r}, timeout=60)"],
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait_for("stuck")
            yield process
        finally:
            asking.kill()
            asking.wait()


@pytest.mark.slow
def test_a_request_that_never_ends_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with stuck(tmp_path) as process:
        code, seconds = process.stop(signal.SIGTERM)

        assert 0 == code
        assert seconds < STOP
        assert 'File "' not in process.written()


@pytest.mark.slow
def test_who_asks_twice_to_stop_is_obeyed_at_once_and_without_a_traceback(tmp_path: Path) -> None:
    with stuck(tmp_path) as process:
        while process.popen.poll() is None:
            process.popen.send_signal(signal.SIGINT)
            select.select([], [], [], 0.05)

        assert -signal.SIGINT == process.popen.wait()
        assert 'File "' not in process.written()


@pytest.mark.slow
def test_a_port_that_is_taken_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = finished(tmp_path, "run", PODQUOTE_HTTP_PORT=port)

    assert 1 == done.returncode
    assert f"PODQUOTE_HTTP_PORT is {port}, which something else listens on" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_doctor_asks_the_platforms_and_says_who_is_silent(tmp_path: Path) -> None:
    with unreachable() as variables:
        done = finished(tmp_path, "doctor", "--json", **variables)

    assert 1 == done.returncode
    states = {one["part"]: one["state"] for one in json.loads(done.stdout)["findings"]}
    assert {"slack": "broken", "discord": "broken"}.items() <= states.items()
    assert "canary" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_channel_is_asked_for_where_its_platform_is_configured(tmp_path: Path) -> None:
    rule = ("--platform", "slack", "--channel", "C0123456789", "--at", "9")
    with unreachable() as variables:
        done = finished(tmp_path, "daily", "add", *rule, **variables)

    assert 1 == done.returncode
    assert "Slack did not answer" in done.stderr
    assert "Traceback" not in done.stderr


def finished(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    with started(folder, *PODQUOTE, *arguments, **variables) as process:
        stdout, _ = process.popen.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(
            arguments, process.popen.returncode, stdout, process.written()
        )


@pytest.mark.slow
def test_a_question_loads_nothing_heavy(tmp_path: Path) -> None:
    finished(tmp_path, "verify")
    script = f"""
import sys
from adapters.run import main
sys.argv = ["podquote", "ask", "fine-tuning", "--json"]
try:
    main()
finally:
    loaded = {{name.split(".")[0] for name in sys.modules}}
    print(sorted(loaded & set({HEAVY!r})), file=sys.stderr)
"""
    with started(tmp_path, sys.executable, "-c", script) as process:
        process.popen.communicate(timeout=PATIENCE)

        assert "[]" == process.written().splitlines()[-1]


@pytest.mark.slow
def test_a_reader_who_has_enough_is_no_error(tmp_path: Path) -> None:
    finished(tmp_path, "verify")
    asked = tmp_path / "asked.jsonl"
    asked.write_text('{"query": "fine-tuning", "limit": 50}\n' * 500)

    with started(tmp_path, *PODQUOTE, "ask", "--batch", str(asked), "--json") as process:
        assert process.popen.stdout is not None
        process.popen.stdout.readline()
        process.popen.stdout.close()
        code = process.popen.wait(PATIENCE)

        assert 0 == code
        assert "" == process.written()


@pytest.mark.slow
def test_a_line_is_answered_while_the_next_one_is_still_being_thought_of(tmp_path: Path) -> None:
    finished(tmp_path, "verify")
    command = (*PODQUOTE, "ask", "--batch", "-", "--json")
    environment = {**os.environ, "PODQUOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'podquote.db'}"}

    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": 1, "query": "evals"}\n')
        process.stdin.flush()
        first = json.loads(process.stdout.readline())
        process.stdin.close()
        rest = process.stdout.read()

    assert 1 == first["id"]
    assert b"" == rest


@pytest.mark.slow
@pytest.mark.parametrize(("variables", "colors"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_color_unless_it_wants_none(
    tmp_path: Path, variables: Mapping[str, str], *, colors: bool
) -> None:
    finished(tmp_path, "verify")
    environment = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "PODQUOTE_DATABASE_URL": f"sqlite:///{tmp_path / 'podquote.db'}",
        **variables,
    }

    shown = on_a_terminal([*PODQUOTE, "ask", "token", "laundering"], environment)

    assert "laundering" in shown
    assert "Traceback" not in shown
    assert colors == ("\x1b[" in shown)


def on_a_terminal(command: list[str], environment: Mapping[str, str]) -> str:
    """Return what a command shows on a terminal of its own."""
    outer, inner = pty.openpty()
    try:
        process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, cwd=ROOT, env=dict(environment)
        )
        os.close(inner)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes any more
            while select.select([outer], [], [], PATIENCE)[0] and (some := os.read(outer, 4096)):
                shown += some
        process.wait(PATIENCE)
    finally:
        os.close(outer)
    return shown.decode()


def test_what_gives_way_lets_every_other_process_go_first() -> None:
    asked = (
        "import os; from adapters.run import give_way\n"
        "before = os.nice(0); give_way(); print(os.nice(0) - before)"
    )
    command = [sys.executable, "-c", asked]

    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout

    assert 0 < int(said)
