"""Whether Discord signed a request: Ed25519 over the raw bytes, within a window of time.

Pure. Anything that is not right is simply not signed: a forged request is 401, never 500.
"""

from __future__ import annotations

import re
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

PAST: Final = 300  # seconds that a request may be old
FUTURE: Final = 60  # seconds that Discord's clock may be ahead of ours

_TIME: Final = re.compile(r"[0-9]{1,12}")
_SIGNATURE: Final = re.compile(r"[0-9A-Fa-f]{128}")


def is_signed(
    key: VerifyKey, *, timestamp: str | None, signature: str | None, body: bytes, now: float
) -> bool:
    """Whether `signature` is Discord's for `body` and the request is neither stale nor from later.

    Args:
        key: the app's public key.
        timestamp: the header X-Signature-Timestamp, whatever it holds.
        signature: the header X-Signature-Ed25519, whatever it holds.
        body: the raw body.
        now: seconds since 1970.
    """
    if timestamp is None or not _TIME.fullmatch(timestamp):
        return False
    if signature is None or not _SIGNATURE.fullmatch(signature):
        return False
    if not -FUTURE <= now - int(timestamp) <= PAST:
        return False
    try:
        key.verify(timestamp.encode() + body, bytes.fromhex(signature))
    except BadSignatureError:
        return False
    return True
