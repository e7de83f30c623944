"""A thread of Slack, drawn around the blocks that are really sent.

Pure but for reading its template.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from adapters.preview import Preview, drawn
from adapters.slack_app.translate import to_message
from bot.model import Card

_TEMPLATE: Final = Path(__file__).parent / "templates" / "preview.html"


def to_preview(card: Card, asked: str) -> Preview:
    """Draw a thread in which `asked` was answered with `card`."""
    return drawn(_TEMPLATE, asked=asked, blocks=to_message(card, by="").blocks)
