"""The bundled letters: which of them there are, in which face, and what stands for the others."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import ImageFont

SERIF: Final = "DejaVuSerif.ttf"
SANS: Final = "DejaVuSans.ttf"

_FOLDER: Final = Path(__file__).parent / "fonts"
_NOBODYS: Final = "\u0378"  # no letter, and none to be: what a face draws for it is its empty box
_FLAG_A, _FLAG_Z = 0x1F1E6, 0x1F1FF
_INVISIBLE: Final = frozenset(
    ("Cc", "Cf", "Cs", "Co")
)  # joiners, variation selectors and direction marks, with surrogates and private letters


@dataclass(frozen=True)
class Face:
    """Letters of one size.

    Attributes:
        font: draws them.
        size: in pixels.
    """

    font: ImageFont.FreeTypeFont
    size: int

    def width(self, text: str) -> float:
        """Return how many pixels wide `text` is."""
        return self.font.getlength(text)


def face_for(text: str, wanted: str, size: int) -> Face:
    """Return the face to draw `text` in: the one wanted, or the one that has more letters."""
    name = wanted if all(_has(wanted, letter) for letter in text) else SANS
    return Face(_font(name, size), size)


def drawable(text: str) -> str:
    """Return `text` with what no face has as its name in brackets, and nothing invisible.

    Direction is the letters' own: marks that turn it are left out, as everywhere in podquote.
    """
    return "".join(_drawn(letter) for letter in unicodedata.normalize("NFC", text))


def right_to_left(line: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for letter in line:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


@functools.lru_cache(maxsize=16_384)
def _drawn(letter: str) -> str:
    if unicodedata.category(letter) in _INVISIBLE or 0xFE00 <= ord(letter) <= 0xFE0F:  # noqa: PLR2004
        return ""
    if _FLAG_A <= ord(letter) <= _FLAG_Z:
        return chr(ord("A") + ord(letter) - _FLAG_A)
    if _has(SANS, letter):
        return letter
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


@functools.lru_cache(maxsize=16_384)
def _has(name: str, letter: str) -> bool:
    if letter.isspace():
        return True
    drawn = bytes(_font(name, 24).getmask(letter))
    return drawn != bytes(_font(name, 24).getmask(_NOBODYS))


@functools.lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FOLDER / name, size)
