"""A channel of Discord, drawn: the embeds and buttons are the ones that are sent.

Pure but for reading its template.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from markupsafe import Markup

from adapters.discord_app.translate import render, to_view
from adapters.preview import Preview, drawn
from bot.model import Card

_TEMPLATE: Final = Path(__file__).parent / "templates" / "preview.html"
_MARKDOWN: Final = re.compile(r"\\(?P<plain>.)|(?P<bold>\*\*)|(?P<other>.)", re.DOTALL)


def to_preview(card: Card, asked: str) -> Preview:
    """Draw a channel in which `/podquote` was asked `asked` and answered with `card`."""
    sent = render(card)
    rows = to_view(sent).to_components()
    return drawn(_TEMPLATE, asked=asked, sent=sent, rows=rows, markup=to_markup)


def to_markup(markdown: str) -> Markup:
    """Return Discord's markdown as HTML, as far as podquote writes it: bold, and escapes."""
    html, bold = Markup(), False
    for found in _MARKDOWN.finditer(markdown):
        if found["bold"]:
            bold = not bold
            html += Markup("<b>") if bold else Markup("</b>")
        else:
            html += found["plain"] or found["other"]
    return html
