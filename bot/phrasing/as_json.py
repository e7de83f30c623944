"""The fixed shapes of `--json` and `/api/…`; others script against them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Answer, Checked, Match, Source, Suggestion


def match_json(match: Match) -> dict[str, object]:
    """Return a match in the fixed shape of `--json` and `/api/ask`; every key is always there."""
    entry, episode = match.entry, match.entry.episode
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "truth": entry.truth.value,
        "text": entry.text,
        "speaker": entry.attribution.speaker,
        "attribution": {
            "status": entry.attribution.status.value,
            "candidates": list(entry.attribution.candidates),
        },
        "podcast": episode.podcast,
        "episode": episode.title,
        "date": episode.date.isoformat() if episode.date else None,
        "said_at": entry.said_at,
        "edition": entry.edition,
        "url": entry.url,
        "source": _source_json(entry.source),
        "also_in": [_source_json(source) for source in entry.also_in],
        "score": round(match.score, 6),
        "why": list(match.why),
    }


def answer_json(answer: Answer) -> dict[str, object]:
    """Return an answer in the fixed shape of `ask --json` and `/api/ask`."""
    return {
        "query": answer.question.text,
        "matches": [match_json(match) for match in answer.matches],
        "suggestions": list(answer.suggestions),
        **({"incomplete": True} if answer.incomplete else {}),
    }


def checked_json(checked: Checked) -> dict[str, object]:
    """Return whether somebody said words in the fixed shape of `check --json` and `/api/check`."""
    return {
        "words": checked.words,
        "verdict": checked.verdict.value,
        "closest": None if checked.closest is None else match_json(checked.closest),
        "diff": [list(word) for word in checked.diff],
        **({"incomplete": True} if checked.incomplete else {}),
    }


def suggestions_json(suggestions: Sequence[Suggestion]) -> list[dict[str, str]]:
    """Return suggestions in the shape of `suggest --json` and `/api/suggest`."""
    return [{"kind": one.kind.value, "label": one.label, "value": one.value} for one in suggestions]


def _source_json(source: Source) -> dict[str, object]:
    return {"file": source.file, "spans": [list(span) for span in source.spans]}
