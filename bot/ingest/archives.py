"""Archives of documents: zip, tar, tar.gz. Read member by member, never unpacked onto the disk.

A member's name is only ever a name. How much comes out is counted while it does, against what the
archive itself weighs, so that a bomb is refused long before it has gone off.
"""

from __future__ import annotations

import gzip
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

from bot.errors import DocumentError, TooLarge

MOST_MEMBERS: Final = 100_000
"""Members of one archive."""

_ENDINGS: Final = (".zip", ".tar", ".tar.gz", ".tgz")
_ALWAYS: Final = 64 * 1024 * 1024  # bytes that may come out of any archive
_RATIO: Final = (
    100  # how often its own weight may; text packs to a fourth, the dullest to a fortieth
)
_CHUNK: Final = 64 * 1024
_BROKEN: Final = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    gzip.BadGzipFile,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the libraries raise for archives that are damaged, locked or of a strange kind."""


class Archive(Protocol):
    """The documents of one archive that is open."""

    def count(self) -> int:
        """Return how many there are."""

    def documents(self) -> Iterator[tuple[str, bytes | DocumentError]]:
        """Yield each one's name, and its bytes or why there are none."""


def is_archive(path: Path) -> bool:
    """Whether the file at `path` is called as an archive is."""
    return path.name.lower().endswith(_ENDINGS)


@contextmanager
def archive_at(path: Path, largest: int) -> Iterator[Archive]:
    """Open an archive whose documents may have `largest` bytes each.

    Raises:
        DocumentError: it is broken, or more comes out of it than an archive of documents holds.
    """
    try:
        if path.name.lower().endswith(".zip"):
            with zipfile.ZipFile(path) as packed:
                yield _Zip(path, packed, largest)
        else:
            with path.open("rb") as file:
                yield _Tar(path, file, largest)
    except _BROKEN as error:
        raise DocumentError(path.name, f"the archive is broken ({_short(error)}).") from None


class _Budget:
    """How much may still come out of an archive."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._left = max(_ALWAYS, _RATIO * path.stat().st_size)
        self._members = MOST_MEMBERS

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise DocumentError(self._name, "more comes out of it than an archive of texts holds.")

    def member(self) -> None:
        self._members -= 1
        if self._members < 0:
            raise DocumentError(self._name, f"it has more than {MOST_MEMBERS} members.")


class _Zip:
    def __init__(self, path: Path, packed: zipfile.ZipFile, largest: int) -> None:
        self._path, self._packed, self._largest = path, packed, largest

    def count(self) -> int:
        return sum(_is_wanted(one.filename) for one in self._packed.infolist() if not one.is_dir())

    def documents(self) -> Iterator[tuple[str, bytes | DocumentError]]:
        budget, seen = _Budget(self._path), set[str]()
        for member in self._packed.infolist():
            budget.member()
            name = inert_name(member.filename)
            if member.is_dir() or not _is_wanted(member.filename):
                continue
            yield name, _once(name, seen) or self._data(name, member, budget)

    def _data(self, name: str, member: zipfile.ZipInfo, budget: _Budget) -> bytes | DocumentError:
        if member.file_size > self._largest:
            return TooLarge(name, self._largest)
        try:
            with self._packed.open(member) as file:
                return _bounded(name, file, self._largest, budget)
        except _BROKEN as error:
            return DocumentError(name, f"it cannot be unpacked ({_short(error)}).")


class _Tar:
    def __init__(self, path: Path, file: IO[bytes], largest: int) -> None:
        self._path, self._file, self._largest = path, file, largest

    def count(self) -> int:
        return sum(1 for _ in self._members(_Budget(self._path)))

    def documents(self) -> Iterator[tuple[str, bytes | DocumentError]]:
        seen = set[str]()
        for packed, member in self._members(_Budget(self._path)):
            name = inert_name(member.name)
            yield name, _once(name, seen) or self._data(name, packed, member)

    def _members(self, budget: _Budget) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        """Yield what is a file or a link; the whole stream is counted, what is skipped too."""
        self._file.seek(0)
        is_packed = self._file.read(2) == b"\x1f\x8b"
        self._file.seek(0)
        stream: IO[bytes] = gzip.GzipFile(fileobj=self._file) if is_packed else self._file  # type: ignore[assignment]
        with tarfile.open(fileobj=_Counted(stream, budget), mode="r|") as packed:  # type: ignore[call-overload]
            for member in packed:
                budget.member()
                packed.members.clear()  # it would remember every one
                if not member.isdir() and _is_wanted(member.name):
                    yield packed, member

    def _data(
        self, name: str, packed: tarfile.TarFile, member: tarfile.TarInfo
    ) -> bytes | DocumentError:
        if not member.isreg():
            return DocumentError(name, "it is a link or no plain file, which is not read.")
        if member.size > self._largest:
            return TooLarge(name, self._largest)
        file = packed.extractfile(member)
        return file.read(self._largest) if file else b""


class _Counted:
    """A stream that counts what is read from it."""

    def __init__(self, stream: IO[bytes], budget: _Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._budget.take(len(data))
        return data


def inert_name(written: str) -> str:
    """Return a member's name as a name: no root, no way up, one line."""
    parts = PurePosixPath(written.replace("\\", "/")).parts
    kept = [part for part in parts if part not in ("/", ".", "..")]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in "/".join(kept))


def _bounded(name: str, file: IO[bytes], largest: int, budget: _Budget) -> bytes | DocumentError:
    pieces, size = [], 0
    while data := file.read(_CHUNK):
        budget.take(len(data))
        size += len(data)
        if size > largest:  # the archive lied about it
            return TooLarge(name, largest)
        pieces.append(data)
    return b"".join(pieces)


def _once(name: str, seen: set[str]) -> DocumentError | None:
    if name in seen:
        return DocumentError(name, "the archive has it twice; the first is the one that is read.")
    seen.add(name)
    return None


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not hidden and "__MACOSX" not in parts


def _short(error: BaseException) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return os.fsdecode(said).splitlines()[0][:80] if said else type(error).__name__
