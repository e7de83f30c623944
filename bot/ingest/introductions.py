"""People whom the words themselves introduce: "I'm Ada Brook, …", "joined by Bo Lind". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.ingest.people import FULL_NAME, distinct, full_name

_SELF: Final = re.compile(
    # At the head of a sentence, or after a greeting or a filler: never inside a told story.
    r"(?:^|[.!?] |\b(?:[Hh]i|[Hh]ello|[Hh]ey|everyone|everybody|folks|again|[Ss]o|[Aa]nd|uh|um),? )"
    rf"(?:I['\u2019]m|I am|[Mm]y name is|[Mm]y name['\u2019]s) (?P<name>{FULL_NAME})"
    r"(?=[,.!?]| (?:and|the|from|with|at|here|your|a|an|head|host|founder|editor|CEO)\b|$)"
)
# "And he goes, hi, I'm Bo Lind": a story tells it of somebody else.
_TOLD: Final = re.compile(
    r"\b(?:goes|go|went|like|says?|said|saying|tells?|told|thought|imagine|pretend|asks?|asked"
    r"|answers?|answered|called)\b[^.!?]{0,25}$"
)
_BEFORE: Final = 60  # code points
_MEETING: Final = re.compile(
    rf"\b(?P<name>{FULL_NAME})(?:,[^,.]{{1,60}},)? "
    r"(?:sits? down|sat down|speaks?|spoke|talks?|talked|chats?|chatted) (?:with|to)\b"
)
_COMPANY: Final = re.compile(
    r"\b(?:(?:sits?|sat) down with|(?:speaks?|spoke|talks?|talked|chats?|chatted) with"
    r"|I have with me|with me(?: today| now| here)?(?: is| are)?|joined(?: today| now)? by"
    r"|[Mm]y guests?(?: today)?(?: is| are|,)|[Oo]ur guests?(?: today)?(?: is| are|,)"
    r"|in conversation with|hosted by|interview(?:s|ed|ing)?) "
)
# Up to six words of a role may stand before the name: "Otter's head of dams Bo Lind".
_ROLE_WORD: Final = r"[\w'\u2019\-]{1,30}"
_GUEST: Final = re.compile(
    rf"(?:{_ROLE_WORD} ){{0,6}}?(?<!from )(?<!of )(?<!in )(?<!at )(?<!for )(?<!about )(?<!to )"
    rf"(?<!the )(?P<name>{FULL_NAME})(?!['\u2019])\b"
)
_AND: Final = re.compile(rf",?(?: and| &) (?P<name>{FULL_NAME})(?!['\u2019])\b")


def introduced(text: str) -> tuple[str, ...]:
    """Return the full names that `text` (single spaces) introduces, in its order, each once."""
    found = [(match.start("name"), full_name(match["name"])) for match in _own(text)]
    found += [(match.start("name"), full_name(match["name"])) for match in _MEETING.finditer(text)]
    for lead in _COMPANY.finditer(text):
        found += _guests(text, lead.end())
    return distinct(name for _, name in sorted(found, key=lambda one: one[0]) if name)


def self_introduced(text: str) -> str | None:
    """Return who `text` (single spaces) says that its speaker is; None if nobody, or two."""
    names = distinct(name for one in _own(text) if (name := full_name(one["name"])))
    return names[0] if len(names) == 1 else None


def _own(text: str) -> Iterator[re.Match[str]]:
    for match in _SELF.finditer(text):
        is_within = match.start() > 0 and match.group()[0] not in ".!?"
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not (is_within and _TOLD.search(before)):
            yield match


def _guests(text: str, start: int) -> list[tuple[int, str | None]]:
    found = []
    match = _GUEST.match(text, start)
    while match:
        found.append((match.start("name"), full_name(match["name"])))
        match = _AND.match(text, match.end())
    return found
