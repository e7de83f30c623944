"""Bytes -> text: UTF-8, UTF-16 and UTF-32 with their marks, Windows-1252 where it shows. Pure.

A text in an encoding that can only be guessed is refused by name: a wrong guess would invent words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from bot.errors import NotText, UnreadableBytes

UTF_8: Final = "UTF-8"
WINDOWS: Final = "Windows-1252"

_MARKED: Final = (  # UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_KINDS: Final = (
    (b"ID3", "an MP3 recording"),
    (b"\xff\xfb", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"RIFF", "a WAV recording or a picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive, or a document of an office program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "a document of an office program"),
    (b"\x7fELF", "a program"),
)
_CONTROL: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x7f]")
# What Windows-1252 writes in Western European text: quotation marks, dashes and signs beside
# words, and letters with accents as they stand in words: small ones anywhere, a capital at the
# head of a small word or among capitals. Other encodings put the same bytes elsewhere.
_SIGNS: Final = "‘’“”„–—…•€£©®™°«»¿¡ºª½¼¾·§\u00a0"  # noqa: RUF001  they are what is meant
_SMALL: Final = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšž"
_CAPITAL: Final = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽŸ"
_EXPECTED: Final = re.compile(
    rf"[{_SIGNS}]|(?<=[a-z{_SMALL}])[{_SMALL}]|[{_SMALL}](?=[a-z{_SMALL}])"
    rf"|(?<![a-z{_SMALL}])[{_CAPITAL}](?=[a-z{_SMALL}][a-z{_SMALL} '.,])"
    rf"|(?<=[A-Z{_CAPITAL}])[{_CAPITAL}]|[{_CAPITAL}](?=[A-Z{_CAPITAL}]{{2}})|\b[àéèáóíêâôöüåæø]\b"
)
_MOST: Final = 0.06  # share of letters with accents; French has 4 %, Czech and Greek far more

_WORDLESS: Final = 3  # code points that may stand without a space


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text, and the name of the encoding that it was in."""

    text: str
    encoding: str


def decode(file: str, data: bytes) -> Decoded:
    """Return the text of `file`. A byte order mark of UTF-8 stays its first character.

    Raises:
        NotText: it is something else: a recording, a picture, an archive.
        UnreadableBytes: it is in no encoding that can be told for sure.
    """
    marked = next((one for one in _MARKED if data.startswith(one[0])), None)
    if marked:
        return _checked(file, _by_mark(file, data, marked[1]), marked[2])
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), None)
    if kind or data[4:8] == b"ftyp":
        raise NotText(file, kind or "a recording or a film")
    unmarked = _unmarked_utf_16(data)
    if unmarked:
        return _checked(file, _by_mark(file, data, unmarked), "UTF-16")
    try:
        return _checked(file, data.decode("utf-8"), UTF_8)
    except UnicodeDecodeError as error:
        place = error.start
    if _CONTROL.search(data):
        raise NotText(file, None)
    text = _windows(data)
    if text is None:
        raise UnreadableBytes(file, place)
    return Decoded(text, WINDOWS)


def _by_mark(file: str, data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableBytes(file, error.start) from None
    # Any bytes are some letters in these; a text has spaces, or lines, between its words.
    if len(text) > _WORDLESS and not any(character.isspace() for character in text):
        raise UnreadableBytes(file, 0)
    return text


def _checked(file: str, text: str, encoding: str) -> Decoded:
    if "\x00" in text:  # no text has one, and no database column for text holds one
        raise NotText(file, None)
    return Decoded(text, encoding)


def _unmarked_utf_16(data: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark, told by where the zeros of its ASCII stand."""
    head = data[:512]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if len(head) < 4 or len(data) % 2 or (even and odd):  # noqa: PLR2004  two characters
        return None
    if odd > 0.6 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half else None


def _windows(data: bytes) -> str | None:
    """Return `data` read as Windows-1252 if all that is no ASCII stands where it would there."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = sum(not character.isascii() for character in text)
    letters = sum(character.isalpha() and not character.isascii() for character in text)
    expected = sum(1 for _ in _EXPECTED.finditer(text))
    return text if expected == foreign and letters <= _MOST * len(text) else None
