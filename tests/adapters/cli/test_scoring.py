"""`podquote eval`, on the real seeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import reports
from bot.bootstrap import Podquote
from tests.fakes.ways import Shell

QUESTIONS = (
    {
        "id": 1,
        "query": "token laundering",
        "kind": "exact",
        "relevant": [
            {"file": "001_38546bd7731afda3.txt", "text": "basically just token laundering"},
        ],
    },
    {"id": 2, "query": "kubernetes", "kind": "noanswer", "relevant": []},
)


@pytest.fixture
def shell(core: Podquote) -> Shell:
    return Shell(core)


def written(folder: Path, *lines: object) -> str:
    file = folder / "questions.jsonl"
    file.write_text("\n\n".join(json.dumps(line) for line in lines), "utf-8")
    return str(file)


def test_a_file_of_questions_is_scored_as_a_table(shell: Shell, tmp_path: Path) -> None:
    result = shell.podquote("eval", written(tmp_path, *QUESTIONS))

    assert (0, "") == (result.exit_code, result.stderr)
    columns, exact, every, wrongly, at_most, times = result.stdout.splitlines()
    assert "Kind\tQuestions\tR@1" == columns[:18]
    assert "exact\t1\t1.000\t1.000\t1.000\t1.000" == exact
    assert "all with an answer\t1\t1.000" == every[:26]
    assert wrongly.endswith("0.000 of 1.")
    assert at_most.endswith("95 % of the others be answered: 0.000.")
    assert times.startswith("p50 ")


def test_a_file_of_questions_is_scored_as_json(shell: Shell, tmp_path: Path) -> None:
    result = shell.podquote("eval", written(tmp_path, *QUESTIONS), "--json")

    scores = json.loads(result.stdout)
    assert (1, 1.0) == (scores["questions"], scores["recall_at_1"])
    assert {"questions": 1, "answered": 0.0, "answered_at_95": 0.0} == scores["no_answer"]
    assert {"p50", "p95", "p99"} == set(scores["milliseconds"])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"query": "x", "relevant": []}, reports.EVAL_KIND),
        ({"query": "x", "kind": "exact"}, reports.EVAL_RELEVANT),
        ({"query": "x", "kind": "exact", "relevant": ["x"]}, reports.EVAL_RELEVANT),
        ({"query": "x", "kind": "exact", "relevant": [{"file": "x"}]}, reports.EVAL_RELEVANT),
        ({"query": 5, "kind": "exact", "relevant": []}, reports.BATCH_QUERY),
        (["x"], reports.BATCH_JSON),
    ],
)
def test_a_broken_line_is_refused_and_named(
    shell: Shell, tmp_path: Path, line: object, sentence: str
) -> None:
    result = shell.podquote("eval", written(tmp_path, QUESTIONS[0], line))

    assert (1, "") == (result.exit_code, result.stdout)
    assert reports.batch_line(3, sentence) == result.stderr.strip()
    assert [] == shell.filled


def test_a_file_without_a_question_is_refused(shell: Shell, tmp_path: Path) -> None:
    result = shell.podquote("eval", written(tmp_path))

    assert (1, "") == (result.exit_code, result.stdout)
    assert reports.EVAL_EMPTY == result.stderr.strip()


def test_a_file_that_is_not_there_is_wrong_usage(shell: Shell, tmp_path: Path) -> None:
    assert 2 == shell.podquote("eval", str(tmp_path / "none.jsonl")).exit_code


def test_the_figures_are_written_as_json_beside_the_table(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"

    result = shell.podquote("eval", written(tmp_path, *QUESTIONS), "--to", str(file))

    assert result.stdout.startswith("Kind\t")
    figures = json.loads(file.read_text("utf-8"))
    assert 1.0 == figures["kinds"]["exact"]["mrr_at_10"]
    assert 0.0 == figures["no_answer"]["answered_at_95"]
    assert {"p50", "p95", "p99"} == set(figures["milliseconds"])
