"""The address that adds podquote to a server, out of what its token says of itself. Pure."""

from __future__ import annotations

import base64
import binascii
from typing import Final

_PADDED: Final = 4  # base64 comes in fours; tokens leave the padding out
_AUTHORIZE: Final = "https://discord.com/oauth2/authorize?client_id="


def to_invite(token: str) -> str | None:
    """Return where a server's owner adds the app, or None where the token does not tell its id.

    A bot's token begins with its own id in base64, which is the app's; scopes and permissions are
    the app's own, as its Installation page has them.
    """
    head = token.partition(".")[0]
    try:
        id = base64.b64decode(head + "=" * (-len(head) % _PADDED), validate=True)  # noqa: A001
    except (binascii.Error, ValueError):
        return None
    return f"{_AUTHORIZE}{id.decode()}" if id.isdigit() else None
