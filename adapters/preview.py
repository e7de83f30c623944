"""What a card looks like in another place than the page: a chat door draws it, the page shows it.

Pure. The chat doors do not know the page, and the page does not know them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.model import Card

_STYLE = re.compile(r"<style>(?P<rules>.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture of a chat in HTML.

    Attributes:
        style: its CSS, light and dark.
        body: its markup, everything that is text escaped.
    """

    style: str
    body: str


Previewer = Callable[[Card, str], Preview]
"""Draws a card as the answer to what was asked."""


def drawn(template: Path, **values: object) -> Preview:
    """Return what `template` draws of `values`; its one `<style>` comes first.

    Raises:
        ValueError: the template was given a part that it cannot draw.
    """
    environment = Environment(
        loader=FileSystemLoader(template.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["unknown"] = _unknown
    html = environment.get_template(template.name).render(values)
    style = _STYLE.search(html)
    if style is None:
        raise ValueError(f"{template.name} has no style")
    return Preview(style["rules"], html[style.end() :].strip())


def _unknown(part: dict[str, Any]) -> str:
    raise ValueError(f"the template does not know how this looks: {part}")
