"""One asker's way in: held to the limits, counted, and logged under an id; never with a text."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Collection, Sequence
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from bot.errors import PodquoteError, TooManyQuestions
from bot.limits import Limits
from bot.model import (
    Answer,
    Asker,
    Card,
    Checked,
    Entry,
    ListedEpisode,
    ListedSpeaker,
    OpenedEpisode,
    Shelved,
    Suggestion,
    SuggestionKind,
)
from bot.ports import Browsing, Clock, Meters

_P = ParamSpec("_P")
_R = TypeVar("_R")

_DONE: Final = "done"
_SUGGESTION: Final = 0.2
"""What a suggestion takes of the limits, in questions: one comes with every few letters typed."""


def name_request() -> None:
    """Let all that this task or thread logs from here on carry an id, unless it has one."""
    import structlog  # noqa: PLC0415  the command line has no requests, and is quicker without

    if "request" not in structlog.contextvars.get_contextvars():
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(4))


class Attendant:
    """Attends to one asker for as long as one event of theirs is being answered."""

    def __init__(self, asker: Asker, limits: Limits | None, meters: Meters, clock: Clock) -> None:
        """Take who asks, the limits that hold for them if any do, who counts, and the time."""
        import structlog  # noqa: PLC0415  the command line has no attendant, and is quicker without

        self._asker = asker
        self._limits = limits
        self._meters = meters
        self._clock = clock
        self._log = structlog.get_logger(__name__)

    def serve(self, what: str, call: Callable[[], _R], cost: float = 1.0) -> _R:
        """Return what `call` gives, counted.

        Args:
            what: which of the core's doings it is.
            call: does it.
            cost: what it takes of the limits, in questions.

        Raises:
            TooManyQuestions: the asker, their channel or their workspace asked too much lately.
        """
        began = self._clock.monotonic()
        outcome = "failed"
        try:
            self._hold_to_limits(began, cost)
            result = call()
            outcome = _outcome(result)
        except TooManyQuestions:
            outcome = "limited"
            raise
        except PodquoteError:
            outcome = "refused"
            raise
        else:
            return result
        finally:
            seconds = self._clock.monotonic() - began
            self._meters.served(self._asker.door, what, outcome, seconds)
            milliseconds = round(seconds * 1000, 1)
            door = self._asker.door
            self._log.info("served", door=door, what=what, outcome=outcome, ms=milliseconds)

    def _hold_to_limits(self, at: float, cost: float) -> None:
        if self._limits is None:
            return
        wait = self._limits.wait(self._asker, at, cost)
        if wait > 0:
            raise TooManyQuestions(wait)


class AttendedBrowsing:
    """`bot.ports.Browsing` for one asker: each look around is attended to as a question is."""

    def __init__(self, browsing: Browsing, attendant: Attendant) -> None:
        """Take what looks around, and who attends to the asker."""
        self._browsing = browsing
        self._attendant = attendant

    def suggest(
        self,
        prefix: str,
        kinds: Collection[SuggestionKind] = tuple(SuggestionKind),
        limit: int = 25,
    ) -> Sequence[Suggestion]:
        """Return what begins like `prefix`; it takes less of the limits than a question."""
        browsing = self._browsing
        return self._attendant.serve(
            "suggest", lambda: browsing.suggest(prefix, kinds, limit), _SUGGESTION
        )

    def topics(self, limit: int = 100) -> Sequence[Shelved]:
        """Return the topics of most entries first."""
        return self._attendant.serve("topics", lambda: self._browsing.topics(limit))

    def speakers(self) -> Sequence[ListedSpeaker]:
        """Return everybody who takes part."""
        return self._attendant.serve("speakers", self._browsing.speakers)

    def episodes(self) -> Sequence[ListedEpisode]:
        """Return all episodes."""
        return self._attendant.serve("episodes", self._browsing.episodes)

    def episode(self, id: str) -> OpenedEpisode | None:
        """Return one episode with what is in it; None: there is none."""
        return self._attendant.serve("episode", lambda: self._browsing.episode(id))

    def random(self, seed: str) -> Entry | None:
        """Return one quote; None: there is none."""
        return self._attendant.serve("random", lambda: self._browsing.random(seed))


class Attended(Protocol):
    """Something that may have an attendant."""

    attendant: Attendant | None


_S = TypeVar("_S", bound=Attended)


def attended(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Let a method of the core's front door be served by its attendant, where it has one."""

    @functools.wraps(method)
    def serve(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        if self.attendant is None:
            return method(self, *args, **kwargs)
        return self.attendant.serve(method.__name__, lambda: method(self, *args, **kwargs))

    return serve


def _outcome(result: object) -> str:
    match result:
        case Card():
            return result.kind.value
        case Answer():
            return "answer" if result.matches else "miss"
        case Checked():
            return result.verdict.value
        case None:
            return "miss"
    return _DONE
