"""`podquote ingest` and `podquote verify`: documents in, and every text against its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.cli.screen import complain, say, show_json
from adapters.cli.translate import is_url
from adapters.cli.ways import Desk
from bot import reports
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
    results = []
    # Into an empty database goes what was named, and no seeds.
    with desk.core(fill=False) as core:
        for report in _ingested(core, paths, dry_run=dry_run):
            results.append(report)
            if report.error:
                complain(report.error)
            elif not as_json:
                say_report(report, difference=dry_run)
    if as_json:
        show_json(reports.ingest_json(results))
    else:
        say(reports.ingest_total(results, dry_run=dry_run))
    if any(report.error for report in results):
        raise typer.Exit(1)


def verify(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Report in JSON.")] = False,
) -> None:
    """Hold every text against its document; list all that do not hold."""
    desk: Desk = context.obj
    with desk.core() as core:
        results = list(core.verify())
    failed = [result for result in results if result.problem is not None]
    for result in failed:
        complain(reports.not_held(result))
    if as_json:
        show_json(reports.verify_json(results))
    else:
        say(reports.verified(results))
    if failed:
        raise typer.Exit(1)


def _ingested(core: Podquote, paths: Sequence[str], *, dry_run: bool) -> Iterator[DocumentReport]:
    for url in filter(is_url, paths):
        yield from core.bench.preview(url) if dry_run else core.bench.feeds.ingest(url)
    files = [path for path in paths if not is_url(path)]
    if files:
        found = core.ingest(files, dry_run=dry_run)
        yield from found if dry_run else core.bench.feeds.follow(found)


def say_report(report: DocumentReport, *, difference: bool) -> None:
    """Print what became of one document that went in."""
    say(reports.ingested(report))
    shown = reports.difference(report) if difference else ()
    for sentence in (*report.conflicts, *reports.noted(report), *shown):
        say(f"  {sentence}")
