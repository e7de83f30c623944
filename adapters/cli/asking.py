"""`podquote ask`: one question, or a batch of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer

from adapters.cli.screen import complain, show_card, show_json
from adapters.cli.translate import MOST_MATCHES, BrokenLine, to_asked, to_text
from adapters.cli.ways import Desk
from bot import phrasing, reports
from bot.model import Question
from bot.ports import Core


def ask(  # noqa: PLR0913  one argument an option, as Typer has it
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", show_default=False)
    ] = None,
    *,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Who said it.")] = None,
    episode: Annotated[str | None, typer.Option(metavar="TEXT", help="In which episode.")] = None,
    podcast: Annotated[str | None, typer.Option(metavar="TEXT", help="In which podcast.")] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=MOST_MATCHES, help="How many matches at most.")
    ] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    batch: Annotated[
        typer.FileBinaryRead | None,
        typer.Option(metavar="FILE|-", help="Questions as JSON lines, with --json."),
    ] = None,
) -> None:
    """Say what was said about something, word for word and cited."""
    desk: Desk = context.obj
    question = Question(to_text(words), speaker or None, episode or None, podcast or None, limit)
    if batch is not None:
        _check_batch(question, as_json=as_json)
        with desk.core(logs="none") as core:
            _answer_batch(core, batch)
        return
    with desk.core(logs="none") as core:
        if as_json:
            show_json(phrasing.answer_json(core.ask(question)))
        else:
            show_card(core.answer(question))


def answer_lines(core: Core, lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Yield one answer a line of a batch, in order; a broken line's has an `error`.

    Lines with nothing on them are no questions and get none.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = to_asked(line)
        except BrokenLine as error:
            sentence = reports.batch_line(number, str(error))
            yield {"id": error.id, "matches": [], "error": sentence}
            continue
        answer = core.ask(asked.question)
        yield {"id": asked.id, "matches": [phrasing.match_json(match) for match in answer.matches]}


def _answer_batch(core: Core, lines: Iterable[bytes]) -> None:
    refused = False
    for line in answer_lines(core, lines):
        show_json(line)
        if "error" in line:
            refused = True
            complain(str(line["error"]))
    if refused:
        raise typer.Exit(1)


def _check_batch(question: Question, *, as_json: bool) -> None:
    if not as_json:
        raise typer.BadParameter(reports.BATCH_NEEDS_JSON)
    if question != Question("", limit=question.limit):
        raise typer.BadParameter(reports.BATCH_ALONE)
