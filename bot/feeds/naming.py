"""What documents from the web are called here, and feeds by their addresses. Pure."""

from __future__ import annotations

import hashlib
from typing import Final
from urllib.parse import unquote, urlsplit

_LONGEST: Final = 160


def document_name(url: str) -> str:
    """Return the name of the document at an address: host and path, and no secrets of a query.

    Addresses that differ only in their query have different names, though what the query says (a
    key, it may be) is not in them.
    """
    parts = urlsplit(url)
    path = "".join(c if c.isprintable() else " " for c in unquote(parts.path))
    name = f"{parts.hostname or ''}{path.rstrip('/')}"
    if parts.query or len(name) > _LONGEST or name != name.strip():
        name = f"{name[:_LONGEST].strip()}~{_digest(url)}"
    return name.replace("#", "_")


def feed_id(url: str) -> str:
    """Return the short id of the feed at an address."""
    return f"f{_digest(url)}"


def host_of(url: str) -> str:
    """Return the host of an address, lower case, or ""."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _digest(url: str) -> str:
    return hashlib.blake2b(url.encode(), digest_size=4).hexdigest()
