"""How long each format's parser takes for a megabyte, and for two.

Documents of the tests are repeated to the size. Beside the seconds stands a ratio to something that
is done in the same run, for a machine's speed drifts: every line of the megabyte split into words.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.errors import DocumentError
from bot.ingest.opening import Opened, open_all

MEGABYTE = 1_000_000
ROUNDS = 3
WRITTEN = Path(__file__).parents[1] / "documents"
_ITEM = re.compile(rb"<item\b.*</item>", re.DOTALL)


def report() -> list[str]:
    """Measure, and return the lines to print: one for each kind of document in the tests."""
    return [_measured(kind) for kind in sorted(WRITTEN.iterdir())]


def _measured(kind: Path) -> str:
    path = max(kind.iterdir(), key=lambda file: file.stat().st_size)
    one, two = (repeated(path, size) for size in (MEGABYTE, 2 * MEGABYTE))
    rounds = [
        (_seconds(_split, one), _seconds(_read, path.name, one), _seconds(_read, path.name, two))
        for _ in range(ROUNDS)  # in turn: what was read last is remembered
    ]
    split, took, longer = (min(times) for times in zip(*rounds, strict=True))
    return (
        f"{kind.name:17} {took:5.2f} s of CPU for 1 MB, {took / split:4.0f} times as long as to "
        f"split it into words; 2 MB take {longer / took:.1f} times that"
    )


def repeated(path: Path, size: int) -> bytes:
    """Return the document at `path` with what it is made of repeated until it has `size` bytes."""
    data = path.read_bytes()
    if path.suffix in (".json", ".json3"):
        return _longer_json(json.loads(data), size)
    items = _ITEM.search(data)
    if path.suffix == ".xml" and items:
        many = size // len(items.group())
        return data[: items.start()] + items.group() * many + data[items.end() :]
    return data + (b"\n\n" + data.removeprefix(b"\xef\xbb\xbf")) * (size // len(data))


def _longer_json(document: Any, size: int) -> bytes:  # noqa: ANN401  any JSON
    """Return it with its longest list repeated; a document may be a list itself."""
    many = max(1, size // len(json.dumps(document)))
    if isinstance(document, list):
        return json.dumps(document * many).encode()
    longest = max(document, key=lambda key: _length(document[key]))
    many = max(1, size // len(json.dumps(document[longest])))
    return json.dumps(document | {longest: document[longest] * many}).encode()


def _length(value: object) -> int:
    return len(json.dumps(value)) if isinstance(value, list) else -1


def _split(data: bytes) -> int:
    return sum(len(line.split()) for line in data.decode(errors="replace").splitlines())


def _read(name: str, data: bytes) -> int:
    """Take the document apart as `ingest` does; a kind that must not stand twice is refused."""
    return sum(len(_passages(one)) for one in open_all(name, data))


def _passages(one: Opened | DocumentError) -> tuple[object, ...]:
    return one.reading().passages if isinstance(one, Opened) else ()


def _seconds(call: Callable[..., object], *arguments: object) -> float:
    begun = time.process_time()
    call(*arguments)
    return time.process_time() - begun
