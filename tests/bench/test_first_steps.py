"""The documented way from a token to an answer leads there, on both platforms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.bench.first_steps import Walk, walk_discord, walk_slack


@pytest.mark.slow
@pytest.mark.parametrize("walk", [walk_slack, walk_discord], ids=["slack", "discord"])
async def test_the_documented_steps_lead_from_a_token_to_an_answer(
    walk: Callable[[Path], Awaitable[Walk]], tmp_path: Path
) -> None:
    walked = await walk(tmp_path)

    assert 4 == len(walked.waits)
    assert "fine-tuning" in repr(walked.answer).lower()
    assert 0o600 == (tmp_path / ".env").stat().st_mode & 0o777
