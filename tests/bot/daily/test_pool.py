"""What reads alone: whole, in part, or not at all; and what says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily import RULES, Pool, alone, readable
from bot.daily.pool import LONGEST_PART, SHORTEST_PART, units
from bot.model import Kind, Source, Truth
from tests.fakes.quotes import quote


@pytest.mark.parametrize(
    "text",
    [
        "It is so remarkable how much of this entire economy is basically just token laundering.",
        "“Nobody reads the dam,” she said, and everybody knew that she was right about it.",
        "10% of the globe uses it every single week, and nobody really noticed that happen!",
        "We built the dam — all of it — and the river went around us as rivers will.",
        "Why would anyone build a dam when the river is (as we know) just going to move?",
        "The HTTPS rhythm of the river is what it always was: I think I know what it is now.",
        "Élan is what the whole thing needs, and money is what it got in the end, sadly.",
    ],
)
def test_a_whole_sentence_is_worth_reading_alone(text: str) -> None:
    assert [quote("q1", text)] == list(readable([quote("q1", text)]))


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Yeah, yeah. 10% of the globe uses it week-", "is not broken off"),
        ("The name of the game now is...the context engineering, as we all know.", "is not broken"),
        ("I think that the d- the dam is what everybody wanted in the end.", "is not broken off"),
        ("was really solid. I still think that even while I was there it was.", "begins like"),
        ("...was really solid. I still think that even while I was there it was.", "begins like"),
        ("The stickiness of the model itself has been very surprising to us", "ends like"),
        ("The dam is done. It is so very so.", "is neither short nor long"),
        ("The dam is the interface. " * 20, "is neither short nor long"),
        ("Extraordinarily uncharacteristic otter-engineering notwithstanding.", "has enough words"),
        ("It is becoming increasingly clear, I think, um, that there is room.", "has no filler"),
        ("It is what people do, you know, when the river is full of otters.", "has no filler"),
        ("The, the dam is what every otter in the river wanted in the end.", "has no stutter"),
        ("I still think that, I was I still like him amazed at the talent.", "has no false start"),
        ("Everybody knows that they're they have built a better dam by now.", "has no false start"),
        ("The key is qdyzjagzjjbvwtq and every otter in the river knows it.", "is made of words"),
        ("In 2024 17 31 44 8 19 63 12 57 and 90 10 11 12 otters built dams.", "is made of words"),
        ("That is the reason why every otter in the river wanted a dam.", "leans on nothing"),
        ("And every otter in the whole river wanted a dam in the end.", "leans on nothing"),
        ("Where do you think that an otter learns to build such a dam?", "asks nobody"),
        ("Otters build what they need when they need it, right?", "asks nobody"),
        ("My guests have built more dams than I have. Thank you so much.", "announces nothing"),
        ("Every otter in the river wanted a dam [inaudible] in the end.", "has no mark"),
        ("He said “we built the dam and the river went around us.", "closes what it opens"),
        ("Uhm, it is becoming increasingly clear, I think, that there is room.", "has no filler"),
        ("", "begins like"),
    ],
)
def test_junk_is_not(text: str, broken: str) -> None:
    entry = quote("q1", text)

    assert any(not holds(entry) for name, holds in RULES.items() if name.startswith(broken))
    assert not all(holds(entry) for holds in RULES.values())


def test_only_words_that_were_said_and_have_no_cuts_are_posted() -> None:
    good = quote("q1")

    assert readable([replace(good, kind=kind) for kind in Kind if not kind.is_speech]) == ()
    assert readable([replace(good, truth=Truth.SPLICED)]) == ()
    assert len(readable([replace(good, truth=Truth.CORROBORATED)])) == 1


def test_what_merely_asks_is_an_interviewers_unless_somebody_quoted_it() -> None:
    asking = quote("q1", "Is it making successful dams? Is it calling the right otters for it?")

    assert [asking] == list(readable([asking]))
    assert () == readable([replace(asking, kind=Kind.SEGMENT)])


SEGMENT = replace(
    quote(
        "s1",
        "and then it broke. The otters rebuilt the whole dam in one night, and nobody helped them "
        "at all. It stood for years. So, um, that was it.",
    ),
    kind=Kind.SEGMENT,
)


def test_whole_sentences_of_a_segment_read_alone_where_all_of_it_does_not() -> None:
    part = alone(SEGMENT)

    assert part is not None
    assert (
        "The otters rebuilt the whole dam in one night, and nobody helped them at all. "
        "It stood for years."
    ) == part.text
    assert SEGMENT.id == part.id
    assert SHORTEST_PART <= len(part.text) <= LONGEST_PART


def test_a_part_stands_in_the_document_where_its_spans_are() -> None:
    at, between = SEGMENT.text.index(" one night"), "\n00:12 Ada\n"
    layer = SEGMENT.text[:at] + between + SEGMENT.text[at + 1 :]
    spans = ((0, at), (at + len(between), len(layer)))
    assert SEGMENT.text == " ".join(layer[a:b] for a, b in spans)

    part = alone(replace(SEGMENT, source=Source("otters.txt", spans)))

    assert part is not None
    assert 2 == len(part.source.spans)
    assert part.text == " ".join(layer[a:b] for a, b in part.source.spans)


def test_no_part_is_taken_from_far_into_a_text_nor_of_a_quotation_with_cuts() -> None:
    far = "the river rose and rose and rose some more and " * 14
    assert alone(replace(SEGMENT, text=far + SEGMENT.text)) is None
    assert alone(replace(SEGMENT, truth=Truth.SPLICED)) is None
    assert alone(replace(SEGMENT, kind=Kind.TAKEAWAY)) is None


@given(st.text(max_size=300))
def test_any_text_reads_alone_or_not_and_a_part_is_a_part(text: str) -> None:
    part = alone(replace(SEGMENT, text=text, source=Source("a", ((0, len(text)),))))

    assert part is None or part.text in text
    assert part is None or part.text == " ".join(text[a:b] for a, b in part.source.spans)


def test_near_duplicates_count_as_one_and_a_quotation_is_shown() -> None:
    said = "Otters build the dam first and then they think about the river that runs into it."
    quoted = quote("q1", said)
    heard = replace(
        quote("s1", f"{said} Everybody in the valley knows it by now."), kind=Kind.SEGMENT
    )
    other = quote("q2")

    found = units([heard, other, quoted])

    assert {("q1", ("q1", "s1")), ("q2", ("q2",))} == {(u.entry.id, u.ids) for u in found}
    assert 2 == len(Pool([heard, other, quoted]))
