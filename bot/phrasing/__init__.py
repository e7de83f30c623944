"""Every sentence a user can see, but the errors' own: Answer -> Card, and what stands around it.

Pure. No sentence here repeats what was asked: an echo could ping a whole channel.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from bot.actions import ActionKind, of_one
from bot.model import (
    LONGEST_QUESTION,
    Answer,
    Card,
    CardKind,
    Checked,
    Entry,
    Verdict,
)
from bot.phrasing.as_json import answer_json as answer_json
from bot.phrasing.as_json import checked_json as checked_json
from bot.phrasing.as_json import match_json as match_json
from bot.phrasing.as_json import suggestions_json as suggestions_json
from bot.phrasing.items import to_item as to_item
from bot.phrasing.items import to_sources_card as to_sources_card
from bot.phrasing.items import where as where
from bot.phrasing.markdown import to_markdown as to_markdown
from bot.phrasing.plain import CUT as CUT
from bot.phrasing.plain import EXAMPLES as EXAMPLES
from bot.phrasing.plain import NEAR as NEAR
from bot.phrasing.plain import TRY as TRY
from bot.phrasing.plain import address as address
from bot.phrasing.plain import hints_label as hints_label
from bot.phrasing.plain import item_text as item_text
from bot.phrasing.plain import link_label as link_label
from bot.phrasing.plain import permalink_of as permalink_of
from bot.phrasing.plain import shared_title as shared_title
from bot.phrasing.plain import shared_words as shared_words
from bot.phrasing.plain import to_text as to_text
from bot.phrasing.shelves import EMPTY as EMPTY
from bot.phrasing.shelves import to_episodes_card as to_episodes_card
from bot.phrasing.shelves import to_speakers_card as to_speakers_card
from bot.phrasing.shelves import to_topics_card as to_topics_card
from bot.phrasing.steps import to_step_card as to_step_card

HELP = "Ask what was said: a few words, half a phrase, a name, a question. For example:"
MISS = "Nothing like that was found in these episodes."
NAMED_NOTHING = {
    "speaker": "No episode lists such a speaker.",
    "podcast": "No podcast is called like that.",
    "episode": "No episode is called like that.",
    "place": "No podcast or episode is called like that.",
}
LONG = f"Only its first {LONGEST_QUESTION:,} characters were looked up."
INCOMPLETE = "The time was up before everything was looked at; fewer words are quicker."
NO_TIME = "The time was up before anything was found; ask again, with fewer words."

COMMANDS = """\
Type a few words, half a phrase, a name or a question. What can stand among them, or alone:
from:NAME — only what this person said
in:TITLE — only in this podcast or episode
check "WORDS" — did anybody say this?
topics, episodes, speakers — what there is
random — any quote
daily 9:00 Europe/Berlin — a quote a day in this channel; daily help says more"""
CHECK = "Did anybody say this?"
CHECK_HELP = "Did anybody say this? Write the words, as you remember them."
CHECK_WORDS = "The words that somebody may have said"
CHECK_SUMMARY = "Nobody is quoted with these words; a summary has them:"
CHECK_EMPTY = "Write the words to check, in quotation marks."
DIFFERENCE = "The difference ([-yours-], {+theirs+}):"

TAGLINE = "What was said in podcasts, word for word and cited."
PROMISE = "podquote writes nothing of its own: every text stands in the document named with it."
ASK_HERE = "Ask in this episode"
SEE_AS = "See this answer as it looks in"
SEE_HERE = "Back to the answer as this page shows it"
NO_PAGE = "There is no page at this address. Ask above, or go back to the start."
NO_ENTRY = "There is no such text here, or not any more. Ask above to find what is."
BAD_LIMIT = "The limit must be a whole number; 1 to 50 are given."
COPIED = "Copied, with its source."
NOT_COPIED = "The browser did not allow copying; select the text instead."

OTHER_VERSION = "This button is from another version of podquote; ask again."
GONE = "There is no such text here any more."
SHARED = "Shared. Undo takes it back."
SHARED_FOR_GOOD = "Shared. It stays: podquote is not in this channel, and cannot take it back."
SHARED_PERHAPS = "Slack did not say whether it arrived; look there before you share it again."
NOT_SHARED = "Slack did not take it just now; press Share again in a minute."
NOT_UNDONE = "Slack did not let podquote take it back; try again, or delete it there."
NOT_REMOVED = "Slack did not let podquote remove it; try again in a minute."
NOT_YOURS = "Only who asked for this can remove it."

ASK_QUERY = "What to look for: a few words, half a phrase, a name, a question"
ASK_SPEAKER = "Only what this person said"
ASK_EPISODE = "Only in episodes titled like this"
ASK_PODCAST = "Only in podcasts named like this"


_ACTIONS: Final = {
    ActionKind.SHARE: "Share",
    ActionKind.NEXT: "Next",
    ActionKind.WIDER: "More context",
    ActionKind.NARROWER: "Less context",
    ActionKind.SOURCES: "Sources",
    ActionKind.UNDO: "Undo",
    ActionKind.REMOVE: "Remove",
}
_ACTIONS_SAID: Final = {
    ActionKind.SHARE: "Share this in the channel",
    ActionKind.NEXT: "Show the next match",
    ActionKind.WIDER: "Show more of what stands around this",
    ActionKind.NARROWER: "Show less of what stands around this",
    ActionKind.SOURCES: "Show the sources of this",
    ActionKind.UNDO: "Take back what you shared",
    ActionKind.REMOVE: "Remove this message",
}
_VERDICTS: Final = {
    Verdict.SAID: "Said so.",
    Verdict.NEARLY: "Nearly these words:",
    Verdict.NOTHING: "Nothing like it here.",
}


def to_card(answer: Answer) -> Card:
    """Phrase an answer: what was found, an honest miss, or help for an empty question."""
    # There is always something near, where there is anything.
    empty = not answer.matches and not answer.suggestions
    if not answer.question.text.strip():
        return Card(CardKind.HELP, EMPTY if empty else HELP, hints=answer.suggestions)
    if not answer.matches and answer.incomplete:
        return Card(CardKind.MISS, NO_TIME, hints=answer.suggestions)
    if not answer.matches:
        lead, examples = EMPTY if empty else MISS, not answer.is_near
        lead = " ".join([lead, *(NAMED_NOTHING[name] for name in answer.named_nothing)])
        lead = f"{lead} {LONG}" if answer.question.is_long else lead
        return Card(CardKind.MISS, lead, hints=answer.suggestions, examples=examples)
    items = tuple(to_item(match.entry, match.marks, match.why) for match in answer.matches)
    lead = "1 match." if len(items) == 1 else f"{len(items)} matches, best first."
    return Card(CardKind.ANSWER, f"{lead}{unlooked(answer)}", items)


def unlooked(answer: Answer) -> str:
    """Say what of a question was not looked at, behind a lead; "" where all of it was."""
    long = f" {LONG}" if answer.question.is_long else ""
    return f"{long} {INCOMPLETE}" if answer.incomplete else long


def only_by(methods: Sequence[str]) -> str:
    """Say by which methods an address is asked."""
    return f"This address is asked by {' or '.join(methods)}, and in no other way."


def to_help_card(hints: tuple[str, ...]) -> Card:
    """Say what can be typed, with a few things to try."""
    return Card(CardKind.HELP, COMMANDS, hints=hints)


def to_checked_card(checked: Checked) -> Card:
    """Phrase whether somebody said words: the verdict and the source's own words, never the asked.

    What both have is marked. The difference is for doors that only the asker sees.
    """
    if not checked.words.strip():
        return Card(CardKind.HELP, CHECK_HELP)
    if checked.incomplete and checked.closest is None and checked.summary is None:
        return Card(CardKind.MISS, NO_TIME)
    lead = _VERDICTS[checked.verdict]
    if checked.incomplete and checked.verdict is not Verdict.SAID:
        lead = f"{lead} {INCOMPLETE}"
    if checked.summary is not None:
        return Card(CardKind.ANSWER, CHECK_SUMMARY, (to_item(checked.summary),))
    if checked.closest is None:
        return Card(CardKind.MISS, lead)
    return Card(CardKind.ANSWER, lead, (to_item(checked.closest.entry, checked.closest.marks),))


def to_entry_card(entry: Entry, passage: Sequence[Entry] = ()) -> Card:
    """Phrase one entry by itself, as its permalink and the daily post show it.

    `passage` are the segments that hold all of what a quotation with cuts was taken from.
    """
    items = (to_item(entry), *(to_item(part) for part in passage))
    return Card(CardKind.ANSWER, "", items, steps=of_one(entry.id))


NOTHING_NEW = "All of it is here already."
WOULD_GO_IN = "Nothing is in yet. Added, it would be:"
WENT_IN = "It is in this library now:"
WAITS_NO_MORE = "It waits no more: it was added, or left out, or an hour has passed."
LEFT_OUT = "It is left out; nothing of it is kept."


def trouble(sentence: str) -> Card:
    """Phrase an expected error; `sentence` is the error's own."""
    return Card(CardKind.TROUBLE, sentence)


def unexpected(error_id: str) -> Card:
    """Phrase anything else: the log has the rest under `error_id`."""
    return trouble(f"Something went wrong on podquote's side; the log has it under {error_id}.")


def add_to(place: str) -> str:
    """Return what leads to where podquote is added to a chat; `place` is the chat's name."""
    return f"Add to {place}"


def as_shown_in(place: str) -> str:
    """Return the head of a page that shows an answer as a chat does; `place` is the chat's name."""
    return f"The same answer as {place} shows it."


def action_label(kind: ActionKind) -> str:
    """Return what a button says."""
    return _ACTIONS[kind]


def action_said(kind: ActionKind) -> str:
    """Return what a button says to those who hear it; at most 75 characters."""
    return _ACTIONS_SAID[kind]


def library(episodes: int, speakers: int, texts: int) -> str:
    """Say how much is in a library."""
    return f"{episodes} episodes, {speakers} people, {texts} texts."


def prompt(topic: str) -> str:
    """Return what a suggested prompt about a topic says."""
    return f"What was said about {topic}?"


def shared_by(name: str) -> str:
    """Say who shared a card; a name, and no mention that would ping them."""
    return f"Shared by {name}"


def first_of(shown: int, total: int) -> str:
    """Say that only the first of a card's items are shown."""
    return f"Shown: the first {shown} of {total}."


def difference(checked: Checked) -> str:
    """Return the word-level difference as one line: [-only asked-], {+only in the source+}.

    It repeats what was asked, so it is for the asker's eyes alone; empty where nothing differs.
    """
    if all(sign == "=" for sign, _ in checked.diff):
        return ""
    shown = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    runs = itertools.groupby(checked.diff, key=lambda one: one[0])
    told = [shown[sign].format(" ".join(word for _, word in run)) for sign, run in runs]
    return f"{DIFFERENCE} {' '.join(told)}"
