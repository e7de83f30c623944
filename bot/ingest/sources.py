"""Documents on disk: files, folders and archives of them, one after another, nothing unpacked.

Only this file and `archives` read; what cannot be read is yielded as its error, in its place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import DocumentError, NothingToRead, TooLarge
from bot.ingest.archives import archive_at, is_archive

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of one document; four hours of talk with a time for each word are 12 MB."""

_LINK: Final = "it is a link, which is not followed; name what it leads to."
_NO_FILE: Final = "it is no plain file."


@dataclass(frozen=True, slots=True)
class Place:
    """Where documents are.

    Attributes:
        name: what the document is called, or what stands before the names in an archive.
        path: the file.
        error: why it cannot be read, or None.
    """

    name: str
    path: Path
    error: DocumentError | None = None


Raw = tuple[str, bytes | DocumentError | None]
"""A document's name, and its bytes, or why there are none; None where they are in already."""


def places(paths: Iterable[str]) -> list[Place]:
    """Return every file at `paths`, in order; in a folder, names are relative to it.

    Hidden files are passed over. Links are never followed, so that no loop can be walked into.
    """
    return [place for path in paths for place in _at(path)]


def count(found: Iterable[Place]) -> int:
    """Return how many documents there are at the places; archives are asked for their members."""
    return sum(_counted(place) for place in found)


def contents(found: Iterable[Place]) -> Iterator[Raw]:
    """Yield every document at the places, in order."""
    for place in found:
        if place.error is not None:
            yield place.name, place.error
        elif is_archive(place.path):
            yield from _unpacked(place)
        else:
            yield place.name, _read(place)


def _at(path: str) -> Iterator[Place]:
    root = Path(path)
    if root.is_file():
        yield Place("" if is_archive(root) else root.name, root)
        return
    found = sorted(_walked(root), key=lambda place: place.name) if root.is_dir() else []
    if not found:
        yield Place(path, root, NothingToRead(path))
    yield from found


def _walked(root: Path) -> Iterator[Place]:
    refused: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=refused.append, followlinks=False):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        for name in (*files, *links):
            if not name.startswith("."):
                yield _place(root, here / name)
    for error in refused:
        name = Path(error.filename).relative_to(root).as_posix()
        yield Place(name, root, DocumentError(name, f"it cannot be read ({error.strerror})."))


def _place(root: Path, path: Path) -> Place:
    name = path.relative_to(root).as_posix()
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        return Place(name, path, DocumentError(name, f"it cannot be read ({error.strerror})."))
    if stat.S_ISLNK(mode):
        return Place(name, path, DocumentError(name, _LINK))
    if not stat.S_ISREG(mode):
        return Place(name, path, DocumentError(name, _NO_FILE))
    return Place(name, path)


def _counted(place: Place) -> int:
    if place.error is not None or not is_archive(place.path):
        return 1
    try:
        with archive_at(place.path, LARGEST) as archive:
            return archive.count()
    except DocumentError:
        return 1


def _unpacked(place: Place) -> Iterator[Raw]:
    before = f"{place.name}/" if place.name else ""
    try:
        with archive_at(place.path, LARGEST) as archive:
            for name, data in archive.documents():
                yield before + name, data
    except DocumentError as error:
        yield place.name or place.path.name, error


def _read(place: Place) -> bytes | DocumentError:
    try:
        with place.path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return DocumentError(place.name, f"it cannot be read ({error.strerror}).")
    return TooLarge(place.name, LARGEST) if len(data) > LARGEST else data
