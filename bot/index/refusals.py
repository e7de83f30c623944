"""What a driver raises, in one sentence that a person can use."""

from __future__ import annotations

import sqlalchemy as sa

from bot.errors import DatabaseAway, DatabaseError, UnusableDatabase


def refusal(url: sa.URL | None, error: object, *, is_away: bool) -> DatabaseError:
    """Return what to raise instead of a driver's error.

    Args:
        url: of the database; its password is never told.
        error: what the driver says.
        is_away: whether it could not be reached, or is gone: a server may come back by itself, a
            file that cannot be opened does not.
    """
    where = url.render_as_string(hide_password=True) if url else "of this podquote"
    problem = str(error).strip()
    if is_away and url is not None and url.get_backend_name() != "sqlite":
        return DatabaseAway(where, problem)
    return UnusableDatabase(where, problem)
