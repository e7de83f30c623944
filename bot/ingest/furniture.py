"""What a page prints around its content: advertising, and how it was made. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_FURNITURE: Final = re.compile(
    r"Get more out of YouTube videos\b.{0,40}"
    r"|High quality summaries for YouTube videos\b.*"
    r"|High quality AI-generated summary\b.*"
    r"|Add to (?:Chrome|Firefox|Safari|Edge)",
    re.IGNORECASE,
)


_MAKER: Final = re.compile(r"(?:High quality summaries for|Get more out of) YouTube\b.*")


def maker_of(lines: Iterable[str]) -> str | None:
    """Return who made a page, where its furniture tells: pages of one maker confirm nothing."""
    return "YouTube summaries" if any(_MAKER.fullmatch(line) for line in lines) else None


def is_furniture(line: str) -> bool:
    """Whether a summary page prints this `line` below every episode alike."""
    return _FURNITURE.fullmatch(line) is not None
