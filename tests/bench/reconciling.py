"""How long taking episodes in takes, from ten to a thousand: near-linear, as a curve.

Each episode has three documents that a generator writes with a fixed seed: automatic captions
(about
120 segments), notes that quote them with cuts and mishearings, and an at-a-glance page. The words
are those
of the packaged seeds, put in another order.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.bootstrap import build
from bot.resources import folder
from bot.tokens import tokenize
from tests.fakes.settings import settings_for

SEED = 20251128
SIZES = (10, 30, 100, 300, 1000)
SENTENCES = 240
QUOTES = 12


def report(sizes: tuple[int, ...] = SIZES) -> list[str]:
    """Measure, and return the lines to print."""
    return [line for size in sizes for line in _measured(size)]


def _measured(size: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        here, documents = Path(name), Path(name) / "documents"
        documents.mkdir()
        for number in range(size):
            for kind, text in write_episode(number).items():
                (documents / f"{number:05}-{kind}").write_text(text, encoding="utf-8")
        core = build(settings_for(here / "library.db", PODQUOTE_DEMO="off"))
        started = time.perf_counter()
        reports = list(core.office.ingest([str(documents)]))
        took = time.perf_counter() - started
        overview = core.office.overview()
        core.close()
    refused = [one.error for one in reports if one.error]
    if refused or overview.episodes != size:
        raise AssertionError(f"{overview.episodes} of {size} episodes, refused: {refused[:3]}")
    yield (
        f"{size:5} episodes, {overview.entries:7} texts: {took:6.1f} s, "
        f"{1000 * took / size:4.0f} ms an episode"
    )


def write_episode(number: int) -> dict[str, str]:
    """Return the three documents of one episode, by the end of their file's name."""
    chance = random.Random(SEED + number)  # noqa: S311  no secret
    words = _words()
    spoken = [_sentence(chance, words) for _ in range(SENTENCES)]
    title = f"Talk {number} about {' '.join(chance.sample(words, 4))}"
    quoted = [chance.randrange(SENTENCES - 4) for _ in range(QUOTES)]
    return {
        "captions.md": _captions(f"video{number}", title, spoken),
        "notes.md": _notes(f"video{number}", title, [spoken[at : at + 3] for at in quoted]),
        "glance.txt": _glance(title, [spoken[at] for at in quoted[:5]]),
    }


def _words() -> list[str]:
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(folder("seeds").iterdir()))
    return sorted({token.word for token in tokenize(text) if token.word.isalpha()})


def _sentence(chance: random.Random, words: list[str]) -> str:
    said = chance.sample(words, chance.randint(8, 22))
    return " ".join([said[0].capitalize(), *said[1:]]) + "."


def _captions(video: str, title: str, spoken: list[str]) -> str:
    cues = []
    for at, sentence in enumerate(spoken):
        said, clock = sentence.split(), f"{at * 6 // 60:02}:{at * 6 % 60:02}"
        turn = ">> " if at % 9 == 0 else ""
        cues.append(f"- [{clock}] {turn}{' '.join(said[:8])}")
        cues += [f"- [{clock}] {' '.join(said[8:])}"] if said[8:] else []
    front = f'---\ntitle: "{title}"\nvideo_id: "{video}"\nvideo_url: "{_url(video)}"\n---\n'
    return f"{front}\n# Transcript: {video}\n\n## Text\n\n" + "\n".join(cues) + "\n"


def _notes(video: str, title: str, passages: list[list[str]]) -> str:
    themes = [_theme(at, video, *passage) for at, passage in enumerate(passages, start=1)]
    head = (
        f"# [{title}]({_url(video)})\n\n**Podcast:** The Bench Show\n**Date:** 2025-11-28\n"
        f"**Participants:** Ada Brook, Bo Reed\n**Video ID:** {video}\n"
        f"**Video URL:** {_url(video)}\n\n---\n\n### 1. Key Themes\n\n"
    )
    return head + "\n".join(themes)


def _theme(at: int, video: str, first: str, _skipped: str, third: str) -> str:
    quoted = f"{first[:-1].lower()}...{third[:-1].lower()}."
    cited = f"[[00:{at:02}:10]]({_url(video)}&t={at}m0s)"
    return (
        f"### Theme {at}\n\nThe guest looks back on it all. "
        f'As Ada Brook explains: "{quoted}" {cited}\n'
    )


def _glance(title: str, quotes: list[str]) -> str:
    said = "\n".join(f"{quote}\n— Ada Brook" for quote in quotes)
    return (
        f"The Bench Show{title}\nAt a glance\nWHAT IT'S REALLY ABOUT\nA talk of many words\n"
        "- One thing that matters to everybody here.\n"
        f"WORDS WORTH SAVING\n{len(quotes)} quotes{said}\n"
    )


def _url(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}"
