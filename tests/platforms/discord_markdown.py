"""A reader of Discord's Markdown: what a person sees of a text, and what in it is active.

Written from how the client behaves, not from how podquote escapes; rules are tried in order at
each place, as the client does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_RULES = (
    ("heading", re.compile(r"#{1,3} +\S")),
    ("small print", re.compile(r"-# +\S")),
    ("list", re.compile(r" *(?:[-*+]|\d+\.) +\S")),
    ("quoted line", re.compile(r" *>(?:>>)? ")),
)
_RULES = (
    ("escape", re.compile(r"\\(?P<shown>[^0-9A-Za-z\s])")),
    ("code", re.compile(r"(`+)(?P<shown>[\s\S]*?[^`])\1(?!`)")),
    ("mention", re.compile(r"<(?:@[!&]?|#)\d+>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:\w+:")),
    ("time", re.compile(r"<t:-?\d+(?::\w)?>")),
    ("command", re.compile(r"</[^>]+:\d+>|<id:\w+>")),
    ("link", re.compile(r"<[^: >]+:/[^ >]+>|https?://[^\s<]+[^<.,:;\"')\]\s]")),
    ("masked link", re.compile(r"\[[^\]\n]*\]\(\s*<?[^\s)]+>?\s*\)")),
    ("invite", re.compile(r"discord(?:app)?\.(?:gg|com/invite)/\w+")),
    ("ping", re.compile(r"@(?:everyone|here)", re.IGNORECASE)),
    ("spoiler", re.compile(r"\|\|(?P<shown>[\s\S]+?)\|\|")),
    ("bold", re.compile(r"\*\*(?P<shown>(?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__(?P<shown>(?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("italic", re.compile(r"(?<!\w)_(?P<shown>[^_\s][^_]*)_(?!\w)|\*(?P<also>[^*\s][^*]*)\*")),
    ("struck", re.compile(r"~~(?P<shown>[\s\S]+?)~~")),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees: the text, and each active thing as (what it is, its source)."""

    text: str
    active: tuple[tuple[str, str], ...]

    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.active}

    def bold(self) -> list[str]:
        return [look(source[2:-2]).text for kind, source in self.active if kind == "bold"]


def look(markdown: str) -> Seen:
    """Return what a person sees of `markdown`; zero-width spaces are seen as nothing."""
    shown: list[str] = []
    active: list[tuple[str, str]] = []
    at = 0
    while at < len(markdown):
        if at == 0 or markdown[at - 1] == "\n":
            active += [
                (kind, found.group())
                for kind, rule in _LINE_RULES
                if (found := rule.match(markdown, at))
            ]
        kind, found = _first_rule(markdown, at)
        if found is None:
            shown.append(markdown[at])
            at += 1
            continue
        inner = next((text for text in found.groupdict().values() if text), found.group())
        shown.append(look(inner).text if kind in ("bold", "underline", "spoiler") else inner)
        if kind != "escape":
            active.append((kind, found.group()))
        at = found.end()
    return Seen("".join(shown).replace("\u200b", ""), tuple(active))


def _first_rule(markdown: str, at: int) -> tuple[str, re.Match[str] | None]:
    for kind, rule in _RULES:
        if found := rule.match(markdown, at):
            return kind, found
    return "", None
