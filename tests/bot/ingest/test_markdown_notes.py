from __future__ import annotations

import datetime as dt

from bot.ingest.markdown_inline import pair_marks, time_links
from bot.ingest.markdown_notes import parse, recognises
from bot.model import Kind, Passage, Truth
from bot.timecode import to_seconds
from tests.bot.ingest.documents import SEEDS, layer_of, lines_of, read, texts, written

HEAD = "# Title\n\n**Podcast:** A Show\n**Participants:** Ada Brook, Bo Lind\n\n### Theme\n\n"


def _of(kind: Kind, passages: tuple[Passage, ...]) -> list[Passage]:
    return [one for one in passages if one.kind is kind]


def test_the_seed_s_fields_are_read() -> None:
    claims = read(SEEDS["001"])[0].claims

    assert (
        "How OpenAI Builds for 800 Million Weekly Users: Model Specialization and Fine-Tuning"
        == claims.title
    )
    assert "A16z Podcast" == claims.podcast
    assert dt.date(2025, 11, 28) == claims.date
    assert ("Sherwin Wu", "Erik Torenberg") == claims.participants
    assert "3x0jhpEj_6o" == claims.video_id
    assert "https://www.youtube.com/watch?v=3x0jhpEj_6o" == claims.url
    assert "youtube" == claims.edition


def test_the_seed_has_26_quotations_of_which_23_are_speech_and_14_of_those_spliced() -> None:
    reading, layer = read(SEEDS["001"])

    quotes = _of(Kind.QUOTE, reading.passages)
    marked = [pair_marks(line).quotations for line in layer.splitlines()]
    assert 26 == sum(map(len, marked))
    assert 23 == len(quotes)
    assert 14 == sum(one.truth is Truth.SPLICED for one in quotes)
    assert 9 == sum(one.truth is Truth.VERBATIM for one in quotes)
    assert all(("..." in one.text_in(layer)) == (one.truth is Truth.SPLICED) for one in quotes)
    assert {1} == {len(one.spans) for one in quotes}
    assert not any('"' in one.text_in(layer) for one in quotes)


def test_the_seed_s_scare_quotes_stay_prose() -> None:
    reading, layer = read(SEEDS["001"])

    prose = " ".join(one.text_in(layer) for one in _of(Kind.TAKEAWAY, reading.passages))
    speech = " ".join(one.text_in(layer) for one in _of(Kind.QUOTE, reading.passages))
    for phrase in ("not AGI forward", "huge fans", "anti pattern"):
        assert f'"{phrase}"' in prose
        assert phrase not in speech


def test_the_seed_s_22_links_point_ten_seconds_before_the_printed_time_and_both_are_kept() -> None:
    reading, layer = read(SEEDS["001"])

    links = time_links(layer)
    cited = {(one.said_at, one.url) for one in reading.passages if one.url}
    assert 22 == len(links)
    assert {(link.said_at, link.url) for link in links} == cited
    assert [10.0] * 22 == [
        (link.said_at or 0) - (to_seconds((link.url or "").partition("&t=")[2]) or 0)
        for link in links
    ]


def test_the_seed_s_quotations_have_the_subject_of_their_verb_of_saying_or_nobody() -> None:
    reading, layer = read(SEEDS["001"])

    assert [
        ("Sherwin Wu", "even within opening"),
        ("Erik Torenberg", "the models are so h"),
        ("Sherwin Wu", "the stickiness of t"),
        (None, "building a product "),
        ("Sherwin Wu", "the prevailing view"),
        (None, "the name of the gam"),
        ("Sherwin Wu", "there's another typ"),
        ("Sherwin Wu", "pricing is kind of "),
        ("Sherwin Wu", "we have not seen ca"),
        (None, "even if we just lit"),
        ("Erik Torenberg", "my go to model at G"),
        (None, "a bunch of the perp"),
        (None, "Alexander the scale"),
        (None, "we actually do have"),
        (None, "So there's a, we re"),
        (None, "was really solid. I"),
        (None, "way back kind of ba"),
        (None, "giant treasure trov"),
        (None, "create the world's "),
        (None, "get discounted infe"),
        (None, "I think all like th"),
        ("Erik Torenberg", "It is so remarkable"),
        (None, "some regulated indu"),
    ] == [(one.speaker, one.text_in(layer)[:19]) for one in _of(Kind.QUOTE, reading.passages)]


def test_the_seed_s_sections_and_entries_bear_their_titles() -> None:
    reading, layer = read(SEEDS["001"])

    titled = [
        (one.kind.value, layer[slice(*one.spans[0])]) for one in reading.passages if one.titled
    ]
    entries = [
        "Cursor",
        "Perplexity",
        "Scale AI",
        "Los Alamos National Labs",
        "Ben Kotb (Roxette founder)",
        "Dennis (Perplexity team member)",
        "Johnny Ho and Jerry Ma",
    ]
    themes = [
        "The Unexpected Proliferation of Specialized Models",
        "Models as Anti-Disintermediation Technology",
        "The Evolution from Prompt Engineering to Context Engineering",
        "Procedural Work Dominates More Than Silicon Valley Realizes",
        "Usage-Based Pricing as a One-Way Ratchet",
        "Open Source Models Don't Cannibalize APIs",
        "Fine-Tuning Unlocks Data Moats Through Reinforcement Learning",
        "Data-for-Discount Exchanges Create Win-Win Dynamics",
        "Separate Infrastructure for Different Modalities is Key to Success",
        "The Token Laundering Economy",
        "Constrained Response Catalogs in Regulated AI",
    ]
    assert (
        [
            *(("takeaway", theme) for theme in themes[:6]),
            *((kind, entry) for entry in entries[:-1] for kind in ("mention", "takeaway")),
            ("mention", entries[-1]),  # what else is said of them only leads to a quotation
            *(("takeaway", theme) for theme in themes[6:]),
        ]
        == titled
    )


def test_no_prose_of_the_seed_is_joined_over_a_quotation_and_nothing_is_unread() -> None:
    reading, layer = read(SEEDS["001"])

    bodies = [one.spans[one.titled :] for one in _of(Kind.TAKEAWAY, reading.passages)]
    assert {1} == {len(spans) for spans in bodies}
    assert not any("[[" in text or "**" in text for text in texts(reading.passages, layer))
    assert () == reading.unread


def test_other_notes_have_other_speakers_times_and_titles() -> None:
    reading, layer = written("markdown_notes/glaciers.md")

    assert [
        ("Lena Fjord", 3725.0, "every layer is a year that somebody could have written down"),
        (None, 3840.0, "a label with a colon is no verb of saying here"),
        (None, 4810.0, "I carried the first core out of the valley myself"),
        ("Paul Reed", None, 'when the "old" ice goes, the record goes with it… all of it'),
        ("Lena Fjord", None, "and then we will say that we always knew it."),
        (
            "Sam Okoro",
            6000.0,
            "the wrapped quotation goes over the end of its line and still is one.",
        ),
    ] == [
        (one.speaker, one.said_at, one.text_in(layer)) for one in _of(Kind.QUOTE, reading.passages)
    ]


def test_other_notes_keep_their_prose_with_titles_and_without_markup() -> None:
    reading, layer = written("markdown_notes/glaciers.md")

    assert [
        (False, "A short opening stands here without a heading of its own."),
        (
            True,
            (
                'Ice Is an Archive The team calls it the "library", and "nobody reads it the way '
                'that Lena does" says everything about it.'
            ),
        ),
        (True, 'Nothing but a Quotation "The ice does not hurry and we should not either."'),
        (False, "A Heading Without Words"),
        (True, "Corewell Drills."),
        (
            True,
            "Corewell They were late, and everybody in the camp knew it **too well**, said Lena.",
        ),
        (False, "Ada Brook"),
        (True, "Marks That Go Wrong After it the prose is safe again."),
        (True, "A point with a list of its own words."),
    ] == [
        (one.titled, one.text_in(layer)) for one in reading.passages if one.kind is not Kind.QUOTE
    ]
    assert [4, 36, 38, 42, 44, 46] == lines_of(reading.unread)


def test_other_notes_may_lack_fields() -> None:
    reading, layer = written("markdown_notes/typewriters.md")

    assert None is reading.claims.podcast
    assert None is reading.claims.date
    assert () == reading.claims.participants
    assert "abcDEF12345" == reading.claims.video_id
    assert "https://youtu.be/abcDEF12345" == reading.claims.url
    assert [("June Park", 75.0)] == [
        (one.speaker, one.said_at) for one in _of(Kind.QUOTE, reading.passages)
    ]
    assert 'The Sound of Work Keys were "loud"' in texts(reading.passages, layer)[0]
    assert [5] == lines_of(reading.unread)


def test_a_quotation_that_runs_over_a_citation_is_two_missing_marks() -> None:
    page = HEAD + 'Ada says: "one is open [[0:10]](https://a.example) and one was closed" here.'

    reading = parse("notes.md", page)

    assert [] == _of(Kind.QUOTE, reading.passages)
    assert [8, 8] == lines_of(reading.unread)


def test_a_short_quotation_is_speech_only_right_after_a_colon_of_saying() -> None:
    page = HEAD + 'Ada says: "never." Bo says "never" too, in words that are the summary.'

    reading = parse("notes.md", page)

    assert [("Ada Brook", "never.")] == [
        (one.speaker, one.text_in(page)) for one in _of(Kind.QUOTE, reading.passages)
    ]


def test_a_sentence_that_follows_a_quotation_is_not_its_lead() -> None:
    page = HEAD + (
        'Ada notes: "the first quotation is long enough." [[0:10]](https://a.example) Nothing '
        'leads here. "The second one is nobody\'s at all." [[0:20]](https://a.example)'
    )

    reading = parse("notes.md", page)

    assert ["Ada Brook", None] == [one.speaker for one in _of(Kind.QUOTE, reading.passages)]


def test_an_unpaired_mark_ends_what_may_lead_to_the_next_quotation() -> None:
    page = (
        HEAD + 'Ada says: "a lost mark, and "these words are whose, we ask?" [[0:10]](https://a.b)'
    )

    reading = parse("notes.md", page)

    assert [None] == [one.speaker for one in _of(Kind.QUOTE, reading.passages)]
    assert [8] == lines_of(reading.unread)


def test_marks_in_a_link_s_title_and_in_a_label_are_none_of_the_prose() -> None:
    page = HEAD + (
        'The [notes](https://a.example "a title") were kept for many years.\n\n'
        '**The "Old" Way**: it was slow and it was ours.'
    )

    reading = parse("notes.md", page)

    assert () == reading.unread
    assert [
        'Theme The [notes](https://a.example "a title") were kept for many years.',
        'The "Old" Way it was slow and it was ours.',
    ] == texts(reading.passages, page)


def test_a_bold_label_before_a_quotation_is_kept_as_a_note_of_its_own() -> None:
    page = (
        HEAD + '**Best line**: "the words of somebody at some length" [[0:10]](https://a.example)'
    )

    reading = parse("notes.md", page)

    assert ["Theme", "Best line", "the words of somebody at some length"] == texts(
        reading.passages, page
    )


def test_fields_may_be_a_list_and_a_heading_that_only_groups_others_is_structure() -> None:
    page = """# Title

- **Podcast**: A Show
- **Participants**: Ada Brook

## Themes

### Dams

They hold more than anybody thought.

## More

## Rivers
"""

    reading = parse("notes.md", page)

    assert recognises(page)
    assert ("Ada Brook",) == reading.claims.participants
    assert ["Dams They hold more than anybody thought.", "More", "Rivers"] == texts(
        reading.passages, page
    )


def test_a_read_me_is_not_recognised() -> None:
    assert not recognises("# Read me\n\n**Date:** today\n\nWords.")
    assert not recognises("**Podcast:** x\n**Date:** 2024-01-01\n\nNo heading.")
    assert recognises("# Notes\n\n**Date:** 2024-01-01\n\n### 1. Key Themes\n\nWords.")


def test_the_seed_is_read_the_same_with_windows_line_ends() -> None:
    layer = layer_of(SEEDS["001"])
    windows = layer.replace("\n", "\r\n")

    ours, theirs = parse("a", layer), parse("b", windows)

    assert texts(ours.passages, layer) == texts(theirs.passages, windows)
    assert ours.claims == theirs.claims
