"""What each door sends, as a page that looks like the place it is sent to; for pictures only.

The blocks, embeds and lines are the doors' own; only their surroundings are drawn here.
"""

import io
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from adapters.cli.terminal import draw_card
from adapters.cli.translate import inert_card
from adapters.discord_app.translate import render, to_view
from adapters.slack_app.translate import to_message
from bot.model import Card

COLUMNS = 78

_THEME = TerminalTheme(
    (24, 24, 27),
    (228, 228, 231),
    [
        (63, 63, 70),
        (248, 113, 113),
        (134, 239, 172),
        (253, 224, 71),
        (147, 197, 253),
        (216, 180, 254),
        (103, 232, 249),
        (228, 228, 231),
    ],
)
_MARKDOWN = re.compile(r"\\(?P<plain>.)|(?P<bold>\*\*)|(?P<other>.)", re.DOTALL)


def slack(card: Card, asked: str) -> str:
    """Return a thread in which `asked` was answered with the blocks that Slack gets."""
    return _page("slack.html", asked=asked, blocks=to_message(card).blocks)


def discord(card: Card, asked: str) -> str:
    """Return a channel in which `asked` was answered with the embeds that Discord gets."""
    sent = render(card)
    return _page("discord.html", asked=asked, sent=sent, rows=to_view(sent).to_components())


def terminal(card: Card, asked: str) -> str:
    """Return a terminal on which `asked` was answered with the lines that it gets."""
    console = Console(
        file=io.StringIO(),
        record=True,
        width=COLUMNS,
        force_terminal=True,
        color_system="standard",
        markup=False,
        emoji=False,
        highlight=False,
    )
    draw_card(inert_card(card), console)
    lines = console.export_html(theme=_THEME, inline_styles=True, code_format="{code}")
    return _page("terminal.html", asked=asked, lines=Markup(lines))  # noqa: S704  Rich escapes


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


def _unknown(part: dict[str, Any]) -> str:
    raise ValueError(f"the template does not know how this looks: {part}")


def _page(template: str, **values: object) -> str:
    return _ENVIRONMENT.get_template(template).render(values)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["markup"] = to_markup
_ENVIRONMENT.globals["unknown"] = _unknown
