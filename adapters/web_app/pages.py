"""Cards to HTML, through the templates beside this file; everything is escaped unless markup here.

Reads the templates once, when it is imported or first used; touches nothing else.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.web_app.translate import LONGEST, to_link, to_parts
from bot import phrasing
from bot.model import Card, Checked, Question

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(phrasing=phrasing, longest=LONGEST)
_ENVIRONMENT.filters.update(parts=to_parts, link=to_link)

_NOTHING_ASKED = Question("")


def render(card: Card, question: Question = _NOTHING_ASKED) -> str:
    """Return the page that shows `card` under the search box.

    Args:
        card: any kind of card; its strings are text, never markup.
        question: what stands in the search box and its filters, so that it can be changed.
    """
    return _ENVIRONMENT.get_template("page.html").render(card=card, question=question)


def render_check(card: Card, checked: Checked) -> str:
    """Return the page that shows `card` under the words to check, and the difference below it.

    Args:
        card: what `checked` was phrased as.
        checked: the words, and how they differ from the nearest that were said.
    """
    differs = any(sign != "=" for sign, _ in checked.diff)
    template = _ENVIRONMENT.get_template("check.html")
    return template.render(card=card, checked=checked, differs=differs, question=_NOTHING_ASKED)
