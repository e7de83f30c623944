from __future__ import annotations

from bot.ingest.chapters_page import parse
from bot.model import Claims, Kind, Truth
from tests.bot.ingest.documents import SEEDS, lines_of, read, texts, written


def test_the_seed_has_fourteen_chapters_each_with_a_summary() -> None:
    reading, layer = read(SEEDS["000"])

    kinds = [passage.kind for passage in reading.passages]
    assert [Kind.CHAPTER, Kind.TAKEAWAY] * 14 == kinds
    assert {Truth.PARAPHRASE} == {passage.truth for passage in reading.passages}
    assert {None} == {passage.said_at for passage in reading.passages}
    assert (
        "Career background: Opendoor pricing ML and Quora\u2019s newsfeed/ML culture"
        == texts(reading.passages, layer)[2]
    )


def test_the_seed_s_title_has_its_channel_glued_and_its_furniture_is_no_content() -> None:
    reading, layer = read(SEEDS["000"])

    assert (
        Claims(
            title="a16zHow OpenAI Builds for 800 Million Weekly Users: "
            "Model Specialization and Fine-Tuning",
            glued=True,
            maker="YouTube summaries",
        )
        == reading.claims
    )
    assert () == reading.unread
    assert not any("YouTube" in text or "Chrome" in text for text in texts(reading.passages, layer))


def test_a_chapter_may_lack_its_summary_and_a_summary_may_have_two_paragraphs() -> None:
    reading, layer = written("chapters_page/tide_pools.txt")

    assert [
        ("chapter", "Why limpets come home"),
        (
            "takeaway",
            (
                "Mira describes how a limpet follows its own trail back to one scar on the rock. "
                "She calls it the slowest commute in the world."
            ),
        ),
        ("chapter", "What happens at spring tide?"),
        (
            "takeaway",
            "The pools join for an hour, and everything that could not move on its own is moved.",
        ),
        ("takeaway", "A second paragraph about the same hour stands on a line of its own."),
        ("chapter", "Closing thoughts"),
    ] == [(one.kind.value, one.text_in(layer)) for one in reading.passages]
    assert "Shore TalkWhat Tide Pools Teach Us About Patience" == reading.claims.title


def test_a_byte_order_mark_and_other_line_ends_stay_out_of_the_words() -> None:
    reading, layer = written("chapters_page/night_bus.txt")

    assert "Night Bus RadioDriving After Midnight" == reading.claims.title
    assert [
        "The empty line 7",
        "Omar says the last bus is the only one where strangers talk.",
    ] == texts(reading.passages, layer)


def test_a_time_belongs_to_no_certain_chapter_and_is_counted() -> None:
    reading, _ = written("chapters_page/night_bus.txt")

    assert [3, 5, 8] == lines_of(reading.unread)


def test_a_title_may_end_as_a_sentence_and_a_summary_as_a_question() -> None:
    page = (
        "T\nCHAPTERS\nIt works.\nThe summary is longer.\nSecond\nDoes the summary ask?\nC\nD ends."
    )

    reading = parse("page.txt", page)

    assert ["chapter", "takeaway"] * 3 == [one.kind.value for one in reading.passages]


def test_a_page_without_a_title_claims_none() -> None:
    reading = parse("page.txt", "CHAPTERS\nOne title\nAnd its summary.")

    assert Claims() == reading.claims
    assert 2 == len(reading.passages)
