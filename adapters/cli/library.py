"""`podquote ingest` and `podquote verify`: documents in, and every text against its document."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.progress import Bar, progress
from adapters.cli.screen import complain, say, show_json, show_part
from adapters.cli.translate import is_url, to_json
from adapters.cli.ways import Desk
from bot import intake_reports, reports
from bot.intake_reports import Tally, document_json
from bot.model import DocumentReport

if TYPE_CHECKING:
    from bot.bootstrap import Podquote


def ingest(
    context: typer.Context,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders, addresses.")
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON.")] = False,
) -> None:
    """Put documents in; what is in already is left alone."""
    desk: Desk = context.obj
    desk.ways.give_way()  # a running bot's questions go first
    tally = Tally()
    # Into an empty database goes what was named, and no seeds.
    with desk.core(fill=False) as core, progress() as bar, _listed(tally, as_json=as_json) as take:
        for report in _ingested(core, paths, bar, dry_run=dry_run):
            tally.take(report)
            if report.error:
                complain(report.error)
            elif not as_json:
                say_report(report, difference=dry_run)
            take(report)
            bar.done()
    if not as_json:
        say(tally.sentence(dry_run=dry_run))
    if tally.refused:
        raise typer.Exit(1)


@contextlib.contextmanager
def _listed(tally: Tally, *, as_json: bool) -> Iterator[Callable[[DocumentReport], None]]:
    """Print reports as one JSON object, each as it comes; whatever ends the block closes it."""
    if not as_json:
        yield lambda _report: None
        return
    show_part('{"documents": [')
    before = ""

    def take(report: DocumentReport) -> None:
        nonlocal before
        show_part(before + to_json(document_json(report)))
        before = ", "

    try:
        yield take
    finally:
        show_part(f'], "total": {to_json(tally.json())}}}\n')


def verify(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON.")] = False,
) -> None:
    """Hold every text against its document; list all that do not hold."""
    desk: Desk = context.obj
    checked = reports.Checked()
    with desk.core() as core:
        for result in core.office.verify():
            checked.take(result)
            if result.problem is not None:
                complain(reports.not_held(result))
    if as_json:
        show_json(checked.json())
    else:
        say(checked.sentence())
    if checked.failed:
        raise typer.Exit(1)


def _ingested(
    core: Podquote, paths: Sequence[str], bar: Bar, *, dry_run: bool
) -> Iterator[DocumentReport]:
    for url in filter(is_url, paths):
        yield from core.bench.preview(url) if dry_run else core.bench.feeds.ingest(url)
    files = [path for path in paths if not is_url(path)]
    if files:
        found = core.office.ingest(files, dry_run=dry_run, found=bar.found)
        yield from found if dry_run else core.bench.feeds.follow(found)


def say_report(report: DocumentReport, *, difference: bool) -> None:
    """Print what became of one document that went in."""
    say(intake_reports.ingested(report))
    shown = intake_reports.difference(report) if difference else ()
    for sentence in (*report.conflicts, *intake_reports.noted(report), *shown):
        say(f"  {sentence}")
