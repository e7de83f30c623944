"""Ids in few characters: what a button carries of the texts it leads to. Pure.

An id of podquote is a letter and 80 bits in base 32; five of them with their parts are 78
characters in base 64. Any other id is written as it is, as many as there is room for.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from typing import Final

from bot.excerpts import LAST, MOST
from bot.model import Part, Steps

MOST_IDS: Final = 5

_OURS: Final = re.compile(r"[a-z][a-z2-7]{16}")
_ANY: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LETTER_BITS, _HASH_BITS, _PART_BITS = 5, 80, 8
_ID_BITS: Final = _LETTER_BITS + _HASH_BITS + _PART_BITS
_NO_PART: Final = (1 << _PART_BITS) - 1
_PLAIN: Final = "="
_STAMP: Final = re.compile(r"(?P<seconds>[1-9][0-9]{9})\.(?P<rest>[0-9]{6})")  # Slack's ts
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,19}")  # Discord's ids
_NAME: Final = re.compile(r"[A-Za-z0-9]{1,19}")  # Slack's ids

Packed = tuple[tuple[str, ...], tuple[Part | None, ...]]


def pack(steps: Steps, room: int) -> tuple[int, str]:
    """Return which of the ids that were packed is shown, and the ids with their parts.

    Args:
        steps: at most five of its ids, or those that fit into `room` characters, the one that is
            shown always among them.
        room: characters; 64 or more.

    Raises:
        ValueError: an id is such as no entry has.
    """
    if any(_ANY.fullmatch(one) is None for one in steps.ids):
        raise ValueError("no entry's id")
    start = max(0, min(steps.at, len(steps.ids) - 1) - MOST_IDS + 1)
    pairs = list(zip(steps.ids, steps.parts, strict=True))[start : start + MOST_IDS]
    at = steps.at - start
    text = _packed(pairs)
    while len(text) > room and len(pairs) > 1:
        dropped = -1 if at < len(pairs) - 1 else 0
        at -= dropped == 0
        pairs.pop(dropped)
        text = _packed(pairs)
    return at, text


def unpack(text: str) -> Packed | None:
    """Return the ids and parts that `pack` wrote, or None."""
    return _unpack_plain(text[1:]) if text.startswith(_PLAIN) else _unpack_ours(text)


def pack_ref(ref: str) -> str:
    """Return a platform's id of a message or a person in few characters.

    Raises:
        ValueError: no platform gives such ids.
    """
    if stamp := _STAMP.fullmatch(ref):
        return "t" + _to_digits(int(stamp["seconds"] + stamp["rest"]))
    if _NUMBER.fullmatch(ref):
        return "n" + _to_digits(int(ref))
    if _NAME.fullmatch(ref):
        return "p" + ref
    raise ValueError("no platform's id")


def unpack_ref(text: str) -> str | None:
    """Return what `pack_ref` was given, or None."""
    kind, rest = text[:1], text[1:]
    if kind == "p":
        return rest if _NAME.fullmatch(rest) else None
    number = str(_to_number(rest))
    if kind == "t":
        number = f"{number[:-6]}.{number[-6:]}"
    ref = number if kind in ("t", "n") else ""
    return ref if ref and pack_ref_or_none(ref) == text else None


def pack_ref_or_none(ref: str) -> str | None:
    """Return `ref` packed, or None: it is no platform's."""
    try:
        return pack_ref(ref)
    except ValueError:
        return None


def _packed(pairs: Sequence[tuple[str, Part | None]]) -> str:
    if any(_OURS.fullmatch(one) is None for one, _ in pairs):
        return _PLAIN + ":".join(f"{one}.{_part_number(part)}" for one, part in pairs)
    number = 1  # keeps leading zeros
    for one, part in pairs:
        number = (number << _LETTER_BITS) | (ord(one[0]) - ord("a"))
        hashed = base64.b32decode(one[1:].upper())
        number = (number << _HASH_BITS) | int.from_bytes(hashed)
        number = (number << _PART_BITS) | _part_number(part)
    return _to_digits(number)


def _unpack_ours(text: str) -> Packed | None:
    if set(text) - set(_DIGITS):
        return None
    number = _to_number(text)
    count, left = divmod(number.bit_length() - 1, _ID_BITS)
    if left or not 1 <= count <= MOST_IDS:
        return None
    pairs = []
    for _ in range(count):
        part, number = number & _NO_PART, number >> _PART_BITS
        hashed, number = number & ((1 << _HASH_BITS) - 1), number >> _HASH_BITS
        letter, number = number & ((1 << _LETTER_BITS) - 1), number >> _LETTER_BITS
        name = base64.b32encode(hashed.to_bytes(_HASH_BITS // 8)).decode().lower()
        pairs.append((chr(ord("a") + letter) + name, part))
    found = _checked(pairs[::-1])
    return found if found and _packed(list(zip(*found, strict=True))) == text else None


def _unpack_plain(text: str) -> Packed | None:
    pairs = [one.rpartition(".") for one in text.split(":")]
    if not all(re.fullmatch("[0-9]{1,3}", part) for _, _, part in pairs):
        return None
    found = _checked([(one, int(part)) for one, _, part in pairs])
    if found is None or len(pairs) > MOST_IDS:
        return None
    return found if _packed(list(zip(*found, strict=True))) == _PLAIN + text else None


def _checked(pairs: Sequence[tuple[str, int]]) -> Packed | None:
    if any(_ANY.fullmatch(one) is None or number > _NO_PART for one, number in pairs):
        return None
    return tuple(one for one, _ in pairs), tuple(_to_part(number) for _, number in pairs)


def _part_number(part: Part | None) -> int:
    if part is None or part[0] > LAST or not 1 <= part[1] <= MOST:
        return _NO_PART
    return part[0] * MOST + part[1] - 1


def _to_part(number: int) -> Part | None:
    first, count = divmod(number, MOST)
    return None if first > LAST else (first, count + 1)


def _to_digits(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or _DIGITS[0]


def _to_number(text: str) -> int:
    number = 0
    for char in text:
        number = number * len(_DIGITS) + _DIGITS.index(char)
    return number
