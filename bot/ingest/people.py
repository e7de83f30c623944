"""Names of people as documents print them. Pure; a wrong name is worse than none."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Final

# Letters of scripts without case begin a name as capitals do elsewhere.
_UNCASED: Final = "\u05d0-\u05ea\u0620-\u064a\u0904-\u0939\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_UPPER: Final = "".join(chr(code) for code in range(0x530) if chr(code).isupper()) + _UNCASED
_PARTICLE: Final = r"(?:van|von|der|den|de|da|di|du|del|la|le|bin|al|ten)"
_TITLE: Final = r"(?:Dr|Mr|Mrs|Ms|Prof|St)\."
# An accent may be a letter of its own behind the one it stands on.
# So many and no more: a run of letters without an end is no name, and takes no time.
_LETTERS: Final = r"[\w\u0300-\u036f]{0,40}"
_WORD: Final = (
    rf"(?:(?:[{_UPPER}]\.){{1,3}}|{_TITLE}"
    rf"|[{_UPPER}]{_LETTERS}(?:[-'\u2019][{_UPPER}]{_LETTERS}){{0,2}})"
)
_MORE: Final = rf"(?: (?:{_PARTICLE} ){{0,2}}{_WORD})"
NAME: Final = rf"(?:{_TITLE} )?{_WORD}{_MORE}{{0,3}}"
"""A pattern for one to four capitalised words: "Wu", "Ada van der Lee"; single spaces between.

Before them a title may stand: "Dr. Ana María Ruiz".
"""
FULL_NAME: Final = rf"(?:{_TITLE} )?{_WORD}{_MORE}{{1,3}}"
"""The same for two to four words."""

# Words that begin sentences, name roles, places and organisations: none is part of a person's name.
_NO_NAME: Final = frozenset(
    """
    a an the this that these those my our your his her their its it he she we they you i in on at
    for from with by to of and or but so yet if as when while where why how what who which here
    there then now later today yes no not one two three first second third next last also however
    instead meanwhile finally similarly despite after before both many most some all every each
    new san los las united north south east west silicon valley city university institute school
    college labs lab inc corp company group capital ventures partners media news times post
    journal review magazine show podcast episode chapter part section street foundation bank cloud
    research team platform technologies systems software studio studios network
    head chief officer vice president director manager partner founder cofounder co-founder ceo
    cto engineer engineering product design marketing sales professor editor reporter author
    investor senior junior former speaker host cohost co-host guest interviewer interviewee
    moderator narrator announcer unknown anonymous question answer note example summary transcript
    warning disclaimer correction update sponsors sponsor links comments source credits resources
    topics keywords tags break music jingle advertisement
    date title duration length recorded published guests hosts speakers participants location
    language subject url link
    super very really just excited glad happy going sorry thank thanks welcome hello
    monday tuesday wednesday thursday friday saturday sunday
    """.split()  # noqa: SIM905  the words are read as words
)
_ROLES: Final = frozenset(
    """
    speaker host cohost co-host guest interviewer interviewee moderator narrator announcer unknown
    everyone
    """.split()  # noqa: SIM905  the words are read as words
)
# What diarisers write for somebody whom they cannot name.
_NUMBERED: Final = re.compile(
    r"(?:(?:unknown|unidentified|male|female|other|multiple|all)[ _-])?"
    r"(?:speakers?|spk|voices?|person|participant|channel|track|interviewee|s)"
    r"(?:[ _#-]{0,2}\d{1,3})?"
    r"|(?:speaker|voice|person)[ _-]?[a-z]|\d{1,3}|male|female|audience|crowd|both|various",
    re.IGNORECASE,
)
_UNKNOWN: Final = frozenset({"", "unknown", "n/a", "na", "none", "null", "-", "tbd", "untitled"})
_ROLE: Final = re.compile(r"\s{0,9}[(\[][^()\[\]]*[)\]]")
_BETWEEN: Final = re.compile(r"\s{0,9}[,;&]\s{0,9}|\s{1,9}and\s{1,9}")
_LONGEST_NAME: Final = 60
_LONGEST_LABEL: Final = 200  # longer is neither name nor role, and nothing to remember


def known(value: str | None) -> str | None:
    """Return `value` without the space around it, or None if it only says that nobody knows."""
    text = (value or "").strip()
    return None if text.casefold() in _UNKNOWN else text


def is_name(words: str) -> bool:
    """Whether `words` can be a person's name as a label prints it: "Ada Brook", not "Host"."""
    return len(words) <= _LONGEST_LABEL and _is_name(words)


def is_role(words: str) -> bool:
    """Whether `words` are a label that names nobody: "Host", "Speaker 1", "SPEAKER_01", "spk_0"."""
    return len(words) <= _LONGEST_LABEL and _is_role(words)


def full_name(words: str) -> str | None:
    """Return the full name at the end of a capitalised run: "GP Ada Brook" is "Ada Brook".

    Leading roles and acronyms are taken off. None if what is left is no name of two words or more.
    """
    parts = words.split()
    while parts and (_is_acronym(parts[0]) or parts[0].casefold() in _NO_NAME):
        parts.pop(0)
    name = " ".join(parts)
    return name if re.fullmatch(FULL_NAME, name) and not _has_other_words(name) else None


def split_people(field: str) -> tuple[str, ...]:
    """Return the names of a list such as "Ada Brook (host), Bo Lind"; roles fall away."""
    names = (known(name) for name in _BETWEEN.split(_ROLE.sub("", field)))
    return distinct(name for name in names if name and len(name) <= _LONGEST_NAME)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return `names` in order, each once."""
    return tuple(dict.fromkeys(names))


def complete(name: str, people: tuple[str, ...]) -> str | None:
    """Return the one of `people` whose whole name, or first or last name, is `name`; else None.

    A name that two of them share is nobody's.
    """
    if name in people:
        return name
    bearers = [person for person in people if name in (person.split()[0], person.split()[-1])]
    return bearers[0] if len(bearers) == 1 else None


@functools.lru_cache(maxsize=4096)  # a transcript has the same few names at thousands of lines
def _is_name(words: str) -> bool:
    if re.fullmatch(NAME, words) is None or _is_role(words):
        return False
    return not _has_other_words(words)


@functools.lru_cache(maxsize=4096)
def _is_role(words: str) -> bool:
    if _NUMBERED.fullmatch(words):
        return True
    first, *others = words.casefold().replace("_", " ").split() or [""]
    return first in _ROLES and all(word.isdigit() or len(word) == 1 for word in others)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not word.endswith(".")


def _has_other_words(name: str) -> bool:
    return any(word.casefold() in _NO_NAME for word in name.split())
