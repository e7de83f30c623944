"""Cards to HTML, through the templates beside this file; everything is escaped unless markup here.

Reads the templates once, when it is imported or first used; touches nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from adapters.preview import Preview
from adapters.web_app.translate import LONGEST, to_asked, to_link, to_parts, to_player
from adapters.web_app.window import Window
from bot import phrasing
from bot.model import Card, CardKind, Checked, ListedEpisode, OpenedEpisode, Question
from bot.phrasing import shelves

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_NOTHING_ASKED = Question("")
_NOTHING_AROUND = Window()
_BARE = Card(CardKind.ANSWER, "")
_ENVIRONMENT.globals.update(
    phrasing=phrasing,
    shelves=shelves,
    longest=LONGEST,
    question=_NOTHING_ASKED,
    places={},
    installs={},
    asked={},
    today=None,
)
_ENVIRONMENT.filters.update(parts=to_parts, link=to_link, player=to_player)


def render(
    card: Card,
    question: Question = _NOTHING_ASKED,
    window: Window = _NOTHING_AROUND,
    today: Card | None = None,
) -> str:
    """Return the page that shows `card` under the search box.

    Args:
        card: any kind of card; its strings are text, never markup.
        question: what stands in the search box and its filters, so that it can be changed.
        window: the chats that the answer can be seen as, and added to.
        today: the quote of today, shown below.
    """
    template = _ENVIRONMENT.get_template("page.html")
    return template.render(
        card=card,
        question=question,
        places=window.places,
        installs=window.installs,
        asked=to_asked(question),
        today=today,
    )


def render_entry(card: Card, base: str) -> str:
    """Return the page of one text; `base` is where the page stands on the web, "" if unknown."""
    return _ENVIRONMENT.get_template("entry.html").render(card=card, base=base)


def render_as(preview: Preview, name: str, question: Question) -> str:
    """Return the page that shows an answer as the chat called `name` would."""
    return _ENVIRONMENT.get_template("as.html").render(
        card=_BARE,
        style=Markup(preview.style),  # noqa: S704  the door's own, and held by its hash
        body=Markup(preview.body),  # noqa: S704  a template escaped it
        name=name,
        question=question,
        asked=to_asked(question),
    )


def render_browse(
    topics: Sequence[tuple[str, str]],
    speakers: Sequence[tuple[str, str, str]],
    episodes: Sequence[ListedEpisode],
) -> str:
    """Return the page of what there is.

    Args:
        topics: each with the address that asks for it.
        speakers: each with how often they are quoted, and the address that asks for it.
        episodes: each with how many texts are of it.
    """
    return _ENVIRONMENT.get_template("browse.html").render(
        card=_BARE, topics=topics, speakers=speakers, episodes=episodes
    )


def render_episode(opened: OpenedEpisode) -> str:
    """Return the page of one episode."""
    return _ENVIRONMENT.get_template("episode.html").render(card=_BARE, opened=opened)


def render_check(card: Card, checked: Checked) -> str:
    """Return the page that shows `card` under the words to check, and the difference below it.

    Args:
        card: what `checked` was phrased as.
        checked: the words, and how they differ from the nearest that were said.
    """
    differs = any(sign != "=" for sign, _ in checked.diff)
    template = _ENVIRONMENT.get_template("check.html")
    return template.render(card=card, checked=checked, differs=differs)
