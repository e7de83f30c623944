"""Words of English as it is talked, so that one that a library lacks is no typo of another. Pure.

"Police" is no "policy" misspelt, and "hiring" is no "hearing" misheard. The table has the stems of
words of five letters and more that stand in small letters in at least one in a hundred of the 886
transcripts that the Changelog publishes (thechangelog/transcripts), as counted on 2026-11-27.
"""

from __future__ import annotations

from typing import Final

from bot.ordinary import beginning, ending

_STEMS: Final = frozenset(beginning.STEMS.split()) | frozenset(ending.STEMS.split())


def is_ordinary(stem: str) -> bool:
    """Whether a stem is that of an ordinary word."""
    return stem in _STEMS
