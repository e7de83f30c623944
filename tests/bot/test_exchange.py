"""A library out and in again: equal answers, and twice adds nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import DocumentReport, Question, Status
from tests.bot.conftest import (
    Engine,
    database_of_its_own,
    empty_database,
    opened,
    settings_at,
)
from tests.bot.ingest.test_quote_list import FIREBOT, NADEKO, QUOTER

pytestmark = pytest.mark.slow  # tens of seconds together; `make test` runs them

QUERIES = Path(__file__).parents[3] / "shared" / "eval" / "seed_queries.jsonl"


def answers(core: Podquote, queries: list[str]) -> list[object]:
    return [phrasing.answer_json(core.ask(Question(query))) for query in queries]


def taken_over(core: Podquote, lines: list[str], folder: Path) -> list[DocumentReport]:
    file = folder / "library.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines))
    return list(core.bench.take_over(str(file)))


def curate(core: Podquote) -> None:
    """Let a curator change a little of everything."""
    unlabelled = next(
        one for one in core.catalogue.speech() if one.attribution.status is Status.UNLABELLED
    )
    core.office.attribute(unlabelled.id, "Cy Marsh", "he told us")
    episode = core._index.episodes()[0]
    core.bench.editing.edit(episode, {"title": "Another title"}, "it is better")


@dataclass(frozen=True)
class Taken:
    """A curated library, and what became of its export in an empty one.

    Attributes:
        exported: the lines of the export, two more among them that nobody can read.
        reports: on taking them over.
    """

    source: Podquote
    target: Podquote
    exported: list[str]
    reports: list[DocumentReport]


@pytest.fixture(scope="module")
def taken(
    engine_name: Engine,
    core: Podquote,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Taken]:
    """One import for all tests here: an import takes seconds, and they only look at it."""
    folder = tmp_path_factory.mktemp("taken")
    with (
        database_of_its_own(engine_name, core, folder, request) as full,
        empty_database(engine_name, folder, request) as url,
    ):
        source, target = opened(full), opened(settings_at(url, PODQUOTE_DEMO="off"))
        curate(source)
        whole = list(source.bench.export())
        lines = [*whole[:3], '{"document": {"file": 1}}', "{", "", *whole[3:]]
        yield Taken(source, target, lines, taken_over(target, lines, folder))
        source.close()
        target.close()


def test_ones_own_export_gives_equal_answers(taken: Taken) -> None:
    queries = ["fine-tuning", "Cy Marsh", "another title", "from:sherwin pricing", "zebra"]

    assert answers(taken.source, queries) == answers(taken.target, queries)
    assert taken.source.office.overview() == taken.target.office.overview()
    assert taken.source.catalogue.history(None) == taken.target.catalogue.history(None)
    assert all(result.problem is None for result in taken.target.office.verify())


def test_a_broken_line_is_named_and_the_others_go_in(taken: Taken) -> None:
    assert 5 == sum(report.error is None for report in taken.reports)
    assert 2 == sum(report.error is not None for report in taken.reports)


def test_the_shared_questions_are_answered_alike(taken: Taken) -> None:
    if not QUERIES.exists():
        pytest.skip(
            "no shared questions beside this checkout: equal answers are NOT checked on them"
        )
    queries = [json.loads(line)["query"] for line in QUERIES.read_text().splitlines()]

    assert answers(taken.source, queries) == answers(taken.target, queries)


def test_a_second_import_adds_nothing(taken: Taken, tmp_path: Path) -> None:
    before = (taken.target.office.overview(), taken.target.catalogue.history(None))

    again = taken_over(taken.target, list(taken.source.bench.export()), tmp_path)

    assert [({}, None)] * 5 == [(report.added, report.error) for report in again]
    assert before == (taken.target.office.overview(), taken.target.catalogue.history(None))


def test_an_export_has_its_provenance_and_history(taken: Taken) -> None:
    lines = [json.loads(line) for line in taken.source.bench.export()]

    kinds = [next(iter(line)) for line in lines]
    assert "podquote_export" == kinds[0]
    assert 5 == kinds.count("document")
    assert taken.source.office.overview().entries == kinds.count("entry")
    assert {"settled", "history", "episode"} <= set(kinds)
    entry = next(line["entry"] for line in lines if "entry" in line)
    assert {"id", "text", "source", "also_in", "evidence"} <= set(entry)


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
