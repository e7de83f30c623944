"""Bytes are read in the encoding that they show, or refused by name; nothing is guessed."""

# ruff: noqa: RUF001  letters that look like others are what is tested

from __future__ import annotations

import contextlib

import pytest

from bot.errors import DocumentError, NotText, UnreadableBytes
from bot.ingest.encodings import decode

ENGLISH = (
    "“It’s a café – really”, said Renée Åberg. £50 …\r\n"
    "And then we went on to talk of other things.\r\n"
)
GERMAN = "Ob die Straße für Ärzte schön ist, weiß Özdemir nicht. Übrigens.\n"
PLAIN = "Et puis rien de plus, und mehr auch nicht, and no more. " * 3
FRENCH = "Déjà été à la fenêtre où le garçon a vécu, ça va. " + "Et puis rien de plus. " * 6


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, FRENCH, "Plain words.\n"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_unicode_is_read(text: str, codec: str, name: str) -> None:
    found = decode("a.txt", text.encode(codec))

    assert (text, name) == (found.text, found.encoding)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(codec: str) -> None:
    assert ENGLISH == decode("a.txt", ENGLISH.encode(codec)).text


@pytest.mark.parametrize("text", [ENGLISH, GERMAN + PLAIN, FRENCH + PLAIN])
def test_western_text_of_windows_is_read_and_named(text: str) -> None:
    found = decode("a.txt", text.encode("cp1252"))

    assert (text, "Windows-1252") == (found.text, found.encoding)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (
            "Zażółć gęślą jaźń, zrobiła łódkę i poszedł dalej.",
            "cp1250",
        ),
        (
            "Příliš žluťoučký kůň úpěl ďábelské ódy.",
            "cp1250",
        ),
        (
            "Привет, как дела?",
            "cp1251",
        ),
        (
            "Привет, как дела?",
            "koi8-r",
        ),
        ("日本語の文章です。", "shift_jis"),
        ("It’s “fine”, Renée.", "mac-roman"),
        (
            "Καλημέρα σε όλους.",
            "cp1253",
        ),
    ],
)
def test_what_would_be_a_guess_is_refused(text: str, codec: str) -> None:
    with pytest.raises(UnreadableBytes, match=r"a\.txt: not UTF-8 text \(byte \d+ does not fit\)"):
        decode("a.txt", text.encode(codec))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"ID3\x04\x00\x00\x00\x00\x00\x00", "MP3"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x00\x00\x00\x20ftypM4A ", "recording"),
        (b"PK\x03\x04....", "zip"),
        (b"words\x00and more words", "no text"),
        (bytes(range(256)) * 4, "no text"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, says: str) -> None:
    with pytest.raises(NotText, match=says):
        decode("a.txt", data)


def test_utf_16_cut_in_the_middle_of_a_letter_is_refused() -> None:
    with pytest.raises(UnreadableBytes):
        decode("a.txt", ENGLISH.encode("utf-16")[:-1])


@pytest.mark.parametrize("at", range(0, 60, 7))
def test_a_cut_never_ends_in_anything_but_text_or_a_named_error(at: int) -> None:
    for codec in ("utf-8", "utf-16", "utf-32", "cp1252"):
        with contextlib.suppress(DocumentError):
            assert decode("a.txt", ENGLISH.encode(codec)[:at]).text in ENGLISH
