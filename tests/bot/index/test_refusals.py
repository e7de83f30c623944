"""What is told of a database that cannot be used has no password in it, wherever one stands."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.errors import DatabaseAway, UnusableDatabase
from bot.index.refusals import refusal, to_shown

SECRET = "hunter2-canary"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"podquote:{SECRET}@db/podquote", "podquote:***@db/podquote"),
        (f"podquote@/podquote?host=a&password={SECRET}", "podquote@/podquote?host=a&password=..."),
        (f"podquote@db/podquote?passwrod={SECRET}", "podquote@db/podquote?passwrod=..."),
        (
            f"@/podquote?sslpassword={SECRET}&target_session_attrs=read-write",
            "@/podquote?sslpassword=...&target_session_attrs=read-write",
        ),
    ],
)
def test_an_address_is_told_without_its_password(address: str, shown: str) -> None:
    url = sa.make_url(f"postgresql+psycopg://{address}")

    assert f"postgresql+psycopg://{shown}" == to_shown(url)
    assert SECRET not in str(refusal(url, "no route to it", is_away=True))


@pytest.mark.parametrize(
    ("address", "away", "kind"),
    [
        ("postgresql+psycopg://db/podquote", True, DatabaseAway),
        ("postgresql+psycopg://db/podquote", False, UnusableDatabase),
        ("sqlite:///podquote.db", True, UnusableDatabase),
    ],
)
def test_only_a_server_may_come_back_by_itself(
    address: str, kind: type[Exception], *, away: bool
) -> None:
    assert kind is type(refusal(sa.make_url(address), "gone", is_away=away))
