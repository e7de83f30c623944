"""How well words that two sources share are found: precision and recall, split by episode.

`python -m tests.bench.corroboration --write` writes docs/measured/corroboration.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot import alignment
from bot.alignment import Heard, local, shared, words
from bot.tokens import Token, tokenize
from tests.bench import utterances
from tests.bench.utterances import Episode, Pair

ROOT = Path(__file__).parents[2]
CORPUS = "changelog-dev.tar.gz"
LABELLED = Path(__file__).parent / "labelled" / "seeds.json"
MEASURED = ROOT / "docs" / "measured" / "corroboration.md"
SHOWN = 6
"""How many words of a recogniser's text an error shows."""


@dataclass(frozen=True, slots=True)
class Errors:
    """What went wrong on one half: pairs missed, near misses joined, runs beside the mark."""

    missed: list[Pair] = field(default_factory=list)
    wrong: list[Pair] = field(default_factory=list)
    beside: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Half:
    """The measure of one half of the episodes.

    Attributes:
        name: "tuning" or "proving".
        episodes, matching, near: how many there are.
        found: matching pairs in which a run overlaps the utterance on both sides.
        covered: share of the utterances' characters that runs cover, in theirs.
        errors: everything that went wrong.
        whole: matching pairs whose passage is found at its place in the whole episode, as another
            recogniser wrote it; and how many runs were found elsewhere.
    """

    name: str
    episodes: int
    matching: int
    near: int
    found: int
    covered: float
    errors: Errors
    whole: tuple[int, int]

    @property
    def recall(self) -> float:
        """Share of the matching pairs that were found."""
        return self.found / self.matching

    @property
    def precision(self) -> float:
        """Share of what was found that is the same utterance."""
        wrong = len(self.errors.wrong) + len(self.errors.beside)
        return self.found / (self.found + wrong) if self.found + wrong else 1.0

    def line(self) -> str:
        """Return the measure in one line."""
        return (
            f"corroboration, {self.name} half: precision {self.precision:.4f}, recall "
            f"{self.recall:.4f} ({self.found} of {self.matching} pairs found, "
            f"{len(self.errors.wrong)} of {self.near} near misses joined, "
            f"{len(self.errors.beside)} runs beside the mark; {self.covered:.1%} of the words "
            f"covered; {self.episodes} episodes); against whole episodes: {self.whole[0]} found, "
            f"{self.whole[1]} runs elsewhere"
        )


def report(corpora: Path | None) -> list[str]:
    """Measure, and return the lines to print; without the corpora, on the seeds alone."""
    lines = [seeds_line()]
    if corpora is None or not (corpora / CORPUS).is_file():
        return [*lines, "corroboration on real transcripts: not measured, the corpora are absent"]
    return [*lines, *(half.line() for half in measure(corpora / CORPUS))]


def measure(tar: Path) -> tuple[Half, Half]:
    """Return the measure of the half that tuned the thresholds, and of the one that did not.

    Episodes go to the halves in turn, so that no episode is in both.
    """
    return _half("tuning", utterances.episodes(tar)[::2]), proving(tar)


def proving(tar: Path) -> Half:
    """Return the measure of the half that tuned nothing."""
    return _half("proving", utterances.episodes(tar)[1::2])


def seeds_line() -> str:
    """Return the measure on the pairs of the five seeds, which were labelled by reading."""
    labelled = labelled_pairs()
    same = [one for one in labelled if one[2]]
    found = sum(_says(one) == one[2] for one in same)
    joined = sum(bool(_says(one)) for one in labelled if not one[2])
    return (
        f"corroboration, seeds by hand: {found} of {len(same)} pairs found word for word, "
        f"{joined} of {len(labelled) - len(same)} near misses joined"
    )


def labelled_pairs() -> list[tuple[str, str, list[str] | None]]:
    """Return (mine, theirs, the words that both have or None) for each labelled pair."""
    return [
        (_text(one["mine"]), _text(one["theirs"]), one["words"])
        for one in json.loads(LABELLED.read_text("utf-8"))
    ]


def _text(place: dict[str, object]) -> str:
    layer = (ROOT / "seeds" / str(place["file"])).read_bytes().decode("utf-8")
    spans = place["spans"]
    assert isinstance(spans, list)  # as the file has it
    return " ".join(layer[start:end] for start, end in spans)


def _says(pair: tuple[str, str, list[str] | None]) -> list[str] | None:
    mine, theirs = tokenize(pair[0]), tokenize(pair[1])
    runs = shared(mine, theirs)
    if not runs:
        return None
    return [
        " ".join(pair[0][slice(*_span(mine, run.mine))] for run in runs),
        " ".join(pair[1][slice(*_span(theirs, run.theirs))] for run in runs),
    ]


def _half(name: str, episodes: Sequence[Episode]) -> Half:
    made = [utterances.pairs(episode) for episode in episodes]
    errors, found, covered, length = Errors(), 0, 0, 0
    for pair in (pair for matching, _ in made for pair in matching):
        runs = list(_runs(pair))
        right = [run for run in runs if _is_true(run, pair)]
        found += bool(right)
        covered += sum(_overlap(theirs, _true(pair)[1]) for _, theirs in right)
        length += _true(pair)[1][1] - _true(pair)[1][0]
        errors.beside.extend([pair] * (len(runs) - len(right)))
        errors.missed.extend([] if right else [pair])
    near = [pair for _, pairs in made for pair in pairs]
    errors.wrong.extend(pair for pair in near if any(_runs(pair)))
    matching = sum(len(pairs) for pairs, _ in made)
    at_home = [
        _in_whole(episode, pairs) for episode, (pairs, _) in zip(episodes, made, strict=True)
    ]
    whole = sum(right for right, _ in at_home), sum(wrong for _, wrong in at_home)
    return Half(name, len(made), matching, len(near), found, covered / length, errors, whole)


def _in_whole(episode: Episode, pairs: Sequence[Pair]) -> tuple[int, int]:
    """Return how many passages are found at their place in the episode, and runs elsewhere."""
    text, places = utterances.whole(episode)
    tokens = tokenize(text)
    heard, right, wrong = Heard(tokens), 0, 0
    for pair in pairs:
        start, end = places[pair.at[0]], places[pair.at[0] + len(pair.mine.split())]
        runs = [_span(tokens, run.theirs) for run in heard.find(tokenize(pair.mine))]
        here = sum(_overlap(run, (start, end)) > 0 for run in runs)
        right, wrong = right + bool(here), wrong + len(runs) - here
    return right, wrong


def _runs(pair: Pair) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    mine, theirs = tokenize(pair.mine), tokenize(pair.theirs)
    for run in shared(mine, theirs):
        yield _span(mine, run.mine), _span(theirs, run.theirs)


def _is_true(run: tuple[tuple[int, int], tuple[int, int]], pair: Pair) -> bool:
    return all(_overlap(one, other) > 0 for one, other in zip(run, _true(pair), strict=True))


def _true(pair: Pair) -> tuple[tuple[int, int], tuple[int, int]]:
    assert pair.true is not None
    return pair.true


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _span(tokens: Sequence[Token], run: tuple[int, int]) -> tuple[int, int]:
    return tokens[run[0]].start, tokens[run[1] - 1].end


def page(halves: Iterable[Half], today: dt.date) -> str:
    """Return docs/measured/corroboration.md."""
    lines = [
        "# Corroboration, measured",
        "",
        "Made by `python -m tests.bench.corroboration --write`; the pairs are described in",
        "`tests/bench/utterances.py`, what happens to the words in `tests/bench/recogniser.py`.",
        "The transcripts are not shipped: errors name a file of the corpus and where in it (in",
        "words from its start) the passage and the other text begin, and show at most",
        f"{SHOWN} words of what our recogniser wrote.",
        "",
        (
            f"Date {today}, seed {utterances.SEED}; thresholds: score {alignment.ENOUGH} + "
            f"{alignment.PARTED} for each side that parts, {alignment.WORDS} words, density "
            f"{alignment.DENSE}, given up after {local.GIVEN_UP}, alike from {words.ALIKE}, joined "
            f"from {words.JOINED}. They were chosen on the tuning half alone; the rule "
            "for negations and numbers was not, see corroboration-untouched.md."
        ),
        "",
        f"- {seeds_line()}",
    ]
    halves = list(halves)
    lines += [f"- {half.line()}" for half in halves]
    for half in halves:
        for title, pairs in (
            ("missed", half.errors.missed),
            ("near misses joined", half.errors.wrong),
            ("runs beside the mark", half.errors.beside),
        ):
            lines += ["", f"## {half.name.capitalize()} half: {title} ({len(pairs)})", ""]
            lines += [_error(pair) for pair in pairs]
    return "\n".join(lines) + "\n"


def _error(pair: Pair) -> str:
    start = _true(pair)[1][0] if pair.true else 0
    shown = " ".join(pair.theirs[start:].split()[:SHOWN])
    return f"- {pair.file} {pair.at[0]} / {pair.at[1]}: {shown} …"


def main() -> None:
    """Print the measure, or write it into the docs."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, default=ROOT / ".." / "shared" / "corpora")
    arguments.add_argument("--write", action="store_true", help="write docs/measured")
    given = arguments.parse_args()
    if given.write:
        halves = measure(given.corpora / CORPUS)
        MEASURED.parent.mkdir(parents=True, exist_ok=True)
        MEASURED.write_text(page(halves, dt.datetime.now(dt.UTC).date()), "utf-8")
        sys.stdout.writelines(f"{half.line()}\n" for half in halves)
    else:
        sys.stdout.writelines(f"{line}\n" for line in report(given.corpora))


if __name__ == "__main__":
    main()
