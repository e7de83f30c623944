"""Ways out of the command line that lead to fakes, and a shell to try it in."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import structlog
from typer.testing import CliRunner, Result

from adapters.cli.app import build
from adapters.cli.ways import Ways
from adapters.logs import LIBRARIES
from bot.bootstrap import Podquote
from bot.doctor import Probe
from bot.ports import Poster
from bot.settings import Settings


@contextlib.contextmanager
def logging_as_before() -> Iterator[None]:
    """Let something set logs up for the whole process, and set them back."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        yield
    finally:
        structlog.reset_defaults()
        root.handlers = handlers
        root.setLevel(level)
        for name in LIBRARIES:
            logging.getLogger(name).setLevel(logging.NOTSET)


@dataclass
class Shell:
    """A command line on one core; every `podquote` is a command of its own.

    Attributes:
        core: what is opened; raised instead where it is an exception.
        posters, probes: what connecting and asking the platforms gives.
        filled: for each opening, whether it would have filled an empty library.
        ran: how often `podquote run` got to run.
        doors: which doors it was last told to run.
        gave_way: how often a command let other processes go first.
    """

    core: Podquote | BaseException
    posters: Mapping[str, Poster] = field(default_factory=dict)
    probes: Mapping[str, Probe] = field(default_factory=dict)
    filled: list[bool] = field(default_factory=list)
    ran: int = 0
    doors: frozenset[str] = frozenset()
    gave_way: int = 0

    def podquote(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> Result:
        """Run one command; its stdout and stderr are apart."""
        app = build(self.ways)
        with logging_as_before():
            return CliRunner().invoke(
                app, arguments, input=stdin, env=environment or {}, prog_name="podquote"
            )

    @property
    def ways(self) -> Ways:
        """The ways out of the command line, all of them to here."""
        probed = self.probes
        return Ways(self._build, self._run, self._posters, lambda _core, _s: probed, self._give_way)

    def _build(self, settings: Settings, *, fill: bool = True, wait: bool = False) -> Podquote:
        self.filled.append(fill)
        if isinstance(self.core, BaseException):
            raise self.core
        return self.core

    def _give_way(self) -> None:
        self.gave_way += 1

    def _run(self, core: Podquote, settings: Settings, doors: Collection[str]) -> None:
        self.ran += 1
        self.doors = frozenset(doors)

    @contextlib.contextmanager
    def _posters(self, core: Podquote, settings: Settings) -> Iterator[Mapping[str, Poster]]:
        yield self.posters
