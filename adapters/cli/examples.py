"""What each command is good for, by example: shown below its help, run and printed by the docs.

Pure. `docs/commands.md` is made from here, and a test holds it to what the commands print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import typer


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
    "speakers": (Example("speakers", "who takes part", printed=True),),
    "random": (Example("random --seed monday", "any quote; the same for the same seed"),),
    "ingest": (
        Example("ingest episodes/", "a folder, an archive or a file; what is in stays"),
        Example("ingest --dry-run notes.md", "what it would change, and nothing is kept"),
        Example("ingest https://example.org/feed.xml", "a podcast's feed with its transcripts"),
    ),
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
    "daily post": (Example("daily post ID", "today's now, once"),),
    "daily pause": (Example("daily pause ID", "hold on"),),
    "daily resume": (Example("daily resume ID", "go on"),),
    "daily remove": (Example("daily remove ID", "no more"),),
}


def attach(app: typer.Typer, before: str = "") -> None:
    """Put each command's examples below its help; groups' commands too."""
    for command in app.registered_commands:
        name = command.name or getattr(command.callback, "__name__", "").replace("_", "-")
        command.epilog = _epilog(EXAMPLES.get(f"{before}{name}", ()))
    for group in app.registered_groups:
        if group.typer_instance is not None:
            attach(group.typer_instance, f"{before}{group.name} ")


def _epilog(examples: tuple[Example, ...]) -> str | None:
    # \b keeps the help from filling the lines up.
    lines = list(_lines(examples))
    return "\n".join(("\b", "Examples:", *lines)) if lines else None


def _lines(examples: tuple[Example, ...]) -> Iterator[str]:
    for example in examples:
        yield f"  podquote {example.line}"
        yield f"      {example.says}"
