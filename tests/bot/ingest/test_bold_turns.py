from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.bold_turns import NAME, parse, recognises
from bot.ingest.numbered_files import numbered_by
from bot.ingest.opening import open_document
from bot.model import Kind, Truth
from bot.tokens import tokenize
from tests.bot.ingest.documents import ROOT, SEEDS, layer_of, texts, written

SAMPLE = ROOT.parent / "shared" / "samples" / "changelog-transcript.md"
OTTERS = "bold_turns/otter-hour-3.md"
KITES = "bold_turns/a talk with front matter.md"


def test_turns_are_segments_of_whole_sentences_with_whoever_the_label_names() -> None:
    reading, layer = written(OTTERS)

    assert NAME == reading.format
    assert [
        ("Ada Brook", None),
        ("Bo Lind", 41.06),
        ("Bo Lind", 118.0),
        ("Ada Brook", None),
        ("Bo Lind", 199.4),
        ("Ada Brook", None),
    ] == [(one.speaker, one.said_at) for one in reading.passages]
    assert {(Kind.SEGMENT, Truth.VERBATIM)} == {(p.kind, p.truth) for p in reading.passages}
    assert "And the fish?" == texts(reading.passages, layer)[3]


def test_a_time_in_brackets_is_stepped_over_and_a_noise_stays() -> None:
    reading, layer = written(OTTERS)
    said = texts(reading.passages, layer)

    assert said[0].startswith(r"Welcome back, everybody. \[laughs\] Today we ask")
    assert said[0].endswith(
        "who taught it to. We have Bo Lind with us, who has watched one dam for eleven years."
    )
    assert said[1].startswith("Thank you.")
    assert "01:58" not in " ".join(said)
    assert (
        r"They wait, too. \[unintelligible 00:03:19.40\] is what the old map calls it." == said[4]
    )


def test_a_noise_is_never_a_word_that_was_said() -> None:
    reading, layer = written(OTTERS)
    words = {token.word for text in texts(reading.passages, layer) for token in tokenize(text)}

    assert "everybody" in words
    assert not {"laughs", "unintelligible", "00", "40"} & words


def test_the_address_of_a_link_is_no_word_either() -> None:
    reading, layer = written(OTTERS)

    assert "See my field notes for the drawings." in texts(reading.passages, layer)[2]


def test_breaks_and_jingles_are_nobody() -> None:
    reading, _ = written(OTTERS)

    assert ("Ada Brook", "Bo Lind") == reading.claims.participants


def test_the_file_s_name_says_the_show_and_its_number() -> None:
    claims = written(OTTERS)[0].claims

    assert ("Otter Hour 3", "Otter Hour") == (claims.title, claims.podcast)


@pytest.mark.parametrize(
    ("expected", "file"),
    [
        (("The Changelog 203", "The Changelog"), "podcast/the-changelog-203.md"),
        (("Changelog Friends 56", "Changelog Friends"), "friends/changelog--friends-56.md"),
        (("Request for Commits 2", "Request for Commits"), "rfc/request-for-commits-2.md"),
        ((None, None), "notes.md"),
        ((None, None), "talk-20240506.md"),
        ((None, None), "12.md"),
    ],
)
def test_only_a_show_with_a_number_is_read_from_a_file_s_name(
    expected: tuple[str | None, str | None], file: str
) -> None:
    claims = numbered_by(file)

    assert expected == (claims.title, claims.podcast)


def test_front_matter_wins_over_the_file_s_name() -> None:
    claims = written(KITES)[0].claims

    assert "Kites at night" == claims.title
    assert "Wind and String" == claims.podcast
    assert dt.date(2024, 5, 6) == claims.date
    assert ("Dr. Ana Ruiz",) == claims.participants


def test_roles_and_what_may_be_no_name_name_nobody() -> None:
    reading, layer = written(KITES)
    said = [(p.speaker, p.text_in(layer)) for p in reading.passages]

    assert (None, "Who flies a kite when nobody can see it?") == said[0]
    assert (None, "It gets cold by two.") == said[3]
    assert (None, "__Please note:__ no kites were harmed.") == said[5]
    assert ["a heading or rule between turns"] == [one.reason for one in reading.unread]


def test_a_first_name_is_completed_only_where_one_person_has_it() -> None:
    reading, _ = written(KITES)

    assert "Dr. Ana Ruiz" == reading.passages[1].speaker
    assert None is reading.passages[4].speaker  # "Dr. Ana Ruiz" begins with a title


def test_long_turns_part_at_sentence_ends_near_forty_words() -> None:
    reading, layer = written(KITES)
    said = texts(reading.passages, layer)

    assert said[1].endswith("that is all there is to it.")
    assert said[2].startswith("People think")


def test_no_seed_and_no_other_document_is_taken_for_one() -> None:
    others = [
        p for p in (ROOT / "tests" / "documents").glob("*/*") if p.parent.name != "bold_turns"
    ]

    claimed = [path.name for path in (*SEEDS.values(), *others) if recognises(layer_of(path))]

    assert [] == claimed


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared sample is NOT read: it is not here")
def test_a_real_transcript_gives_two_people_and_all_its_words() -> None:
    opened = open_document(SAMPLE.name, SAMPLE.read_bytes())
    reading, layer = opened.reading(), opened.document.layer

    assert ("Adam Stacoviak", "Mike McDerment") == reading.claims.participants
    assert {"Adam Stacoviak", "Mike McDerment"} == {p.speaker for p in reading.passages}
    words = sum(len(tokenize(text)) for text in texts(reading.passages, layer))
    names = layer.count("**Adam Stacoviak:**") + layer.count("**Mike McDerment:**")
    assert abs(words + 2 * names - len(tokenize(layer))) < 60


@given(
    st.lists(
        st.sampled_from(
            [
                "**Ada Brook:** ",
                "**Bo Lind:** ",
                "**Break:** ",
                "\n\n",
                "\n",
                r"\[12:03\] ",
                r"\[laughs\] ",
                "a word ",
                "[link](https://x.example/y) ",
                "End. ",
                "* * *",
                "# Title",
                "**",
                "[",
                "\\",
                "\u2028",
            ]
        ),
        max_size=60,
    ).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_spans_stand_in_the_layer_in_order_whatever_is_written(body: str) -> None:
    layer = f"**Ada Brook:** First words.\n\n**Bo Lind:** More.\n\n{body}"

    reading = parse("x.md", layer)

    spans = [span for passage in reading.passages for span in passage.spans]
    assert spans == sorted(spans)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert end <= start
    for passage in reading.passages:
        text = passage.text_in(layer)
        assert text == text.strip()
        assert "12:03" not in text
        assert "x.example" not in text
