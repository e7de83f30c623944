"""Numbers as words and as figures: "two hundred" and "200", "10" and "ten". Pure.

Only what people write both ways: whole numbers below a thousand. Words of scale ("million") stand
beside figures as they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDRED: Final = 100
_VALUES: Final = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 10 * tens for tens, word in enumerate(_TENS, start=2)},
}
_WORDS: Final = {value: word for word, value in _VALUES.items()}
_FIGURES: Final = 3  # at most; of longer ones few are ever said as words
_SHARE: Final = frozenset({"percent", "percentage"})
_AMOUNTS: Final = frozenset({"many", "much"})


def figures(words: Sequence[str]) -> dict[int, str]:
    """Return the figures of the numbers that stand as folded words, by the place of each word."""
    found: dict[int, str] = {}
    places = range(len(words))
    for is_number, run in itertools.groupby(places, key=lambda at: _is_number(words[at])):
        run_places = list(run)
        value = _value([words[at] for at in run_places]) if is_number else None
        if value is not None:
            found.update(dict.fromkeys(run_places, str(value)))
    return found


def in_words(figure: str) -> str:
    """Return a whole number below a thousand as words, or "" for anything else."""
    if not (figure.isascii() and figure.isdigit() and len(figure) <= _FIGURES):
        return ""
    hundreds, rest = divmod(int(figure), _HUNDRED)
    said = [_SMALL[hundreds], "hundred"] if hundreds else []
    if rest in _WORDS and (rest or not hundreds):
        said.append(_WORDS[rest])
    elif rest:
        said += [_WORDS[rest - rest % 10], _WORDS[rest % 10]]
    return " ".join(said)


def says_nothing(words: Sequence[str], at: int) -> bool:
    """Whether a word is only part of how a number is asked for or read.

    "Many" and "much", and the "percent" of "ten percent", where most write a sign. `words` are
    those of a question without its stop words, which change nothing here either.
    """
    before = words[at - 1] if at else ""
    is_sign = words[at] in _SHARE and (before in _VALUES or before.isdigit())
    return is_sign or words[at] in _AMOUNTS


def asks_how_many(words: Sequence[str]) -> bool:
    """Whether a question is after a number: "how many", "how much", "what percentage".

    "I'm on many Slacks" is not.
    """
    pairs = itertools.pairwise(words)
    return "percentage" in words or any(a == "how" and b in _AMOUNTS for a, b in pairs)


def has_number(words: Sequence[str]) -> bool:
    """Whether one of these folded words is a number, or has figures in it."""
    return any(_is_number(word) or word[0].isdigit() for word in words if word)


def _is_number(word: str) -> bool:
    return word in _VALUES or word == "hundred"


def _value(words: Sequence[str]) -> int | None:
    """Return the value of "two hundred" or "twenty five"; None of what is no one number."""
    before, hundred, rest = _parted(words)
    small = _below_hundred(rest) if rest else 0
    hundreds = _below_hundred(before) if before else 1
    if small is None or hundreds is None:
        return None
    if not hundred:
        return small if rest else None
    return hundreds * _HUNDRED + small if 0 < hundreds < 10 else None  # noqa: PLR2004  "ten hundred"


def _parted(words: Sequence[str]) -> tuple[Sequence[str], bool, Sequence[str]]:
    if "hundred" not in words:
        return (), False, words
    at = list(words).index("hundred")
    return words[:at], True, words[at + 1 :]


def _below_hundred(words: Sequence[str]) -> int | None:
    values = [_VALUES.get(word, _HUNDRED) for word in words]
    if len(values) == 1:
        return values[0] if values[0] < _HUNDRED else None
    tens, ones = values[0], values[-1]
    one_number = len(values) == 2 and tens >= 20 and 0 < ones < 10  # noqa: PLR2004
    return tens + ones if one_number else None
