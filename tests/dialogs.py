"""One table of (asked, answered) that the core, Slack, Discord, web and command line all run.

It is what keeps the doors from drifting apart: each door's test asks every `asked` the way its
platform
would deliver it, and holds what comes out against `kind` and `shows`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import CardKind


@dataclass(frozen=True, slots=True)
class Dialog:
    """One exchange on the five seeds.

    Attributes:
        asked: what a person typed, before any platform's escaping.
        kind: the kind of card that comes back.
        shows: text that must be readable in the reply, whole; empty where nothing special is.
    """

    asked: str
    kind: CardKind
    shows: str = ""


ANSWER, MISS, HELP = CardKind.ANSWER, CardKind.MISS, CardKind.HELP

DIALOGS = (
    Dialog("fine-tuning", ANSWER, "fine-tuning"),
    Dialog("token laundering", ANSWER, "this entire economy is basically just token laundering"),
    Dialog("pricing is a one way ratchet", ANSWER, "pricing is kind of like a one way ratchet"),
    Dialog("FINE TUNING!!", ANSWER, "fine-tuning"),
    Dialog("you're behind the wheel of the car", ANSWER, "behind the wheel of the car"),
    Dialog('"caching percentage"', ANSWER, "caching percentage"),
    Dialog("agents* AND", ANSWER, "gent"),
    Dialog("caching percentage @everyone", ANSWER, "caching percentage"),
    Dialog("kubernetes", MISS),
    Dialog("sourdough recipe", MISS),
    Dialog("<!channel>", MISS),
    Dialog("@everyone", ANSWER, "everyone"),
    Dialog('"', MISS),
    Dialog("*", MISS),
    Dialog("\N{ROBOT FACE}", MISS),
    Dialog("שלום עולם", MISS),
    Dialog("zqx " * 1000, MISS),
    Dialog("", HELP),
    Dialog("   ", HELP),
)
"""What a NUL, `AND`, `C++` and `you're` give is property-tested: any card will do, an exception
won't."""
