"""What each command is good for, by example: shown below its help, run and printed by the docs.

Pure. `docs/commands.md` is made from here, and a test holds it to what the commands print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import typer
from typer.models import CommandInfo


@dataclass(frozen=True, slots=True)
class Example:
    """One line to type.

    Attributes:
        line: what follows `podquote`, as it is typed in a shell.
        says: what it is for, in a few words.
        printed: whether it prints the same on the packaged documents every time, so that the docs
            can show what.
    """

    line: str
    says: str
    printed: bool = False


EXAMPLES: Final[Mapping[str, tuple[Example, ...]]] = {
    "run": (
        Example("run", "every door that is configured; with none, the web page"),
        Example("run --doors web,schedule", "only these, where several processes share the work"),
    ),
    "ask": (
        Example("ask fine-tuning --limit 1", "a topic", printed=True),
        Example("ask 'pricing is a one way rachet' --limit 1", "half remembered", printed=True),
        Example("ask 'from:sherwin agents' --limit 1", "what one person said", printed=True),
        Example("ask kubernetes", "an honest miss", printed=True),
        Example("ask --batch questions.jsonl --json", "many questions, one line of JSON each"),
    ),
    "chat": (Example("chat", "a conversation: /next, /wider, /sources, /share, /help"),),
    "check": (
        Example("check 'pricing is a one way ratchet'", "did anybody say this?", printed=True),
    ),
    "suggest": (Example("suggest sherw", "what begins like this", printed=True),),
    "topics": (Example("topics --limit 3", "what is talked about", printed=True),),
    "episodes": (Example("episodes", "what is in the library"),),
    "speakers": (
        Example("speakers", "who takes part", printed=True),
        Example("speakers 'How OpenAI Builds for 800 Million Weekly Users'", "who speaks there"),
        Example("speakers ID --label 'Speaker 1' --name 'Ada Brook'", "say whose a label is"),
    ),
    "random": (Example("random --seed monday", "any quote; the same for the same seed"),),
    "ingest": (
        Example("ingest episodes/", "a folder, an archive or a file; what is in stays"),
        Example("ingest --dry-run notes.md", "what it would change, and nothing is kept"),
        Example("ingest https://example.org/feed.xml", "a podcast's feed with its transcripts"),
    ),
    "feed add": (Example("feed add https://example.org/feed.xml", "keep it, and read it now"),),
    "feed list": (Example("feed list", "how each stands"),),
    "feed refresh": (Example("feed refresh", "look at all of them now"),),
    "feed remove": (Example("feed remove ID", "look no longer; its episodes stay"),),
    "export": (
        Example("export -o library.jsonl", "all of it, with provenance and history"),
        Example("export --format webvtt --episode 'How Otters Build'", "one transcript"),
    ),
    "import": (
        Example("import library.jsonl", "what podquote exported"),
        Example("import quotes.csv", "the quotes of Firebot, Quoter or NadekoBot"),
    ),
    "copy": (
        Example("copy podquote.db postgresql+psycopg://podquote@db/podquote", "to PostgreSQL"),
        Example("copy postgresql+psycopg://podquote@db/podquote podquote.db", "and back"),
    ),
    "edit episode": (
        Example("edit episode 'How Otters Build' --date 2024-05-06", "correct what documents say"),
    ),
    "forget": (
        Example("forget 'Ada Brook'", "what a person said, out for good"),
        Example("forget --list", "what was forgotten"),
    ),
    "tenants list": (Example("tenants list", "whose libraries there are, and how large"),),
    "tenants export": (Example("tenants export slack:T0123 theirs/", "their own documents"),),
    "tenants reseal": (Example("tenants reseal", "an older key may be dropped afterwards"),),
    "tenants delete": (Example("tenants delete slack:T0123", "all of it, for good"),),
    "verify": (Example("verify", "every text held against its document", printed=True),),
    "eval": (Example("eval questions.jsonl", "how well questions with answers are answered"),),
    "show": (Example("show qgo2plqgligtk2vg3", "one text with what each source has"),),
    "attribute": (
        Example("attribute ID 'Ada Brook' --because 'I was there'", "settle who said it"),
    ),
    "setup": (
        Example("setup", "through the tokens of Slack and Discord, each tried"),
        Example("setup --manifest", "what is pasted into Slack"),
    ),
    "doctor": (Example("doctor", "what is configured, what is missing, what to do"),),
    "alias add": (Example("alias add Roxette Rockset", "what a misheard name means"),),
    "alias list": (Example("alias list", "the names as heard"),),
    "alias remove": (Example("alias remove Roxette", "forget it again"),),
    "daily add": (
        Example(
            "daily add --platform slack --channel C0123456789 --at 9:00 --timezone Europe/Berlin",
            "a quote a day into a channel",
        ),
    ),
    "daily list": (Example("daily list", "what is posted where, and when"),),
    "daily preview": (Example("daily preview --days 3", "the coming days"),),
    "daily post": (Example("daily post", "today's now, once"),),
    "daily pause": (Example("daily pause ID", "hold on"),),
    "daily resume": (Example("daily resume ID", "go on"),),
    "daily remove": (Example("daily remove ID", "no more"),),
    "daily move": (Example("daily move ID --at noon", "another time, day or zone"),),
    "daily today": (Example("daily today", "the quote of the day, the same in every door"),),
    "daily why": (Example("daily why", "and why it is the one"),),
    "daily status": (Example("daily status", "the last dates, each with its reason"),),
    "daily skip": (Example("daily skip friday", "nothing on that date"),),
    "daily unskip": (Example("daily unskip friday", "something after all"),),
    "daily pin": (Example("daily pin QUOTE 2026-12-31", "this quote on that date"),),
}


def attach(app: typer.Typer, before: str = "") -> None:
    """Put each command's examples below its help; groups' commands too."""
    for command in app.registered_commands:
        command.epilog = _epilog(EXAMPLES.get(f"{before}{name_of(command)}", ()))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            attach(group.typer_instance, f"{before}{group.name} ")


def name_of(command: CommandInfo) -> str:
    """Return what is typed for a command."""
    return command.name or getattr(command.callback, "__name__", "").replace("_", "-")


def _epilog(examples: tuple[Example, ...]) -> str | None:
    # \b keeps the help from filling the lines up.
    lines = list(_lines(examples))
    return "\n".join(("\b", "Examples:", *lines)) if lines else None


def _lines(examples: tuple[Example, ...]) -> Iterator[str]:
    for example in examples:
        yield f"  podquote {example.line}"
        yield f"      {example.says}"
