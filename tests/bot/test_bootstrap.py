"""The front door: filled once, ingested twice, killed half way, refused plainly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.bootstrap import Podquote, build
from bot.errors import UnusableDatabase
from bot.ingest.nearest import PROSE
from bot.model import CardKind, Overview, Question
from tests.fakes.settings import settings_for

NOTES = """# [On Lakes](https://www.youtube.com/watch?v=lake)

**Podcast:** The Lake Show
**Date:** 2025-01-02
**Participants:** Ada Brook
**Video ID:** lake

---

### 1. Key Themes

### Stillness

Ada Brook explains: "A lake is a river that has stopped talking for a while." \
[[00:01:00]](https://www.youtube.com/watch?v=lake&t=50s) That is all that needs to be said of it.
"""


def state_of(core: Podquote) -> tuple[Overview, list[str]]:
    """Return everything an answer could show, in order."""
    documents = [stored.document.file for stored in core.catalogue.documents()]
    entries = {repr(e) for file in documents for e in core.catalogue.entries_of(file)}
    return core.office.overview(), sorted(entries)


def test_an_empty_library_is_filled_once_and_says_so(tmp_path: Path) -> None:
    settings, said = settings_for(tmp_path / "podquote.db"), list[str]()

    for _ in range(2):
        build(settings, say=said.append).close()

    assert ["Filled the empty library from 5 packaged documents."] == said


def test_what_was_done_is_said_on_stderr_by_default(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(settings_for(tmp_path / "podquote.db")).close()

    assert "Filled the empty library" in capsys.readouterr().err


def test_demo_off_starts_empty(empty_core: Podquote) -> None:
    assert Overview(0, 0, 0, 0) == empty_core.office.overview()
    assert CardKind.MISS == empty_core.answer(Question("fine-tuning")).kind
    assert CardKind.HELP == empty_core.answer(Question("")).kind
    assert empty_core.ready()


def test_ingest_twice_changes_nothing(own_core: Podquote, seeds: Path) -> None:
    before = state_of(own_core)

    reports = list(own_core.office.ingest([str(seeds)]))

    assert before == state_of(own_core)
    assert [{}] * 5 == [report.added for report in reports]
    assert all(report.episode and report.error is None for report in reports)


def test_any_order_gives_the_same_library(
    empty_core: Podquote, own_core: Podquote, seeds: Path
) -> None:
    files = sorted(str(file) for file in seeds.iterdir())

    list(empty_core.office.ingest(reversed(files)))

    assert state_of(own_core) == state_of(empty_core)


def test_the_first_of_four_documents_keeps_its_glued_title_until_another_names_it(
    empty_core: Podquote, seeds: Path
) -> None:
    files = sorted(seeds.iterdir())

    [alone] = empty_core.office.ingest([str(files[0])])
    [joined] = empty_core.office.ingest([str(files[1])])

    assert (alone.episode or "").startswith("a16zHow OpenAI")
    assert "glued" in alone.conflicts[0]
    assert (joined.episode or "").startswith("How OpenAI")
    assert 1 == empty_core.office.overview().episodes


def test_a_changed_document_replaces_what_it_said(empty_core: Podquote, tmp_path: Path) -> None:
    file = tmp_path / "lakes.md"
    file.write_text(NOTES)
    list(empty_core.office.ingest([str(file)]))
    file.write_text(NOTES.replace("stopped talking", "stopped running"))

    [report] = empty_core.office.ingest([str(file)])

    assert {"quote": 1} == report.added
    assert () == empty_core.ask(Question("stopped talking")).matches
    assert 1 == empty_core.office.overview().documents
    assert all(result.problem is None for result in empty_core.office.verify())


def test_the_same_bytes_under_another_name_are_not_taken_twice(
    empty_core: Podquote, tmp_path: Path
) -> None:
    for name in ("lakes.md", "copy.md"):
        (tmp_path / name).write_text(NOTES)

    reports = list(
        empty_core.office.ingest([str(tmp_path / "lakes.md"), str(tmp_path / "copy.md")])
    )

    assert [False, True] == [report.added == {} for report in reports]
    assert "On Lakes" == reports[1].episode
    assert 1 == empty_core.office.overview().documents


def test_a_dry_run_says_what_would_happen_and_keeps_nothing(
    empty_core: Podquote, seeds: Path
) -> None:
    reports = list(empty_core.office.ingest([str(seeds)], dry_run=True))

    assert all(report.added for report in reports)
    assert 0 == empty_core.office.overview().documents


def test_each_bad_document_is_named_and_the_rest_goes_in(
    empty_core: Podquote, tmp_path: Path
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a-empty.txt").write_text(" \n")
    (folder / "b-binary.txt").write_bytes(b"\x00\xff\xfe")
    (folder / "c-unknown.txt").write_text("Milk\nEggs\n")
    (folder / "d-lakes.md").write_text(NOTES)

    reports = list(empty_core.office.ingest([str(folder), str(tmp_path / "gone")]))

    errors = {report.file: report.error for report in reports}
    assert errors.pop("d-lakes.md") is None
    assert ["a-empty.txt", "b-binary.txt", "c-unknown.txt", str(tmp_path / "gone")] == list(errors)
    assert all(file in (error or "") for file, error in errors.items())
    assert PROSE in (errors["c-unknown.txt"] or "")
    assert 1 == empty_core.office.overview().documents


@pytest.mark.usefixtures("in_its_file")
def test_verify_finds_a_layer_that_was_changed_behind_its_back(
    own_core: Podquote, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "podquote.db") as connection:
        connection.execute("UPDATE entry SET text = text || '!' WHERE kind = 'quote'")
        connection.execute("UPDATE document SET layer = 'x' || layer WHERE file LIKE '000%'")
        connection.execute("UPDATE document SET data = x'41' WHERE file LIKE '002%'")
        connection.execute("UPDATE entry SET spans = '[[0,9999999]]' WHERE kind = 'mention'")

    problems = {result.problem for result in own_core.office.verify()}

    assert {
        None,
        "the words at its spans are not the text",
        "the text layer is not the document's",
        "the document's bytes are not the ones that came in",
        "a span lies outside the document",
    } == problems


def test_an_entry_is_shown_by_its_id(core: Podquote) -> None:
    [match] = core.ask(Question("token laundering", limit=1)).matches

    assert match.entry == core.entry(match.entry.id)
    card = core.entry_card(match.entry.id)
    assert card is not None
    assert match.entry.text == card.items[0].words
    assert core.entry_card("nothing") is None


@pytest.mark.usefixtures("in_its_file")
def test_a_database_that_breaks_while_open_is_one_sentence(
    own_core: Podquote, tmp_path: Path
) -> None:
    own_core.close()
    (tmp_path / "podquote.db").write_text("no database " * 1000)

    with pytest.raises(UnusableDatabase, match="not a database"):
        own_core.ask(Question("fine-tuning"))
    assert not own_core.ready()


KILLED_HALF_WAY = """
import os, sys
from bot.bootstrap import build
from bot.index import writer
from bot.settings import Settings

class Killed(writer.SqlWriter):
    def _add_episode(self, found, document_ids):
        super()._add_episode(found, document_ids)
        if found.files[0].startswith("004"):  # the last one
            os.kill(os.getpid(), 9)

writer.SqlWriter = Killed
build(Settings.model_validate({"PODQUOTE_DATABASE_URL": "sqlite:///" + sys.argv[1]}))
"""


@pytest.mark.slow
def test_a_fill_that_is_killed_half_way_leaves_nothing_and_the_next_fills(tmp_path: Path) -> None:
    database = tmp_path / "podquote.db"

    killed = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", KILLED_HALF_WAY, str(database)], check=False, capture_output=True
    )

    assert -9 == killed.returncode
    empty = build(settings_for(database, PODQUOTE_DEMO="off"))
    assert Overview(0, 0, 0, 0) == empty.office.overview()
    empty.close()
    filled = build(settings_for(database), say=lambda _line: None)
    assert 5 == filled.office.overview().documents
    filled.close()


FIRST_START = """
import sys
from bot.bootstrap import build
from bot.settings import Settings
print(build(Settings.model_validate({"PODQUOTE_DATABASE_URL": "sqlite:///" +
sys.argv[1]})).office.overview())
"""


@pytest.mark.slow
def test_four_first_starts_at_once_fill_one_library(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FIRST_START, str(tmp_path / "podquote.db")]

    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=60) for process in started]

    assert [0] * 4 == [process.returncode for process in started]
    assert 1 == len({out for out, _ in ended})
    assert 1 == sum(b"Filled" in err for _, err in ended)
