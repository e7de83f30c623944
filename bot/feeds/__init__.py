"""Feeds: read, followed to what they link to, and looked at again when they are due.

`pacing` decides when; `following` gets what an item links to; `keeping` is what the core hands out.
"""

from bot.feeds.keeping import Keeper

__all__ = ["Keeper"]
