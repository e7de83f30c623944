"""Every pattern of the core takes time that grows with its text and not with its square (T8).

Not against a clock: each pattern is tried at sizes that double, and what counts is how often its
time more than trebles, in a row, once it takes long enough to be measured at all.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import bot

ATTACKS = (
    *("a", "A", "a ", "A ", "Aa ", "A. ", "A-", "a'", "1", "12:", "1:11 ", ".", "..", "?!", " "),
    *("\t", "-", "--", "_", "*", "**", "*a", "[", "[[", "](", "[a", "[12:30] ", "(", "((", "(a"),
    *('"', "“", "'", ">", "> ", ">>", "<", "<v ", "<a", "<c.", "&", "&#", "&amp;", "#", "# ", "/"),
    *("http://", "http://a/", "?v=", "&t=", "www.", "@", "=", ":", ": ", "a: ", "Ada: ", ",", ", "),
    *(
        "Ada Brook ",
        "van der ",
        "Dr. ",
        "I'm A",
        "and ",
        "é",
        "\u0300",
        "♪",
        "♪a",
        "\r\n",
        "\u2028",
    ),
    *("{", '{"a":', "\\", "\\u00", "|", "`", "~", "00:00:00,000 --> ", "-->", ".en", "2024-", "e"),
)
SIZES = (1_000, 4_000, 16_000)
LARGER = (*SIZES, 64_000)
"""With PODQUOTE_LARGER_ATTACKS set: the whole of it takes the better part of an hour."""
MEASURABLE = 0.02  # seconds
MOST = 9.0  # how often the time of a text four times as long may be taken: linear is 4, square 16


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        found = vars(importlib.import_module(module.name))
        for name, value in found.items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{module.name}.{name}", value


PATTERNS = {name: pattern for name, pattern in patterns() if name.split(".")[-2] != "re"}


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Return the time of the slowest way in which a pattern is used."""
    begun = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)
    return time.process_time() - begun


def is_worse_than_linear(pattern: re.Pattern[str], scrap: str) -> bool:
    before = 0.0
    for size in LARGER if "PODQUOTE_LARGER_ATTACKS" in os.environ else SIZES:
        took = seconds(pattern, scrap * (size // len(scrap)) + "\x00")
        if before > MEASURABLE / MOST and took > MEASURABLE and took > MOST * before:
            return True
        before = took
    return False


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 60


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_is_linear_in_hostile_text(name: str) -> None:
    suspects = [scrap for scrap in ATTACKS if is_worse_than_linear(PATTERNS[name], scrap)]

    # A busy machine may slow one run down; what is square is square every time.
    found = [scrap for scrap in suspects if is_worse_than_linear(PATTERNS[name], scrap)]

    assert [] == found
