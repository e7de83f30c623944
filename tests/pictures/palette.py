"""Makes a screenshot small: a PNG of any colours into one of at most 256; text needs no more.

Pure. Reads only what browsers write: 8 bits a channel, RGB or RGBA, not interlaced.
"""

import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}  # by PNG's colour type
_MOST = 256

Colour = tuple[int, int, int]


def shrink(png: bytes) -> bytes:
    """Return the same picture with a palette; close colours may become one."""
    chunks = dict(_merged(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or kind not in _CHANNELS or interlaced:
        raise ValueError("not a picture as browsers write them")
    pixels = _pixels(zlib.decompress(chunks[b"IDAT"]), width, _CHANNELS[kind])
    place, palette = _palette(pixels)
    rows = b"".join(
        b"\0" + bytes(place[pixel] for pixel in pixels[start : start + width])
        for start in range(0, width * height, width)
    )
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(map(bytes, palette))),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _palette(pixels: list[Colour]) -> tuple[dict[Colour, int], list[Colour]]:
    """Return each colour's place in a palette, and the palette: the commonest of each group."""
    counted = Counter(pixels)
    for dropped in range(8):
        groups: dict[Colour, list[Colour]] = defaultdict(list)
        for colour in counted:
            red, green, blue = colour
            groups[red >> dropped, green >> dropped, blue >> dropped].append(colour)
        if len(groups) <= _MOST:
            break
    place = {colour: n for n, group in enumerate(groups.values()) for colour in group}
    return place, [max(group, key=counted.__getitem__) for group in groups.values()]


def _merged(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk's name and content, with all the data in one `IDAT`."""
    at, data = len(_SIGNATURE), b""
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        data += content if name == b"IDAT" else b""
        yield name, content
        at += length + 12
    yield b"IDAT", data


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def _pixels(raw: bytes, width: int, channels: int) -> list[Colour]:
    stride = width * channels
    pixels: list[Colour] = []
    above = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        line = _unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above, channels)
        pixels += zip(line[0::channels], line[1::channels], line[2::channels], strict=True)
        above = line
    return pixels


def _unfiltered(kind: int, filtered: bytes, above: bytes, channels: int) -> bytes:
    """Undo one line's filter, as the PNG specification numbers them."""
    if kind == 0:
        return filtered
    line = bytearray(filtered)
    for at, value in enumerate(filtered):
        left = line[at - channels] if at >= channels else 0
        corner = above[at - channels] if at >= channels else 0
        guess = (left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))
        line[at] = (value + guess[kind - 1]) & 255
    return bytes(line)


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))
