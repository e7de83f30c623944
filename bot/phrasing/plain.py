"""A card and its items as plain text, for who reads no marks and sees no buttons. Pure."""

from __future__ import annotations

from bot.model import Card, CardItem, CardKind

CUT = "…"
"""Stands where words of a text were left out."""
NEAR = "Near it:"
EXAMPLES = "Nothing is near it, either. What can be asked, for example:"
TRY = "Try:"


def to_text(card: Card) -> str:
    """Return the whole card as plain text, for screen readers, notifications and clipboards."""
    parts = [card.lead] if card.lead else []
    parts += [item_text(item) for item in card.items]
    if card.hints:
        parts.append(f"{hints_label(card)} {', '.join(card.hints)}")
    return "\n\n".join(parts)


def item_text(item: CardItem) -> str:
    """Return one item as plain text, its words whole."""
    before, after = (CUT if cut else "" for cut in item.cut)
    words = f"“{item.words}”" if item.quoted else item.words
    lines = [item.label, item.title, " ".join(part for part in (before, words, after) if part)]
    if item.speaker:
        lines.append(f"— {item.speaker}")
    lines.append(item.where)
    lines.append(address(item))
    lines.append(f"{item.badge} · {item.source} · {item.id}")
    return "\n".join(line for line in lines if line)


def address(item: CardItem) -> str:
    """Return the link and the moment; apart, where the link does not lead to the moment."""
    between = " at " if item.plays else "\nat "
    moment = item.moment if item.url else item.moment and f"at {item.moment}"
    return between.join(part for part in (item.url, moment) if part)


def link_label(item: CardItem) -> str:
    """Return what a link to `item.url` says: that it plays the moment, or where else it leads."""
    return f"Play from {item.moment}" if item.plays else "Open the episode"


def shared_title(item: CardItem) -> str:
    """Return the title that a link to one text unfolds into: who said it, and where."""
    return " · ".join(part for part in (item.speaker or item.title, item.where) if part)


def shared_words(item: CardItem) -> str:
    """Return the words that a link to one text unfolds into, whole."""
    return f"“{item.words}”" if item.quoted else " ".join(filter(None, (item.label, item.words)))


def permalink_of(item: CardItem) -> str:
    """Return what a link to one text says to those who hear it."""
    return f"Permalink of {item.title or item.words}"


def hints_label(card: Card) -> str:
    """Return what stands before a card's hints."""
    if card.kind is CardKind.MISS:
        return EXAMPLES if card.examples else NEAR
    return TRY
