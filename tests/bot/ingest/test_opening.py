"""From bytes to a document of a known format."""

from __future__ import annotations

import pytest

from bot.errors import EmptyDocument
from bot.ingest.opening import open_document, rebuilt_layer, reread

CAPTIONS = "---\ntitle: Kites\n---\n\n- [0:05] A café by the sea, and no more.\n"


def test_the_text_layer_of_markdown_is_the_decoded_file() -> None:
    opened = open_document("a.md", CAPTIONS.replace("\n", "\r\n").encode())

    assert CAPTIONS.replace("\n", "\r\n") == opened.document.layer
    assert 64 == len(opened.document.sha256)
    assert () == opened.notes


def test_a_stored_document_gives_the_same_layer_and_reading_again() -> None:
    opened = open_document("a.md", CAPTIONS.encode("utf-16"))

    assert opened.document.layer == rebuilt_layer(opened.stored)
    assert opened.reading() == reread(opened.stored)


def test_another_encoding_than_utf_8_is_told() -> None:
    opened = open_document("a.md", CAPTIONS.encode("cp1252"))

    assert "A café by the sea, and" in opened.document.layer
    assert ["read as Windows-1252, which its bytes show"] == [note.says for note in opened.notes]


@pytest.mark.parametrize("data", [b"", b" \n\t", "\ufeff\n".encode()])
def test_an_empty_document_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyDocument, match=r"a\.txt"):
        open_document("a.txt", data)
