"""Every text that does not hold is named with the line in its document where it begins."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.model import Verified


def failed(core: Podquote) -> list[Verified]:
    return [result for result in core.office.verify() if result.problem]


def test_a_text_that_holds_has_no_problem_and_no_line(core: Podquote) -> None:
    assert {(None, None)} == {(result.problem, result.line) for result in core.office.verify()}


@pytest.mark.usefixtures("in_its_file")
def test_after_an_edit_of_a_document_each_text_is_named_where_it_stood(
    own_core: Podquote, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "podquote.db") as database:
        database.execute("UPDATE document SET data = x'41' WHERE file LIKE '000%'")

    results = failed(own_core)

    assert 28 == len(results)
    assert list(range(3, 31)) == sorted(result.line or 0 for result in results)


@pytest.mark.usefixtures("in_its_file")
def test_a_span_outside_the_document_stands_in_no_line(own_core: Podquote, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "podquote.db") as database:
        [[id, spans]] = database.execute(
            "SELECT id, spans FROM entry WHERE text LIKE 'Sherwin Wu_s role at OpenAI%'"
        )
        [[start, end]] = json.loads(spans)
        update = "UPDATE entry SET spans = ? WHERE id = ?"
        database.execute(update, (json.dumps([[start + 10**9, end + 10**9]]), id))

    (result,) = failed(own_core)

    assert (id, "a span lies outside the document", None) == (
        result.entry_id,
        result.problem,
        result.line,
    )


@pytest.mark.usefixtures("in_its_file")
def test_where_a_text_only_stands_too_its_line_is_that_document_s(
    own_core: Podquote, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "podquote.db") as database:
        [[id, also_in], *_] = database.execute(
            "SELECT id, also_in FROM entry WHERE also_in <> '[]' ORDER BY id"
        ).fetchall()
        [[file, spans], *others] = json.loads(also_in)
        broken = json.dumps([[file, [*spans, [0, 10**9]]], *others])
        database.execute("UPDATE entry SET also_in = ? WHERE id = ?", (broken, id))

    result = next(result for result in failed(own_core) if result.entry_id == id)

    layer = next(
        stored.document.layer
        for stored in own_core.catalogue.documents()
        if stored.document.file == file
    )
    assert (file, "a span lies outside the document") == (result.file, result.problem)
    assert len(layer[: spans[0][0] + 1].splitlines()) == result.line


@pytest.mark.usefixtures("in_its_file")
def test_a_document_whose_bytes_can_no_longer_be_read_says_so_for_each_text(
    own_core: Podquote, tmp_path: Path
) -> None:
    data = b"\xff"
    with sqlite3.connect(tmp_path / "podquote.db") as database:
        update = "UPDATE document SET data = ?, sha256 = ? WHERE file LIKE '000%'"
        database.execute(update, (data, hashlib.sha256(data).hexdigest()))

    results = failed(own_core)

    assert 28 == len(results)
    assert all("UTF-8" in (result.problem or "") for result in results)
