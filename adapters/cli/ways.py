"""What the command line is handed by `adapters.run`, so that it need not know the other doors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, Protocol

from bot.ports import Poster

if TYPE_CHECKING:
    from bot.bootstrap import Podquote
    from bot.doctor import Probe
    from bot.settings import Settings

DOORS: Final = ("web", "slack", "discord", "schedule")
"""What `podquote run` can run."""

Logs = Literal["all", "terse", "none"]
"""How much is logged while a command runs."""


class Build(Protocol):
    """Opens the core, as `bot.bootstrap.build` does."""

    def __call__(self, settings: Settings, *, fill: bool = True, wait: bool = False) -> Podquote:
        """Return the core.

        `fill`: an empty database gets the packaged seeds. `wait`: one that is away is waited for.
        """


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of the command line.

    Attributes:
        build: opens the core.
        run: runs the named doors, as far as they are configured, until the process is told to stop.
        posters: connects the configured platforms and gives a poster for each, by platform.
        probe: asks each configured platform whether it knows us, by platform.
        give_way: lets every other process go first, for what nobody waits for.
    """

    build: Build
    run: Callable[[Podquote, Settings, Collection[str]], None]
    posters: Callable[[Podquote, Settings], AbstractContextManager[Mapping[str, Poster]]]
    probe: Callable[[Podquote, Settings], Mapping[str, Probe]]
    give_way: Callable[[], None]


class Desk:
    """What a command works with: the ways, the settings (read when first needed) and the core."""

    def __init__(self, ways: Ways) -> None:
        """Take the ways; nothing is read or opened yet."""
        self.ways = ways

    @cached_property
    def settings(self) -> Settings:
        """The environment's settings.

        Raises:
            SettingError: a value is bad.
        """
        from bot.settings import read_settings  # noqa: PLC0415  `--help` needs no settings

        return read_settings()

    def settings_with(self, given: Mapping[str, str]) -> Settings:
        """Return the environment's settings with some given by hand; they win.

        Raises:
            SettingError: a value is bad.
        """
        from bot.settings import read_settings  # noqa: PLC0415  as above

        return read_settings(given)

    @contextlib.contextmanager
    def core(
        self, *, fill: bool = True, logs: Logs = "terse", wait: bool = False
    ) -> Iterator[Podquote]:
        """Open the core for one command and close it again.

        Args:
            fill: whether an empty library gets the packaged seeds.
            logs: "all" as configured, "terse" for warnings beside a command's own words, "none"
                for a question: nothing is logged on its way, and setting logs up takes 0.1 s.
            wait: whether a database server that is away is waited for.

        Raises:
            PodquoteError: the settings or the database cannot be used.
        """
        if logs != "none":
            from adapters.logs import configure  # noqa: PLC0415  see above

            configure(self.settings, terse=logs == "terse")
        core = self.ways.build(self.settings, fill=fill, wait=wait)
        try:
            yield core
        finally:
            core.close()
