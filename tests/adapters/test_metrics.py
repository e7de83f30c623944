"""What Prometheus is told, and that it is told even when the database is gone."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families as parsed

from adapters.metrics import PrometheusMeters
from bot.errors import UnusableDatabase
from bot.model import Vitals


def vitals() -> Vitals:
    return Vitals(documents=5, entries=300, occurrences={"sent": 7, "planned": 2}, queue_age=12.5)


def samples(meters: PrometheusMeters) -> dict[tuple[str, ...], float]:
    """Return every sample by its name and labels' values, the histograms' buckets left out."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in parsed(meters.written().decode())
        for sample in family.samples
        if not sample.name.endswith(("_bucket", "_created"))
    }


def test_everything_that_happens_is_counted_under_words_of_our_own() -> None:
    meters = PrometheusMeters(vitals)

    meters.served("slack", "answer", "miss", 0.03)
    meters.acknowledged("slack", 0.002)
    meters.posted("discord", "sent", 4.0)
    meters.posted("discord", "skipped", 90000.0)
    meters.platform_error("discord", "missing_access")

    expected = {
        ("podquote_questions_total", "slack", "miss", "answer"): 1.0,
        ("podquote_question_seconds_count", "slack"): 1.0,
        ("podquote_question_seconds_sum", "slack"): 0.03,
        ("podquote_acknowledged_seconds_count", "slack"): 1.0,
        ("podquote_posts_total", "discord", "sent"): 1.0,
        ("podquote_posts_total", "discord", "skipped"): 1.0,
        ("podquote_post_late_seconds_count", "discord"): 1.0,
        ("podquote_platform_errors_total", "discord", "missing_access"): 1.0,
        ("podquote_database_up",): 1.0,
        ("podquote_index_rows", "entries"): 300.0,
        ("podquote_occurrences", "sent"): 7.0,
        ("podquote_queue_age_seconds",): 12.5,
    }
    assert expected.items() <= samples(meters).items()


def test_a_database_that_is_gone_is_a_number_too() -> None:
    def gone() -> Vitals:
        raise UnusableDatabase("somewhere", "it is gone")

    found = samples(PrometheusMeters(gone))

    assert found[("podquote_database_up",)] == 0.0
    assert "podquote_index_rows" not in {name for name, *_ in found}
