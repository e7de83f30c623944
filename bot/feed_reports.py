"""What the operator reads of feeds, as sentences and as JSON. Pure."""

from __future__ import annotations

from typing import Final

from bot.model import Feed, Refreshed

COLUMNS: Final = ("Id", "Podcast", "Address", "Episodes", "Looked at, UTC", "Next, UTC", "Is")
NO_FEEDS: Final = "No feed is kept; podquote feed add URL keeps one."


def refreshed(done: Refreshed) -> str:
    """Say in a line what became of looking at a feed."""
    feed = done.feed
    named = f"{feed.id} {feed.title or feed.url}"
    if feed.failures:
        return f"{named}: not read; next try {feed.due_at:%Y-%m-%d %H:%M} UTC."
    if not done.reports:
        return f"{named}: nothing new."
    new = sum(bool(report.added) for report in done.reports)
    refused = sum(report.error is not None for report in done.reports)
    said = f", {_count(refused, 'document')} refused" if refused else ""
    return (
        f"{named}: {_count(feed.episodes, 'episode')}, {_count(new, 'document')} with news{said}."
    )


def removed(feed: Feed) -> str:
    """Say that a feed is looked at no longer."""
    return f"{feed.id} {feed.title or feed.url} is looked at no longer; its episodes stay."


def row(feed: Feed) -> tuple[str, ...]:
    """Return a feed's cells under `COLUMNS`."""
    return (
        feed.id,
        feed.title or "",
        feed.url,
        str(feed.episodes),
        f"{feed.checked_at:%Y-%m-%d %H:%M}" if feed.checked_at else "never",
        f"{feed.due_at:%Y-%m-%d %H:%M}",
        state(feed),
    )


def state(feed: Feed) -> str:
    """Say in a few words how a feed stands."""
    if feed.failures:
        return f"failed {_times(feed.failures)}: {feed.problem}"
    return f"incomplete: {feed.problem}" if feed.problem else "fine"


def feed_json(feed: Feed) -> dict[str, object]:
    """Return a feed in the shape of `feed list --json`."""
    return {
        "id": feed.id,
        "title": feed.title,
        "url": feed.url,
        "episodes": feed.episodes,
        "checked_at": feed.checked_at.isoformat() if feed.checked_at else None,
        "due_at": feed.due_at.isoformat(),
        "failures": feed.failures,
        "problem": feed.problem,
    }


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
