"""Which quotes a schedule takes, and what is near where nothing is called like that; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz, process, utils

from bot.errors import ScheduleError
from bot.filters import names_it
from bot.model import Entry, Filters, Status, Truth
from bot.tokens import STOP_WORDS, tokenize

TRUTHS: Final = (Truth.CORROBORATED.value, Truth.VERBATIM.value)
"""How sure a schedule may want its quotes to be."""

_LONGEST_NAME = 200  # characters; no name and no title of use comes near
_MOST_WORDS = 5  # of a topic
_SHORTEST_TOPIC = 3  # letters of a word that is offered


def fitting(filters: Filters, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that the filters let through."""
    topic = {token.stem for token in tokenize(filters.topic or "")}
    return tuple(
        entry
        for entry in entries
        if (not filters.podcast or names_it(filters.podcast, entry.episode.podcast))
        and (not filters.episode or names_it(filters.episode, entry.episode.title))
        and (not filters.speaker or _may_be(filters.speaker, entry))
        and (not filters.truth or _sure_enough(Truth(filters.truth), entry.truth))
        and (not topic or topic <= _stems(entry))
    )


def hold_filters(filters: Filters, entries: Sequence[Entry]) -> None:
    """Hold every filter against what the library has.

    Raises:
        ScheduleError: something of that name is not there; offers the nearest.
    """
    if filters.truth and filters.truth not in TRUTHS:
        raise ScheduleError(f"A quote is {' or '.join(TRUTHS)}; choose one of them.")
    for name, said, known in (
        ("podcast", filters.podcast, lambda e: (e.episode.podcast,)),
        ("episode", filters.episode, lambda e: (e.episode.title,)),
        ("speaker", filters.speaker, lambda e: e.attribution.candidates),
    ):
        if said and not fitting(Filters(**{name: said}), entries):
            every = sorted({value for entry in entries for value in known(entry) if value})
            near = _nearest(said, every, fuzz.WRatio)
            raise ScheduleError(f"There is no such {name} here; {_offer(near)}.")
    if filters.topic and not fitting(Filters(topic=filters.topic), entries):
        raise ScheduleError(
            f"There is no such topic here; {_offer(_near_topic(filters, entries))}."
        )


def _offer(near: str | None) -> str:
    return f"the nearest is {near}" if near else "nothing is there yet"


def _nearest(said: str, known: Sequence[str], scorer: Callable[..., float]) -> str | None:
    near = process.extractOne(
        said[:_LONGEST_NAME], known, processor=utils.default_process, scorer=scorer
    )
    return near[0] if near else None


def _near_topic(filters: Filters, entries: Sequence[Entry]) -> str | None:
    """Return a topic that quotes have, spelled most like the one that none has."""
    words = sorted({word for entry in entries for word in _words(entry)})
    said = [token.word for token in tokenize(filters.topic or "")][:_MOST_WORDS]
    near = [found for word in said if (found := _nearest(word, words, fuzz.ratio))]
    together = " ".join(near)
    if not near or fitting(Filters(topic=together), entries):
        return together or None
    return max(near, key=len)


def _may_be(name: str, entry: Entry) -> bool:
    # Who is only known to take part may not have said it: a wrong name is worse than none.
    return entry.attribution.status is not Status.UNLABELLED and any(
        names_it(name, candidate) for candidate in entry.attribution.candidates
    )


def _sure_enough(least: Truth, truth: Truth) -> bool:
    return truth is Truth.CORROBORATED or truth is least


def _stems(entry: Entry) -> set[str]:
    return {token.stem for token in tokenize(f"{entry.text} {entry.episode.title or ''}")}


def _words(entry: Entry) -> list[str]:
    found = (token.word for token in tokenize(f"{entry.text} {entry.episode.title or ''}"))
    return [word for word in found if word not in STOP_WORDS and len(word) >= _SHORTEST_TOPIC]
