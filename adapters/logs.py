"""What the process writes down: structlog set up once, for our events and the libraries' alike.

Writes to stderr only. Times are UTC; whatever looks like a token is blotted out, and so is every
configured secret, wherever in an event it stands.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

import structlog
from pydantic import SecretStr
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.errors import PodquoteError
from bot.settings import Settings

BLOT = "[redacted]"

_TOKENS = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w.-]+"  # Slack: bot, user, refresh, rotated
    r"|xapp-[\w-]+"  # Slack: Socket Mode
    r"|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # Discord: a bot's token
)
_SHORTEST_SECRET = 6  # characters; blotting out less would blot out words

LIBRARIES = ("alembic", "aiohttp", "apscheduler", "discord", "slack_bolt", "slack_sdk", "uvicorn")


def configure(settings: Settings, stream: TextIO | None = None, *, terse: bool = False) -> None:
    """Send our events and the libraries' records to `stream` (stderr), as `settings` asks.

    The libraries tell of warnings only, at our DEBUG of what they do; their own DEBUG, which has
    tokens and bodies in it, is never written. `terse` leaves INFO out, for a command that says
    itself what it does.
    """
    stream = stream or sys.stderr
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    if terse and level == logging.INFO:
        level = logging.WARNING
    shared = _shared(settings)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # modules make their loggers before this runs
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(settings, shared, colors=stream.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    theirs = logging.INFO if level == logging.DEBUG else max(level, logging.WARNING)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(theirs)


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return the configured secrets that are long enough to be looked for, longest first."""
    values = (value.get_secret_value() for _, value in settings if isinstance(value, SecretStr))
    return tuple(sorted((v for v in values if len(v) >= _SHORTEST_SECRET), key=len, reverse=True))


def redactor(secrets: Iterable[str]) -> Processor:
    """Return a processor that blots out tokens and `secrets`, however deep they stand."""
    known = [re.escape(secret) for secret in secrets]
    pattern = re.compile("|".join([*known, _TOKENS.pattern]))

    def redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {
            # Keys with an underscore are structlog's own and never printed.
            key: value if key.startswith("_") else _blotted(value, pattern)
            for key, value in event.items()
        }

    return redact


def _shared(settings: Settings) -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_message if settings.log_level != "debug" else structlog.processors.format_exc_info,
        redactor(secrets_of(settings)),
    ]


def _without_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Write where an exception came from and of which class it is, but not what it says.

    What it says may be what somebody asked: `KeyError('...')`. Our own errors echo nobody.
    """
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if given and not isinstance(error, BaseException):
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_told(error))
    return event


def _told(error: BaseException) -> Iterator[str]:
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or following.__context__
    for one in reversed(chain):
        yield "".join(traceback.format_tb(one.__traceback__)).rstrip("\n")
        yield (
            f"{type(one).__qualname__}: {one}"
            if isinstance(one, PodquoteError)
            else (type(one).__qualname__)
        )
        if isinstance(one, BaseExceptionGroup):
            for inner in one.exceptions:
                yield from _told(inner)


def _formatter(
    settings: Settings, shared: list[Processor], *, colors: bool
) -> structlog.stdlib.ProcessorFormatter:
    renderer: Callable[..., str | bytes] = (
        structlog.processors.JSONRenderer(default=str)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=colors)
    )
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    # A library's message is put together first, so that what it was given is looked at as well.
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[remove, renderer], use_get_message=True
    )


def _blotted(value: object, pattern: re.Pattern[str]) -> object:
    if isinstance(value, str):
        return pattern.sub(BLOT, value)
    if isinstance(value, dict):
        return {key: _blotted(inner, pattern) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_blotted(inner, pattern) for inner in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return pattern.sub(BLOT, str(value))
