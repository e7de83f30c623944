"""One text of a card as Markdown, to be pasted anywhere: its words stay what they are. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.model import CardItem

_SIGNS: Final = re.compile(
    r"([\\`*_\[\]<>|~@]"  # emphasis, code, links, tags, tables, names
    r"|^[#+\-]|(?<=^\d)[.)]"  # what begins a head or a list
    r"|&(?=\#?\w+;)|:(?=//)|(?<=www)\.)"  # entities, and addresses that link by themselves
)
_SPACE: Final = re.compile(r"\s+")


def to_markdown(item: CardItem) -> str:
    """Return a text with its citation as Markdown.

    What Markdown or a forge could read as markup, a link or a name is escaped, nothing else; the
    one link is the citation's own.
    """
    words = f"“{_plain(item.words)}”" if item.quoted else _plain(item.words)
    above = [_plain(part) for part in (item.label, item.title) if part]
    speaker = f"— {_plain(item.speaker)}, " if item.speaker else ""
    where = _plain(item.where)
    linked = f"[{where}](<{item.url}>)" if item.url and not set(item.url) & set("<>\n ") else where
    moment = f" at {_plain(item.moment)}" if item.moment else ""
    badge = _plain(f"{item.badge} · {item.source}")
    lines = [*above, words, f"{speaker}{linked}{moment}", badge]
    return "\n>\n".join(f"> {line}" for line in lines)


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", _SPACE.sub(" ", text).strip())
