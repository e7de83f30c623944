"""What feeds ask of the outside: one document from a public address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell later whether a document has changed; None where it gave none."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as an address gave it.

    Attributes:
        url: where it stood in the end, redirects followed.
        data: its bytes, unpacked.
        content_type: what the server calls it, or "".
        validators: what tells later whether it has changed.
    """

    url: str
    data: bytes = field(repr=False)
    content_type: str = ""
    validators: Validators = Validators()


class Fetcher(Protocol):
    """Fetches documents from public addresses, and from no others."""

    def fetch(self, url: str, most: int, known: Validators | None = None) -> Fetched | None:
        """Return what stands at `url`, or None: it is still what `known` tells of.

        Args:
            url: an address, https or http.
            most: how many bytes it may have, unpacked.
            known: the validators of what is at hand.

        Raises:
            NotFetched: the address is not public, or what it gives is no answer, too much or late.
        """
