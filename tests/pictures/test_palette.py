import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pictures.palette import _chunk, _merged, shrink

WIDTH, HEIGHT = 3, 2
FILTERED = st.lists(
    st.tuples(st.integers(0, 4), st.binary(min_size=WIDTH * 3, max_size=WIDTH * 3)),
    min_size=HEIGHT,
    max_size=HEIGHT,
)
BLACK_WHITE_RED = b"\x00\x00\x00\xff\xff\xff\xff\x00\x00"


def png(raw: bytes, *, width: int = WIDTH, height: int = HEIGHT, depth: int = 8) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def colours(picture: bytes) -> list[bytes]:
    chunks = dict(_merged(picture))
    (width,) = struct.unpack_from(">I", chunks[b"IHDR"])
    raw, palette = zlib.decompress(chunks[b"IDAT"]), chunks[b"PLTE"]
    places = [place for at, place in enumerate(raw) if at % (width + 1)]
    return [palette[place * 3 : place * 3 + 3] for place in places]


def test_a_picture_of_few_colours_keeps_them_all() -> None:
    # The second line is filtered "up" from the first: nothing added, so it is the same again.
    small = shrink(png(b"\0" + BLACK_WHITE_RED + b"\2" + bytes(9)))

    assert colours(small) == [b"\0\0\0", b"\xff\xff\xff", b"\xff\0\0"] * 2


@pytest.mark.parametrize(
    ("kind", "filtered"),
    [
        (1, b"\x00\x00\x00\xff\xff\xff\x00\x01\x01"),  # from the left
        (2, BLACK_WHITE_RED),  # from above, where nothing is
        (3, b"\x00\x00\x00\xff\xff\xff\x80\x81\x81"),  # from the mean of both
        (4, b"\x00\x00\x00\xff\xff\xff\x00\x01\x01"),  # from whichever is nearest
    ],
)
def test_every_filter_is_undone(kind: int, filtered: bytes) -> None:
    small = shrink(png(bytes([kind]) + filtered, height=1))

    assert colours(small) == [b"\0\0\0", b"\xff\xff\xff", b"\xff\0\0"]


@given(FILTERED)
def test_any_picture_has_as_many_pixels_afterwards(lines: list[tuple[int, bytes]]) -> None:
    small = shrink(png(b"".join(bytes([kind]) + line for kind, line in lines)))

    assert len(colours(small)) == WIDTH * HEIGHT


def test_many_colours_become_at_most_256_and_none_moves_far() -> None:
    wanted = [bytes((n // 4, n % 251, 7)) for n in range(1000)]

    got = colours(shrink(png(b"\0" + b"".join(wanted), width=1000, height=1)))

    assert len(set(got)) <= 256
    assert (
        max(abs(a - b) for x, y in zip(wanted, got, strict=True) for a, b in zip(x, y, strict=True))
        < 32
    )


def test_a_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="not a picture"):
        shrink(png(bytes(14), depth=16))
