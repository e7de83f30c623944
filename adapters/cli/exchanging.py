"""`podquote export` and `podquote import`: a library out, and in again."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from adapters.cli.library import say_report
from adapters.cli.screen import complain, say, show_json
from adapters.cli.ways import Desk
from bot import episode_files
from bot.intake_reports import Tally, ingest_json


class Format(StrEnum):
    """What a library, or an episode of it, is written as."""

    JSONL = "jsonl"
    WEBVTT = "webvtt"
    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"
    SOUNDBITES = "soundbites"


def export(
    context: typer.Context,
    *,
    format: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.JSONL,
    episode: Annotated[
        str | None, typer.Option(metavar="EPISODE", help="Which one, for all but jsonl.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; stdout by default.")
    ] = None,
) -> None:
    """Write the whole library, or one episode's transcript, chapters or soundbites."""
    if (format is Format.JSONL) == (episode is not None):
        raise typer.BadParameter(episode_files.WHICH)
    desk: Desk = context.obj
    with desk.core() as core:
        if episode is None:
            pieces: Iterable[str] = (f"{line}\n" for line in core.bench.export())
        else:
            found = core.bench.editing.find(episode)
            entries = core.bench.editing.texts(found)
            pieces = [episode_files.WRITERS[format.value](found, entries)]
        if output is None:
            sys.stdout.writelines(pieces)
        else:
            say(episode_files.written(str(output), *_written(output, pieces)))


def _written(output: Path, pieces: Iterable[str]) -> tuple[int, int]:
    """Write a file whole or not at all; return how many lines and bytes it has.

    Raises:
        typer.BadParameter: it cannot be written.
    """
    lines = size = 0
    beside = output.with_name(f".{output.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            for piece in pieces:
                file.write(piece)
                lines += piece.count("\n")
                size += len(piece.encode())
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise typer.BadParameter(episode_files.not_written(str(output), error.strerror)) from None
    return lines, size


def import_(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="FILE", help="What was exported.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON.")] = False,
) -> None:
    """Put in what podquote exported, or the quotes of Firebot, Quoter or NadekoBot."""
    desk: Desk = context.obj
    tally, results = Tally(), []
    with desk.core(fill=False) as core:
        for report in core.bench.take_over(path):
            tally.take(report)
            results.append(report)
            if report.error:
                complain(report.error)
            elif not as_json:
                say_report(report, difference=False)
    if as_json:
        show_json(ingest_json(results))
    else:
        say(tally.sentence(dry_run=False))
    if tally.refused:
        raise typer.Exit(1)
