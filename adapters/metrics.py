"""Counts what podquote does, for `/metrics`, in the format that Prometheus reads.

Every label is one of few words that podquote itself chooses; nothing that anybody typed, no id of
a person, a channel or a workspace, and no token is ever handed over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import PodquoteError
from bot.model import Vitals

MEDIA_TYPE: Final = "text/plain; version=0.0.4"

_ANSWER_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_ACK_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_LATE_SECONDS = (5.0, 15.0, 30.0, 60.0, 300.0, 1800.0, 7200.0, 21600.0)

log = structlog.get_logger(__name__)


class PrometheusMeters:
    """`bot.ports.Meters` of one process; each has a registry of its own."""

    def __init__(self, vitals: Callable[[], Vitals]) -> None:
        """Take what reads the library's vitals; it is called at each scrape, and may raise."""
        self._registry = CollectorRegistry()
        self._registry.register(_Gauges(vitals))
        self._questions = Counter(
            "podquote_questions",
            "Questions by door, what was asked and outcome.",
            ("door", "what", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "podquote_question_seconds",
            "How long answers took.",
            ("door",),
            buckets=_ANSWER_SECONDS,
            registry=self._registry,
        )
        self._acknowledged = Histogram(
            "podquote_acknowledged_seconds",
            "How long a platform waited for its acknowledgement.",
            ("door",),
            buckets=_ACK_SECONDS,
            registry=self._registry,
        )
        self._posts = Counter(
            "podquote_posts",
            "Tries at daily posts by platform and the state they left.",
            ("platform", "state"),
            registry=self._registry,
        )
        self._late = Histogram(
            "podquote_post_late_seconds",
            "How long after it was due a post was sent.",
            ("platform",),
            buckets=_LATE_SECONDS,
            registry=self._registry,
        )
        self._errors = Counter(
            "podquote_platform_errors",
            "What platforms refused or left open, by reason.",
            ("platform", "reason"),
            registry=self._registry,
        )

    def served(self, door: str, what: str, outcome: str, seconds: float) -> None:
        """Count one question."""
        self._questions.labels(door, what, outcome).inc()
        self._seconds.labels(door).observe(seconds)

    def acknowledged(self, door: str, seconds: float) -> None:
        """Count one acknowledgement."""
        self._acknowledged.labels(door).observe(max(seconds, 0.0))

    def posted(self, platform: str, state: str, late: float) -> None:
        """Count one try at a post."""
        self._posts.labels(platform, state).inc()
        if state == "sent":
            self._late.labels(platform).observe(max(late, 0.0))

    def platform_error(self, platform: str, reason: str) -> None:
        """Count one refusal of a platform."""
        self._errors.labels(platform, reason).inc()

    def route(self) -> Route:
        """Return `/metrics`."""

        async def answer(_request: Request) -> Response:
            return Response(await asyncio.to_thread(self.written), media_type=MEDIA_TYPE)

        return Route("/metrics", answer)

    def written(self) -> bytes:
        """Return all that was counted, as Prometheus reads it."""
        return generate_latest(self._registry)


class _Gauges(Collector):
    """What the database knows, read when it is asked for; nothing while it is gone."""

    def __init__(self, vitals: Callable[[], Vitals]) -> None:
        self._vitals = vitals

    def describe(self) -> list[Metric]:
        """Describe nothing beforehand: registering must not read the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("podquote_database_up", "Whether the database answers.")
        try:
            vitals = self._vitals()
        except PodquoteError as error:
            log.warning("vitals_not_read", error=type(error).__name__)
            up.add_metric((), 0)
            yield up
            return
        up.add_metric((), 1)
        yield up
        yield from _metrics(vitals)


def _metrics(vitals: Vitals) -> Iterator[Metric]:
    size = GaugeMetricFamily("podquote_index_rows", "How much is indexed.", labels=("what",))
    size.add_metric(("documents",), vitals.documents)
    size.add_metric(("entries",), vitals.entries)
    yield size
    states = GaugeMetricFamily(
        "podquote_occurrences", "Dates in the ledger by state.", labels=("state",)
    )
    for state, number in sorted(vitals.occurrences.items()):
        states.add_metric((state,), number)
    yield states
    age = GaugeMetricFamily(
        "podquote_queue_age_seconds", "How long the post that waits longest has been due."
    )
    age.add_metric((), vitals.queue_age)
    yield age
