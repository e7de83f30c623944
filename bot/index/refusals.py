"""What a driver raises, in one sentence that a person can use."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from bot.errors import DatabaseAway, DatabaseError, UnusableDatabase

_SHOWN: Final = frozenset(
    (
        "application_name",
        "connect_timeout",
        "host",
        "hostaddr",
        "port",
        "service",
        "sslmode",
        "target_session_attrs",
    )
)
"""What an address may say behind its `?` that anybody may read; a password may stand there, too."""


def to_shown(url: sa.URL) -> str:
    """Return an address as it may be told: no password of it, wherever that stands."""
    hidden = {name: "..." for name in url.query if name not in _SHOWN}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def refusal(url: sa.URL | None, error: object, *, is_away: bool) -> DatabaseError:
    """Return what to raise instead of a driver's error.

    Args:
        url: of the database; its password is never told.
        error: what the driver says.
        is_away: whether it could not be reached, or is gone: a server may come back by itself, a
            file that cannot be opened does not.
    """
    where = to_shown(url) if url else "of this podquote"
    problem = str(error).strip()
    if is_away and url is not None and url.get_backend_name() != "sqlite":
        return DatabaseAway(where, problem)
    return UnusableDatabase(where, problem)
