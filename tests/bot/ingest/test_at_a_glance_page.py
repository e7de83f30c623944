from __future__ import annotations

from bot.ingest.at_a_glance_page import parse, recognises
from bot.model import Kind, Truth
from tests.bot.ingest.documents import SEEDS, lines_of, read, texts, written


def test_the_seed_has_a_tagline_five_bullets_five_ideas_and_five_quotes() -> None:
    reading, layer = read(SEEDS["003"])

    takeaways, quotes = reading.passages[:11], reading.passages[11:]
    assert {Kind.TAKEAWAY} == {one.kind for one in takeaways}
    assert [False] * 6 + [True] * 5 == [one.titled for one in takeaways]
    assert [2] * 5 == [len(one.spans) for one in takeaways[6:]]
    assert [Kind.QUOTE] * 5 == [one.kind for one in quotes]
    assert {"Sherwin Wu"} == {one.speaker for one in quotes}
    assert {Truth.VERBATIM} == {one.truth for one in quotes}
    assert (
        "OpenAI scales platform and apps through specialized models, tuning, agents"
        == texts(takeaways, layer)[0]
    )
    assert () == reading.unread


def test_the_seed_s_counters_are_no_words_and_its_fragment_stands_as_it_is() -> None:
    reading, layer = read(SEEDS["003"])

    words = texts(reading.passages, layer)
    assert words[6].startswith(
        "OpenAI runs \u201capp + platform\u201d on purpose, not by accident. "
    )
    assert "Yeah, yeah. 10% of the globe uses it week-" == words[11]
    assert not any("AI-generated summary" in one for one in words)
    assert ("Sherwin Wu",) == reading.claims.participants
    assert reading.claims.glued


def test_sections_may_stand_in_another_order() -> None:
    reading, layer = written("at_a_glance_page/beekeeping.txt")

    assert [
        ("quote", False, "I never, um, never saw a hive that wanted help."),
        (
            "takeaway",
            True,
            "A hive is one animal. Petra treats the colony as a body whose cells happen to fly.",
        ),
        (
            "takeaway",
            True,
            "Honey is weather. A wet June is a thin harvest, whatever the keeper does.",
        ),
        ("takeaway", False, "Keeping bees by leaving them alone"),
        ("takeaway", False, "Most interventions make things worse."),
    ] == [(one.kind.value, one.titled, one.text_in(layer)) for one in reading.passages]
    assert ("Petra Lund",) == reading.claims.participants
    assert () == reading.unread


def test_ideas_are_not_paired_where_a_body_is_missing() -> None:
    reading, layer = written("at_a_glance_page/bridges.txt")

    ideas = reading.passages[1:4]
    assert [
        "Rust is patient.",
        "It waits for the paint to forget.",
        "Load is a story.",
    ] == texts(ideas, layer)
    assert not any(one.titled for one in ideas)


def test_a_quote_without_its_speaker_is_nobody_s() -> None:
    reading, layer = written("at_a_glance_page/bridges.txt")

    assert [
        ("Jo Ann O'Neil", Truth.SPLICED, "We closed the lane... and nobody noticed."),
        (None, Truth.VERBATIM, "The deck sings before it fails."),
        (None, Truth.VERBATIM, 'It said "no" to us, the river.'),
    ] == [(one.speaker, one.truth, one.text_in(layer)) for one in reading.passages[4:]]
    assert ("Jo Ann O'Neil",) == reading.claims.participants
    assert None is reading.claims.title


def test_a_speaker_without_a_quote_and_an_unknown_section_are_counted() -> None:
    reading, _ = written("at_a_glance_page/bridges.txt")

    assert [14, 15, 16] == lines_of(reading.unread)


def test_a_label_that_is_no_name_is_counted_and_names_nobody() -> None:
    page = (
        "Title\nsubtitle\nAt a glance\nWORDS WORTH SAVING\nThe words.\n— yes and then\nMore words."
    )

    reading = parse("page.txt", page)

    assert [None, None] == [one.speaker for one in reading.passages]
    assert ["The words.", "More words."] == texts(reading.passages, page)
    assert [2, 6] == lines_of(reading.unread)


def test_a_quote_behind_a_hyphen_is_a_quote() -> None:
    page = "At a glance\nWORDS WORTH SAVING\n- we said so\n- Ada Brook"

    reading = parse("page.txt", page)

    assert ["we said so"] == texts(reading.passages, page)
    assert "Ada Brook" == reading.passages[0].speaker


def test_one_heading_alone_is_not_this_page() -> None:
    assert not recognises("Some text\nAt a glance\nMore text")
