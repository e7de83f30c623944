"""Words that any talk is full of: they say little, or nothing at all, of what it is about. Pure."""

from __future__ import annotations

from typing import Final

from bot.tokens import STOP_WORDS

LIGHT_WORDS: Final = frozenset(
    """
    above across actually after again against almost along alongside already although always
    among another anybody anyone anything anywhere around away bad because become before being
    below beneath beside besides best better between beyond big bit both day days describe
    despite discuss discussed done down during each either else elsewhere enough even ever every
    everybody everyone everything everywhere explain explained far few first get gets getting
    give gives giving go goes going gone good got great guest hence here however indeed itself
    keep kind last less let lets lot lots made make makes making many may maybe mean means
    meanwhile mention mentioned mentions might more most much must myself need needs neither
    never new next nobody nor nothing now nowhere off often ok okay onto opinion other others
    otherwise own people per perhaps podcast put quite quote rather really regardless right said
    same see several since somebody someone something sometimes somewhere sort speaker still
    such take takes talk talked talking talks tell themselves therefore thing things think
    thinks though thought through thus today together told took toward under unless unlike until
    upon use used uses using versus via want wants way ways well whatever whenever whereas
    wherever whether whichever while whoever within without yet
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

EMPTY_WORDS: Final = STOP_WORDS | _CONTRACTED
"""Folded words that carry no search by themselves."""


def carries_nothing(word: str) -> bool:
    """Whether a folded word carries no search by itself."""
    return word in EMPTY_WORDS


def says_little(word: str) -> bool:
    """Whether a folded word carries no search by itself, or any talk is full of it."""
    return word in LIGHT_WORDS or carries_nothing(word)
