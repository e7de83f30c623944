"""Whether Slack signed a request: v0 HMAC over the raw bytes, within a window of time.

Pure. Our own and not slack_sdk's: that one raises on a time that is no number and on a signature
that is not ASCII, and a forged request is answered 401, never 500.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final

PAST: Final = 300  # seconds that a request may be old
FUTURE: Final = 60  # seconds that Slack's clock may be ahead of ours

_TIME: Final = re.compile(r"[0-9]{1,12}")


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's signature of `body`, sent at `timestamp` (seconds since 1970, as text)."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_signed(
    secret: str, *, timestamp: str | None, signature: str | None, body: bytes, now: float
) -> bool:
    """Whether `signature` is Slack's for `body` and the request is neither stale nor from later.

    Args:
        secret: the app's signing secret.
        timestamp: the header X-Slack-Request-Timestamp, whatever it holds.
        signature: the header X-Slack-Signature, whatever it holds.
        body: the raw body.
        now: seconds since 1970.
    """
    if timestamp is None or signature is None or not _TIME.fullmatch(timestamp):
        return False
    if not -FUTURE <= now - int(timestamp) <= PAST:
        return False
    expected = sign(secret, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
