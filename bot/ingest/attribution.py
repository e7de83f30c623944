"""Who said it, according to whom: claims are kept a source, and a disagreement is shown. Pure.

Where documents of one episode disagree on who took part, whatever one of them gives to a person
whom another does not know is disputed, and all who are named so are candidates. Whom all know
stays stated.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from bot.model import Attribution, Claims, Passage, Status
from bot.tokens import folded_words


def known_participants(claims: Sequence[Claims]) -> tuple[str, ...]:
    """Return everybody the documents name as taking part, each once, in the documents' order."""
    named: dict[str, str] = {}
    for name in (name for c in claims for name in c.participants):
        named.setdefault(folded_words(name), name)
    return tuple(named.values())


def rivals(claims: Sequence[Claims]) -> tuple[str, ...]:
    """Return the people on whom documents disagree: each of two names one the other does not know.

    A document that names fewer people than another contradicts nobody.
    """
    lists = [_folded(c) for c in claims if c.participants]
    disputed = {
        name
        for one in lists
        for other in lists
        if one - other and other - one
        for name in one ^ other
    }
    return tuple(name for name in known_participants(claims) if folded_words(name) in disputed)


def attribute(passage: Passage, own: Claims, claims: Sequence[Claims]) -> Attribution:
    """Return who said `passage`, found in the document that claims `own`.

    Args:
        passage: what was said; what is no speech is nobody's.
        own: the claims of its document.
        claims: those of all documents of the episode, in their order.
    """
    if not passage.kind.is_speech:
        return Attribution(Status.UNLABELLED)
    if passage.speaker is None:
        return Attribution(Status.UNLABELLED, known_participants(claims))
    speaker = folded_words(passage.speaker)
    deniers = [
        other
        for other in claims
        if other.participants
        and speaker not in _folded(other)
        and _folded(other) - _folded(own) - {speaker}
    ]
    if not deniers:
        return Attribution(Status.STATED, (passage.speaker,))
    named = {speaker: passage.speaker, **{folded_words(name): name for name in rivals(claims)}}
    if len(named) == 1:  # its own document lists nobody: all whom the others list may have said it
        named |= {folded_words(n): n for other in deniers for n in other.participants}
    return Attribution(Status.DISPUTED, tuple(named.values()))


@functools.lru_cache(maxsize=256)
def _folded(claims: Claims) -> frozenset[str]:
    return frozenset(folded_words(name) for name in claims.participants)
