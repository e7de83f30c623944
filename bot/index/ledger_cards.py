"""Frozen cards in the database: each once, however many dates show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from bot.codes import short_code
from bot.index.ledger_rules import insert_new
from bot.index.ledger_tables import frozen_card
from bot.model import Occurrence

Cards = Mapping[tuple[str, str], str]
"""The key of each card, by its library and its text."""


def keep_cards(connection: sa.Connection, rows: Sequence[Occurrence]) -> Cards:
    """Keep the cards that are frozen in `rows`, unless they are there; return their keys."""
    quotes = {
        (row.schedule.library, row.payload): row.quote_id for row in rows if row.payload is not None
    }
    cards = {card: short_code(*card) for card in quotes}
    insert_new(
        connection,
        frozen_card,
        [
            {"library": card[0], "key": key, "quote_id": quotes[card] or "", "payload": card[1]}
            # In one order, so that no two processes wait for each other.
            for card, key in sorted(cards.items(), key=lambda item: item[1])
        ],
    )
    return cards


def card_key(of: Occurrence, cards: Cards) -> str | None:
    """Return the key of an occurrence's card, which is among `cards`, or None: it has none."""
    return None if of.payload is None else cards[of.schedule.library, of.payload]
