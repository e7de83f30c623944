"""How well questions with known answers are answered: the rule of a hit, and the figures. Pure.

A match is a hit if its document is the relevant one, or has the same words, and at least half of
the relevant words stand in it, in their order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import LCSseq

from bot.model import Match
from bot.tokens import tokenize

DEPTH: Final = 10
"""How many matches of an answer are looked at."""
COLUMNS: Final = ("Kind", "Questions", "R@1", "R@5", f"MRR@{DEPTH}", "Answered")
MOST: Final = 95
"""Percent of the questions with an answer that get one, where those without are compared."""
_FIRST_FEW: Final = 5
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Relevant:
    """Words that answer a question, and the file of the document where they stand."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What became of one question.

    Attributes:
        kind: its kind, a word of whoever made it.
        answerable: whether anything is relevant to it.
        answered: whether it got a match.
        rank: of the first match that is a hit, from 1, or None.
        seconds: how long the answer took.
        sure: how sure the surest text was, also where it was refused; 0: there was none.
    """

    kind: str
    answerable: bool
    answered: bool
    rank: int | None
    seconds: float
    sure: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one kind of question; each from 0 to 1.

    Attributes:
        kind: the kind, or None for all questions that have an answer.
        questions: how many.
        first, few: the share whose first match, or one of whose first five, is a hit.
        mrr: the mean of 1 / rank of the first hit.
        answered: the share that got a match.
    """

    kind: str | None
    questions: int
    first: float
    few: float
    mrr: float
    answered: float


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures.

    Attributes:
        kinds: by kind, those with answers, by name.
        total: of all questions that have an answer.
        unanswerable: how many questions have none.
        wrongly_answered: the share of those that got a match all the same.
        wrongly_at_most: the share of those that would get one, were the limit of what is sure
            enough such that `MOST` percent of the others get one; None where no limit is.
        milliseconds: p50, p95 and p99 of all questions.
    """

    kinds: tuple[Row, ...]
    total: Row
    unanswerable: int
    wrongly_answered: float
    wrongly_at_most: float | None
    milliseconds: Mapping[str, float]


def first_hit(matches: Sequence[Match], relevant: Sequence[Relevant]) -> int | None:
    """Return the rank of the first hit, from 1, among the first ten matches, or None."""
    for rank, match in enumerate(matches[:DEPTH], start=1):
        if any(is_hit(match, one) for one in relevant):
            return rank
    return None


def is_hit(match: Match, relevant: Relevant) -> bool:
    """Whether a match shows the relevant words: half of them at least, in their order."""
    entry = match.entry
    if relevant.file not in {entry.source.file, *(source.file for source in entry.also_in)}:
        return False
    wanted, shown = _words(relevant.text), _words(entry.text)
    return bool(wanted) and LCSseq.similarity(wanted, shown) >= _HALF * len(wanted)


def to_scores(scored: Sequence[Scored]) -> Scores:
    """Return the figures of at least one question."""
    answerable = [one for one in scored if one.answerable]
    others = [one for one in scored if not one.answerable]
    kinds = sorted({one.kind for one in answerable})
    times = sorted(one.seconds * 1000 for one in scored)
    return Scores(
        tuple(_row(kind, [one for one in answerable if one.kind == kind]) for kind in kinds),
        _row(None, answerable),
        len(others),
        _share([one.answered for one in others]),
        _wrongly_at_most([one.sure for one in answerable], [one.sure for one in others]),
        {f"p{percent}": _percentile(times, percent) for percent in (50, 95, 99)},
    )


def scores_json(scores: Scores) -> dict[str, object]:
    """Return the figures as JSON; shares from 0 to 1, times in milliseconds."""
    return {
        **_row_json(scores.total),
        "kinds": {str(row.kind): _row_json(row) for row in scores.kinds},
        "no_answer": {
            "questions": scores.unanswerable,
            "answered": round(scores.wrongly_answered, 4),
            f"answered_at_{MOST}": _rounded(scores.wrongly_at_most),
        },
        "milliseconds": {name: round(value, 3) for name, value in scores.milliseconds.items()},
    }


def score_rows(scores: Scores) -> list[tuple[str, ...]]:
    """Return the figures as rows under `COLUMNS`, by kind, then of all."""
    return [
        (
            row.kind or "all with an answer",
            str(row.questions),
            *(f"{figure:.3f}" for figure in (row.first, row.few, row.mrr, row.answered)),
        )
        for row in (*scores.kinds, scores.total)
    ]


def score_lines(scores: Scores) -> list[str]:
    """Return what no row says, a sentence each."""
    times = ", ".join(f"{name} {value:.1f} ms" for name, value in scores.milliseconds.items())
    wrongly = f"{scores.wrongly_answered:.3f} of {scores.unanswerable}"
    lines = [f"Without an answer, and answered all the same: {wrongly}."]
    if scores.wrongly_at_most is not None:
        limit = f"At the limit that lets {MOST} % of the others be answered"
        lines.append(f"{limit}: {scores.wrongly_at_most:.3f}.")
    elif scores.total.questions and scores.unanswerable:
        lines.append(f"No limit lets {MOST} % of the others be answered.")
    return [*lines, f"{times}."]


def _wrongly_at_most(answerable: Sequence[float], others: Sequence[float]) -> float | None:
    if not answerable or not others:
        return None
    limit = -_percentile(sorted(-sure for sure in answerable), MOST)
    return _share([sure >= limit for sure in others]) if limit else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _row(kind: str | None, scored: Sequence[Scored]) -> Row:
    ranks = [one.rank for one in scored]
    return Row(
        kind,
        len(scored),
        _share([rank == 1 for rank in ranks]),
        _share([rank is not None and rank <= _FIRST_FEW for rank in ranks]),
        sum(1 / rank for rank in ranks if rank) / max(1, len(ranks)),
        _share([one.answered for one in scored]),
    )


def _row_json(row: Row) -> dict[str, object]:
    return {
        "questions": row.questions,
        "recall_at_1": round(row.first, 4),
        "recall_at_5": round(row.few, 4),
        "mrr_at_10": round(row.mrr, 4),
        "answered": round(row.answered, 4),
    }


def _share(held: Sequence[bool]) -> float:
    return sum(held) / max(1, len(held))


def _percentile(ordered: Sequence[float], percent: int) -> float:
    """Return the smallest value that so many percent of `ordered` do not exceed."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _words(text: str) -> list[str]:
    return [token.word for token in tokenize(text)]
