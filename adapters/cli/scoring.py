"""`podquote eval`: how well questions with known answers are answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from adapters.cli.screen import complain, say, show_json, show_table
from adapters.cli.translate import BrokenLine, ToScore, to_json, to_score
from adapters.cli.ways import Desk
from bot import reports, scoring
from bot.bootstrap import Podquote


def evaluate(
    context: typer.Context,
    file: Annotated[typer.FileBinaryRead, typer.Argument(metavar="FILE", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    to: Annotated[
        typer.FileTextWrite | None,
        typer.Option("--to", metavar="FILE", help="Write the figures as JSON, too."),
    ] = None,
) -> None:
    """Ask every question of FILE (JSON lines) and score the answers against what is relevant."""
    desk: Desk = context.obj
    questions = _read(file)
    with desk.core() as core:
        scores = scoring.to_scores(_ask_all(core, questions))
    if to is not None:
        to.write(f"{to_json(scoring.scores_json(scores))}\n")
    if as_json:
        show_json(scoring.scores_json(scores))
        return
    show_table(scoring.COLUMNS, scoring.score_rows(scores))
    for line in scoring.score_lines(scores):
        say(line)


def _read(lines: Iterable[bytes]) -> list[ToScore]:
    """Return the questions of a file.

    Raises:
        Exit: with 1 when a line is broken, or when there is no question; stderr says which.
    """
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(to_score(line))
        except BrokenLine as error:
            complain(reports.batch_line(number, str(error)))
            raise typer.Exit(1) from None
    if not questions:
        complain(reports.EVAL_EMPTY)
        raise typer.Exit(1)
    return questions


def _ask_all(core: Podquote, questions: Iterable[ToScore]) -> list[scoring.Scored]:
    asked = list(questions)
    core.ask(asked[0].question)  # what is read once is not part of an answer's time
    return [_score(core, one) for one in asked]


def _score(core: Podquote, one: ToScore) -> scoring.Scored:
    begun = core.clock.monotonic()
    answer = core.ask(one.question)
    seconds = core.clock.monotonic() - begun
    rank = scoring.first_hit(answer.matches, one.relevant)
    answered = bool(answer.matches)
    return scoring.Scored(one.kind, bool(one.relevant), answered, rank, seconds, answer.sure)
