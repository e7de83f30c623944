"""Where lines break, so that they are about as long as one another; pure."""

from __future__ import annotations

from collections.abc import Callable

Width = Callable[[str], float]
"""How wide a text is."""

_STEPS = 7  # of halving: to within a hundredth of the width


def balanced(text: str, width: Width, widest: float) -> list[str]:
    """Return `text` in as few lines as fit `widest`, made as narrow as that number of lines allows.

    A word is parted only where it is wider than a line.
    """
    words = [part for word in text.split() for part in _parted(word, width, widest)]
    wide = [width(word) for word in words]  # each once: measuring is what takes the time
    space = width(" ")
    fewest = len(_filled(words, wide, space, widest))
    low, high = max([widest / 3, *wide]), widest
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if len(_filled(words, wide, space, middle)) == fewest:
            high = middle
        else:
            low = middle
    return _filled(words, wide, space, high)


def cut_to(text: str, width: Width, widest: float) -> str:
    """Return `text` cut at a word, and the cut marked, where it is wider than a line."""
    if width(text) <= widest:
        return text
    words = text.removesuffix(" …").split()
    while words and width(f"{' '.join(words)} …") > widest:
        words.pop()
    return f"{' '.join(words)} …".strip()


def _filled(words: list[str], wide: list[float], space: float, widest: float) -> list[str]:
    lines: list[list[str]] = []
    used = widest
    for word, own in zip(words, wide, strict=True):
        if lines and used + space + own <= widest:
            lines[-1].append(word)
            used += space + own
        else:
            lines.append([word])
            used = own
    return [" ".join(line) for line in lines]


def _parted(word: str, width: Width, widest: float) -> list[str]:
    parts = [""]
    for letter in word if width(word) > widest else ():
        if width(parts[-1] + letter) > widest:
            parts.append("")
        parts[-1] += letter
    return parts if parts[-1] else [word]
