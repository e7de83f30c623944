"""What a curator reads of what they corrected, as sentences and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.model import Correction, Entry, Episode, Labelled
from bot.timecode import to_clock

HEARD: Final = "a curator knows the voice"
WHICH_EPISODE: Final = "Say which episode."
LABEL_OR_LINE: Final = "Say --label or --line, one of them, and with --name who it is."
SPEAKERS: Final = ("Document", "It says", "Shown as", "Texts")
LINES: Final = ("Id", "At", "Shown as", "Text")


def episode(found: Episode) -> str:
    """Say in a line what is known of an episode."""
    parts = (found.title, found.podcast, found.date, found.url)
    return f"{found.id}: " + " · ".join(str(part) for part in parts if part)


def correction(one: Correction) -> str:
    """Say in a line what was corrected."""
    old = f"“{one.old}”" if one.old is not None else "nothing"
    new = f"“{one.new}”" if one.new is not None else "what the documents say"
    why = f", because {one.because}" if one.because else ""
    return f"{one.at[:16].replace('T', ' ')}: {one.what} {one.field}: from {old} to {new}{why}"


def relabelled(label: str, name: str, number: int) -> str:
    """Say whom a label stands for from now on."""
    return f"“{label}” is {name} in that episode, in {_texts(number)}; re-ingest keeps it."


def one_line(entry: Entry) -> str:
    """Say who has said an entry from now on."""
    return f"{entry.id} was said by {entry.attribution.speaker}, as settled by a curator."


def speaker_row(one: Labelled) -> tuple[str, ...]:
    """Return the cells of a speaker under `SPEAKERS`."""
    return (one.file, one.label or "nobody", one.name or "nobody in particular", str(one.texts))


def line_row(entry: Entry) -> tuple[str, ...]:
    """Return the cells of a text under `LINES`."""
    at = "" if entry.said_at is None else to_clock(entry.said_at)
    return (entry.id, at, entry.attribution.speaker or "nobody in particular", entry.text)


def episode_json(found: Episode, history: Sequence[Correction]) -> dict[str, object]:
    """Return an episode and its history in the shape of `edit episode --json`."""
    return {
        "id": found.id,
        "title": found.title,
        "podcast": found.podcast,
        "date": found.date.isoformat() if found.date else None,
        "url": found.url,
        "participants": list(found.participants),
        "history": [correction_json(one) for one in history],
    }


def correction_json(one: Correction) -> dict[str, object]:
    """Return a correction as JSON."""
    return {
        "at": one.at,
        "what": one.what,
        "subject": one.subject,
        "field": one.field,
        "old": one.old,
        "new": one.new,
        "because": one.because,
    }


def speaker_json(one: Labelled) -> dict[str, object]:
    """Return a speaker in the shape of `speakers --json`."""
    return {"file": one.file, "label": one.label, "speaker": one.name, "texts": one.texts}


def line_json(entry: Entry) -> dict[str, object]:
    """Return a text in the shape of `speakers --label --json`."""
    return {
        "id": entry.id,
        "said_at": entry.said_at,
        "speaker": entry.attribution.speaker,
        "text": entry.text,
    }


def _texts(number: int) -> str:
    return "1 text" if number == 1 else f"{number} texts"
