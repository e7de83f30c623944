"""Words of one root that the stemmer keeps apart: "founded", "founder", "foundation". Pure.

These are guesses; only those that a library has are ever looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_ENDINGS: Final = (
    *("", "s", "ed", "er", "ers", "or", "ors", "ing", "ion", "ions", "ation", "ment", "ness"),
    *("ly", "al", "ity", "ty", "ive", "able", "ful", "ence", "ance", "ism", "ist", "ize", "ized"),
    "est",
)
_Y_ENDINGS: Final = ("y", "ies", "ied", "ier", "iers", "iest", "ily", "iness", "ication")
_TURNS: Final = (
    *(("ume", "umption"), ("eive", "eption"), ("ide", "ision"), ("ude", "usion"), ("ode", "osion")),
    *(("ose", "osition"), ("ify", "ification"), ("ply", "plication"), ("cribe", "cription")),
    *(("duce", "duction"), ("mit", "mission"), ("vert", "version"), ("olve", "olution")),
    *(("pete", "petition"), ("peat", "petition"), ("tend", "tention"), ("end", "ension")),
    *(("end", "ense"), ("lain", "lanation"), ("ceed", "cess"), ("nounce", "nunciation")),
    *(("vene", "vention"), ("quire", "quisition"), ("ieve", "ief"), ("ow", "owth")),
)
"""How the end of a verb turns in its noun."""
_VERB_ENDINGS: Final = (
    ("", ""),
    ("s", ""),
    ("d", ""),
    ("ed", ""),
    ("ing", ""),
    ("ing", "e"),
    ("r", ""),
)
_NOUN_ENDINGS: Final = ("", "s")
_LONGEST: Final = 40  # letters
_ROOT: Final = 2  # letters before an ending that turns


def relatives(word: str, shortest: int) -> Iterator[str]:
    """Yield words that may share a root with a folded word.

    Args:
        word: the word.
        shortest: how many letters the root has at least, where only an ending changes.
    """
    if len(word) > _LONGEST:
        return
    for ending in _ENDINGS:
        root = word.removesuffix(ending)
        if len(root) >= shortest and (root != word or not ending):
            yield from (f"{root}{other}" for other in _ENDINGS)
    for ending in _Y_ENDINGS:
        root = word.removesuffix(ending)
        if root != word and len(root) >= _ROOT:
            yield from (f"{root}{other}" for other in _Y_ENDINGS)
    yield from _turned(word)


def _turned(word: str) -> Iterator[str]:
    verbs = [word.removesuffix(end) + e for end, e in _VERB_ENDINGS if word.endswith(end)]
    nouns = [word.removesuffix(end) for end in _NOUN_ENDINGS if word.endswith(end)]
    for verb, noun in _TURNS:
        for whole in verbs:
            if whole.endswith(verb) and len(whole) - len(verb) >= _ROOT:
                root = whole.removesuffix(verb)
                yield from (f"{root}{noun}{end}" for end in _NOUN_ENDINGS)
        for whole in nouns:
            if whole.endswith(noun) and len(whole) - len(noun) >= _ROOT:
                root = whole.removesuffix(noun) + verb
                yield from (
                    root,
                    f"{root}s",
                    f"{root}d",
                    f"{root}ed",
                    f"{root.removesuffix('e')}ing",
                )
