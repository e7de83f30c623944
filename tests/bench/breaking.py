"""Breaks documents at random, as what makes, sends and stores them does, and as nobody would."""

from __future__ import annotations

import json
import random
from typing import Any

MOST = 60_000
"""Bytes of a broken document, about."""

_SCRAPS = (
    *(b'"', b"'", b"<", b">", b"&", b"&amp;", b"&#x110000;", b"]]>", b"<![CDATA[", b"<!--", b"-->"),
    *(b"{", b"}", b"[", b"]", b":", b",", b"null", b"NaN", b"-1", b"1e999", b"9" * 400, b"\\ud800"),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"\x85",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\t",
    ),
    *(b"-->", b"00:00:00.000 --> 99:99:99.999\n", b"WEBVTT\n\n", b"NOTE\n", b"STYLE\n", b"<v Ada>"),
    *(b"</v>", b"<00:00:01.000><c>", b"-00:00:05,000", b"[29:08]", b"(00:18:11):", b"0:00\n"),
    *(b"**Ada Brook:** ", b"Ada Brook: ", b">> ", b"Speaker 1: ", b"---\n", b"a: &b [*b]\n", b"# "),
    *(
        b"<cite>Ada:</cite>",
        b"<time>",
        b"<p>",
        b"</p>",
        b"<item>",
        b"</item>",
        b"<!DOCTYPE a [",
        b"|",
    ),
)


def broken(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a document with one to four things done to it.

    Args:
        data: the document.
        other: another one, parts of which may get into it.
        chance: decides.
    """
    start = chance.randrange(max(1, len(data) - MOST + 1)) if chance.random() < 0.2 else 0
    data = data[start : start + MOST]
    for _ in range(chance.randint(1, 4)):
        way = chance.choice(_WAYS)
        data = way(data, other, chance)[: 2 * MOST]
    return data


def _part(data: bytes, chance: random.Random) -> tuple[int, int]:
    low = chance.randrange(len(data) + 1)
    return low, min(len(data), low + chance.choice((1, 10, 100, 1_000, 10_000)))


def _truncated(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _without(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    low, high = _part(data, chance)
    return data[:low] + data[high:]


def _doubled(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    low, high = _part(data, chance)
    return data[:low] + data[low:high] * chance.choice((2, 3, 20)) + data[high:]


def _moved(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    low, high = _part(data, chance)
    rest = data[:low] + data[high:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[low:high] + rest[at:]


def _spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    low, high = _part(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[low:high] + data[at:]


def _scrapped(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 5, 30))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(_SCRAPS) + data[at:]
    return data


def _flipped(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(data), chance.choice((1, 3, 20)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _lines(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Double, drop, turn round or shuffle lines."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    low = chance.randrange(len(lines))
    some = lines[low : low + chance.choice((1, 2, 5, 50))]
    changed = chance.choice((some * 2, some * 9, [], some[::-1], chance.sample(some, len(some))))
    return b"".join([*lines[:low], *changed, *lines[low + len(some) :]])


def _ends(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Write some line ends otherwise."""
    parts = data.split(b"\n")
    ends = (b"\n", b"\r\n", b"\r", b"\n\n", b"")
    return b"".join(part + chance.choice(ends) for part in parts)


def _numbers(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Change digits: times that run backwards, that are negative, that are none."""
    changed = bytearray(data)
    digits = [at for at, byte in enumerate(changed) if 48 <= byte <= 57]
    for at in chance.sample(digits, min(len(digits), chance.choice((1, 5, 100)))):
        changed[at] = chance.choice(b"0123456789-x.")
    return bytes(changed)


def _huge(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Repeat something small very often: a field, a word, a tag."""
    low = chance.randrange(len(data) + 1)
    scrap = chance.choice((data[low : low + chance.choice((1, 2, 5, 20))], chance.choice(_SCRAPS)))
    many = 20_000 // max(1, len(scrap))
    return data[:low] + scrap * many + data[low:]


def _encoded(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    names = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1", "cp1252", "utf-32")
    return data.decode("utf-8", "replace").encode(chance.choice(names), "replace")


def _json(data: bytes, _other: bytes, chance: random.Random) -> bytes:
    """Put something else into the place of some values of a JSON document."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return _scrapped(data, _other, chance)
    for _ in range(chance.choice((1, 1, 4))):
        whole = _with_another(whole, chance)
    return json.dumps(whole, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _with_another(value: Any, chance: random.Random) -> Any:  # noqa: ANN401  any JSON
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        if chance.random() < 0.1:
            return {name: one for name, one in value.items() if name != key}
        return {**value, key: _with_another(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], _with_another(value[at], chance), *value[at + 1 :]]
    deep: Any = "x"
    for _ in range(chance.choice((1, 50))):
        deep = [deep]
    others = [None, True, -1, 10**30, 1e308, -0.5, "", "\x00", "\ud800", "12:30", [], {}, deep]
    return chance.choice([*others, [value], {"a": value}, str(value), [value, value]])


_WAYS = (
    *(_truncated, _without, _doubled, _moved, _spliced, _scrapped, _scrapped, _flipped, _lines),
    *(_ends, _numbers, _numbers, _huge, _encoded, _json, _json, _json),
)
