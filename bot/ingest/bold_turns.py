"""Transcripts in Markdown whose turns begin with a name in bold, "**Ada Brook:** words". Pure.

Breaks, jingles and music are nobody. A bracketed time is no word: spans step over it. A bracketed
noise ("[laughs]") stays as it stands; the tokeniser knows it for what it is.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.ingest import at_a_glance_page, captions_markdown, markdown_notes, show_notes_page
from bot.ingest.file_names import completed
from bot.ingest.front_matter import FrontMatter, read_front_matter
from bot.ingest.lines import Line, to_lines
from bot.ingest.links import TARGET, video_id, video_id_in, video_link, web_link
from bot.ingest.markdown_fields import READ
from bot.ingest.numbered_files import numbered_by
from bot.ingest.people import complete, distinct, is_name, is_role, known, split_people
from bot.ingest.printed_dates import to_date
from bot.ingest.readings import to_reading
from bot.ingest.spoken import Spoken, to_spoken
from bot.model import Claims, Kind, Note, Passage, Reading, Span, Truth, Unread
from bot.timecode import CLOCK, to_seconds
from bot.tokens import folded_words

NAME: Final = "transcript in Markdown"

_LABEL: Final = re.compile(
    r"(?:#{1,6}\s+)?(?P<mark>\*\*|__)(?P<name>[^*_:\n]{1,60}(?::[^*_:\n]{1,60})?)"
    r"(?::(?P=mark)|(?P=mark):)(?=\s|$)"
)
_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<title>\S.*)")
_RULE: Final = re.compile(r"(?:\\?[*_-]\s*){3,}")
_STAMP: Final = rf"\\?\[[\\\s]{{0,2}}{CLOCK}(?::\d{{2}})?[\\\s]{{0,2}}\]"
_STAMPS: Final = re.compile(rf"{_STAMP}(?:\s+(?:to|and)\s+{_STAMP})*", re.ASCII)
_TIME: Final = re.compile(
    rf"\\?\[[^\[\]]{{0,40}}?(?P<time>{CLOCK})[\\\s)]{{0,2}}\](?:\({TARGET}\))?", re.ASCII
)
_A_TIME: Final = re.compile(rf"[(\s]{{0,2}}{CLOCK}[)\s]{{0,2}}", re.ASCII)
_LINK: Final = re.compile(
    rf"!?\[(?P<words>[^\[\]\n]{{1,200}})\]\({TARGET}(?:\s\"[^\"]{{0,200}}\")?\)"
)
_NO_PERSON: Final = frozenset(
    """
    ad ads advert advertisement alert audio begins break clip commercial ends extract interlude
    intro jingle music outro promo recording remix sample song sound sponsor theme trailer video
    """.split()  # noqa: SIM905  the words are read as words
)
_DEGREE: Final = re.compile(r",? (?:Ph\.?D|Psy\.?D|M\.?D|MBA|Esq)\.?$|\s*\([^()]*\)|[^\w.)]+$")
_FIELDS: Final = frozenset(
    {*READ, "title", "guest", "guests", "speaker", "speakers", "url", "note"}
)
_FEWEST: Final = 2  # labels of a transcript
_SPARSEST: Final = 20  # lines for each label, at most


@dataclass(slots=True)
class _Turn:
    """What one speaker says without a break: the stretches of the layer that hold the words."""

    speaker: str | None
    stretches: list[Span] = field(default_factory=list)


def recognises(layer: str) -> bool:
    """Whether names in bold begin its turns, and it is none of the documents with other parts."""
    lines = [line.text for line in to_lines(layer) if line.text]
    labels = [found["name"] for line in lines if (found := _LABEL.match(line))]
    labels = [label for label in labels if label.casefold() not in _FIELDS]
    if len(labels) < _FEWEST or len(labels) * _SPARSEST < len(lines):
        return False
    if not any(is_name(_bare(label)) or is_role(label) for label in labels):
        return False
    others = (markdown_notes, show_notes_page, at_a_glance_page, captions_markdown)
    return not any(other.recognises(layer) for other in others)


def parse(file: str, layer: str) -> Reading:
    """Join each turn's sentences to segments of about 40 words, with the times printed in them.

    A label that names nobody for certain stays in the words, which are nobody's.

    Raises:
        BrokenDocument: the front matter is unsafe or no YAML, or there is no turn with words.
    """
    lines = to_lines(layer)
    front = read_front_matter(file, layer, lines)
    body = [line for line in lines[front.after :] if line.text]
    speakers = _speakers(body)
    turns, left = _turns(body, speakers)
    times = deque(_times(layer))
    passages = [
        _passage(one, turn.speaker, _time_of(one, layer, times))
        for turn in turns
        for one in to_spoken(layer, turn.stretches)
    ]
    claims, more = _claims(file, front, body, speakers)
    return to_reading(NAME, file, claims, passages, [*left, *more, *front.notes])


def _bare(label: str) -> str:
    """Return a label's name without degrees, what stands in parentheses, and signs at its end."""
    name, before = label.rsplit(": ", maxsplit=1)[-1].strip(), ""
    while name != before:
        before, name = name, _DEGREE.sub("", name).strip()
    return name


def _speakers(lines: Sequence[Line]) -> dict[str, str]:
    """Return whom each label names, by the label; one that names nobody for certain has none.

    A single name is completed from the full ones; alone, it has to come twice.
    """
    often = Counter(found["name"] for line in lines if (found := _LABEL.match(line.text)))
    names = {label: _bare(label) for label in often if not _is_nobody(label)}
    full = distinct(name for name in names.values() if " " in name and is_name(name))
    named = {label: name for label, name in names.items() if is_name(name)}
    whole = {label: complete(name, full) or name for label, name in named.items()}
    return {label: name for label, name in whole.items() if " " in name or often[label] > 1}


def _is_nobody(label: str) -> bool:
    words = folded_words(label).split()
    return is_role(label) or bool(_NO_PERSON.intersection(words))


def _turns(
    lines: Sequence[Line], speakers: dict[str, str]
) -> tuple[list[_Turn], list[Unread | Note]]:
    turns, left = [_Turn(None)], list[Unread | Note]()
    for line in lines:
        label = _LABEL.match(line.text)
        if label:
            turns.append(_Turn(speakers.get(label["name"])))
            keeps = turns[-1].speaker is None and not _is_nobody(label["name"])
            turns[-1].stretches += _stretches(line, 0 if keeps else label.end())
        elif _RULE.fullmatch(line.text) or _HEADING.fullmatch(line.text):
            if len(turns) > 1:  # what stands above the first turn is the title
                left.append(Unread(line.number, "a heading or rule between turns"))
            turns.append(_Turn(None))
        else:
            turns[-1].stretches += _stretches(line, 0)
    return turns, left


def _stretches(line: Line, start: int) -> Iterator[Span]:
    """Yield what is left of a line, in the layer, when times and addresses of links are cut out."""
    cuts = [found.span() for found in _STAMPS.finditer(line.text, start)]
    for link in _LINK.finditer(line.text, start):
        if _A_TIME.fullmatch(link["words"]):
            cuts.append(link.span())
            continue
        cuts += [(link.start(), link.start("words")), (link.end("words"), link.end())]
    for low, high in (*sorted(cuts), (len(line.text), len(line.text))):
        words = line.text[start:low]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield (line.start + start + lead, line.start + start + len(words.rstrip()))
        start = max(start, high)


def _times(layer: str) -> list[tuple[Span, float]]:
    """Return where times stand in brackets, alone or in a noise, and their seconds."""
    found = ((time.span(), to_seconds(time["time"])) for time in _TIME.finditer(layer))
    return [(span, at) for span, at in found if at is not None]


def _time_of(one: Spoken, layer: str, times: deque[tuple[Span, float]]) -> float | None:
    """Return the first time that is printed within a segment, or right before it."""
    start, end = one.spans[0][0], one.spans[-1][1]
    while times and times[0][0][1] <= start and layer[times[0][0][1] : start].strip():
        times.popleft()  # segments come in order: it stands before a word of an earlier one
    return times[0][1] if times and times[0][0][0] < end else None


def _passage(one: Spoken, speaker: str | None, said_at: float | None) -> Passage:
    return Passage(Kind.SEGMENT, one.spans, Truth.VERBATIM, speaker=speaker, said_at=said_at)


def _claims(
    file: str, front: FrontMatter, body: Sequence[Line], speakers: dict[str, str]
) -> tuple[Claims, list[Unread]]:
    fields = {key: known(value) for key, value in front.fields.items()}
    left = [
        Unread(front.lines[key], "a date that is none")
        for key in ("date",)
        if (value := fields.get(key)) and not to_date(value)
    ]
    url = web_link(fields.get("url") or fields.get("video_url") or "")
    video = video_id(fields.get("video_id")) or video_id_in(url)
    people = split_people(fields.get("guests") or fields.get("speakers") or "")
    named = numbered_by(file)
    claims = Claims(
        title=fields.get("title") or _title(body) or named.title,
        podcast=fields.get("podcast") or fields.get("show") or named.podcast,
        date=to_date(fields.get("date") or ""),
        participants=distinct([*people, *speakers.values()]),
        video_id=video,
        url=url or (video_link(video) if video else None),
        edition="youtube" if video else None,
    )
    return completed(claims, file), left


def _title(body: Sequence[Line]) -> str | None:
    """Return the heading that stands above the first turn, or None."""
    for line in body:
        if _LABEL.match(line.text):
            return None
        if heading := _HEADING.fullmatch(line.text):
            return heading["title"].strip()
    return None
