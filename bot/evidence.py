"""Why a card says what it says: what each source has, and whom it names. Pure."""

from __future__ import annotations

from bot.model import Entry, Evidence, Status
from bot.timecode import to_clock


def evidence_lines(entry: Entry) -> tuple[str, ...]:
    """Return a line for each source of an entry and each doubt about it, ready to be read."""
    return (*(_source(one, quoted=entry.kind.is_speech) for one in entry.evidence), *doubts(entry))


def doubts(entry: Entry) -> tuple[str, ...]:
    """Return a line for each doubt about who said it, or its end, and for each confirmed part."""
    return (
        *_who(entry),
        *(
            f"{part.file} has a part of it too: “{entry.text[slice(*part.span)]}”"
            for part in entry.confirmed
        ),
    )


def evidence_json(entry: Entry) -> dict[str, object]:
    """Return what `show --json` adds to a match: sources, confirmed parts, the whole passage."""
    return {
        "evidence": [
            {
                "file": one.file,
                "wording": one.wording,
                "speaker": one.speaker,
                "label": one.label,
                "said_at": one.said_at,
                "edition": one.edition,
                "url": one.url,
            }
            for one in entry.evidence
        ],
        "confirmed": [{"file": part.file, "span": list(part.span)} for part in entry.confirmed],
        "passage": list(entry.passage),
        "settled": entry.attribution.settled,
    }


def _source(one: Evidence, *, quoted: bool) -> str:
    wording = f"“{one.wording}”" if quoted else one.wording
    nobody = f" — says {one.label}, which names nobody" if one.label else " — names nobody"
    who = f" — {one.speaker}" if one.speaker else nobody if quoted else ""
    at = "" if one.said_at is None else f" (at {to_clock(one.said_at)}{_on(one.edition)})"
    return f"{one.file}: {wording}{who}{at}"


def _on(edition: str | None) -> str:
    return f" of the {edition} edition" if edition else ""


def _who(entry: Entry) -> tuple[str, ...]:
    attribution = entry.attribution
    if attribution.settled is not None:
        return (f"Settled by a curator: {attribution.speaker}, because {attribution.settled}",)
    if attribution.status is not Status.DISPUTED:
        return ()
    named = {one.speaker for one in entry.evidence}
    others = [name for name in attribution.candidates if name not in named]
    unknown = [name for name in attribution.candidates if name in named]
    if not others or not unknown:
        return ("The sources name different people.",)
    doubted, known = " or ".join(unknown), " and ".join(others)
    return (f"Other sources do not know {doubted}, and name {known} as taking part.",)
