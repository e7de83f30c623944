"""One try at one occurrence: claim, look for an earlier try, send, record; only through ports.

The ledger knows that a try begins before anything is sent, and what came of it after. So a process
may end at any line: whoever comes next finds a date planned, or claimed and to be looked for, or
done.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.frozen import card_from_json
from bot.model import Delivery, Occurrence, Post
from bot.occurrence import LEASE, after_looking, after_sending, unreadable
from bot.ports import Clock, Ledger, Poster

Posters = Mapping[str, Poster]
"""The platforms that are connected, by name."""

_log = structlog.get_logger(__name__)


def try_next(ledger: Ledger, clock: Clock, posters: Posters, key: str | None = None) -> bool | None:
    """Claim one occurrence that is ready, or the one of `key`, and see it through.

    Returns:
        Whether this very try sent it, as far as its platform says; None: there was none to try.
    """
    # Before the claim: the lease begins in there, and must not seem to end later than it does.
    deadline = clock.monotonic() + LEASE.total_seconds()
    row = ledger.claim(clock.now(), posters.keys(), key)
    if row is None:
        return None
    try:
        post = _to_post(row)
    except ValueError:
        _record(ledger, unreadable(row))
        return False
    poster = posters[row.schedule.platform]
    if row.tries > 1 and not _absent(ledger, clock, poster, row, post):
        return False
    outcome = poster.send(post, deadline)
    after = after_sending(row, outcome, clock.now())
    _record(ledger, after, pause=outcome.delivery is Delivery.DEAD)
    if after is None:
        _log.warning("daily_end_unknown", occurrence=row.key, reason=outcome.reason)
    return outcome.delivery is Delivery.SENT


def _absent(ledger: Ledger, clock: Clock, poster: Poster, row: Occurrence, post: Post) -> bool:
    """Say whether earlier tries certainly did not arrive and a new one may be made."""
    found = poster.find(post)
    after = after_looking(row, found, clock.now())
    _record(ledger, after)
    return after is None and found is not None and found.delivery is Delivery.REFUSED


def _record(ledger: Ledger, after: Occurrence | None, *, pause: bool = False) -> None:
    if after is None:
        return
    written = ledger.record(after, pause=pause)
    _log.info(
        "daily_recorded" if written else "daily_taken_over",
        occurrence=after.key,
        schedule=after.schedule.id,
        date=after.local_date.isoformat(),
        state=after.state.value,
        reason=after.reason,
        paused=pause,
    )


def _to_post(row: Occurrence) -> Post:
    """Return what is sent; raises ValueError where the frozen card cannot be read."""
    return Post(
        platform=row.schedule.platform,
        channel=row.schedule.channel,
        card=card_from_json(row.payload or ""),
        key=row.key,
        first_send_at=row.first_send_at,
        library=row.schedule.library,
        picture=row.schedule.picture,
    )
