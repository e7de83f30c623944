"""A document with somebody's words taken out: what is left of its reading, over a blanked layer.

Bytes can't be cut where a format escapes and marks up; so what is left is kept as JSON of our own:
the text layer, in which everything but the passages that stay is spaces (what stays stays in its
place), and the reading. It is rebuilt and verified like any other, and says what it is. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from bot.errors import BrokenDocument
from bot.frozen import claims_from_json, claims_to_json
from bot.model import Claims, Kind, Passage, Reading, Truth

NAME: Final = "redacted document"

_KEY: Final = "podquote_redacted"
_VERSION: Final = 1
_BEGINS: Final = f'{{"{_KEY}": '
NOTE: Final = (
    "Somebody's words were taken out of this document on request. What is left stands where it "
    "stood; the rest of the text is blank."
)


def recognises(text: str) -> bool:
    """Whether `text` is a document that podquote took words out of."""
    return text.startswith(_BEGINS)


def to_layer(file: str, text: str) -> str:
    """Return the text layer: what is left, in its place.

    Raises:
        BrokenDocument: it is none of ours.
    """
    return str(_opened(file, text)["layer"])


def parse(file: str, text: str) -> Reading:
    """Return what is left of the reading.

    Raises:
        BrokenDocument: it is none of ours.
    """
    found = _opened(file, text)
    try:
        passages = tuple(_passage(*one) for one in found["passages"])
        reading = Reading(NAME, claims_from_json(found["claims"]), passages)
        # Whoever writes such a document by hand could leave a "not" out of what somebody said.
        layer = found["layer"]
        genuine = blanked(layer, passages) == layer
        genuine = genuine and all(_in_one_go(layer, one) for one in passages)
    except (TypeError, ValueError, KeyError, AttributeError):
        genuine = False
    if not genuine or any(one.truth is Truth.CORROBORATED for one in passages):
        raise BrokenDocument(file, 1, "it is no redacted document of podquote's")
    return reading


def write(format: str, layer: str, claims: Claims, passages: Sequence[Passage]) -> bytes:
    """Return the bytes of what is left of a document.

    Args:
        format: what it was read as.
        layer: its text layer.
        claims: what it says of its episode, without whom nobody shall find.
        passages: those that stay.
    """
    kept = {
        _KEY: _VERSION,
        "note": NOTE,
        "format": format,
        "claims": claims_to_json(claims),
        "passages": [_row(one) for one in passages],
        "layer": blanked(layer, passages),
    }
    return json.dumps(kept, ensure_ascii=False).encode()


def blanked(layer: str, passages: Sequence[Passage]) -> str:
    """Return `layer` with everything but `passages` blank; its lines stay its lines."""
    pieces, at = [], 0
    for start, end in sorted(span for one in passages for span in one.spans):
        if end <= at:
            continue
        pieces += [_blank(layer[at:start]), layer[max(at, start) : end]]
        at = end
    return "".join([*pieces, _blank(layer[at:])])


def _in_one_go(layer: str, one: Passage) -> bool:
    """Whether nothing stands between the parts of what was said, and they are in their order.

    No format gives speech that another passage stands in: not even as its own is a word skipped.
    """
    between = ((end, start) for (_, end), (start, _) in pairwise(one.spans))
    return not one.kind.is_speech or all(
        end <= start and not layer[end:start].strip() for end, start in between
    )


def _blank(text: str) -> str:
    return "".join("\n" if letter == "\n" else " " for letter in text)


def _opened(file: str, text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("layer"), str):
        raise BrokenDocument(file, 1, "it is no redacted document of podquote's")
    return found


def _row(one: Passage) -> list[object]:
    return [
        one.kind.value,
        one.spans,
        one.truth.value,
        one.speaker,
        one.said_at,
        one.url,
        one.titled,
        one.label,
    ]


def _passage(
    kind: str,
    spans: list[list[int]],
    truth: str,
    *rest: Any,  # noqa: ANN401  JSON's own
) -> Passage:
    speaker, said_at, url, titled, label = rest
    where = tuple((start, end) for start, end in spans)
    return Passage(Kind(kind), where, Truth(truth), speaker, said_at, url, titled, label)
