"""Every sentence a user can see, but the errors' own: Answer -> Card, and Card -> plain text.

Pure. No sentence here repeats what was asked: an echo could ping a whole channel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.evidence import evidence_lines
from bot.model import (
    Answer,
    Attribution,
    Card,
    CardItem,
    CardKind,
    Checked,
    Entry,
    Kind,
    Match,
    Source,
    Span,
    Status,
    Truth,
    Verdict,
)
from bot.timecode import to_clock

HELP = "Ask what was said: a few words, half a phrase, a name, a question. For example:"
MISS = "Nothing like that was found in these episodes."
NEAR = "Near it:"
TRY = "Try:"

CHECK = "Did anybody say this?"
CHECK_HELP = "Did anybody say this? Write the words, as you remember them."
CHECK_WORDS = "The words that somebody may have said"
CHECK_EMPTY = "Write the words to check, in quotation marks."
DIFFERENCE = "The difference ([-yours-], {+theirs+}):"

TAGLINE = "What was said in podcasts, word for word and cited."
PROMISE = "podquote writes nothing of its own: every text stands in the document named with it."
NO_PAGE = "There is no page at this address. Ask above, or go back to the start."
NO_ENTRY = "There is no such text here, or not any more. Ask above to find what is."
BAD_LIMIT = "The limit must be a whole number; 1 to 50 are given."
COPIED = "Copied, with its source."
NOT_COPIED = "The browser did not allow copying; select the text instead."

ASK_QUERY = "What to look for: a few words, half a phrase, a name, a question"
ASK_SPEAKER = "Only what this person said"
ASK_EPISODE = "Only in episodes titled like this"
ASK_PODCAST = "Only in podcasts named like this"
CHANNEL_BY_ID = "A Discord channel is named by its id, a long number: Copy Channel ID in its menu."
CHANNEL_UNSEEN = (
    "podquote cannot see this channel; check its id, and that podquote is on its server."
)
CHANNEL_NO_TEXT = "Messages cannot be posted there; choose a text channel or a thread."
NOT_CONNECTED = "Discord is not connected, so the channel could not be checked."
DISCORD_SILENT = "Discord did not answer, so the channel could not be checked; try again."
SLACK_CHANNEL_UNSEEN = (
    "podquote cannot see this channel; check its id (C…), and invite podquote if it is private."
)
SLACK_CHANNEL_ARCHIVED = "This channel is archived; choose another one."
SLACK_NOT_IN_CHANNEL = "podquote is not in this channel; write /invite @podquote there."
SLACK_NOT_CONNECTED = "Slack is not connected, so the channel could not be checked."
SLACK_SILENT = "Slack did not answer, so the channel could not be checked; try again."

_VERDICTS = {
    Verdict.SAID: "Said so.",
    Verdict.NEARLY: "Nearly so:",
    Verdict.NOTHING: "Nothing like it here.",
}

_LABELS = {
    Kind.TAKEAWAY: "Summary, in the words of {file}",
    Kind.CHAPTER: "Chapter, as titled by {file}",
    Kind.MENTION: "Mentioned, according to {file}",
}


def to_card(answer: Answer) -> Card:
    """Phrase an answer: what was found, an honest miss, or help for an empty question."""
    if not answer.question.text.strip():
        return Card(CardKind.HELP, HELP, hints=answer.suggestions)
    if not answer.matches:
        return Card(CardKind.MISS, MISS, hints=answer.suggestions)
    items = tuple(to_item(match.entry, match.marks) for match in answer.matches)
    lead = "1 match." if len(items) == 1 else f"{len(items)} matches, best first."
    return Card(CardKind.ANSWER, lead, items)


def to_checked_card(checked: Checked) -> Card:
    """Phrase whether somebody said words: the verdict and the source's own words, never the asked.

    What both have is marked. The difference is for doors that only the asker sees.
    """
    if not checked.words.strip():
        return Card(CardKind.HELP, CHECK_HELP)
    lead = _VERDICTS[checked.verdict]
    if checked.closest is None:
        return Card(CardKind.MISS, lead)
    return Card(CardKind.ANSWER, lead, (to_item(checked.closest.entry, checked.closest.marks),))


def to_entry_card(entry: Entry, passage: Sequence[Entry] = ()) -> Card:
    """Phrase one entry by itself, as its permalink and the daily post show it.

    `passage` are the segments that hold all of what a quotation with cuts was taken from.
    """
    return Card(CardKind.ANSWER, "", (to_item(entry), *(to_item(part) for part in passage)))


def to_item(entry: Entry, marks: tuple[Span, ...] = ()) -> CardItem:
    """Phrase one entry; `marks` are spans of `entry.text`."""
    cut = entry.title_length
    words = entry.text[cut:].lstrip()
    offset = len(entry.text) - len(words)
    speech = entry.kind.is_speech
    return CardItem(
        id=entry.id,
        words=words,
        quoted=speech,
        where=_where(entry),
        badge=_badge(entry),
        source=entry.source.file,
        marks=tuple((a - offset, b - offset) for a, b in marks if a >= offset),
        title=entry.text[:cut] or None,
        label=None if speech else _LABELS[entry.kind].format(file=entry.source.file),
        speaker=_speaker(entry.attribution) if speech else None,
        moment=None if entry.said_at is None else to_clock(entry.said_at),
        url=entry.url,
        plays=entry.url is not None and entry.said_at is not None and entry.edition == "youtube",
        sources=evidence_lines(entry),
    )


def trouble(sentence: str) -> Card:
    """Phrase an expected error; `sentence` is the error's own."""
    return Card(CardKind.TROUBLE, sentence)


def unexpected(error_id: str) -> Card:
    """Phrase anything else: the log has the rest under `error_id`."""
    return trouble(f"Something went wrong on podquote's side; the log has it under {error_id}.")


def to_text(card: Card) -> str:
    """Return the whole card as plain text, for screen readers, notifications and clipboards."""
    parts = [card.lead] if card.lead else []
    parts += [item_text(item) for item in card.items]
    if card.hints:
        parts.append(f"{hints_label(card)} {', '.join(card.hints)}")
    return "\n\n".join(parts)


def item_text(item: CardItem) -> str:
    """Return one item as plain text, its words whole."""
    lines = [item.label, item.title, f"“{item.words}”" if item.quoted else item.words]
    if item.speaker:
        lines.append(f"— {item.speaker}")
    lines.append(item.where)
    moment = " at ".join(part for part in (item.url, item.moment) if part)
    lines.append(moment)
    lines.append(f"{item.badge} · {item.source} · {item.id}")
    return "\n".join(line for line in lines if line)


def link_label(item: CardItem) -> str:
    """Return what a link to `item.url` says: that it plays the moment, or where else it leads."""
    return f"Play from {item.moment}" if item.plays else "Open the episode"


def slack_connected(name: str, workspace: str) -> str:
    """Say who we are on Slack, and where."""
    return f"connected as {name} in {workspace}"


def slack_unchecked(code: str) -> str:
    """Say that Slack would not show a channel; `code` is its own word for why."""
    return f"Slack did not show the channel ({code}); install podquote anew with its manifest."


def first_of(shown: int, total: int) -> str:
    """Say that only the first of a card's items are shown."""
    return f"Shown: the first {shown} of {total}."


def missing_permissions(names: Sequence[str]) -> str:
    """Say which permissions podquote needs in a channel, by the platform's own names."""
    return f"podquote is not allowed to post there; grant it: {', '.join(names)}."


def connected_as(name: str) -> str:
    """Say under which name a platform knows podquote."""
    return f"connected as {name}"


def hints_label(card: Card) -> str:
    """Return what stands before a card's hints."""
    return NEAR if card.kind is CardKind.MISS else TRY


def _speaker(attribution: Attribution) -> str:
    named = " or ".join(attribution.candidates)
    if attribution.settled is not None:
        return f"{named} (settled by a curator)"
    if attribution.status is Status.STATED:
        return named
    if attribution.status is Status.DISPUTED:
        return f"Sources disagree: {named}"
    if attribution.candidates:
        return f"Speaker not named (taking part: {', '.join(attribution.candidates)})"
    return "Speaker not named"


def _where(entry: Entry) -> str:
    episode = entry.episode
    parts = (episode.podcast, episode.title or "Untitled episode", _date(episode.date))
    return " · ".join(part for part in parts if part)


def _date(date: dt.date | None) -> str | None:
    # Without strftime: its month names follow the machine's locale, and %-d is not everywhere.
    months = "January February March April May June July August September October November December"
    return None if date is None else f"{date.day} {months.split()[date.month - 1]} {date.year}"


def _badge(entry: Entry) -> str:
    files = {entry.source.file, *(other.file for other in entry.also_in)}
    badge = {
        Truth.CORROBORATED: f"{len(files)} sources agree",
        Truth.VERBATIM: "word for word, one source",
        Truth.SPLICED: "as quoted there, with cuts",
        Truth.PARAPHRASE: "a summary, not a quotation",
    }[entry.truth]
    return f"{badge}; parts confirmed by another" if entry.confirmed else badge


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
    }


def checked_json(checked: Checked) -> dict[str, object]:
    """Return whether somebody said words in the fixed shape of `check --json` and `/api/check`."""
    return {
        "words": checked.words,
        "verdict": checked.verdict.value,
        "closest": None if checked.closest is None else match_json(checked.closest),
        "diff": [list(word) for word in checked.diff],
    }


def difference(checked: Checked) -> str:
    """Return the word-level difference as one line: [-only asked-], {+only in the source+}.

    It repeats what was asked, so it is for the asker's eyes alone; empty where nothing differs.
    """
    if all(sign == "=" for sign, _ in checked.diff):
        return ""
    shown = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return f"{DIFFERENCE} {' '.join(shown[sign].format(word) for sign, word in checked.diff)}"


def _source_json(source: Source) -> dict[str, object]:
    return {"file": source.file, "spans": [list(span) for span in source.spans]}
