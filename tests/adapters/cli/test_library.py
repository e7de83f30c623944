"""`podquote ingest` and `podquote verify`, on real documents."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from tests.fakes.ways import Shell

KEYS = [
    *("file", "format", "episode", "added", "unread", "conflicts", "error", "notes"),
    *("known", "same_as", "changes"),
]


@pytest.fixture
def shell(empty_core: Podquote) -> Shell:
    return Shell(empty_core)


def test_documents_go_in_and_each_is_reported(shell: Shell, seeds: Path) -> None:
    result = shell.podquote("ingest", str(seeds))

    assert (0, "") == (result.exit_code, result.stderr)
    assert [False] == shell.filled
    *reports, total = [line for line in result.stdout.splitlines() if line[0] != " "]
    assert 5 == len(reports)
    assert all("new: " in report for report in reports)
    assert "5 documents." == total


def test_documents_go_in_behind_whatever_somebody_waits_for(shell: Shell, seeds: Path) -> None:
    shell.podquote("ask", "an agent")
    assert 0 == shell.gave_way

    shell.podquote("ingest", str(seeds))

    assert 1 == shell.gave_way


def test_a_second_time_adds_nothing(shell: Shell, seeds: Path) -> None:
    shell.podquote("ingest", str(seeds))

    report = json.loads(shell.podquote("ingest", str(seeds), "--json").stdout)

    assert ["documents", "total"] == list(report)
    assert 5 == len(report["documents"])
    assert all(list(document) == KEYS for document in report["documents"])
    assert [{}] * 5 == [document["added"] for document in report["documents"]]
    assert {} == report["total"]["added"]
    assert 0 == report["total"]["refused"]


def test_a_dry_run_says_what_would_be_done_and_does_nothing(shell: Shell, seeds: Path) -> None:
    tried = shell.podquote("ingest", "--dry-run", str(seeds))
    done = json.loads(shell.podquote("ingest", "--json", str(seeds)).stdout)

    assert 0 == tried.exit_code
    assert "nothing was written" in tried.stdout
    assert sum(done["total"]["added"].values()) > 0


def test_a_bad_document_is_named_and_the_good_one_goes_in(
    shell: Shell, seeds: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x81\x8d not \xc3( text \x8f")
    good = min(seeds.iterdir())

    result = shell.podquote("ingest", str(bad), str(good))

    assert 1 == result.exit_code
    (sentence,) = result.stderr.splitlines()
    assert "bad.txt" in sentence
    assert "UTF-8" in sentence
    assert good.name in result.stdout
    assert "2 documents: 1 went in, 1 refused." in result.stdout


def test_in_json_a_refused_document_has_its_error(shell: Shell, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")

    result = shell.podquote("ingest", str(empty), "--json")

    assert 1 == result.exit_code
    report = json.loads(result.stdout)
    (document,) = report["documents"]
    assert "empty" in document["error"]
    assert document["format"] is None
    assert 1 == report["total"]["refused"]


@pytest.mark.parametrize("path", ["no/such/place", "."])
def test_a_path_without_documents_is_refused(shell: Shell, tmp_path: Path, path: str) -> None:
    (tmp_path / "here").mkdir()

    result = shell.podquote("ingest", str(tmp_path / "here" / path))

    assert 1 == result.exit_code
    assert "no document" in result.stderr


def test_an_address_is_refused_in_a_sentence_and_files_beside_it_go_in(
    shell: Shell, seeds: Path
) -> None:
    address = "https://pod.example/feed.xml"

    result = shell.podquote("ingest", address, str(min(seeds.iterdir())))

    assert 1 == result.exit_code
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith(address)
    assert "new: " in result.stdout


def test_an_address_alone_is_refused_in_json_too(shell: Shell) -> None:
    result = shell.podquote("ingest", "https://pod.example/feed.xml", "--json")

    assert 1 == result.exit_code
    assert ["https://pod.example/feed.xml"] == [
        document["file"] for document in json.loads(result.stdout)["documents"]
    ]


def test_ingest_wants_a_path(shell: Shell) -> None:
    assert 2 == shell.podquote("ingest").exit_code


def test_every_text_of_the_seeds_holds(core: Podquote) -> None:
    text = Shell(core).podquote("verify")
    report = json.loads(Shell(core).podquote("verify", "--json").stdout)

    assert (0, "") == (text.exit_code, text.stderr)
    assert text.stdout.endswith(" places in 5 documents: all hold.\n")
    texts = core.office.overview().entries
    assert text.stdout.startswith(f"{texts} texts at ")
    assert ["texts", "checked", "held", "documents", "failed"] == list(report)
    assert texts == report["texts"] < report["checked"]
    assert report["checked"] == report["held"] > 100
    assert [] == report["failed"]


def test_texts_that_do_not_hold_are_all_listed(own_core: Podquote, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "podquote.db")) as database:
        database.execute("UPDATE entry SET text = text || ' and more' WHERE position < 2")
        database.commit()

    text = Shell(own_core).podquote("verify")
    result = Shell(own_core).podquote("verify", "--json")

    assert 1 == text.exit_code
    assert 1 == result.exit_code
    failed = json.loads(result.stdout)["failed"]
    assert len(failed) >= 2
    assert len(failed) == len(text.stderr.splitlines())
    assert all(one["id"] in text.stderr and one["problem"] for one in failed)
    assert f"{len(failed)} of them do not hold" in text.stdout


def test_each_text_that_does_not_hold_is_named_with_the_line_where_it_begins(
    own_core: Podquote, tmp_path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "podquote.db")) as database:
        changed = "UPDATE entry SET text = text || ' and more' WHERE text LIKE ?"
        database.execute(changed, ("Yeah, yeah. 10%% of the globe uses it week-",))
        database.commit()

    text = Shell(own_core).podquote("verify")
    (failed,) = json.loads(Shell(own_core).podquote("verify", "--json").stdout)["failed"]

    assert ["file", "line", "id", "problem"] == list(failed)
    assert failed["file"].startswith("003_")
    assert 22 == failed["line"]
    assert text.stderr.startswith(f"{failed['file']}, line 22: {failed['id']} does not hold: ")


def test_what_a_document_has_wrong_is_named_by_its_line(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Title\nChapters\nHighlights\n2:00\nLater words.\n1:00\nEarlier wor...\n5:00\n")

    text = shell.podquote("ingest", "--dry-run", str(page))
    (document,) = json.loads(shell.podquote("ingest", str(page), "--json").stdout)["documents"]

    assert 0 == text.exit_code
    wrong = [
        "line 6: times run backwards: 1:00 comes after 2:00",
        "line 7: a sentence that the page cut off; not kept",
        "line 8: a time without words; not kept",
    ]
    assert wrong == document["notes"]
    assert 2 == document["unread"]
    assert "".join(f"  {line}\n" for line in wrong) in text.stdout


def test_of_many_wrong_lines_twenty_are_shown_and_all_are_in_json(
    shell: Shell, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    times = "\n".join(f"{minute}:00" for minute in range(30))
    page.write_text(f"Title\nHighlights\nSome words.\n{times}\nChapters\nA chapter\n")

    text = shell.podquote("ingest", "--dry-run", str(page))
    (document,) = json.loads(shell.podquote("ingest", str(page), "--json").stdout)["documents"]

    assert 29 == len(document["notes"])
    assert 20 == sum(line.startswith("  line ") for line in text.stdout.splitlines())
    assert "  and 9 more; --json lists all\n" in text.stdout
