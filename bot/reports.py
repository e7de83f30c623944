"""What the operator reads and scripts: the reports of the command line, as sentences and as JSON.

Pure, and beside `phrasing`, which words what askers see. An operator's own words (file names,
channels) may come back here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.model import (
    Alias,
    Entry,
    Episode,
    OccurrenceState,
    Posted,
    Preview,
    Schedule,
    Standing,
    Verified,
)

BATCH_JSON = "it is no JSON object in UTF-8."
BATCH_QUERY = '"query" must be a text.'
BATCH_NEEDS_JSON = "--batch answers in JSON lines; say so with --json."
BATCH_ALONE = "--batch takes its questions from the file; leave TEXT and the filters out."
EVAL_KIND = '"kind" must be a text.'
EVAL_RELEVANT = '"relevant" must be a list of {"file", "text"}, empty where nothing is.'
EVAL_EMPTY = "There is no question in the file; it takes JSON lines, as docs/running.md says."
NO_ALIASES = "No names are known by another spelling; podquote alias add gives one."
NO_SCHEDULES = "Nothing is scheduled; podquote daily add makes a schedule."

SCHEDULE_COLUMNS = ("Id", "Platform", "Channel", "At", "Timezone", "Next, local", "Next, UTC", "Is")
PREVIEW_COLUMNS = ("Schedule", "Platform", "Channel", "Local", "UTC", "Is", "Id", "Quote")
ALIAS_COLUMNS = ("Heard", "Meant", "By", "Episode", "Evidence")

_PLATFORMS = {"slack": "Slack", "discord": "Discord"}
_CONNECT = (
    "Slack: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; Discord: set DISCORD_TOKEN; then start again. "
    "README.md has both in five minutes, and podquote doctor says what is missing."
)


def batch_limit(most: int) -> str:
    """Say which limits a line of a batch may ask for."""
    return f'"limit" must be a whole number from 1 to {most}.'


def batch_filter(name: str) -> str:
    """Say what a filter of a line of a batch may be."""
    return f'"{name}" must be a text or null.'


def batch_line(number: int, sentence: str) -> str:
    """Name the line of a batch, from 1, that `sentence` is about."""
    return f"Line {number}: {sentence}"


class Checked:
    """What came of holding texts against their documents; only what does not hold is kept."""

    def __init__(self) -> None:
        """Begin with none."""
        self.failed: list[Verified] = []
        self._places = 0
        self._texts: set[str] = set()
        self._files: set[str] = set()

    def take(self, result: Verified) -> None:
        """Count one text in one of its documents in."""
        self._places += 1
        self._files.add(result.file)
        if result.entry_id:
            self._texts.add(result.entry_id)
        if result.problem is not None:
            self.failed.append(result)

    def sentence(self) -> str:
        """Say in a line how many texts hold; one that two documents have stands at two places."""
        verdict = f"{len(self.failed)} of them do not hold" if self.failed else "all hold"
        texts, places = _count(len(self._texts), "text"), _count(self._places, "place")
        return f"{texts} at {places} in {_count(len(self._files), 'document')}: {verdict}."

    def json(self) -> dict[str, object]:
        """Return what was found in the shape of `verify --json`."""
        return {
            "texts": len(self._texts),
            "checked": self._places,
            "held": self._places - len(self.failed),
            "documents": len(self._files),
            "failed": [
                {
                    "file": result.file,
                    "line": result.line,
                    "id": result.entry_id,
                    "problem": result.problem,
                }
                for result in self.failed
            ],
        }


def not_held(result: Verified) -> str:
    """Say in a line which text does not hold, where it begins, and why."""
    where = f", line {result.line}" if result.line else ""
    return f"{result.file}{where}: {result.entry_id} does not hold: {result.problem}"


def welcome(url: str, connecting: Sequence[str]) -> str:
    """Say where the page is, and what to do next where no chat platform is configured."""
    if connecting:
        names = " and ".join(_PLATFORMS.get(name, name) for name in connecting)
        return f"podquote is at {url} and connects to {names}."
    return (
        f"podquote is running. Open {url} and type what you look for, fine-tuning for example; "
        f"or, in a terminal, podquote ask fine-tuning. {_CONNECT}"
    )


def no_answer(seconds: float) -> str:
    """Say that a platform stayed silent."""
    return f"no answer within {seconds:g} seconds; is the network there, and the address right?"


def failed(error: str) -> str:
    """Say that asking a platform failed, by the class of the error."""
    return f"it could not be reached ({error}); the log may say more."


def added(schedule: Schedule) -> str:
    """Say what was scheduled, and whether its channel was checked."""
    platform = _PLATFORMS.get(schedule.platform, schedule.platform)
    checked = (
        ""
        if schedule.checked
        else f" {platform} is not connected here, so the channel was not checked."
    )
    return (
        f"{schedule.id}: a quote a day in {schedule.channel} on {platform} at "
        f"{schedule.at:%H:%M} {schedule.timezone}, first on {schedule.next_date}.{checked}"
    )


EVIDENCE = "What its sources say:"
NAME_AND_REASON = "Say who said it, and with --because why."


def settled(entry: Entry) -> str:
    """Say who has said an entry from now on."""
    return f"{entry.id} was said by {entry.attribution.speaker}, as settled by a curator."


def changed(id: str, what: str) -> str:
    """Say what a schedule now is ("paused", "resumed", "removed")."""
    return f"{id} is {what}."


def alias_added(alias: Alias) -> str:
    """Say what a curator's alias does from now on."""
    where = "in that episode" if alias.episode_id else "everywhere"
    return f"“{alias.heard}” is read as {alias.meant} {where}."


def aliases_removed(number: int) -> str:
    """Say how many aliases were forgotten."""
    return f"{number} alias forgotten." if number == 1 else f"{number} aliases forgotten."


def alias_row(alias: Alias, episode: Episode | None) -> tuple[str, ...]:
    """Return an alias's cells under `ALIAS_COLUMNS`; `episode` is the one it is of."""
    title = (episode.title if episode else None) or ""
    return (alias.heard, alias.meant, alias.by_whom, title, "; ".join(alias.evidence))


def alias_json(alias: Alias, episode: Episode | None) -> dict[str, object]:
    """Return an alias in the shape of `alias list --json`; `episode` is the one it is of."""
    return {
        "heard": alias.heard,
        "meant": alias.meant,
        "by_whom": alias.by_whom,
        "episode_id": alias.episode_id,
        "episode": episode.title if episode else None,
        "evidence": list(alias.evidence),
    }


_NEXT_STEPS: Final = {
    "not_connected": "{platform} is not connected; podquote doctor says what to do",
    "paused": "podquote daily resume lets it post again",
    "no_quotes": "Nothing that it takes reads alone; podquote ingest PATH puts documents in",
    "too_late": "There was no time left for a whole request; try again in two minutes",
    "not_told_yet": "Whether it arrived is found out before anything is sent again",
    "removed": "It was removed meanwhile",
}
"""What to do, by why a quote was not posted; the platforms' own reasons stand in its status."""


def posted(result: Posted) -> str:
    """Say in a line what came of posting one schedule's quote of today."""
    schedule = result.schedule
    where = f"{schedule.id}: {result.local_date} in {schedule.channel} on {schedule.platform}"
    if result.state is OccurrenceState.SENT:
        return f"{where}: posted {result.reason}."
    state = f"{result.state}, " if result.state else ""
    step = _NEXT_STEPS.get(result.reason, "").format(platform=schedule.platform.capitalize())
    return f"{where}: not posted ({state}{result.reason})" + (f". {step}." if step else ".")


def schedule_row(schedule: Schedule) -> tuple[str, ...]:
    """Return a schedule's cells under `SCHEDULE_COLUMNS`."""
    local = schedule.next_due.astimezone(ZoneInfo(schedule.timezone))
    why = f" ({schedule.reason})" if schedule.reason else ""
    return (
        schedule.id,
        schedule.platform,
        schedule.channel,
        f"{schedule.at:%H:%M}",
        schedule.timezone,
        f"{local:%Y-%m-%d %H:%M %Z}" if schedule.standing is Standing.ACTIVE else "",
        f"{schedule.next_due:%Y-%m-%d %H:%M}" if schedule.standing is Standing.ACTIVE else "",
        f"{schedule.standing}{why}",
    )


def preview_row(preview: Preview) -> tuple[str, ...]:
    """Return a preview's cells under `PREVIEW_COLUMNS`."""
    return (
        preview.schedule,
        preview.platform,
        preview.channel,
        f"{preview.local_due_at:%Y-%m-%d %H:%M %Z}",
        f"{preview.due_at:%Y-%m-%d %H:%M}",
        preview.state,
        preview.quote_id,
        f"“{preview.text}”",
    )


def preview_json(preview: Preview) -> dict[str, object]:
    """Return what is going to be posted in the fixed shape of `daily preview --json`."""
    return {
        "schedule": preview.schedule,
        "platform": preview.platform,
        "channel": preview.channel,
        "local_date": preview.local_date.isoformat(),
        "due_at": preview.due_at.isoformat(),
        "timezone": preview.timezone,
        "quote_id": preview.quote_id,
        "text": preview.text,
        "state": preview.state,
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def copied(target: str, rows: Mapping[str, int]) -> str:
    """Say what a copy brought over, and how it is used."""
    return (
        f"Copied {sum(rows.values())} rows of {len(rows)} tables and compared each table. "
        f"Use it with PODQUOTE_DATABASE_URL={target}"
    )


WAITS: Final = "podquote waits for it, and is not ready until then."
