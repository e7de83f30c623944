"""A transcript's turns, several to a line: "Ada Brook: words Bo Lind: words". Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ingest.doubts import backwards
from bot.ingest.lines import Line, is_time, time_of
from bot.ingest.people import NAME, complete, distinct, is_name, is_role
from bot.model import Kind, Note, Passage, Span, Truth, Unread
from bot.sentences import CUT_SENTENCE, whole_sentences

_COLON: Final = re.compile(r":\*{0,2}(?=\s|$)")
# Behind a title's full stop no label begins: "I met Dr. Ana Ruiz: she was there."
_NO_TITLE: Final = "".join(
    rf"(?<!\b{title}\.)" for title in ("Dr", "Mr", "Mrs", "Ms", "Prof", "St")
)
_LABEL: Final = re.compile(
    rf"(?:^|[.!?…\"”\u2019)\]—\u2013-]{_NO_TITLE}\s{{1,3}})"
    rf"(?P<label>\*{{0,2}}(?P<name>{NAME}(?: \d{{1,3}})?)"
    r"(?: ?[(\[][^()\[\]]{1,40}[)\]])?\*{0,2})$"
)
_LONGEST_LABEL: Final = 80  # code points
_DOUBTFUL: Final = re.compile(r"(?:[^\s:.!?]+ ){0,4}[^\s:.!?]+")
_HEADING: Final = re.compile(
    r"[^\W\d_a-z][\w'\u2019-]*(?: (?:[^\W\d_a-z][\w'\u2019-]*|and|of|the|&)){0,3}"
)
_BELOW_HEADING: Final = "a line that may be a heading of the page, or below one"


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a line: where it begins, where its words begin, and whether it heads the line."""

    name: str
    start: int
    words: int
    heads_line: bool


@dataclass(slots=True)
class _Turn:
    """What one speaker says without a break, as spans with the lines they stand in."""

    speaker: str | None
    parts: list[tuple[Line, Span]]
    label: str | None = None


def read_turns(
    lines: Sequence[Line], people: tuple[str, ...] = ()
) -> tuple[list[Passage], list[Unread | Note]]:
    """Return one segment a turn, and what was not read.

    A label that is no clear name (one word of no known name, once, within a line) may be a speaker
    or may be words: it stays in the words, and they are nobody's up to the next clear one. So it is
    with whatever else stands before a colon at a line's head. A full name alone on its line is a
    label if it is known or stands so again; any other short line of capitalised words may be a
    heading of the page, and nothing below it is read up to the next clear label. A transcript that
    was cut off at its end keeps its whole sentences.

    Args:
        lines: the transcript's lines with words.
        people: names known from elsewhere, which labels are completed from.
    """
    spoken = [line for line in lines if not is_time(line)]
    left: list[Unread | Note] = [
        Unread(line.number, "a time between turns") for line in lines if is_time(line)
    ]
    left += backwards((line.number, time_of(line)) for line in lines if is_time(line))
    alone = _names_alone(spoken, people)
    labels = {line.number: list(_labels(line, alone)) for line in spoken}
    names = _clear_names((label for found in labels.values() for label in found), people)
    read, below = _parted(spoken, labels, names)
    left += [Unread(line.number, _BELOW_HEADING) for line in below]
    known = distinct([*people, *(name for name in names if " " in name)])
    turns = _turns(read, labels, names, known)
    left += _cut(turns[-1])
    return [_segment(turn) for turn in turns if turn.parts], left


def _names_alone(lines: Sequence[Line], people: tuple[str, ...]) -> set[str]:
    """Return the full names that stand on lines of their own as labels do."""
    often = Counter(line.text for line in lines if " " in line.text and is_name(line.text))
    return {name for name, count in often.items() if count > 1 or name in people}


def _labels(line: Line, alone: set[str]) -> Iterator[_Label]:
    if line.text in alone:
        yield _Label(line.text, 0, len(line.text), heads_line=True)
        return
    past = 0
    for colon in _COLON.finditer(line.text):
        low = max(past, colon.start() - _LONGEST_LABEL)
        # Within a window the pattern's "^" would hold anywhere, so it must begin at the line's head
        # or right behind the label before.
        window = line.text[low : colon.start()]
        found = _LABEL.search(window)
        if found and (found.start() > 0 or low == past):
            start = low + found.start("label")
            yield _Label(found["name"], start, colon.end(), not line.text[:start].strip())
            past = colon.end()
        elif past == low == 0 and _DOUBTFUL.fullmatch(window):
            yield _Label(window, 0, colon.end(), heads_line=True)
            past = colon.end()


def _parted(
    lines: Sequence[Line], labels: dict[int, list[_Label]], names: tuple[str, ...]
) -> tuple[list[Line], list[Line]]:
    """Part the lines that belong to the transcript from headings and what stands below them."""
    read: list[Line] = []
    below: list[Line] = []
    target = read
    for line in lines:
        found = labels[line.number]
        if any(label.name in names or is_role(label.name) for label in found):
            target = read
        elif not found and _HEADING.fullmatch(line.text):
            target = below
        target.append(line)
    return read, below


def _clear_names(labels: Iterator[_Label], people: tuple[str, ...]) -> tuple[str, ...]:
    listed = [label for label in labels if is_name(label.name)]
    often = Counter(label.name for label in listed)
    full = distinct([*people, *(name for name in often if " " in name)])
    return distinct(
        label.name
        for label in listed
        if label.heads_line or often[label.name] > 1 or complete(label.name, full)
    )


def _turns(
    lines: Sequence[Line],
    labels: dict[int, list[_Label]],
    names: tuple[str, ...],
    people: tuple[str, ...],
) -> list[_Turn]:
    turns = [_Turn(None, [])]
    for line in lines:
        at = 0
        for label in labels[line.number]:
            _add(turns[-1], line, at, label.start)
            clear = label.name in names
            speaker = complete(label.name, people) or label.name
            nobody = label.name if is_role(label.name) else None
            turns.append(_Turn(speaker if clear else None, [], nobody))
            at = label.words if clear or is_role(label.name) else label.start
        _add(turns[-1], line, at, len(line.text))
    return turns


def _add(turn: _Turn, line: Line, start: int, end: int) -> None:
    words = line.text[start:end]
    if words.strip():
        lead = len(words) - len(words.lstrip())
        turn.parts.append((line, (start + lead, start + lead + len(words.strip()))))


def _cut(turn: _Turn) -> list[Unread]:
    """Take the fragment off the end of the last turn, where the page cut it off."""
    if not turn.parts:
        return []
    line, (start, end) = turn.parts[-1]
    kept = whole_sentences(line.text[start:end])
    if start + kept == end:
        return []
    turn.parts[-1:] = [(line, (start, start + kept))] if kept else []
    return [Unread(line.number, CUT_SENTENCE)]


def _segment(turn: _Turn) -> Passage:
    spans = tuple((line.start + start, line.start + end) for line, (start, end) in turn.parts)
    return Passage(Kind.SEGMENT, spans, Truth.VERBATIM, speaker=turn.speaker, label=turn.label)
