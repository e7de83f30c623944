"""Documents from the web, fetched so that no address can hurt: the only room that goes out.

Only https and http, only public addresses, and the one that was looked at is the one that is
connected to; every redirect is looked at anew. What comes is bounded in size, unpacked or not, and
in time.
"""

from bot.fetching.http import HttpFetcher

__all__ = ["HttpFetcher"]
