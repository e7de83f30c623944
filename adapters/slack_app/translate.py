"""Slack's words into a question, a card into Block Kit: pure, and total over any text.

Words of documents stand in rich_text and plain_text elements only, which Slack never parses;
the `text` fallback, which it does parse, is escaped. Links are made from a card's `url` alone.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final

from adapters.slack_app.fitting import CUT_MARK, cut, cut_at, escaped, is_link, shown, units
from adapters.slack_app.presses import to_buttons, to_row
from bot import phrasing
from bot.actions import Action
from bot.model import LONGEST_QUESTION, Card, CardItem, CardKind

SHOWN: Final = (
    6  # a chapter's title and five texts of it: nobody gets more who did not ask for more
)

_BUDGET: Final = 12_000  # of all blocks together: Slack refuses at about 13,200 (bolt-js#2509)
_WORDS: Final = 3000  # of one text; a section's limit, which rich_text lacks
_LINE: Final = 300  # of a title, a name, a file name
_LEAD: Final = 2000
_HINTS: Final = 5
_FALLBACK: Final = 3900  # of `text`, escaped; the five below keep one item within it
_FALLBACK_LEAD: Final = 700  # where no hints come with it
_FALLBACK_WORDS: Final = 1000
_FALLBACK_LINE: Final = 200
_FALLBACK_URL: Final = 500
_FALLBACK_HINT: Final = 100

_TOKEN: Final = re.compile(r"<([^<>]*)>")
_ENTITY: Final = re.compile(r"&(amp|lt|gt);")
_CHARS: Final = {"amp": "&", "lt": "<", "gt": ">"}

Block = dict[str, Any]
"""One block or element of Block Kit, as it goes into JSON."""


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """What is sent to Slack.

    Attributes:
        blocks: what is shown, within Slack's limits.
        text: the same as plain text, for notifications and screen readers; escaped.
    """

    blocks: tuple[Block, ...]
    text: str


def to_plain(text: str) -> str:
    """Return what was typed, from `text` as Slack delivers it.

    Mentions of people go (the bot's own among them; the names behind the others are not known
    here), links and channels become what was readable, entities what they stand for.
    """
    plain = _TOKEN.sub(lambda found: _readable(found.group(1)), text)
    plain = _ENTITY.sub(lambda found: _CHARS[found.group(1)], plain)
    return plain.replace("\x00", "").strip()[: LONGEST_QUESTION + 1]


def to_message(card: Card, *, by: str | None = None, above: str = "") -> Message:
    """Return `card` as a message: whole items as far as they fit, the first one always.

    Args:
        card: what to show.
        by: who asked for it, where everybody sees it; None: only whoever asked does.
        above: a line of podquote's own before it, such as who shared it.
    """
    head = _rich_text([_section(_text(_line(above)))])
    blocks, buttons, fit = [*head, *_lead_blocks(card)], to_buttons(card, by), 0
    for item in _shown_of(card):
        more = _item_blocks(item)
        if _weight([*blocks, *more, *buttons]) > _BUDGET:
            break
        blocks, fit = blocks + more, fit + 1
    blocks += [*_rich_text([_section(_text(_left_out(fit, card)))]), *buttons]
    said = "\n\n".join(part for part in (_escaped_line(above), _fallback(card)) if part)
    return Message(tuple(blocks), said)


def to_note(sentence: str, actions: tuple[Action, ...] = ()) -> Message:
    """Return one sentence of podquote's own as a message, with buttons."""
    told = to_message(Card(CardKind.HELP, sentence))
    return Message((*told.blocks, *to_row(actions)), told.text)


def _readable(token: str) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if target.startswith("!"):
        name = target[1:].partition("^")[0]
        return label or f"@{name}"
    return label or target


def _shown_of(card: Card) -> tuple[CardItem, ...]:
    return card.items[:SHOWN]


def _left_out(fit: int, card: Card) -> str:
    return phrasing.first_of(fit, len(card.items)) if fit < len(card.items) else ""


def _lead_blocks(card: Card) -> list[Block]:
    hints = [_section(_text(_line(hint))) for hint in card.hints[:_HINTS]]
    parts = [_section(_text(cut(shown(card.lead), _LEAD)))]
    if hints:
        parts.append(_section(_text(phrasing.hints_label(card))))
        parts.append({"type": "rich_text_list", "style": "bullet", "elements": _filled(hints)})
    return _rich_text(parts)


def _item_blocks(item: CardItem) -> list[Block]:
    words = _words(item)
    head = _section(_text(_line(item.label), italic=True))
    title = _section(_text(_line(item.title), bold=True))
    body = {**_section(*words), "type": "rich_text_quote"} if item.quoted else _section(*words)
    small = " · ".join(_line(part) for part in (item.badge, item.source, item.id))
    return [
        *_rich_text([head, title, body, _citation(item)]),
        {
            "type": "context",
            "elements": [{"type": "plain_text", "text": small, "emoji": False}],
        },
    ]


def _words(item: CardItem) -> list[Block]:
    text = shown(item.words)
    kept = cut_at(text, _WORDS)
    parts, done = [], 0
    for start, end in sorted(item.marks):
        begin, stop = max(start, done), min(end, kept)
        if begin < stop:
            parts += [_text(text[done:begin]), _text(text[begin:stop], bold=True)]
            done = stop
    parts.append(_text(text[done:kept] + (CUT_MARK if kept < len(text) else "")))
    before, after = (phrasing.CUT if cut else "" for cut in item.cut)
    opening, closing = ("“", "”") if item.quoted else ("", "")
    return [_text(f"{before} {opening}".lstrip()), *parts, _text(f"{closing} {after}".rstrip())]


def _citation(item: CardItem) -> Block:
    lines = [f"— {_line(item.speaker)}" if item.speaker else "", _line(item.where)]
    above = "\n".join(line for line in lines if line)
    if not is_link(item.url):
        return _section(_text("\n".join(part for part in (above, _line(item.moment)) if part)))
    link = {"type": "link", "url": item.url, "text": phrasing.link_label(item)}
    moment = f" · {_line(item.moment)}" if item.moment and not item.plays else ""
    return _section(_text(f"{above}\n" if above else ""), link, _text(moment))


def _line(text: str | None) -> str:
    return cut(shown(" ".join((text or "").split())), _LINE)


def _text(text: str, **style: bool) -> Block:
    element: Block = {"type": "text", "text": text}
    return {**element, "style": style} if style else element


def _section(*elements: Block) -> Block:
    # An element without text is refused, with the whole message.
    kept = [element for element in elements if element["text"]]
    return {"type": "rich_text_section", "elements": kept}


def _filled(parts: list[Block]) -> list[Block]:
    return [part for part in parts if part["elements"]]


def _rich_text(parts: list[Block]) -> list[Block]:
    filled = _filled(parts)
    return [{"type": "rich_text", "elements": filled}] if filled else []


def _weight(value: object) -> int:
    """Count every string that is shown or linked to: not less than Slack counts."""
    if isinstance(value, dict):
        return sum(_weight(part) for key, part in value.items() if key != "type")
    if isinstance(value, list):
        return sum(_weight(part) for part in value)
    return units(value) if isinstance(value, str) else 0


def _fallback(card: Card) -> str:
    lead = (_FALLBACK_LINE if card.hints else _FALLBACK_LEAD) if card.items else _LEAD
    plain = dataclasses.replace(
        card,
        lead=cut(escaped(shown(card.lead)), lead),
        items=(),
        hints=tuple(cut(_escaped_line(hint), _FALLBACK_HINT) for hint in card.hints[:_HINTS]),
    )
    for item in _shown_of(card):
        more = dataclasses.replace(plain, items=(*plain.items, _escaped_item(item)))
        if plain.items and units(phrasing.to_text(more)) > _FALLBACK:
            break
        plain = more
    left_out = _left_out(len(plain.items), card)
    return "\n\n".join(part for part in (phrasing.to_text(plain), left_out) if part)


def _escaped_item(item: CardItem) -> CardItem:
    return dataclasses.replace(
        item,
        words=cut(escaped(shown(item.words)), _FALLBACK_WORDS),
        where=_escaped_line(item.where),
        badge=_escaped_line(item.badge),
        source=_escaped_line(item.source),
        id=_escaped_line(item.id),
        title=_escaped_line(item.title),
        label=_escaped_line(item.label),
        speaker=_escaped_line(item.speaker),
        moment=_escaped_line(item.moment),
        url=_escaped_url(item.url),
    )


def _escaped_line(text: str | None) -> str:
    # Cut after escaping: an entity has no white space in it, so no cut parts one.
    return cut(escaped(_line(text)), _FALLBACK_LINE)


def _escaped_url(url: str | None) -> str | None:
    safe = escaped(url) if url and is_link(url) else None
    return safe if safe and units(safe) <= _FALLBACK_URL else None
