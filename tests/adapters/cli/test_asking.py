"""`podquote ask`, on the real seeds."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.cli.asking import answer_lines
from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import CardKind, Question
from tests.dialogs import DIALOGS, Dialog
from tests.fakes.ways import Shell

KEYS = [
    "id",
    "kind",
    "truth",
    "text",
    "speaker",
    "attribution",
    "podcast",
    "episode",
    "date",
    "said_at",
    "edition",
    "url",
    "source",
    "also_in",
    "score",
    "why",
]


@pytest.fixture
def shell(core: Podquote) -> Shell:
    return Shell(core)


def lines_of(*asked: object) -> bytes:
    return b"".join(json.dumps(line).encode() + b"\n" for line in asked)


def out_of(stdout: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in stdout.splitlines()]


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: dialog.asked[:20])
def test_every_dialog_holds_in_text(shell: Shell, core: Podquote, dialog: Dialog) -> None:
    result = shell.podquote("ask", "--", dialog.asked)

    assert 0 == result.exit_code
    assert dialog.shows in result.stdout
    lead = {CardKind.MISS: phrasing.MISS, CardKind.HELP: phrasing.HELP}.get(dialog.kind, "match")
    assert lead in result.stdout.splitlines()[0]


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: dialog.asked[:20])
def test_every_dialog_holds_in_json(shell: Shell, dialog: Dialog) -> None:
    result = shell.podquote("ask", "--json", "--", dialog.asked)

    assert 0 == result.exit_code
    answer = json.loads(result.stdout)
    assert ["query", "matches", "suggestions"] == list(answer)
    assert dialog.asked == answer["query"]
    assert (dialog.kind is CardKind.ANSWER) == bool(answer["matches"])
    assert not dialog.shows or any(dialog.shows in match["text"] for match in answer["matches"])
    assert all(list(match) == KEYS for match in answer["matches"])


def test_every_dialog_holds_in_one_batch(shell: Shell) -> None:
    asked = [{"id": number, "query": dialog.asked} for number, dialog in enumerate(DIALOGS)]

    result = shell.podquote("ask", "--batch", "-", "--json", stdin=lines_of(*asked))

    assert 0 == result.exit_code
    answers = out_of(result.stdout)
    assert list(range(len(DIALOGS))) == [answer["id"] for answer in answers]
    for dialog, answer in zip(DIALOGS, answers, strict=True):
        assert ["id", "matches"] == list(answer)
        assert (dialog.kind is CardKind.ANSWER) == bool(answer["matches"])
        assert dialog.shows in json.dumps(answer["matches"], ensure_ascii=False)


def test_an_answer_says_everything_a_card_holds(shell: Shell, core: Podquote) -> None:
    item = core.answer(Question("token laundering", limit=1)).items[0]

    shown = shell.podquote("ask", "--limit", "1", "token", "laundering").stdout

    assert item.quoted
    assert f"“{item.words}”" in shown
    for part in (item.speaker, item.where, item.url, item.moment, item.badge, item.source, item.id):
        assert part is None or part in shown


def test_a_summary_stands_without_quotation_marks_and_says_whose_words_it_is(
    shell: Shell, core: Podquote
) -> None:
    card = core.answer(Question("fine-tuning", limit=50))
    summary = next(item for item in card.items if not item.quoted)

    shown = shell.podquote("ask", "--limit", "50", "fine-tuning").stdout

    assert summary.words in shown
    assert f"“{summary.words}”" not in shown
    assert str(summary.label) in shown


def test_words_are_one_question_however_the_shell_parted_them(shell: Shell) -> None:
    parted = shell.podquote("ask", "token", "laundering", "--json").stdout
    whole = shell.podquote("ask", "token laundering", "--json").stdout

    assert parted == whole


def test_without_words_there_is_help_and_no_failure(shell: Shell) -> None:
    result = shell.podquote("ask")

    assert 0 == result.exit_code
    assert phrasing.HELP in result.stdout


def test_the_limit_is_kept(shell: Shell) -> None:
    answer = json.loads(shell.podquote("ask", "fine-tuning", "--limit", "2", "--json").stdout)

    assert 2 == len(answer["matches"])


def test_filters_reach_the_core(shell: Shell) -> None:
    stated = json.loads(shell.podquote("ask", "model", "--speaker", "Sherwin Wu", "--json").stdout)[
        "matches"
    ]

    assert stated
    assert {"Sherwin Wu"} == {match["speaker"] for match in stated}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--limit", "0", "x"),
        ("--limit", "101", "x"),
        ("--limit", "many", "x"),
        ("--unknown",),
        ("--batch", "-"),
        ("--batch", "-", "--json", "words"),
        ("--batch", "-", "--json", "--speaker", "Wu"),
        ("--batch", "/no/such/file", "--json"),
    ],
)
def test_wrong_usage_is_told_on_stderr_and_is_two(shell: Shell, arguments: tuple[str, ...]) -> None:
    result = shell.podquote("ask", *arguments)

    assert 2 == result.exit_code
    assert "" == result.stdout
    assert "Error" in result.stderr


def test_a_broken_line_gets_its_line_in_its_place_and_the_rest_go_on(shell: Shell) -> None:
    stdin = (
        lines_of({"id": "a", "query": "token laundering", "limit": 1})
        + b"nonsense\n"
        + b"\n"
        + lines_of({"id": "c", "query": 5}, {"id": "d", "query": ""})
    )

    result = shell.podquote("ask", "--batch", "-", "--json", stdin=stdin)

    assert 1 == result.exit_code
    first, broken, wrong, empty = out_of(result.stdout)
    assert ("a", 1) == (first["id"], len(list(first["matches"])))  # type: ignore[call-overload]
    assert {"id": None, "matches": []}.items() <= broken.items()
    assert str(broken["error"]).startswith("Line 2:")
    assert {"id": "c", "matches": []}.items() <= wrong.items()
    assert str(wrong["error"]).startswith("Line 4:")
    assert {"id": "d", "matches": []} == empty
    assert [broken["error"], wrong["error"]] == result.stderr.splitlines()


def test_an_empty_batch_is_answered_with_nothing(shell: Shell) -> None:
    result = shell.podquote("ask", "--batch", "-", "--json")

    assert (0, "") == (result.exit_code, result.stdout)


def test_a_batch_may_be_a_file(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("batch") / "asked.jsonl"
    file.write_bytes(lines_of({"query": "kubernetes"}))

    result = shell.podquote("ask", "--batch", str(file), "--json")

    assert [{"id": None, "matches": []}] == out_of(result.stdout)


def test_each_line_is_answered_before_the_next_one_is_read(core: Podquote) -> None:
    read: list[int] = []

    def lines() -> object:
        for number in range(3):
            read.append(number)
            yield lines_of({"id": number, "query": "x"})

    answers = answer_lines(core, lines())  # type: ignore[arg-type]
    next(answers)

    assert [0] == read


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(alphabet=st.characters()),
        st.sampled_from(["\x00", "AND", "C++", "a\x00b", "\udcff", "NEAR(", '"' * 99, "you're"]),
    )
)
def test_any_text_is_a_question(core: Podquote, text: str) -> None:
    filters = {"speaker": text, "episode": text, "podcast": text}

    (plain,) = answer_lines(core, [lines_of({"query": text})])
    (filtered,) = answer_lines(core, [lines_of({"query": text, **filters})])

    assert {"id", "matches"} == set(plain) == set(filtered)
