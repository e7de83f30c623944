"""Reads documents from disk; the only file of this room that does."""

from __future__ import annotations

from pathlib import Path

from bot.errors import DocumentError, NothingToRead


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


def read(name: str, path: Path) -> bytes:
    """Return the bytes of the file at `path`, a document called `name`.

    Raises:
        DocumentError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(name, f"it cannot be read ({error.strerror}).") from None


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
