"""Which channel a schedule is to post into, and whether its platform lets podquote post there."""

from __future__ import annotations

import re
from typing import Final

from bot.daily.request import nearest
from bot.delivery import Posters
from bot.errors import ScheduleError
from bot.model import Place

PLATFORMS: Final = ("slack", "discord")

_CHANNELS = {"slack": re.compile(r"[A-Z0-9]{1,64}"), "discord": re.compile(r"[0-9]{1,20}")}


def named(channel: str, place: Place, posters: Posters) -> str:
    """Return the id of a channel that may be written as its name: `#general`.

    Raises:
        ScheduleError: there is none of that name; offers the nearest.
    """
    poster = posters.get(place.platform)
    if not channel.startswith("#") or poster is None:
        return channel
    known = poster.channels(place.channel)
    name = channel.removeprefix("#").casefold()
    if name in known:
        return known[name]
    near = nearest(name, list(known))
    if near is None:
        return channel
    raise ScheduleError(f"There is no such channel here; the nearest is #{near}.")


def check(platform: str, channel: str, posters: Posters) -> bool:
    """Return whether the platform itself confirmed the channel; it may not be connected.

    Raises:
        ScheduleError: there is no such platform, that is no channel's id, or the platform says that
            podquote cannot post there.
    """
    if platform not in PLATFORMS:
        raise ScheduleError(f"There is no such platform; choose {' or '.join(PLATFORMS)}.")
    if _CHANNELS[platform].fullmatch(channel) is None:
        raise ScheduleError(
            "A channel is named by its id: C0123456789 in Slack, 18 or 19 digits in Discord."
        )
    poster = posters.get(platform)
    problem = poster.check(channel) if poster else None
    if problem is not None:
        raise ScheduleError(problem)
    return poster is not None
