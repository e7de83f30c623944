"""A platform that remembers what it was sent, and fails when it is told to."""

from __future__ import annotations

from collections.abc import Callable

from bot.model import Delivery, Outcome, Post

SENT = "sent"
LOST = "accepted, then no answer"


class Crash(BaseException):
    """The process ends here: nothing catches it, as nothing catches a kill."""


class FakePoster:
    """A `bot.ports.Poster`.

    Attributes:
        messages: the posts that arrived, in order; a message's ref is its place.
        answers: what the next sends come to, then all arrive: an `Outcome` that is no SENT arrives
            nowhere, `LOST` arrives and is answered with an unknown outcome, `Crash` as an exception
            is raised before and a crash of `after` is raised once it arrived.
        blind: whether `find` can't tell.
        after: called once a post arrived, before the answer.
        refuses: what `check` says.
        told: who was told what, privately; `answers_told` is what the next ones come to.
        named: the ids of the channels that there are, by name.
        calls: how often it was asked to send or to find.
    """

    def __init__(self) -> None:
        self.messages: list[Post] = []
        self.answers: list[Outcome | str | Crash] = []
        self.blind = False
        self.after: Callable[[], None] = lambda: None
        self.refuses: str | None = None
        self.checked: list[str] = []
        self.calls = 0
        self.named: dict[str, str] = {}
        self.told: list[tuple[str, str]] = []
        self.answers_told: list[Outcome] = []

    def send(self, post: Post, deadline: float) -> Outcome:
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else SENT
        if isinstance(answer, Crash):
            raise answer
        if isinstance(answer, Outcome):
            return answer
        self.messages.append(post)
        self.after()
        if answer == LOST:
            return Outcome(Delivery.UNKNOWN, reason="timeout")
        return Outcome(Delivery.SENT, message_ref=str(len(self.messages)))

    def find(self, post: Post) -> Outcome | None:
        self.calls += 1
        if self.blind:
            return None
        for place, message in enumerate(self.messages, 1):
            if message.key == post.key:
                return Outcome(Delivery.SENT, message_ref=str(place))
        return Outcome(Delivery.REFUSED, reason="not_there")

    def tell(self, person: str, sentence: str, library: str) -> Outcome:
        answer = self.answers_told.pop(0) if self.answers_told else None
        if answer is None:
            self.told.append((person, sentence))
        return answer or Outcome(Delivery.SENT, message_ref="told")

    def channels(self, beside: str) -> dict[str, str]:
        return self.named

    def check(self, channel: str) -> str | None:
        self.checked.append(channel)
        return self.refuses
