"""What Whisper and its kin write (openai-whisper, WhisperX, faster-whisper, whisper.cpp). Pure.

AssemblyAI's utterances too, whose times are thousandths of a second and whose speakers letters.
Segments with times; WhisperX adds speakers, to segments and to words. Where the words of a segment
are of several speakers it is parted between them; who is only numbered is nobody by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.errors import EmptyDocument
from bot.ingest.captions import Cue, read_cues, speakers_of
from bot.ingest.cue_blocks import to_second
from bot.ingest.file_names import completed
from bot.ingest.json_kinds import WHISPER, kind_of
from bot.ingest.lines import Line
from bot.ingest.placed_json import (
    Placed,
    by_number,
    line_of,
    objects,
    open_json,
    read_json,
    seconds,
    text_of,
)
from bot.ingest.readings import to_reading
from bot.model import Claims, Reading, Unread

NAME: Final = WHISPER

_NO_TIME: Final = "its time is none"
_BETWEEN: Final = 3  # code points that may stand between a segment's word and the next


def recognises(text: str) -> bool:
    """Whether it has segments with a text, or is an interface's answer with nothing but a text."""
    return kind_of(text) == NAME


def to_layer(_file: str, text: str) -> str:
    """Return the JSON with its texts unescaped in place."""
    return read_json(text).layer


def parse(file: str, text: str) -> Reading:
    """Join the segments at turns and sentence ends.

    Raises:
        BrokenDocument: it is no JSON.
        EmptyDocument: nothing was heard.
    """
    found = open_json(file, text)
    left: list[Unread] = []
    cues = list(_cues(found.value, left))
    if not cues and not left:
        raise EmptyDocument(file)
    passages, notes = read_cues(found.layer, cues)
    claims = completed(Claims(participants=speakers_of(passages)), file)
    return to_reading(NAME, file, claims, passages, by_number("segment", [*notes, *left]))


def _cues(value: object, left: list[Unread]) -> Iterator[Cue]:
    listed = _segments(value)
    if not listed and isinstance(value, dict):
        words = line_of(value.get("text"))
        if words:  # an answer of the interface that has no times
            yield Cue(1, None, words)
    for number, segment in enumerate(listed, start=1):
        said_at = _start(segment)
        words = line_of(segment.get("text"), number)
        if words and said_at is None:
            left.append(Unread(number, _NO_TIME))
        elif words and said_at is not None:
            yield from _parted(segment, words, said_at)


def _segments(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return objects(value)
    listed = objects(value.get("segments")) or objects(value.get("transcription"))
    return listed or [_uttered(one) for one in objects(value.get("utterances"))]


def _uttered(utterance: dict[str, Any]) -> dict[str, Any]:
    speaker = text_of(utterance.get("speaker"))
    # A letter is nobody's name.
    label = f"Speaker {speaker}" if speaker and len(speaker) == 1 else speaker
    said_at = {"from": utterance.get("start")}
    return {"text": utterance.get("text"), "offsets": said_at, "speaker": label}


def _start(segment: dict[str, Any]) -> float | None:
    offsets, stamps = segment.get("offsets"), segment.get("timestamps")
    if isinstance(offsets, dict) and isinstance(at := offsets.get("from"), int | float):
        return seconds(at / 1000)
    if isinstance(stamps, dict) and isinstance(written := stamps.get("from"), str):
        return to_second(written)
    return seconds(segment.get("start"))


def _parted(segment: dict[str, Any], words: tuple[Line, ...], said_at: float) -> Iterator[Cue]:
    """Yield a segment as one cue, or as one for each speaker its words are of."""
    own, number = text_of(segment.get("speaker")), words[0].number
    runs = list(_runs(segment, own)) if len(words) == 1 else []
    if len(runs) < 2:  # noqa: PLR2004  one speaker, or none
        yield Cue(number, said_at, words, runs[0][0] if runs else own)
        return
    (line,), past = words, 0
    for at, (speaker, start, _) in enumerate(runs):
        end = runs[at + 1][1] if at + 1 < len(runs) else len(line.text)
        piece = line.text[past:end].strip()
        place = line.text.index(piece, past)
        if piece:
            began = said_at if start == past == 0 else runs[at][2]
            yield Cue(number, began, (Line(number, line.start + place, piece),), speaker)
        past = end


def _runs(segment: dict[str, Any], own: str | None) -> Iterator[tuple[str | None, int, float]]:
    """Yield each speaker of a segment's words, where in its text they begin, and when.

    A word that does not stand in the text where it should is passed over.
    """
    text, past = (segment["text"].strip() if isinstance(segment["text"], Placed) else ""), 0
    speaker: str | None = own
    begun = False
    last = seconds(segment.get("start")) or 0.0
    for word in objects(segment.get("words")):
        written = text_of(word.get("word"))
        reach = past + len(written or "") + _BETWEEN
        place = text.find(written, past, reach) if written else -1
        if written is None or place < 0:
            continue
        last = seconds(word.get("start")) or last
        said_by = text_of(word.get("speaker")) or own
        if not begun or said_by != speaker:
            yield said_by, place if begun else 0, last
            speaker, begun = said_by, True
        past = place + len(written)
