"""A quote as an image, typeset in the bundled fonts, light or dark, any length: CardItem -> PNG.

The fonts are DejaVu Serif and DejaVu Sans (bot/picture/fonts, with their licence; from
Debian's fonts-dejavu-core 2.37). What neither has is drawn as its name, never as an empty box.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from bot.model import CardItem
from bot.picture.letters import SANS, SERIF, Face, drawable, face_for, right_to_left
from bot.picture.lines import balanced, cut_to

WIDTH: Final = 1200
_SHORTEST, _TALLEST = 630, 2400  # pixels
_MARGIN: Final = 90
_SIZES: Final = (64, 56, 48, 42, 36, 32)  # the words', largest first
_SMALL: Final = 30
_LEADING: Final = 1.32
_LEAST: Final = 0.45  # of a square: the room that a letter takes at least, with its leading
_FOOT: Final = 245  # pixels below the words: who, where, how sure


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a picture."""

    paper: str
    ink: str
    soft: str
    accent: str


LIGHT: Final = Colours("#faf7f0", "#1d1b18", "#6a645a", "#b3471d")
DARK: Final = Colours("#191a1d", "#f1eee7", "#a39d92", "#f0936b")


def to_png(item: CardItem, *, dark: bool = False) -> bytes:
    """Return the picture of one text of a card as the bytes of a PNG, 1200 pixels wide."""
    colours = DARK if dark else LIGHT
    words = drawable(" ".join(item.words.split()))
    face, lines = _fitted(words)
    step = int(face.size * _LEADING)
    top = _MARGIN + (100 if item.quoted else 0)
    height = max(_SHORTEST, top + step * len(lines) + _FOOT)
    image = Image.new("RGB", (WIDTH, height), colours.paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 14, height), fill=colours.accent)
    if item.quoted:
        mark = face_for("“", SERIF, 190)
        draw.text((_MARGIN - 8, _MARGIN - 60), "“", font=mark.font, fill=colours.accent)
    spare = height - top - _FOOT - step * len(lines)
    for number, line in enumerate(lines):
        _write(draw, line, face, (top + spare // 2 + number * step, colours.ink))
    _foot(draw, item, colours, height)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _fitted(words: str) -> tuple[Face, list[str]]:
    """Return the largest letters in which the words fit a usual picture, and their lines."""
    room, width = _SHORTEST - 2 * _MARGIN - _FOOT + 185, WIDTH - 2 * _MARGIN
    for size in _SIZES:
        face = face_for(words, SERIF, size)
        if len(words) * size * size * _LEAST > room * width and size != _SIZES[-1]:
            continue  # not even without a gap
        lines = balanced(words, face.width, width)
        if len(lines) * size * _LEADING <= room:
            return face, lines
    most = int((_TALLEST - _FOOT - 2 * _MARGIN) / (face.size * _LEADING))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut_to(f"{lines[most - 1]} …", face.width, width)]
    return face, lines


def _write(draw: ImageDraw.ImageDraw, line: str, face: Face, at: tuple[int, str]) -> None:
    y, fill = at
    if right_to_left(line):
        draw.text((WIDTH - _MARGIN, y), line, font=face.font, fill=fill, anchor="ra")
    else:
        draw.text((_MARGIN, y), line, font=face.font, fill=fill)


def _foot(draw: ImageDraw.ImageDraw, item: CardItem, colours: Colours, height: int) -> None:
    below = " · ".join(part for part in (item.where, item.moment) if part)
    rows = [
        (f"— {item.speaker}" if item.speaker else "", colours.ink),
        (below, colours.soft),
        (f"{item.badge} · {item.id} · podquote", colours.soft),
    ]
    y = height - _MARGIN - 3 * 44 + 20
    for text, fill in rows:
        shown = drawable(" ".join(text.split()))
        face = face_for(shown, SANS, _SMALL)
        _write(draw, cut_to(shown, face.width, WIDTH - 2 * _MARGIN), face, (y, fill))
        y += 44
