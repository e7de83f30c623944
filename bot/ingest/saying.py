"""Who said a quotation: the subject of its verb of saying, in the words that lead to it. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.ingest.people import NAME, complete, distinct, full_name

# "Ada says …": these hold with a colon, a comma, "that", or the opening mark right after them.
_SAYS: Final = frozenset(
    """
    says said explains explained notes noted observes observed confirms confirmed reports reported
    argues argued adds added warns warned recalls recalled states stated claims claimed asks asked
    answers answered replies replied responds responded remarks remarked admits admitted
    acknowledges acknowledged concludes concluded continues continued declares declared emphasizes
    emphasized emphasises emphasised stresses stressed insists insisted predicts predicted suggests
    suggested jokes joked quips quipped reflects reflected reveals revealed points pointed puts put
    sums summed elaborates elaborated clarifies clarified mentions mentioned agrees agreed counters
    countered cautions cautioned maintains maintained contends contended announces announced
    repeats repeated summarizes summarized summarises summarised wonders wondered
    """.split()  # noqa: SIM905  the words are read as words
)
# "Ada challenges the view: …": these only with a colon before the opening mark.
_RELATES: Final = frozenset(
    """
    challenges challenged describes described calls called shares shared discusses discussed
    outlines outlined details detailed recounts recounted frames framed characterizes characterized
    characterises characterised illustrates illustrated expresses expressed highlights highlighted
    pushes pushed tells told
    """.split()  # noqa: SIM905  the words are read as words
)
# "Ada makes an observation: …": only with what is said named as well.
_MAKES: Final = frozenset(
    ["makes", "made", "offers", "offered", "gives", "gave", "draws", "drew", "provides", "provided"]
)
_SAID_THING: Final = re.compile(
    r"\b(?:observation|point|case|argument|claim|comparison|distinction|prediction|remark|analogy"
    r"|suggestion|admission|statement|view|perspective|take|insight|example|anecdote|advice)\b"
)
_OTHER_SAYING: Final = re.compile(
    r"\b(?:say|explain|argue|claim|observe|tell|add|ask|answer|insist|warn"
    rf"|{'|'.join(sorted(_SAYS | _RELATES))})\b"
)
# "Ada recalls Bo's warning: …", "Ada notes, quoting Bo: …": the words are another's.
_ANOTHERS: Final = re.compile(
    r"\b(?:according to|quotes|quoted|quoting|cites|cited|citing|paraphrasing|echoing)\b"
    r"|\w['\u2019]s? (?:[\w-]{1,30} ){0,2}(?:words?|warning|advice|motto|slogan|line|phrase|quote"
    r"|saying|remark|claim|argument|question|answer|view|quip|joke|mantra|rule|promise|reply)\b"
)
# "Ada challenges the slogan: …": the words are what she is against.
_AGAINST: Final = re.compile(
    r"\b(?:idea|notion|claim|slogan|view|belief|myth|saying|mantra|wisdom|assumption|argument"
    r"|phrase|clich\w+|dogma)(?: that)? ?:$"
)

_CLAUSE: Final = re.compile(r"^|,[\"”]? ?|[;:(—\u2013] ?| - |\) ")
_SUBJECT: Final = re.compile(
    r"(?:(?:[Aa]s|[Aa]nd|[Bb]ut|[Yy]et|[Ss]o|[Tt]hen|[Hh]ere|[Ll]ater) )?"
    r"(?:(?:[Hh]ost|[Cc]o-host|[Gg]uest|[Ff]ounder|[Mm]oderator|CEO|CTO) )?"
    rf"(?P<person>{NAME})"
    r"(?:,[^,]{1,80},| \([^()]{1,80}\))?"
    r"(?: (?:also|then|later|further|even|once|again|now|still|has|had"
    r"|(?!hardly|rarely|barely|scarcely)[a-z]{2,20}ly)){0,2}"
    r" (?P<verb>[a-z]{3,20})\b"
)
_ATTACHED: Final = re.compile(
    r"(?: (?:it|out|up|this|way|further|again|back|us|well|that|[a-z]{2,20}ly)){0,3} ?[:,]? ?"
)
_LONGEST_LEAD: Final = 600


def speaker_of(lead: str, people: tuple[str, ...]) -> str | None:
    """Return who says the quotation that `lead` leads to, or None.

    Args:
        lead: the words of its sentence up to the opening mark.
        people: the participants; a first name alone is completed from them.

    The subject of the verb that stands right before the mark says it. With more words between,
    there must be a colon at the end and no other subject and no other verb of saying: what
    somebody "says that they say" is nobody's.
    """
    text = " ".join(lead.split())
    if len(text) > _LONGEST_LEAD:
        return None
    subjects = [found for start in _CLAUSE.finditer(text) if (found := _subject(text, start.end()))]
    for found in reversed(subjects):
        if _is_attached(found, text[found.end() :]):
            return _person(found["person"], people)
    names = distinct(found["person"] for found in subjects)
    if len(names) == 1 and _leads_on(subjects[-1], text[subjects[-1].end() :]):
        return _person(names[0], people)
    return None


def _subject(text: str, start: int) -> re.Match[str] | None:
    found = _SUBJECT.match(text, start)
    return found if found and found["verb"] in _SAYS | _RELATES | _MAKES else None


def _is_attached(found: re.Match[str], tail: str) -> bool:
    if _ATTACHED.fullmatch(tail) is None:
        return False
    return found["verb"] in _SAYS or (found["verb"] in _RELATES and tail.rstrip().endswith(":"))


def _leads_on(found: re.Match[str], tail: str) -> bool:
    if not tail.endswith(":") or _OTHER_SAYING.search(tail) or _ANOTHERS.search(tail):
        return False
    if found["verb"].startswith("challenge") and _AGAINST.search(tail):
        return False
    return found["verb"] not in _MAKES or _SAID_THING.search(tail) is not None


def _person(words: str, people: tuple[str, ...]) -> str | None:
    return complete(words, people) or full_name(words)
