"""Between the words of a shell and the core's: pure, so that every odd byte can be tested.

What documents say is inert here: a terminal shows control characters, it does not obey them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import reports
from bot.model import Card, CardItem, Question
from bot.scoring import DEPTH, Relevant

MOST_MATCHES = 100
"""The largest limit that is taken."""

_BREAKS = (*"\t\n\v\f\r", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
_BIDI = (
    "\u061c",
    "\u200e",
    "\u200f",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
)
_INERT = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # ESC becomes its picture, and so on
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}"),  # ESC's one-byte cousins
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),  # bytes that are no text
    **{ord(character): "\N{WORD JOINER}" for character in _BIDI},
    **{ord(character): " " for character in _BREAKS},
}
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class BrokenLine(ValueError):  # noqa: N818  it says what is wrong; an error is what it is
    """A line of a batch that is no question; `str()` is one sentence."""

    def __init__(self, sentence: str, id: object = None) -> None:
        """Take the sentence, and the line's `id` where it has one."""
        self.id = id
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch: the asker's own `id` (any JSON value) and the question."""

    id: object
    question: Question


@dataclass(frozen=True, slots=True)
class ToScore:
    """One line of a file of questions with known answers."""

    question: Question
    kind: str
    relevant: tuple[Relevant, ...]


def inert(text: str) -> str:
    """Return `text`, as long as before, with nothing in it that a terminal obeys.

    Control characters become their pictures, line breaks spaces, and marks that turn the
    direction of writing an invisible joiner.
    """
    return text.translate(_INERT)


def inert_card(card: Card) -> Card:
    """Return `card` with every text in it inert; marks keep their places."""
    return replace(
        card,
        lead=inert(card.lead),
        items=tuple(_inert_item(item) for item in card.items),
        hints=tuple(inert(hint) for hint in card.hints),
    )


def is_url(written: str) -> bool:
    """Say whether `written` is an address on a network rather than a path."""
    return _URL.match(written) is not None


def to_text(words: Sequence[str] | None) -> str:
    """Return the words of a command line as one text."""
    return " ".join(words or ())


def to_asked(line: bytes) -> Asked:
    """Read one line of a batch.

    Raises:
        BrokenLine: it is not UTF-8, not a JSON object, or a value is of the wrong kind.
    """
    fields = _fields(line)
    own_id = fields.get("id")
    query, limit = fields.get("query"), fields.get("limit")
    if not isinstance(query, str):
        raise BrokenLine(reports.BATCH_QUERY, own_id)
    if limit is None:
        limit = Question("").limit
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MOST_MATCHES:
        raise BrokenLine(reports.batch_limit(MOST_MATCHES), own_id)
    filters = {name: _filter(fields, name) for name in ("speaker", "episode", "podcast")}
    return Asked(own_id, Question(query, limit=limit, **filters))


def to_score(line: bytes) -> ToScore:
    """Read one question with known answers.

    Raises:
        BrokenLine: it is no question of a batch, or its kind or answers are of the wrong kind.
    """
    asked, fields = to_asked(line), _fields(line)
    kind, relevant = fields.get("kind"), fields.get("relevant")
    if not isinstance(kind, str):
        raise BrokenLine(reports.EVAL_KIND, asked.id)
    if not isinstance(relevant, list):
        raise BrokenLine(reports.EVAL_RELEVANT, asked.id)
    answers = tuple(_relevant(one, asked.id) for one in relevant)
    return ToScore(replace(asked.question, limit=DEPTH), kind, answers)


def to_json(value: object) -> str:
    """Return `value` as one line of JSON in ASCII, which every pipe, locale and screen carries."""
    return json.dumps(value)


def _inert_item(item: CardItem) -> CardItem:
    return replace(
        item,
        words=inert(item.words),
        where=inert(item.where),
        badge=inert(item.badge),
        source=inert(item.source),
        title=_inert_or_none(item.title),
        label=_inert_or_none(item.label),
        speaker=_inert_or_none(item.speaker),
        url=_inert_or_none(item.url),
    )


def _inert_or_none(text: str | None) -> str | None:
    return None if text is None else inert(text)


def _fields(line: bytes) -> dict[str, object]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # a UnicodeDecodeError is a ValueError
        raise BrokenLine(reports.BATCH_JSON) from None
    if not isinstance(fields, dict):
        raise BrokenLine(reports.BATCH_JSON)
    return fields


def _filter(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise BrokenLine(reports.batch_filter(name), fields.get("id"))


def _relevant(value: object, own_id: object) -> Relevant:
    fields = value if isinstance(value, dict) else {}
    file, text = fields.get("file"), fields.get("text")
    if not isinstance(file, str) or not isinstance(text, str):
        raise BrokenLine(reports.EVAL_RELEVANT, own_id)
    return Relevant(file, text)
