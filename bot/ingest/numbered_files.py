"""What a file's name says of a numbered show: "podcast/the-changelog-203.md". Pure.

Only where the document itself says nothing; the words are the name's, with capitals.
"""

from __future__ import annotations

import re
from typing import Final

from bot.model import Claims

_NUMBERED: Final = re.compile(
    r"(?P<show>[^\W\d_](?:[^\W_]|[ _-]){1,60}?)[ _-]+#?(?P<number>\d{1,5})(?:\.[a-z0-9]{1,8}){0,3}",
    re.IGNORECASE,
)
_SMALL: Final = frozenset("a an and at by for in of on or the to with".split())  # noqa: SIM905
_MOST: Final = 3  # digits of a number; more are a date or an id


def numbered_by(file: str) -> Claims:
    """Return the show as podcast, and show and number as title; nothing where there is no number.

    Args:
        file: the document's name, with the folders that it has.
    """
    found = _NUMBERED.fullmatch(file.rsplit("/", 1)[-1])
    if not found or len(found["number"]) > _MOST:
        return Claims()
    words = re.split(r"[\s_-]+", found["show"].strip(" _-"))
    show = " ".join(
        word if at and word in _SMALL else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )
    return Claims(title=f"{show} {int(found['number'])}", podcast=show)
