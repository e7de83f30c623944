"""What each door sends, as a page that looks like the place it is sent to; for pictures only.

The blocks, embeds and lines are the doors' own; only their surroundings are drawn here.
"""

import io
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from adapters.cli.terminal import draw_card
from adapters.cli.translate import inert_card
from adapters.discord_app import preview as discord_app
from adapters.preview import Preview
from adapters.slack_app import preview as slack_app
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


def slack(card: Card, asked: str) -> str:
    """Return a thread in which `asked` was answered with the blocks that Slack gets."""
    return _chat(slack_app.to_preview(card, asked))


def discord(card: Card, asked: str) -> str:
    """Return a channel in which `asked` was answered with the embeds that Discord gets."""
    return _chat(discord_app.to_preview(card, asked))


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


def _chat(preview: Preview) -> str:
    return _page("chat.html", style=Markup(preview.style), body=Markup(preview.body))  # noqa: S704  ours


def _page(template: str, **values: object) -> str:
    return _ENVIRONMENT.get_template(template).render(values)


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
