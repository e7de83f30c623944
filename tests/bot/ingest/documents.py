"""The documents that the parsers' tests read: the seeds, and those written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.ingest.encodings import decode
from bot.ingest.opening import open_document
from bot.model import Passage, Reading, Unread

ROOT: Final = Path(__file__).parents[3]
SEEDS: Final = {path.name[:3]: path for path in sorted((ROOT / "seeds").glob("*.txt"))}
WRITTEN: Final = sorted((ROOT / "tests" / "documents").glob("*/*"))


def text_of(path: Path) -> str:
    return decode(path.name, path.read_bytes()).text


def layer_of(path: Path) -> str:
    return open_document(path.name, path.read_bytes()).document.layer


def read(path: Path) -> tuple[Reading, str]:
    opened = open_document(path.name, path.read_bytes())
    return opened.reading(), opened.document.layer


def written(name: str) -> tuple[Reading, str]:
    return read(ROOT / "tests" / "documents" / name)


def texts(passages: tuple[Passage, ...], layer: str) -> list[str]:
    return [passage.text_in(layer) for passage in passages]


def lines_of(unread: tuple[Unread, ...]) -> list[int]:
    return [one.line for one in unread]
