"""What a page prints around its content: advertising, and how it was made. Pure."""

from __future__ import annotations

import re
from typing import Final

_FURNITURE: Final = re.compile(
    r"Get more out of YouTube videos\b.{0,40}"
    r"|High quality summaries for YouTube videos\b.*"
    r"|High quality AI-generated summary\b.*"
    r"|Add to (?:Chrome|Firefox|Safari|Edge)",
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Whether a summary page prints this `line` below every episode alike."""
    return _FURNITURE.fullmatch(line) is not None
