"""One table of (asked, answered) that the core, Slack, Discord, web and command line all run.

It is what keeps the doors from drifting apart: each door's test asks every `asked` the way its
platform
would deliver it, and holds what comes out against `kind` and `shows`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import ActionKind
from bot.commands import CommandKind
from bot.model import CardKind, Verdict


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


@dataclass(frozen=True, slots=True)
class Check:
    """Words that somebody may have said, on the five seeds.

    Attributes:
        asked: what a person typed, before any platform's escaping.
        verdict: whether it was said.
        shows: text that must be readable in the reply, whole.
        hides: words of the asker that no chat may repeat.
    """

    asked: str
    verdict: Verdict
    shows: str = ""
    hides: str = ""


SAID, NEARLY, NOTHING = Verdict.SAID, Verdict.NEARLY, Verdict.NOTHING

CHECKS = (
    Check("pricing is kind of like a one way ratchet", SAID, "like a one way ratchet"),
    Check("PRICING, um, is kind of like a one-way ratchet!", SAID, "like a one way ratchet"),
    Check("10% of the globe uses it every week", SAID, "10% of the globe uses it. Every week"),
    # Over two segments that name nobody: they may be two people's turns.
    Check("so that you know daytoday we're trying to support companies", NEARLY, "daytoday we're"),
    Check("we have seen cannibalization at all", NEARLY, "we have not seen cannibalization"),
    Check("the prevailing view this is back in 2023", NEARLY, "back in 2022", "2023"),
    Check("pricing is kind of like a one way circus", NEARLY, "one way ratchet", "circus"),
    Check("prompt engineering is dead", NEARLY, "prompt engineering is just not", "dead"),
    Check("pricing is a one way ratchet", NEARLY, "pricing is kind of like a one way ratchet"),
    Check("Prompt engineering was declared dead in 2022", NOTHING, "was declared dead in 2022"),
    Check("sourdough bread should rise twice before the otter wakes", NOTHING),
    Check("immigration policy is kind of like a one way street", NOTHING),
    Check("kubernetes", NOTHING),
    Check("<!channel>", NOTHING),
    Check("@everyone", SAID, "everyone"),
    Check("um", NOTHING),
    Check("*", NOTHING),
    Check("\N{ROBOT FACE}", NOTHING),
    Check("zqx " * 400, NOTHING),
)
"""Empty words are no check: chats and the page show what to write, the command line refuses."""


@dataclass(frozen=True, slots=True)
class Press:
    """A question on the five seeds whose first item's Sources are pressed.

    Attributes:
        asked: what a person typed.
        shows: texts that must be readable in what the presser gets, whole.
    """

    asked: str
    shows: tuple[str, ...]


PRESSES = (
    Press(
        "the thinking was that there would be like one model that rules them all",
        (
            "even with an OpenAI, the, the thinking was that there would be like one model",
            "003_dceb46a7325dcf1e.txt",
            "001_38546bd7731afda3.txt",
        ),
    ),
    Press(
        "the models are so hard to abstract away. Like they're just, they're just unruly",
        ("Erik Torenberg", "Martin Casado", "001_38546bd7731afda3.txt"),
    ),
    Press("pricing is kind of like a one way ratchet", ("1 source has these words.",)),
)


@dataclass(frozen=True, slots=True)
class Walk:
    """A question on the five seeds, and what its card leads to, one press after another.

    Attributes:
        asked: what a person typed.
        first: what the lead of the first card says.
        presses: which button of the card that is shown is pressed, what the lead says then, and
            text that must be readable, whole.
    """

    asked: str
    first: str
    presses: tuple[tuple[ActionKind, str, str], ...]


NEXT, WIDER, NARROWER = ActionKind.NEXT, ActionKind.WIDER, ActionKind.NARROWER
_AROUND = "With what stands around it."

WALKS = (
    Walk(
        "token laundering",
        "Best of 3 matches.",
        (
            (WIDER, f"Best of 3 matches. {_AROUND}", "Erik Torenberg makes a brief but profound"),
            (NARROWER, "Best of 3 matches.", "basically just token laundering"),
            (NEXT, "Match 2 of 3.", "Erik Torenberg makes a brief but profound observation:"),
            (NEXT, "Match 3 of 3.", "This insight captures the entire AI application"),
            (NEXT, "Best of 3 matches.", "basically just token laundering"),
        ),
    ),
    Walk(
        "agents",
        "Best of 5 matches.",
        (
            (NEXT, "Match 2 of 5.", "So I think right now the things that are top of mi"),
            (WIDER, "Match 2 of 5.", "something more steerable"),
            (WIDER, f"Match 2 of 5. {_AROUND}", "Before it in the document"),
            (NARROWER, "Match 2 of 5.", "something more steerable"),
            (NARROWER, "Match 2 of 5.", "So I think right now"),
        ),
    ),
    Walk(
        "Agents represent a manifestation of core intelligence",
        "Best of",
        (
            (WIDER, _AROUND, "After it in the document"),
            (WIDER, "With its chapter.", "Chapter, as titled by 002_214cc9e9b35e60f8.txt"),
            (NEXT, "Match 2 of", ""),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, and what it asks for.

    Attributes:
        typed: the text, before any platform's escaping.
        kind: what is asked for.
        text: what of it is looked up, checked, or of the quote of the day.
    """

    typed: str
    kind: CommandKind
    text: str = ""


ASK = CommandKind.ASK
TYPED = (
    Typed("fine-tuning", ASK, "fine-tuning"),
    Typed("from:sherwin pricing", ASK, "from:sherwin pricing"),
    Typed("in:lennys agents", ASK, "in:lennys agents"),
    Typed('check "one way"', CommandKind.CHECK, "one way"),
    Typed("Check \u201cone way\u201d", CommandKind.CHECK, "one way"),
    Typed('check  "one way', CommandKind.CHECK, "one way"),
    Typed('check "say "please" now"', CommandKind.CHECK, 'say "please" now'),
    Typed('check ""', CommandKind.CHECK),
    Typed("check one way", ASK, "check one way"),
    Typed("check", CommandKind.CHECK, ""),
    Typed("check the numbers", ASK, "check the numbers"),
    Typed('what did they check "now"', ASK, 'what did they check "now"'),
    Typed("topics", CommandKind.TOPICS),
    Typed("Topics?", CommandKind.TOPICS),
    Typed("list topics", CommandKind.TOPICS),
    Typed("topics of the talk", ASK, "topics of the talk"),
    Typed("episodes", CommandKind.EPISODES),
    Typed("show episodes", CommandKind.EPISODES),
    Typed("speakers", CommandKind.SPEAKERS),
    Typed("random", CommandKind.RANDOM),
    Typed("random forests", ASK, "random forests"),
    Typed("help", CommandKind.HELP),
    Typed("help me with pricing", ASK, "help me with pricing"),
    Typed("daily", CommandKind.DAILY),
    Typed("daily 9:00 Europe/Berlin", CommandKind.DAILY, "9:00 Europe/Berlin"),
    Typed("Daily 9pm weekdays topic:pricing", CommandKind.DAILY, "9pm weekdays topic:pricing"),
    Typed("daily topic:pricing weekdays", CommandKind.DAILY, "topic:pricing weekdays"),
    Typed("daily pause", CommandKind.DAILY, "pause"),
    Typed("daily skip friday", CommandKind.DAILY, "skip friday"),
    Typed("daily active users", ASK, "daily active users"),
    Typed("the daily 9:00 standup", ASK, "the daily 9:00 standup"),
    Typed("", ASK),
)
