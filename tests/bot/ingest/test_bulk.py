"""Many documents at once: batches, repeats, refusals, and whatever may end it half way."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Podquote, build
from bot.index.words import with_words
from bot.ingest import bulk
from bot.ingest.bulk import Ready, ingest
from bot.ingest.side_by_side import mapped
from bot.ingest.sources import Raw, contents, places
from bot.model import Question
from tests.fakes.settings import settings_for

pytestmark = pytest.mark.slow  # tens of seconds together; `make test` runs them


def episodes(folder: Path, number: int, sentences: int = 6) -> Path:
    folder.mkdir()
    for at in range(number):
        chance = random.Random(at)  # noqa: S311  no secret
        words = ["wind", "rope", "sail", "harbour", "anchor", "tide", "gull", "mast", f"boat{at}"]
        said = [" ".join(chance.sample(words, 7)).capitalize() + "." for _ in range(sentences)]
        turns = [f"{('Ada Brook', 'Bo Lind')[n % 2]}: {line}" for n, line in enumerate(said)]
        (folder / f"talk-{at:04}.txt").write_text("\n\n".join(turns), encoding="utf-8")
    return folder


def texts(core: Podquote) -> list[tuple[str, str]]:
    return [(entry.id, entry.text) for entry in core.catalogue.speech()]


def problems(core: Podquote) -> list[str]:
    return [result.problem for result in core.office.verify() if result.problem]


def one_by_one(
    function: Callable[[Raw], Ready], things: Iterable[Raw], _is_work: Callable[[Raw], bool]
) -> Iterator[Ready]:
    return map(function, things)


def test_a_batch_gives_what_one_by_one_gives(
    empty_core: Podquote, tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = build(settings_for(tmp_path / "other.db", PODQUOTE_DEMO="off"))
    together = list(empty_core.office.ingest([str(seeds)]))
    monkeypatch.setattr(bulk, "BATCH", 1)
    alone = list(other.office.ingest([str(seeds)]))

    assert texts(empty_core) == texts(other)
    assert [one.file for one in together] == [one.file for one in alone]
    assert [one.episode for one in together] == [alone[3].episode] * 4 + [alone[4].episode]
    other.close()


def test_what_is_in_already_is_told_by_its_bytes(empty_core: Podquote, tmp_path: Path) -> None:
    folder = episodes(tmp_path / "talks", 5)
    list(empty_core.office.ingest([str(folder)]))
    before = texts(empty_core)
    (folder / "talk-0002.txt").write_text("Ada Brook: New.\n\nBo Lind: Yes.\n\nAda Brook: So.")
    (folder / "talk-0009.txt").write_bytes((folder / "talk-0003.txt").read_bytes())

    reports = {one.file: one for one in empty_core.office.ingest([str(folder)])}

    assert [True, True, False, True, True, False] == [one.is_known for one in reports.values()]
    assert "talk-0003.txt" == reports["talk-0009.txt"].same_as
    assert "transcript with names" == reports["talk-0000.txt"].format
    assert len(before) - 6 + 1 <= len(texts(empty_core)) < len(before)
    assert [] == problems(empty_core)


def test_one_bad_document_of_a_batch_is_refused_and_the_others_go_in(
    empty_core: Podquote, tmp_path: Path
) -> None:
    folder = episodes(tmp_path / "talks", 4)
    (folder / "talk-0001.txt").write_bytes(bytes(range(256)))
    (folder / "talk-0002.txt").write_bytes(b"")

    reports = list(empty_core.office.ingest([str(folder)]))

    assert [None, "talk-0001.txt", "talk-0002.txt", None] == [
        one.error and one.error.split(":")[0] for one in reports
    ]
    assert 2 == empty_core.office.overview().documents


def test_two_documents_of_one_name_go_in_one_after_the_other(
    empty_core: Podquote, tmp_path: Path
) -> None:
    first, second = episodes(tmp_path / "one", 1), episodes(tmp_path / "two", 1, sentences=4)

    list(empty_core.office.ingest([str(first), str(second)]))

    assert 1 == empty_core.office.overview().documents
    assert [] == problems(empty_core)


def test_documents_prepared_by_other_processes_come_in_order(
    empty_core: Podquote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.side_by_side._FEW", 2)
    folder = episodes(tmp_path / "talks", 9)

    reports = list(empty_core.office.ingest([str(folder)]))

    assert [f"talk-{at:04}.txt" for at in range(9)] == [one.file for one in reports]
    assert 9 == empty_core.office.overview().episodes


def _dies(number: int) -> int:
    if number == 3 and os.environ.get("PODQUOTE_TEST_PARENT") != str(os.getpid()):
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def test_a_process_that_is_killed_costs_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ingest.side_by_side._FEW", 0)
    monkeypatch.setenv("PODQUOTE_TEST_PARENT", str(os.getpid()))

    found = list(mapped(_dies, range(12), lambda _number: True))

    assert [number * 2 for number in range(12)] == found


def test_a_dry_run_changes_nothing_and_nobody_waits_for_it(
    empty_core: Podquote, tmp_path: Path
) -> None:
    list(empty_core.office.ingest([str(episodes(tmp_path / "talks", 2))]))
    before = texts(empty_core)
    trial = empty_core.office.ingest(
        [str(episodes(tmp_path / "more", 3, sentences=4))], dry_run=True
    )

    first = next(trial)  # it is under way
    with sqlite3.connect(tmp_path / "podquote.db", timeout=0) as database:
        database.execute("BEGIN IMMEDIATE")
        database.rollback()
    rest = list(trial)

    assert first.changes
    assert 3 == 1 + len(rest)
    assert before == texts(empty_core)


@pytest.mark.usefixtures("in_its_file")
def test_a_full_disk_is_named_for_each_document_and_nothing_is_half_written(
    empty_core: Podquote, tmp_path: Path
) -> None:
    list(empty_core.office.ingest([str(episodes(tmp_path / "talks", 2))]))
    before = texts(empty_core)
    catalogue = empty_core.catalogue
    with empty_core._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    found = contents(places([str(episodes(tmp_path / "more", 3, sentences=400))]))

    reports = list(ingest(catalogue, found, one_by_one, with_words))

    assert 3 == len(reports)
    assert all("full" in (one.error or "") for one in reports)
    assert before == texts(empty_core)


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.05, 0.4, 0.9])
def test_killed_at_any_point_it_goes_on_where_it_was(tmp_path: Path, after: float) -> None:
    folder = episodes(tmp_path / "talks", 120, sentences=30)
    database = tmp_path / "podquote.db"
    environment = {
        **os.environ,
        "PODQUOTE_DATABASE_URL": f"sqlite:///{database}",
        "PODQUOTE_DEMO": "off",
    }
    command = [sys.executable, "-m", "adapters.run", "ingest", str(folder)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)  # noqa: S603
    assert process.stdout is not None
    process.stdout.readline()  # the first batch is in
    time.sleep(after)
    process.kill()
    process.communicate(timeout=60)  # its own processes end with it

    core = build(settings_for(database, PODQUOTE_DEMO="off"))
    begun = core.office.overview().documents
    assert [] == problems(core)
    reports = list(core.office.ingest([str(folder)]))
    assert begun == sum(one.is_known for one in reports)
    assert 120 == core.office.overview().episodes
    assert [] == problems(core)
    assert core.ask(Question("boat77")).matches
    core.close()
