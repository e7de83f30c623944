"""The command line's one door for errors: each becomes a sentence on stderr and an exit code."""

from __future__ import annotations

import os
import secrets
import sys
import traceback

import typer
from typer.core import TyperGroup

from adapters.cli.screen import complain
from adapters.cli.ways import Desk
from bot import phrasing
from bot.errors import PodquoteError


class Door(TyperGroup):
    """The group of all commands, which answers for whatever they raise."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # the only one there is
        """Run the command that was named.

        Raises:
            Exit: with 1 when it was refused or broke; with 0 when nobody reads any more.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except PodquoteError as error:
            complain(str(error))
            raise typer.Exit(1) from None
        except BrokenPipeError:
            # Python flushes stdout once more at exit; what is left goes nowhere, quietly.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except Exception as error:  # noqa: BLE001  this door's one broad except
            complain(phrasing.unexpected(_log(error, ctx.obj)).lead)
            raise typer.Exit(1) from None
        return result


def _log(error: Exception, desk: Desk) -> str:
    """Log `error` under a new id and return the id; its traceback is for PODQUOTE_LOG_LEVEL=debug.

    Its message stays out otherwise: it may hold what was asked.
    """
    import structlog  # noqa: PLC0415  importing it takes longer than an answer

    from adapters import logs  # noqa: PLC0415  the same

    error_id = secrets.token_hex(4)
    logs.configure(desk.settings)
    last = traceback.extract_tb(error.__traceback__)[-1]
    structlog.get_logger(__name__).error(
        "command_failed",
        error_id=error_id,
        error=type(error).__name__,
        where=f"{os.path.basename(last.filename)}:{last.lineno}",  # noqa: PTH119  a name, no file
        exc_info=error if desk.settings.log_level == "debug" else None,
    )
    return error_id
