"""Reads documents from disk: bytes -> SourceDocument; the only file of this room that does."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.errors import DocumentError, EmptyDocument, NothingToRead, UnreadableBytes
from bot.model import SourceDocument


def find(path: str) -> list[tuple[str, Path]]:
    """Return the (name, file) of every document at `path`, sorted; in a folder, names are relative.

    Hidden files and links are passed over, so that no loop can be walked into.

    Raises:
        NothingToRead: there is no such path, or a folder without documents.
    """
    root = Path(path)
    if root.is_file():
        return [(root.name, root)]
    files = sorted(
        file
        for file in (root.rglob("*") if root.is_dir() else ())
        if file.is_file() and not file.is_symlink() and not _hidden(file.relative_to(root))
    )
    if not files:
        raise NothingToRead(path)
    return [(file.relative_to(root).as_posix(), file) for file in files]


def read(name: str, path: Path) -> SourceDocument:
    """Return the document in the file at `path`, called `name`.

    Raises:
        DocumentError: it is empty, not UTF-8, or cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(name, f"it cannot be read ({error.strerror}).") from None
    return to_document(name, data)


def to_document(name: str, data: bytes) -> SourceDocument:
    """Return the document that `data` is; its text layer is the decoded text itself.

    Raises:
        EmptyDocument: there is no word in it.
        UnreadableBytes: it is not UTF-8.
    """
    try:
        layer = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableBytes(name, error.start) from None
    if not layer.strip("\ufeff \t\r\n"):
        raise EmptyDocument(name)
    return SourceDocument(name, hashlib.sha256(data).hexdigest(), data, layer)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
