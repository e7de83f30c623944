from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord_app.invite import to_invite


def test_a_token_tells_where_its_app_is_added() -> None:
    head = base64.b64encode(b"123456789012345678").decode().rstrip("=")

    invite = to_invite(f"{head}.not.shown")

    assert "https://discord.com/oauth2/authorize?client_id=123456789012345678" == invite


@pytest.mark.parametrize(
    "token", ["", "a.b.c", "xoxb-1", "!!!.x.y", base64.b64encode(b"x1").decode()]
)
def test_what_is_no_token_leads_nowhere(token: str) -> None:
    assert to_invite(token) is None


@given(st.text(max_size=100))
def test_any_text_is_taken(token: str) -> None:
    invite = to_invite(token)

    assert invite is None or invite.rpartition("=")[2].isdigit()
