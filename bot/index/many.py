"""Statements for many rows at once: sent to the driver as they stand, each row a tuple.

Composing the parameters of thousands of rows by name took longer than writing them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

_NAME: Final = re.compile(r":(\w+)")


class ForMany:
    """A statement as text that both databases take, in which `:name` stands for a value."""

    def __init__(self, text: str) -> None:
        """Take the text; a row has its values in the order of the names."""
        self._sqlite = _NAME.sub("?", text)
        self._other = _NAME.sub("%s", text)

    def execute(self, connection: sa.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Execute it for each of `rows`, in order; none is nothing."""
        if rows:
            is_sqlite = connection.dialect.name == "sqlite"
            connection.exec_driver_sql(self._sqlite if is_sqlite else self._other, list(rows))
