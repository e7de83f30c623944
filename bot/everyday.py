"""Words that any talk is full of: they say little, or nothing at all, of what it is about. Pure."""

from __future__ import annotations

from typing import Final

from bot.tokens import STOP_WORDS

LIGHT_WORDS: Final = frozenset(
    """
    actually after again against almost already always another anybody anyone anything around away
    bad because become before being best better between big bit both day days describe discuss
    discussed done down each else enough even ever every everybody everyone everything explain
    explained far few first get gets getting give gives giving go goes going gone good got great
    guest here itself keep kind last less let lets lot lots made make makes making many may maybe
    mean means mention mentioned mentions might more most much must myself need needs never new
    next nobody nothing now off often ok okay opinion other others own people per perhaps podcast
    put quite quote rather really right said same see several since somebody someone something
    sort speaker still such take takes talk talked talking talks tell themselves thing things
    think thinks thought through today together told took toward under until upon use uses used
    using want wants way ways well while within without yet
    """.split()  # noqa: SIM905  the words are read as words
)
"""Words that any talk is full of, or that are about the asking rather than of it. A small library
may lack them, and they say little all the same."""

_CONTRACTED: Final = frozenset(
    f"{word}{ending}"
    for words, endings in (
        ("do does did is are was were has have had would could should", "nt"),
        ("it he she that there here what who where how when why", "s d ll"),
        ("i you we they", "ve re ll d m"),
    )
    for word in words.split()
    for ending in endings.split()
) - {"hell", "hed", "ill", "id", "shed", "shell", "wed", "well", "were"}  # words of their own


def carries_nothing(word: str) -> bool:
    """Whether a folded word carries no search by itself."""
    return word in STOP_WORDS or word in _CONTRACTED


def says_little(word: str) -> bool:
    """Whether a folded word carries no search by itself, or any talk is full of it."""
    return word in LIGHT_WORDS or carries_nothing(word)
