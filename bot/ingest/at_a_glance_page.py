"""The at-a-glance page (seed 003): a tagline and bullets, ideas, quotes with speakers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.ingest.furniture import is_furniture, is_part, maker_of
from bot.ingest.lines import Line, words_of
from bot.ingest.markdown_inline import mark_problem, pair_marks
from bot.ingest.people import FULL_NAME, distinct, is_name, is_role
from bot.ingest.readings import to_reading
from bot.model import Claims, Kind, Note, Passage, Reading, Truth, Unread

NAME: Final = "at-a-glance page"

_GLANCE: Final = "At a glance"
_ABOUT: Final = "WHAT IT'S REALLY ABOUT"
_IDEAS: Final = "IDEAS WORTH REMEMBERING"
_QUOTES: Final = "WORDS WORTH SAVING"
_HEADINGS: Final = (_GLANCE, _ABOUT, _IDEAS, _QUOTES)
# It is glued to the entry below it: "1 quoteshe" is "1 quote" and "she", "1 quotesI" is not. Before
# a space and a small letter it is no counter: "3 ideas changed my life".
_COUNTER: Final = re.compile(
    r"(?:1 (?:idea|quote)(?:s(?![a-z]))?+|(?!1 )(?P<count>\d{1,3}) (?:ideas|quotes))"
    r"(?!\s+[a-z])\s*"
)
_BULLET: Final = re.compile(r"[-•*\u2013]\s+")
_SPEAKER: Final = re.compile(
    r"(?P<dash>[—\u2013―]|-{1,2}(?=\s))\s*(?P<name>[^,(]{1,60}?)\s*(?:[,(].{0,200})?"
)
_INLINE: Final = re.compile(
    r"(?P<closed>[.!?…\"”\u2019»])?(?P<label>\s{0,3}(?:[—\u2013―]|(?<=\s)-{1,2}(?=\s))\s{0,3}"
    rf"(?P<name>{FULL_NAME}))$"
)
_PREFIX: Final = re.compile(rf"(?P<name>{FULL_NAME}):\s{{0,3}}(?=[\"“«„\u2018].*[\"”»“\u2019]$)")
_OTHER_HEADING: Final = re.compile(
    r"[A-Z][A-Z'\u2019&]{4,}|[A-Z][A-Z'\u2019&]+(?: [A-Z'\u2019&]+){1,7}", re.ASCII
)
_MARKS: Final = ("“”", '""', "«»", "„“", "\u2018\u2019")


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    passages: list[Passage] = field(default_factory=list)
    left: list[Unread | Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Said:
    """A quote's line, and its speaker as labelled."""

    line: Line
    speaker: str | None = None
    is_labelled: bool = False


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
    above, sections, left = _sections(content)
    found = _Found(left=left)
    found.left += [Unread(line.number, "a line between title and heading") for line in above[1:]]
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
    return to_reading(NAME, file, claims, found.passages, found.left)


def _heading(text: str) -> str | None:
    straight = text.replace("\u2019", "'")
    return straight if straight in _HEADINGS else None


def _sections(
    lines: Iterable[Line],
) -> tuple[list[Line], list[tuple[str, list[Line]]], list[Unread | Note]]:
    above: list[Line] = []
    sections: list[tuple[str, list[Line]]] = []
    left: list[Unread | Note] = []
    target: list[Line] | None = above
    for line in lines:
        heading = _heading(line.text)
        if heading:
            target = []
            sections.append((heading, target))
        elif sections and (_OTHER_HEADING.fullmatch(line.text) or is_part(line.text)):
            target = None
        if target is None:
            left.append(Unread(line.number, "a section that this format does not know"))
        elif not heading:
            target.append(line)
    return above, sections, left


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
    if _are_pairs(ideas, count):
        pairs = zip(ideas[::2], ideas[1::2], strict=True)
        found.passages += [_takeaway(title, body) for title, body in pairs]
        return
    # A title or a body is missing somewhere: no guess which title belongs to which body.
    found.passages += [_takeaway(line) for line in ideas]
    if count not in (None, len(ideas)):
        says = f"the page counts {count} ideas, and {len(ideas)} lines stand below"
        found.left.append(Note(lines[0].number, says))


def _are_pairs(ideas: list[Line], count: int | None) -> bool:
    """Whether titles and bodies alternate: as many as counted, else by their looks."""
    if count is not None:
        return len(ideas) == 2 * count
    pairs = zip(ideas[::2], ideas[1::2], strict=False)
    return len(ideas) % 2 == 0 and all(len(title.text) < len(body.text) for title, body in pairs)


def _read_quotes(lines: list[Line], found: _Found) -> None:
    quotes, count = _uncounted(lines)
    said: list[_Said] = []
    for line in quotes:
        label = _SPEAKER.fullmatch(line.text)
        if label is None or not _is_label(label):
            said.append(_labelled(_unbulleted(line)))
        elif not said or said[-1].is_labelled:
            found.left.append(Unread(line.number, "a speaker without a quote"))
        else:
            said[-1] = _Said(said[-1].line, label["name"], is_labelled=True)
            if not (is_name(label["name"]) or is_role(label["name"])):
                found.left.append(Unread(line.number, "a speaker who is no person's name"))
    _keep_quotes(said, count, found)
    if count not in (None, len(said)):
        says = f"the page counts {count} quotes, and {len(said)} can be told apart"
        found.left.append(Note(lines[0].number, says))


def _keep_quotes(said: list[_Said], count: int | None, found: _Found) -> None:
    """Keep what is a quote; lines beyond the counted ones that name nobody may be no speech."""
    last = max((place for place, one in enumerate(said, 1) if one.is_labelled), default=0)
    end = len(said) if count is None else max(count, last)
    for one in said[:end]:
        found.passages.append(_quote(one.line, one.speaker))
        for at in pair_marks(one.line.text).unpaired:
            found.left.append(Note(one.line.number, mark_problem(one.line.text, at)))
    for one in said[end:]:
        found.left.append(Unread(one.line.number, "a line beyond the quotes that are counted"))


def _labelled(line: Line) -> _Said:
    """Part a quote from the speaker who stands in its own line: "Words." — Ada Brook.

    Where nothing closes the words before the dash, the name may be a label or may be said: it is
    cut off, and the words are nobody's.
    """
    behind = _INLINE.search(line.text)
    if behind and behind.start("label") > 0 and is_name(behind["name"]):
        words = line.text[: behind.start("label")]
        speaker = behind["name"] if behind["closed"] else None
        return _Said(Line(line.number, line.start, words), speaker, is_labelled=True)
    before = _PREFIX.match(line.text)
    if before and is_name(before["name"]):
        return _Said(line.after(before.end()), before["name"], is_labelled=True)
    return _Said(line)


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
        # A single closing mark may be an apostrophe as well.
        own = opening in inner or (closing in inner and opening != "\u2018")
        if wrapped and not own and inner.strip():
            start = line.start + 1 + len(inner) - len(inner.lstrip())
            return Line(line.number, start, inner.strip())
    return line
