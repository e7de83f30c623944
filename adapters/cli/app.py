"""The command line as a whole: which commands there are, and how it is started."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from adapters.cli import (
    aliases,
    asking,
    browsing,
    chatting,
    checking,
    copying,
    curating,
    daily,
    doctor,
    editing,
    examples,
    exchanging,
    feeds,
    forgetting,
    library,
    running,
    scoring,
    setting_up,
    tenants,
)
from adapters.cli.door import Door
from adapters.cli.screen import say
from adapters.cli.ways import Desk, Ways


def build(ways: Ways) -> typer.Typer:
    """Return the command line as a Typer application that goes by `ways`."""
    app = typer.Typer(
        cls=Door,
        add_completion=True,
        no_args_is_help=True,
        rich_markup_mode=None,  # its help and errors would load Rich, and wrap
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def podquote(
        context: typer.Context,
        *,
        version: Annotated[  # noqa: ARG001  its callback answers it
            bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")
        ] = False,
    ) -> None:
        """Answer what was said in podcasts, word for word and cited."""
        context.obj = Desk(ways)

    app.command()(running.run)
    app.add_typer(tenants.app, name="tenants")
    app.command()(copying.copy)
    app.command()(asking.ask)
    app.command()(chatting.chat)
    app.command()(checking.check)
    app.command()(browsing.suggest)
    app.command()(browsing.topics)
    app.command()(browsing.episodes)
    app.command("random")(browsing.random_quote)
    app.command()(library.ingest)
    app.command()(library.verify)
    app.command()(forgetting.forget)
    app.command("eval")(scoring.evaluate)
    app.command()(curating.show)
    app.command()(curating.attribute)
    app.command()(setting_up.setup)
    app.command()(doctor.doctor)
    app.add_typer(daily.app, name="daily")
    app.add_typer(aliases.app, name="alias")
    app.add_typer(feeds.app, name="feed")
    app.add_typer(editing.app, name="edit")
    app.command()(editing.speakers)
    app.command("export")(exchanging.export)
    app.command("import")(exchanging.import_)
    examples.attach(app)
    return app


def main(ways: Ways, arguments: Sequence[str] | None = None) -> None:
    """Run the command line with `arguments` (else the process's own); always raises SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        # A locale that lacks a letter, or a file name that is no text, must not end an answer.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    build(ways)(args=None if arguments is None else list(arguments), prog_name="podquote")


def _version(asked: bool) -> None:  # noqa: FBT001  Typer passes it by position
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  read only when asked

        from bot.bootstrap import database_revision  # noqa: PLC0415  the same

        say(f"podquote {version('podquote')}, database revision {database_revision()}")
        raise typer.Exit
