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
# What stands below is another part of the page.
_PARTS: Final = re.compile(
    r"(?:full )?transcript|chapters|summary|highlights|show ?notes|key (?:takeaways|points|moments)"
    r"|comments|resources|related episodes|questions & answers|faqs?",
    re.IGNORECASE,
)


def is_part(line: str) -> bool:
    """Whether summary pages print this `line`, whatever its case, above a part of theirs."""
    return line[:1].isupper() and _PARTS.fullmatch(line) is not None


def maker_of(lines: Iterable[str]) -> str | None:
    """Return who made a page, where its furniture tells: pages of one maker confirm nothing."""
    return "YouTube summaries" if any(_MAKER.fullmatch(line) for line in lines) else None


def is_furniture(line: str) -> bool:
    """Whether a summary page prints this `line` below every episode alike."""
    return _FURNITURE.fullmatch(line) is not None
