"""`podquote suggest`, `topics`, `episodes`, `random`, and everybody: what can be asked about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from adapters.cli.screen import say, show_card, show_json, show_table
from adapters.cli.translate import MOST_MATCHES, to_text
from adapters.cli.ways import Desk
from bot import phrasing
from bot.model import ListedSpeaker, Match, SuggestionKind

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def suggest(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT...", show_default=False)
    ] = None,
    *,
    kind: Annotated[list[SuggestionKind] | None, typer.Option(help="Only of this kind.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=MOST_MATCHES)] = 25,
    as_json: Json = False,
) -> None:
    """List topics, names, episodes and quotes that begin like TEXT."""
    desk: Desk = context.obj
    kinds = kind or list(SuggestionKind)
    with desk.core(logs="none") as core:
        found = core.browsing.suggest(to_text(words), kinds, limit)
    if as_json:
        show_json(phrasing.suggestions_json(found))
        return
    show_table(("Kind", "Suggestion", "Ask"), [(o.kind.value, o.label, o.value) for o in found])


def topics(
    context: typer.Context,
    *,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=10_000)] = 100,
    as_json: Json = False,
) -> None:
    """List what is talked about, what is named most often first."""
    desk: Desk = context.obj
    with desk.core(logs="none") as core:
        found = core.browsing.topics(limit)
    if as_json:
        show_json([{"topic": o.label, "ask": o.value, "texts": o.entries} for o in found])
        return
    show_table(("Topic", "Texts"), [(o.label, str(o.entries)) for o in found])


def episodes(context: typer.Context, *, as_json: Json = False) -> None:
    """List the episodes, the newest first."""
    desk: Desk = context.obj
    with desk.core(logs="none") as core:
        found = core.browsing.episodes()
    rows = [
        {
            "id": one.episode.id,
            "episode": one.episode.title,
            "podcast": one.episode.podcast,
            "date": one.episode.date.isoformat() if one.episode.date else None,
            "texts": one.entries,
        }
        for one in found
    ]
    if as_json:
        show_json(rows)
        return
    columns = ("Episode", "Podcast", "Date", "Texts", "Id")
    names = ("episode", "podcast", "date", "texts", "id")
    show_table(columns, [[str(row[name] or "") for name in names] for row in rows])


def show_everybody(found: Sequence[ListedSpeaker], *, as_json: bool) -> None:
    """Show who takes part, those who are quoted most first; `podquote speakers` alone does."""
    if as_json:
        show_json([{"speaker": o.name, "said": o.said, "episodes": o.episodes} for o in found])
        return
    columns = ("Speaker", "Quotes and segments", "Episodes")
    show_table(columns, [(o.name, str(o.said), str(o.episodes)) for o in found])


def random_quote(
    context: typer.Context,
    *,
    seed: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The same quote for the same TEXT.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show any quote; another one every time."""
    desk: Desk = context.obj
    with desk.core(logs="none") as core:
        found = core.browsing.random(core.clock.now().isoformat() if seed is None else seed)
        card = core.entry_card(found.id) if found else None
    if found is None or card is None:
        say(phrasing.EMPTY)
    elif as_json:
        show_json(phrasing.match_json(Match(found, 0.0)))
    else:
        show_card(card)
