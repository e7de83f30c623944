"""One asker's way in: held to the limits, counted, and logged under an id; never with a text."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, Protocol, TypeVar

from bot.errors import PodquoteError, TooManyQuestions
from bot.limits import Limits
from bot.model import Answer, Asker, Card, Checked
from bot.ports import Clock, Meters

_P = ParamSpec("_P")
_R = TypeVar("_R")

_DONE: Final = "done"


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

    def serve(self, what: str, call: Callable[[], _R]) -> _R:
        """Return what `call` gives, counted.

        Args:
            what: which of the core's doings it is.
            call: does it.

        Raises:
            TooManyQuestions: the asker, their channel or their workspace asked too much lately.
        """
        began = self._clock.monotonic()
        outcome = "failed"
        try:
            self._hold_to_limits(began)
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

    def _hold_to_limits(self, at: float) -> None:
        if self._limits is None:
            return
        wait = self._limits.wait(self._asker, at)
        if wait > 0:
            raise TooManyQuestions(wait)


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
