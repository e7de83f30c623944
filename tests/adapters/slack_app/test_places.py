"""Wherever an answer stands its buttons work, and in any workspace it shows that one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import phrasing
from bot.bootstrap import Podquote
from bot.model import Asker
from bot.phrasing import forms
from tests.adapters.slack_app.conftest import ManualClock, over_socket
from tests.adapters.slack_app.test_steps import button, pressed
from tests.bot.test_editing import TALK
from tests.fakes.core import STEPPED, FakeCore
from tests.platforms.slack import TEAM, SlackPeer, mention
from tests.platforms.slack_payloads import direct, global_shortcut, home_opened, submission
from tests.platforms.slack_presses import buttons


def filled(peer: SlackPeer, response_url: str | None = None) -> dict[str, Any]:
    """Return what the form that stands open sends with a question in it."""
    return submission(peer.views[0][1]["view"], {"words": {"value": "dams"}}, response_url)


async def test_an_answer_to_a_form_that_was_asked_in_a_channel_steps_after_a_restart(
    peer: SlackPeer, clock: ManualClock
) -> None:
    async with over_socket(peer, FakeCore(STEPPED), clock):
        await peer.deliver("interactive", global_shortcut())
        await peer.until(lambda: bool(peer.views))
        await peer.deliver("interactive", filled(peer, peer.response_url()))
        await peer.until(lambda: bool(peer.whispers))
    private = peer.whispers[0]

    assert ["share", "next", "wider", "sources"] == [b["action_id"] for b in buttons(private)]
    for kind in ("next", "wider"):
        answer = await pressed(peer, FakeCore(STEPPED), clock, button(private, kind))
        assert ("ephemeral", True) == (answer["response_type"], answer["replace_original"])


@pytest.mark.parametrize("way", ["a form", "a direct message"])
async def test_an_answer_in_the_apps_own_messages_steps_in_place_after_a_restart(
    peer: SlackPeer, clock: ManualClock, way: str
) -> None:
    async with over_socket(peer, FakeCore(STEPPED), clock):
        if way == "a form":
            await peer.deliver("interactive", global_shortcut())
            await peer.until(lambda: bool(peer.views))
            await peer.deliver("interactive", filled(peer))
        else:
            await peer.deliver("events_api", direct("dams"))
        await peer.until(lambda: bool(peer.posts))
    post = peer.posts[0]

    assert ["next", "wider", "sources", "remove"] == [b["action_id"] for b in buttons(post)]
    for kind in ("next", "wider"):
        answer = await pressed(peer, FakeCore(STEPPED), clock, button(post, kind), message=post)
        assert ("in_channel", True) == (answer["response_type"], answer["replace_original"])
        assert phrasing.OTHER_VERSION not in str(answer)


async def test_the_home_of_a_workspace_shows_what_is_its_own_and_not_anothers(
    peer: SlackPeer, own_core: Podquote, clock: ManualClock, tmp_path: Path
) -> None:
    (tmp_path / "talk.vtt").write_text(TALK)
    first, second = (Asker("slack", team, "C1", "U0ASKER") for team in (TEAM, "T0OTHER"))
    [report] = own_core.of(first.library).office.ingest([str(tmp_path / "talk.vtt")])
    assert report.error is None
    peer.admins.add("U0ASKER")

    def of(asker: Asker, event: dict[str, Any]) -> dict[str, Any]:
        authorized = [{**mention("")["authorizations"][0], "team_id": asker.workspace}]
        return {**event, "team_id": asker.workspace, "authorizations": authorized}

    async with over_socket(peer, own_core, clock):
        asked = of(first, mention("daily 9:00 Europe/Berlin"))
        await peer.deliver("events_api", asked)
        await peer.until(lambda: bool(peer.posts))
        for count, asker in enumerate((first, second), start=1):
            await peer.deliver("events_api", of(asker, home_opened()))
            await peer.until(lambda count=count: len(peer.views) >= count)  # type: ignore[misc]

    theirs, others = (
        json.dumps(given["view"], ensure_ascii=False).partition(forms.HOME_HOW)[0]
        for _, given in peer.views
    )
    public = len(own_core.browsing.episodes())
    assert f"{public + 1} episodes" in theirs
    assert f"{public} episodes" in others
    assert "Europe/Berlin" in theirs
    assert "Europe/Berlin" not in others
