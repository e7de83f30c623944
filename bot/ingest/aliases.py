"""Names as heard: one name in two spellings, mined from one episode's documents. Pure.

Precision before recall: an alias widens what a question meets, and a false one puts somebody's
words under another's name. Sound alone is never enough. Two documents that each know one spelling
only must sound it the same and spell its consonants differently (Dennis and Denise are two people
as often as one misheard), unless the same name stands beside both; one document that has both must
show the same name beside both (Techrunch Disrupt, TechCrunch Disrupt). Aligned wording, where there
is some, tells by itself.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz.distance import Indel

from bot.ingest.spellings import Spelling, Spellings, Text, key_of
from bot.model import Alias
from bot.sounds import SHORTEST, consonants, may_be_alike, sound, sounds_like, sounds_same
from bot.tokens import STOP_WORDS, folded_words, tokenize

WITHOUT_NEIGHBOUR: Final = 5
"""Letters that a name must have to be told by its sound alone."""
STANDS_FOR: Final = 0.72
"""Letters in common that aligned words must have: "opening", "OpenAI"."""

_PARTS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NO_NEIGHBOURS: Final = STOP_WORDS | {"mr", "mrs", "ms", "dr", "prof", "new", "san", "los"}
"""What stands beside so many names that it tells nothing."""


Found = tuple[str, str, str]
"""What was heard (folded), what is meant (as written), and a sentence that says why."""


Aligned = tuple[str, str, str, str]
"""A file, words of it as written, another file, and the words it has in the same place."""


def mine(
    texts: Iterable[Text], heard: Iterable[Aligned] = (), *, episode_id: str
) -> tuple[Alias, ...]:
    """Return what names the documents of one episode spell in more than one way.

    Args:
        texts: what all its documents say; their order decides what nothing else does.
        heard: where aligned documents differ; which of the two comes first does not matter.
        episode_id: the episode's. An alias whose heard form is an ordinary word holds only there;
            `bot.aliases` tells, for the whole library has a say in what is ordinary.

    Returns:
        Each heard form and what is meant once, by the heard form.
    """
    spellings = Spellings(texts)
    found = [
        *_by_sound(spellings.names()),
        *_in_two(spellings),
        *_by_alignment(spellings, heard),
    ]
    once: dict[frozenset[str], Alias] = {}
    for misheard, meant, said in found:
        pair = frozenset((misheard, folded_words(meant)))
        once.setdefault(pair, Alias(misheard, meant, episode_id, (said,)))
    return tuple(sorted(once.values(), key=lambda alias: (alias.heard, alias.meant)))


def _by_sound(names: Sequence[Spelling]) -> Iterator[Found]:
    groups: defaultdict[str, list[tuple[str, Spelling]]] = defaultdict(list)
    for name in names:
        heard = sound(name.folded)
        if heard and len(name.folded) >= SHORTEST and not name.shown.isupper():
            groups[heard[0]].append((heard, name))
    for group in groups.values():
        for (heard, one), (also, other) in itertools.combinations(group, 2):
            if may_be_alike(heard, also) and _are_one(one, other):
                meant, misheard = _meant_first(one, other)
                yield misheard.folded, meant.shown, _evidence(meant, misheard)


def _are_one(one: Spelling, other: Spelling) -> bool:
    if _is_inflected(one.folded, other.folded) or not sounds_like(one.folded, other.folded):
        return False
    vowels_only = consonants(one.folded) == consonants(other.folded)
    if _shared(one.before, other.before):
        return True
    if _shared(one.after, other.after):
        return not vowels_only  # Dana Brook and Donna Brook are two
    return (
        not (one.files & other.files)
        and not _told_apart(one, other)
        and not vowels_only
        and min(len(one.folded), len(other.folded)) >= WITHOUT_NEIGHBOUR
        and sounds_same(one.folded, other.folded)
    )


def _is_inflected(one: str, other: str) -> bool:
    """Whether one is the other with an ending: Docs, American, or the very same word."""
    stems = tokenize(one)[0].stem, tokenize(other)[0].stem
    return one.startswith(other) or other.startswith(one) or stems[0] == stems[1]


def _shared(one: set[str], other: set[str]) -> set[str]:
    return {name for name in one & other if len(name) >= 3 and name not in _NO_NEIGHBOURS}  # noqa: PLR2004  initials tell nothing


def _told_apart(one: Spelling, other: Spelling) -> bool:
    """Whether other names stand beside each: Erik Lake is not Eric Reed."""
    return bool(one.before and other.before) or bool(one.after and other.after)


def _meant_first(one: Spelling, other: Spelling) -> tuple[Spelling, Spelling]:
    """Return what is meant and what was heard.

    Meant is what more documents write, then what stands in no speech, for a summariser copies what
    a recogniser heard in his own document, then what a summary has, then what is written as
    companies do, then what stands more often, then what stands first.
    """
    meant, misheard = sorted((one, other), key=_doubt)
    return meant, misheard


def _doubt(name: Spelling) -> tuple[int, bool, bool, bool, int, int]:
    stands = -sum(name.written.values())
    summarised = not name.summarised
    return (
        -len(name.files),
        bool(name.heard),
        summarised,
        not name.inner_capital,
        stands,
        name.first,
    )


def _evidence(meant: Spelling, misheard: Spelling) -> str:
    only, also = sorted(meant.files - misheard.files), sorted(misheard.files)
    if only:
        return f"{only[0]} writes {meant.shown} where {also[0]} writes {misheard.shown}"
    return f"{also[0]} writes both {meant.shown} and {misheard.shown}"


def _in_two(spellings: Spellings) -> Iterator[Found]:
    """Yield names that are written as one word and as two: OpenAI, Open AI."""
    for name in spellings.names():
        for parts in {tuple(map(key_of, _PARTS.findall(shown))) for shown in name.written}:
            apart = spellings.in_two(*parts) if len(parts) == 2 else []  # noqa: PLR2004  a pair
            if apart and "".join(parts) == name.folded:
                file, two = apart[0]
                said = f"{file} writes {two} as two words, {min(name.files)} {name.shown} as one"
                if len(apart) > sum(name.written.values()):
                    yield name.folded, two, said
                else:
                    yield " ".join(parts), name.shown, said


def _by_alignment(spellings: Spellings, heard: Iterable[Aligned]) -> Iterator[Found]:
    for pair in heard:
        one, other = pair[:2], pair[2:]
        for (file, words), (other_file, other_words) in ((one, other), (other, one)):
            for name in _names_in(words, spellings):
                run = _heard_as(name.folded, other_words)
                if run:
                    yield _aligned(spellings, name, run, (file, other_file))


def _names_in(words: str, spellings: Spellings) -> Iterator[Spelling]:
    for token in tokenize(words):
        written = words[token.start : token.end]
        name = spellings.name(key_of(written)) if written != written.lower() else None
        if name and len(name.folded) >= WITHOUT_NEIGHBOUR:
            yield name


def _heard_as(name: str, words: str) -> str | None:
    """Return the one or two of `words` that may be `name` misheard, the likeliest, folded."""
    tokens = [token.word for token in tokenize(words)]
    if name in tokens or any(word.startswith(name) for word in tokens):
        return None
    runs = [tokens[at : at + size] for size in (1, 2) for at in range(len(tokens) - size + 1)]
    likely = [
        (Indel.normalized_similarity(name, "".join(run)), " ".join(run))
        for run in runs
        if _may_stand_for(name, "".join(run))
    ]
    return max(likely)[1] if likely else None


def _may_stand_for(name: str, run: str) -> bool:
    if name.startswith(run) or not sound(run):
        return False
    alike = sound(name)[:1] == sound(run)[:1]
    near = alike and Indel.normalized_similarity(name, run) >= STANDS_FOR
    return near or sounds_same(name, run)


def _aligned(spellings: Spellings, name: Spelling, run: str, files: tuple[str, str]) -> Found:
    other = spellings.name(run)
    if other is None:
        return run, name.shown, _in_place(files, name.shown, run)
    meant, misheard = _meant_first(name, other)
    by = files if meant is name else files[::-1]
    return misheard.folded, meant.shown, _in_place(by, meant.shown, misheard.shown)


def _in_place(files: tuple[str, str], meant: str, misheard: str) -> str:
    return f"{files[0]} has {meant} where {files[1]} has {misheard} in the same words"
