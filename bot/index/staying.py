"""Holds a process to the SQLite file that it opened: what is written into another one is lost.

A file that is moved away, deleted or replaced goes on being written by whoever has it open, and
nobody who comes later sees it. So it is looked at whenever a connection is taken, which costs some
microseconds, and refused until it is there again; a new one is for a new start to open.
"""

from __future__ import annotations

import os
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy import event

from bot.errors import UnusableDatabase
from bot.index.refusals import to_shown

PROBLEM: Final = (
    "its file was moved, deleted or replaced; put it back, or start podquote again to open another"
)

_File: TypeAlias = tuple[int, int] | None
"""Which file stands at a path, by its device and number; None: there is none."""


def stay_with_file(engine: sa.Engine) -> None:
    """Let an engine on a SQLite file refuse once that file is no longer where it was."""
    path = engine.url.database
    if not path or path == ":memory:" or path.startswith("file:"):
        return
    opened: list[_File] = []  # the one, once it is there

    def look(*_connection: Any) -> None:  # noqa: ANN401  each event gives something else
        there = _file_at(path)
        if not opened:
            opened.extend([there] if there else [])
        elif opened[0] != there:
            raise UnusableDatabase(to_shown(engine.url), PROBLEM)

    def before_connecting(*_arguments: Any) -> None:  # noqa: ANN401  connecting would make a new one
        if opened:
            look()

    event.listen(engine, "do_connect", before_connecting)
    event.listen(engine, "checkout", look)


def _file_at(path: str) -> _File:
    try:
        found = os.stat(path)  # noqa: PTH116  half as long as through `Path`, for each connection
    except OSError:
        return None
    return found.st_dev, found.st_ino
