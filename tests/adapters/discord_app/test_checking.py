"""`/podquote-check`, through the real client."""

from __future__ import annotations

import json

import pytest
from structlog.testing import capture_logs

from bot import phrasing
from bot.ports import Core
from tests.adapters.discord_app.conftest import Scenes
from tests.adapters.discord_app.test_conversation import seen
from tests.dialogs import CHECKS, Check
from tests.fakes.core import FakeCore
from tests.platforms.discord_markdown import look


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
async def test_every_check_gets_its_verdict_privately_and_no_echo(
    scenes: Scenes, core: Core, dialog: Check
) -> None:
    async with scenes(core) as scene:
        result = await scene.person.slash(scene.channel, "podquote-check", words=dialog.asked)

        assert result.ephemeral
        assert result.response is not None
        lead = phrasing.to_checked_card(core.check(dialog.asked)).lead
        assert look(result.response.message.content).text.startswith(lead)
        assert dialog.shows in seen(result.response)
        assert not dialog.hides or dialog.hides not in json.dumps(scene.sent())


async def test_a_check_that_goes_wrong_is_told_by_an_id_and_logged_without_its_words(
    scenes: Scenes,
) -> None:
    core = FakeCore()
    core.failure = ZeroDivisionError()
    async with scenes(core) as scene:
        with capture_logs() as logged:
            result = await scene.person.slash(scene.channel, "podquote-check", words="secret")

        assert "Something went wrong" in seen(result.response)
    assert [len("secret")] == [entry["length"] for entry in logged]
    assert "secret" not in str(logged)
    assert ["secret"] == core.checked
