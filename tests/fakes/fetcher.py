"""A web without a network: pages by their addresses."""

from __future__ import annotations

from bot.errors import NotFetched
from bot.feeds.naming import host_of
from bot.ports import Fetched, Validators


class FakeFetcher:
    """A `bot.ports.Fetcher`.

    Attributes:
        pages: by address.
        silent: hosts that do not answer at all.
        asked: every address that was asked for, in order.
    """

    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages = pages
        self.silent: set[str] = set()
        self.asked: list[str] = []

    def fetch(self, url: str, most: int, known: Validators | None = None) -> Fetched | None:
        self.asked.append(url)
        if host_of(url) in self.silent:
            raise NotFetched(url, "no answer came", by_host=True)
        if url not in self.pages:
            raise NotFetched(url, "it answers 404")
        return Fetched(url, self.pages[url])
