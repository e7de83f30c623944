"""A library out and in again: equal answers, and twice adds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import DocumentReport, Question, Status
from tests.bot.ingest.test_quote_list import FIREBOT, NADEKO, QUOTER

pytestmark = pytest.mark.slow  # tens of seconds together; `make test` runs them

QUERIES = Path(__file__).parents[3] / "shared" / "eval" / "seed_queries.jsonl"


def answers(core: Podquote, queries: list[str]) -> list[object]:
    return [phrasing.answer_json(core.ask(Question(query))) for query in queries]


def taken_over(core: Podquote, source: Podquote, folder: Path) -> list[DocumentReport]:
    file = folder / "library.jsonl"
    file.write_text("".join(f"{line}\n" for line in source.bench.export()))
    return list(core.bench.take_over(str(file)))


def curate(core: Podquote) -> None:
    """Let a curator change a little of everything."""
    unlabelled = next(
        one for one in core.catalogue.speech() if one.attribution.status is Status.UNLABELLED
    )
    core.office.attribute(unlabelled.id, "Cy Marsh", "he told us")
    episode = core._index.episodes()[0]
    core.bench.editing.edit(episode, {"title": "Another title"}, "it is better")


def test_ones_own_export_gives_equal_answers(
    own_core: Podquote, empty_core: Podquote, tmp_path: Path
) -> None:
    curate(own_core)

    reports = taken_over(empty_core, own_core, tmp_path)

    assert [None] * 5 == [report.error for report in reports]
    queries = ["fine-tuning", "Cy Marsh", "another title", "from:sherwin pricing", "zebra"]
    assert answers(own_core, queries) == answers(empty_core, queries)
    assert own_core.office.overview() == empty_core.office.overview()
    assert own_core.catalogue.history(None) == empty_core.catalogue.history(None)
    assert all(result.problem is None for result in empty_core.office.verify())


def test_the_shared_questions_are_answered_alike(
    own_core: Podquote, empty_core: Podquote, tmp_path: Path
) -> None:
    if not QUERIES.exists():
        pytest.skip(
            "no shared questions beside this checkout: equal answers are NOT checked on them"
        )
    queries = [json.loads(line)["query"] for line in QUERIES.read_text().splitlines()]

    taken_over(empty_core, own_core, tmp_path)

    assert answers(own_core, queries) == answers(empty_core, queries)


def test_a_second_import_adds_nothing(
    own_core: Podquote, empty_core: Podquote, tmp_path: Path
) -> None:
    curate(own_core)
    taken_over(empty_core, own_core, tmp_path)
    before = (empty_core.office.overview(), empty_core.catalogue.history(None))

    again = taken_over(empty_core, own_core, tmp_path)

    assert [{}] * 5 == [report.added for report in again]
    assert before == (empty_core.office.overview(), empty_core.catalogue.history(None))


def test_an_export_has_its_provenance_and_history(own_core: Podquote) -> None:
    curate(own_core)

    lines = [json.loads(line) for line in own_core.bench.export()]

    kinds = [next(iter(line)) for line in lines]
    assert "podquote_export" == kinds[0]
    assert 5 == kinds.count("document")
    assert own_core.office.overview().entries == kinds.count("entry")
    assert {"settled", "history", "episode"} <= set(kinds)
    entry = next(line["entry"] for line in lines if "entry" in line)
    assert {"id", "text", "source", "also_in", "evidence"} <= set(entry)


def test_a_broken_line_is_named_and_the_others_go_in(
    own_core: Podquote, empty_core: Podquote, tmp_path: Path
) -> None:
    lines = [*own_core.bench.export()]
    file = tmp_path / "library.jsonl"
    file.write_text("\n".join([*lines[:3], '{"document": {"file": 1}}', "{", "", *lines[3:]]))

    reports = list(empty_core.bench.take_over(str(file)))

    assert 5 == sum(report.error is None for report in reports)
    assert 2 == sum(report.error is not None for report in reports)
    assert own_core.office.overview() == empty_core.office.overview()


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [("quotes.csv", FIREBOT, 3), ("quotes.json", QUOTER, 3), ("quotes.quotesexport", NADEKO, 3)],
)
def test_quotes_of_other_bots_come_in_once(
    empty_core: Podquote, tmp_path: Path, name: str, text: str, number: int
) -> None:
    (tmp_path / name).write_text(text)

    (first,) = empty_core.bench.take_over(str(tmp_path / name))
    (second,) = empty_core.bench.take_over(str(tmp_path / name))
    (tmp_path / f"again-{name}").write_text(text + "\n")
    (renamed,) = empty_core.bench.take_over(str(tmp_path / f"again-{name}"))

    assert ({"quote": number}, {}, {}) == (first.added, second.added, renamed.added)
    assert number == empty_core.office.overview().entries
    assert any("lake is a river" in one.text for one in empty_core.catalogue.speech())
    assert all(result.problem is None for result in empty_core.office.verify())
