from __future__ import annotations

from typing import Any

import pytest

from tests.platforms import discord_payloads as payloads
from tests.platforms import discord_rules
from tests.platforms.discord_payloads import ME, PERSON


@pytest.mark.skipif(not discord_rules.has_specs(), reason=discord_rules.NO_SPECS)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ready", payloads.ready("ws://127.0.0.1:1/gateway/")),
        ("guild_create", payloads.guild()),
        ("interaction_slash", payloads.interaction("1", {"query": "dams"})),
        (
            "interaction_button",
            payloads.press("1", "1:sources:q1", payloads.message("2", ME, {"content": "dams"})),
        ),
        ("message_create", payloads.message("1", PERSON, {"content": "dams"}) | {"mentions": [ME]}),
    ],
)
def test_the_peer_speaks_as_discord_does(name: str, data: dict[str, Any]) -> None:
    broken = dict(data)
    broken.pop(next(iter(broken)))

    assert [] == discord_rules.problems_of_event(name, data)
    assert [] != discord_rules.problems_of_event(name, broken)
