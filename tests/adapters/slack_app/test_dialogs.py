"""The dialog table through the real app: as a command and as a mention; and any question at all."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from bot import phrasing
from bot.model import CardKind
from bot.ports import Core
from tests.adapters.slack_app.conftest import ManualClock, over_socket
from tests.dialogs import DIALOGS, Dialog
from tests.fakes.core import FakeCore
from tests.platforms.slack import SlackPeer, command, escape, mention

FIRST_WORDS = {
    CardKind.MISS: phrasing.MISS,
    CardKind.HELP: phrasing.HELP,
    CardKind.ANSWER: "",
    CardKind.TROUBLE: "",
}


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """A loop for tests whose many examples share one door: starting it is most of the work."""
    with asyncio.Runner() as running:
        yield running


def reading(blocks: list[dict[str, object]]) -> str:
    """Return what a reader sees of `blocks`."""
    found = []
    for block in blocks:
        stack = [block]
        while stack:
            part = stack.pop(0)
            if isinstance(part.get("text"), str):
                found.append(str(part["text"]))
            elements = part.get("elements")
            stack = [*(elements if isinstance(elements, list) else []), *stack]
    return "".join(found)


def holds(dialog: Dialog, message: dict[str, object]) -> None:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    seen = reading(blocks)
    assert dialog.shows in seen
    assert seen.startswith(FIRST_WORDS[dialog.kind])
    assert (dialog.kind is CardKind.ANSWER) == ("match" in seen.split(".", maxsplit=1)[0])


@pytest.mark.parametrize("dialog", DIALOGS, ids=lambda dialog: dialog.asked[:20] or "empty")
async def test_a_command_and_a_mention_give_the_card_of_the_dialog(
    peer: SlackPeer, core: Core, clock: ManualClock, dialog: Dialog
) -> None:
    asked = escape(dialog.asked)

    async with over_socket(peer, core, clock):
        await peer.deliver("slash_commands", command(asked, peer.response_url()))
        await peer.deliver("events_api", mention(asked))
        await peer.until(lambda: bool(peer.whispers or peer.views) and bool(peer.posts))

    # With nothing to look for the command opens a form.
    assert bool(peer.views) is not bool(dialog.asked.strip())
    if peer.whispers:
        holds(dialog, peer.whispers[0])
    holds(dialog, peer.posts[0])


def test_any_question_gets_a_card_and_no_error(runner: asyncio.Runner) -> None:
    door = contextlib.AsyncExitStack()
    peer = runner.run(door.enter_async_context(SlackPeer().serving()))
    runner.run(door.enter_async_context(over_socket(peer, FakeCore(), ManualClock())))
    numbers = itertools.count(1)

    async def ask(text: str) -> None:
        peer.whispers.clear()
        peer.views.clear()
        peer.posts.clear()
        number = next(numbers)
        await peer.deliver("slash_commands", command(text, peer.response_url(), f"{number}.2"))
        await peer.deliver("events_api", mention(text, ts=f"{number}.1"))
        await peer.until(lambda: bool(peer.whispers or peer.views) and bool(peer.posts))
        assert [] == peer.problems
        assert "Something went wrong" not in json.dumps([peer.whispers, peer.posts])

    @given(
        st.text()
        | st.sampled_from(["\x00", "AND", "C++", "you're", "x" * 4000, "<@U1|", "<!here>"])
    )
    @profile(deadline=None, max_examples=25)
    def asks(text: str) -> None:
        runner.run(ask(text))

    asks()
    runner.run(door.aclose())
