"""The quote of the day by chat: what somebody asks -> done, and told as a card; one for every door.

Who may ask for a change is the door's to check: it knows its platform's roles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot import phrasing
from bot.daily import alone
from bot.daily.request import read
from bot.delivery import Posters
from bot.errors import NoSuchThing, PodquoteError, ScheduleError
from bot.frozen import card_from_json
from bot.model import (
    PUBLIC,
    Card,
    CardItem,
    DailyRequest,
    DailyVerb,
    Entry,
    Occurrence,
    Place,
    Schedule,
)
from bot.phrasing import daily as told
from bot.phrasing.daily_lines import status
from bot.posting import Daily

CHANGES: Final = frozenset(DailyVerb) - {
    DailyVerb.HELP,
    DailyVerb.TODAY,
    DailyVerb.WHY,
    DailyVerb.PREVIEW,
    DailyVerb.STATUS,
    DailyVerb.LIST,
}
"""What only those may ask for who may change the channel."""


class DailyDesk:
    """Carries out what is asked of the quote of the day."""

    def __init__(
        self,
        daily: Daily,
        entry: Callable[[str], Entry | None],
        timezone: str,
        operators: DailyDesk | None = None,
    ) -> None:
        """Take the parts.

        Args:
            daily: the schedules, and their single dates.
            entry: finds an entry by its id.
            timezone: where nobody names one.
            operators: carries out what a workspace asks of the operator's schedules that post into
                the very channel it asks in; None: this desk does.
        """
        self._daily = daily
        self._by_hand = daily.by_hand
        self._entry = entry
        self._timezone = timezone
        self._operators = operators

    def card(self, asked: str | DailyRequest, place: Place, posters: Posters | None = None) -> Card:
        """Carry out what is asked in a place, and say what came of it.

        Args:
            asked: what was typed after "daily", or the request that a form was filled with.
            place: where it is asked, and by whom.
            posters: the platforms that are connected; theirs is asked about a channel.
        """
        try:
            request = read(asked) if isinstance(asked, str) else asked
            return self._done(request, place, posters or {})
        except (ScheduleError, NoSuchThing) as error:
            return phrasing.trouble(error.told)

    def changes(self, asked: str | DailyRequest) -> bool:
        """Whether carrying it out would change anything: only some people may."""
        try:
            request = read(asked) if isinstance(asked, str) else asked
        except PodquoteError:
            return False
        return request.verb in CHANGES

    def here(self, place: Place) -> Sequence[Schedule]:
        """Return the schedules of a place; all of them for an operator."""
        return [
            one
            for one in self._daily.schedules()
            if (not place.platform or one.platform == place.platform)
            and (not place.channel or one.channel == place.channel)
        ]

    def today(self, place: Place, *, why: bool = False) -> Card:
        """Return the quote of today: the place's own schedules', else the library's.

        With `why`, what made it the one.
        """
        items: list[CardItem] = []
        rows: list[Occurrence] = []
        reasons: list[str] = []
        pool = self._by_hand.pool_size() if why else 0
        for schedule in self.here(place) if place.channel else ():
            row = self._by_hand.on(schedule, self._by_hand.today(schedule))
            if row is not None and row.payload is not None:
                items.append(card_from_json(row.payload).items[0])
                rows.append(row)
                reasons += told.reasons(items[-1], row, pool) if why else []
        if items:
            return told.todays(rows[-1].local_date, items, rows, reasons)
        date, quote = self._by_hand.quote_of_the_day(self._timezone)
        entry = self._entry(quote) if quote else None
        if entry is None:
            return told.note(told.NO_QUOTE)
        item = phrasing.to_item(alone(entry) or entry)
        return told.todays(date, [item], (), told.reasons(item, None, pool) if why else ())

    def _done(self, request: DailyRequest, place: Place, posters: Posters) -> Card:
        verb = request.verb
        if verb is DailyVerb.SET:
            return self._set(request, place, posters)
        if verb in CHANGES:
            schedule = _one_of(self.here(place), request.schedule)
            theirs = self._operators if schedule.library == PUBLIC and place.channel else None
            return (theirs or self)._change(request, schedule)  # noqa: SLF001  one of its own kind
        return self._shown(request, place)

    def _shown(self, request: DailyRequest, place: Place) -> Card:
        schedules = self.here(place)
        show: dict[DailyVerb, Callable[[], Card]] = {
            DailyVerb.HELP: lambda: told.daily_help(schedules),
            DailyVerb.TODAY: lambda: self.today(place),
            DailyVerb.WHY: lambda: self.today(place, why=True),
            DailyVerb.LIST: lambda: told.listed(schedules),
            DailyVerb.PREVIEW: lambda: self._preview(schedules),
            DailyVerb.STATUS: lambda: self._status(schedules, request.schedule),
        }
        return show[request.verb]()

    def _status(self, schedules: Sequence[Schedule], id: str | None) -> Card:
        shown = schedules if id is None else [_one_of(schedules, id)]
        lines = [line for one in shown for line in status(one, self._by_hand.last(one))]
        return told.note(*lines, clocks=told.clocks(shown)) if lines else told.note(told.NOT_HERE)

    def _set(self, request: DailyRequest, place: Place, posters: Posters) -> Card:
        zone = request.timezone or self._timezone
        added = self._daily.add(replace(request, timezone=zone), place, posters)
        there = replace(place, channel=added.channel)
        return told.was_set(added, [one for one in self.here(there) if one.id != added.id])

    def _preview(self, schedules: Sequence[Schedule]) -> Card:
        ids = {one.id for one in schedules}
        coming = [one for one in self._daily.preview() if one.schedule in ids]
        return told.previewed(coming, len(schedules)) if ids else told.note(told.NOT_HERE)

    def _change(self, request: DailyRequest, schedule: Schedule) -> Card:
        verb, id = request.verb, schedule.id  # noqa: A001
        if verb is DailyVerb.PAUSE:
            return told.was_paused(self._daily.pause(id))
        if verb is DailyVerb.RESUME:
            return told.was_resumed(self._daily.resume(id))
        if verb is DailyVerb.STOP:
            return told.was_stopped(self._daily.remove(id))
        if verb is DailyVerb.MOVE:
            return told.was_moved(self._daily.move(id, request))
        return self._decide(request, schedule)

    def _decide(self, request: DailyRequest, schedule: Schedule) -> Card:
        if request.verb is DailyVerb.SKIP:
            date = self._by_hand.skip(schedule, request.date)
            return told.was_decided("skipped", date, schedule)
        if request.verb is DailyVerb.UNSKIP:
            date = self._by_hand.unskip(schedule, request.date)
            return told.was_decided("not skipped", date, schedule)
        entry = self._entry(request.quote or "")
        date = self._by_hand.pin(schedule, entry, request.date)
        return told.was_decided("pinned", date, schedule)


def _one_of(schedules: Sequence[Schedule], id: str | None) -> Schedule:
    """Return the schedule that is meant.

    Raises:
        ScheduleError: there is none, or it could be another.
    """
    if id is not None:
        schedules = [one for one in schedules if one.id == id]
        if not schedules:
            raise NoSuchThing("schedule")
    if not schedules:
        raise ScheduleError(told.NOT_HERE)
    if len(schedules) > 1:
        raise ScheduleError(told.which(schedules))
    return schedules[0]
