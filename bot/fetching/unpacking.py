"""Unpacks what a server packed, a bounded piece at a time: no bomb gets to go off."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

_GZIP: Final = 16 + zlib.MAX_WBITS
_PIECE: Final = 64 * 1024


class PackingError(Exception):
    """What was packed cannot be unpacked."""


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the bytes that `pieces` are, at most 64 KiB at a time.

    Args:
        pieces: as they came.
        encoding: the server's Content-Encoding, lower case; "" for none.

    Raises:
        PackingError: it is no packing that we asked for, or it is cut off.
    """
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip"):
        raise PackingError
    unpacker = zlib.decompressobj(_GZIP)
    for piece in pieces:
        left = piece
        while left:
            if unpacker.eof:
                raise PackingError
            try:
                yield unpacker.decompress(left, _PIECE)
            except zlib.error:
                raise PackingError from None
            left = unpacker.unconsumed_tail or unpacker.unused_data
    if not unpacker.eof:
        raise PackingError
