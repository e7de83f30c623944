"""The at-a-glance page (seed 003): a tagline and bullets, ideas, quotes with speakers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.ingest.furniture import is_furniture, maker_of
from bot.ingest.lines import Line, words_of
from bot.ingest.people import distinct, is_name, is_role
from bot.ingest.readings import to_reading
from bot.model import Claims, Kind, Passage, Reading, Truth, Unread

NAME: Final = "at-a-glance page"

_GLANCE: Final = "At a glance"
_ABOUT: Final = "WHAT IT'S REALLY ABOUT"
_IDEAS: Final = "IDEAS WORTH REMEMBERING"
_QUOTES: Final = "WORDS WORTH SAVING"
_HEADINGS: Final = (_GLANCE, _ABOUT, _IDEAS, _QUOTES)
_COUNTER: Final = re.compile(r"(?:1 (?:idea|quote)|(?!1 )(?P<count>\d{1,3}) (?:ideas|quotes))\s*")
_BULLET: Final = re.compile(r"[-•*\u2013]\s+")
_SPEAKER: Final = re.compile(
    r"(?P<dash>[—\u2013―]|-{1,2}(?=\s))\s*(?P<name>[^,(]{1,60}?)\s*(?:[,(].{0,200})?"
)
_OTHER_HEADING: Final = re.compile(r"[A-Z][A-Z'\u2019&]+(?: [A-Z'\u2019&]+){1,7}", re.ASCII)
_MARKS: Final = ("“”", '""')


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    passages: list[Passage] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def recognises(layer: str) -> bool:
    """Whether at least two of the page's own headings stand in it, each alone on its line."""
    present = {_heading(line.text) for line in words_of(layer)} - {None}
    return len(present) > 1


def parse(file: str, layer: str) -> Reading:
    """Read the tagline, bullets and ideas as takeaways, and the quotes with who said them.

    Sections may stand in any order, and any may be missing.

    Raises:
        BrokenDocument: none of them has anything in it.
    """
    lines = words_of(layer)
    content = (line for line in lines if not is_furniture(line.text))
    above, sections, unread = _sections(content)
    found = _Found(unread=unread)
    found.unread += [Unread(line.number, "a line between title and heading") for line in above[1:]]
    for heading, section in sections:
        if heading == _IDEAS:
            _read_ideas(section, found)
        elif heading == _QUOTES:
            _read_quotes(section, found)
        else:
            found.passages += [_takeaway(_unbulleted(line)) for line in section]
    claims = Claims(
        title=above[0].text if above else None,
        glued=bool(above),
        participants=distinct(one.speaker for one in found.passages if one.speaker),
        maker=maker_of(line.text for line in lines),
    )
    return to_reading(NAME, file, claims, found.passages, found.unread)


def _heading(text: str) -> str | None:
    straight = text.replace("\u2019", "'")
    return straight if straight in _HEADINGS else None


def _sections(
    lines: Iterable[Line],
) -> tuple[list[Line], list[tuple[str, list[Line]]], list[Unread]]:
    above: list[Line] = []
    sections: list[tuple[str, list[Line]]] = []
    unread: list[Unread] = []
    target: list[Line] | None = above
    for line in lines:
        heading = _heading(line.text)
        if heading:
            target = []
            sections.append((heading, target))
        elif sections and _OTHER_HEADING.fullmatch(line.text):
            target = None
        if target is None:
            unread.append(Unread(line.number, "a section that this format does not know"))
        elif not heading:
            target.append(line)
    return above, sections, unread


def _unbulleted(line: Line) -> Line:
    bullet = _BULLET.match(line.text)
    return line.after(bullet.end()) if bullet else line


def _takeaway(*lines: Line) -> Passage:
    spans = tuple(line.span for line in lines)
    return Passage(Kind.TAKEAWAY, spans, Truth.PARAPHRASE, titled=len(lines) > 1)


def _uncounted(lines: list[Line]) -> tuple[list[Line], int | None]:
    """Cut the counter off the first entry that it is glued to; return it too, if it is there."""
    counter = _COUNTER.match(lines[0].text) if lines else None
    if counter is None:
        return lines, None
    first = lines[0].after(counter.end())
    return [first, *lines[1:]] if first.text else lines[1:], int(counter["count"] or 1)


def _read_ideas(lines: list[Line], found: _Found) -> None:
    ideas, count = _uncounted(lines)
    if len(ideas) == 2 * (count or len(ideas) // 2):
        pairs = zip(ideas[::2], ideas[1::2], strict=True)
        found.passages += [_takeaway(title, body) for title, body in pairs]
    else:
        # A title or a body is missing somewhere: no guess which title belongs to which body.
        found.passages += [_takeaway(line) for line in ideas]


def _read_quotes(lines: list[Line], found: _Found) -> None:
    quotes, _ = _uncounted(lines)
    last: Line | None = None
    for line in quotes:
        label = _SPEAKER.fullmatch(line.text)
        if label is None or not _is_label(label):
            found.passages += [_quote(last, None)] if last else []
            last = _unbulleted(line)
            continue
        if last is None:
            found.unread.append(Unread(line.number, "a speaker without a quote"))
        elif not (is_name(label["name"]) or is_role(label["name"])):
            found.unread.append(Unread(line.number, "a speaker who is no person's name"))
        found.passages += [_quote(last, label["name"])] if last else []
        last = None
    found.passages += [_quote(last, None)] if last else []


def _is_label(line: re.Match[str]) -> bool:
    # After a long dash a short line is a label, whether it names a person or not; after a hyphen
    # only a name is one.
    return is_name(line["name"]) or is_role(line["name"]) or line["dash"] != "-"


def _quote(line: Line, speaker: str | None) -> Passage:
    words = _unmarked(line)
    cut = "..." in words.text or "…" in words.text
    return Passage(
        Kind.QUOTE,
        (words.span,),
        Truth.SPLICED if cut else Truth.VERBATIM,
        speaker=speaker if speaker and is_name(speaker) else None,
    )


def _unmarked(line: Line) -> Line:
    """Take off the marks around a whole quote; marks within it are its own."""
    text = line.text
    for opening, closing in _MARKS:
        inner = text[1:-1]
        wrapped = len(text) > 2 and text[0] == opening and text[-1] == closing  # noqa: PLR2004  two marks
        if wrapped and opening not in inner and closing not in inner and inner.strip():
            start = line.start + 1 + len(inner) - len(inner.lstrip())
            return Line(line.number, start, inner.strip())
    return line
