"""A short run of what `python -m tests.bench fuzzing` does for as long as is asked for."""

from __future__ import annotations

import itertools

import pytest

from tests.bench.fuzzing import fuzz

pytestmark = pytest.mark.slow


def test_a_hundred_broken_documents_are_read_or_refused() -> None:
    rounds = itertools.count()

    found = fuzz(2026, lambda: next(rounds) < 100)

    assert [] == found.problems
    assert 100 == found.documents
    assert found.read
