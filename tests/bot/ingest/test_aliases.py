"""One name in two spellings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ingest.aliases import mine
from bot.ingest.opening import open_document
from bot.ingest.spellings import Text, texts_of
from bot.model import Kind

NOTES, SHOWN = "001_38546bd7731afda3.txt", "002_214cc9e9b35e60f8.txt"
SAID, SUMMED = Kind.SEGMENT, Kind.TAKEAWAY


def said(file: str, words: str) -> Text:
    return Text(file, words, SAID)


def pairs(*texts: Text, heard: tuple[tuple[str, str, str, str], ...] = ()) -> list[tuple[str, str]]:
    return [(one.heard, one.meant) for one in mine(texts, heard, episode_id="e1")]


def seed_texts(seeds: Path, *numbers: str) -> list[Text]:
    found: list[Text] = []
    for file in sorted(path for path in seeds.iterdir() if path.name[:3] in numbers):
        opened = open_document(file.name, file.read_bytes())
        found += texts_of(opened.document, opened.reading())
    return found


def test_the_four_seeds_of_one_episode_give_what_they_spell_in_two_ways(seeds: Path) -> None:
    texts = seed_texts(seeds, "000", "001", "002", "003")
    heard = ("001.txt", "even within opening the thinking", "003.txt", "even with an OpenAI, the")

    found = mine(texts, [heard], episode_id="e1")

    assert [
        ("opening", "OpenAI", ("003.txt has OpenAI where 001.txt has opening in the same words",)),
        ("roxette", "Rockset", (f"{SHOWN} writes Rockset where {NOTES} writes Roxette",)),
        ("vencott", "Venkat", (f"{SHOWN} writes Venkat where {NOTES} writes Vencott",)),
    ] == [(one.heard, one.meant, one.evidence) for one in found]
    assert {("e1", "mined")} == {(one.episode_id, one.by_whom) for one in found}


def test_the_captions_give_what_they_spell_in_two_ways(seeds: Path) -> None:
    assert [
        ("brandham", "Brandom"),
        ("open ai", "OpenAI"),
        ("techrunch", "TechCrunch"),
    ] == pairs(*seed_texts(seeds, "004"))


def test_the_same_name_beside_both_tells_within_one_document() -> None:
    assert [("latner", "Lattner")] == pairs(
        said("a", "We met Chris Lattner. So Chris Lattner said it, and Chris Latner too.")
    )


@pytest.mark.parametrize(
    "words",
    [
        "We met Dennis Brook and then Denise Brook.",
        "We met Dennis Reed and then Denise Lake.",
        "We saw Johnny Ho and later Jerry Ma.",
        "He likes Google Docs, and she likes one Google Doc.",
        "They met Mister Rockset, and then Doctor Roxette.",
        "I know Dr Rockset, and I know Dr Roxette.",
        "So Roxette went on. Well Rockset came.",
        "I know SDKS Ada, and I know SDKZ Ada.",
    ],
)
def test_names_that_may_be_two_stay_two_within_one_document(words: str) -> None:
    assert [] == pairs(said("a", words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("and then Dennis said", "and then Denise said"),  # their vowels differ
        ("and then Erik Lake said", "and then Eric Reed said"),  # other names beside them
        ("we asked Rockset and Roxette", "we asked Roxette"),  # one document knows both
        ("a rock said Kate", "a rock said Cate"),  # short
        ("we like Roxette", "we like rockset, as Rockset is"),  # somebody's ordinary word
    ],
)
def test_names_that_may_be_two_stay_two_across_documents(one: str, other: str) -> None:
    assert [] == pairs(said("a", one), said("b", other))


def test_a_name_is_told_by_its_sound_where_each_document_knows_one_spelling() -> None:
    assert [("vencott", "Venkat")] == pairs(
        said("a", "his name is Vencott"), Text("b", "As told by Venkat.", SUMMED)
    )


def test_a_shorter_name_is_told_by_the_name_beside_it() -> None:
    assert [("marc", "Mark")] == pairs(
        said("a", "we met Marc Reed"), Text("b", "It was Mark Reed.", SUMMED)
    )


def test_what_more_documents_write_is_meant() -> None:
    texts = [Text("a", "As told by Vencott.", SUMMED), said("b", "it is Venkat")]

    assert [("vencott", "Venkat")] == pairs(*texts, said("c", "it was Venkat"))


def test_of_two_in_speech_what_a_summary_has_is_meant() -> None:
    assert [("vencott", "Venkat")] == pairs(
        said("a", "it is Vencott, and Vencott again"),
        said("b", "it is Venkat"),
        Text("b", "As told by Venkat.", SUMMED),
    )


def test_a_title_or_a_list_of_people_alone_makes_a_name_known() -> None:
    assert [("reid lake", "ReidLake")] == pairs(
        Text("a", "Ada Brook"), said("a", "it was ReidLake, the Reid Lake")
    )
    assert [("brooke", "Brucke")] == pairs(
        Text("a", "Ada Brucke"), Text("b", "Ada Brooke"), Text("c", "Ada Brucke")
    )


def test_a_headline_s_capitals_make_no_names() -> None:
    title = "Every Wrapper Has Another Story"

    assert [] == pairs(Text("a", title, Kind.CHAPTER), said("b", "the GPT Rapper it was"))


def test_a_name_written_in_two_words_more_often_is_meant_so() -> None:
    words = "I like Red Hat, the old Red Hat, and RedHat."

    assert [("redhat", "Red Hat")] == pairs(said("a", words))


def test_two_small_words_are_no_name_in_two() -> None:
    assert [] == pairs(said("a", "I like OpenAI, and open ai systems. Go Open. Ai we said."))


def test_aligned_words_tell_what_sound_does_not() -> None:
    heard = ("a", "the opening model", "b", "the OpenAI model")
    texts = [said("a", "the opening model"), said("b", "the OpenAI model")]

    assert [("opening", "OpenAI")] == pairs(*texts, heard=(heard,))
    assert [("opening", "OpenAI")] == pairs(*texts, heard=((*heard[2:], *heard[:2]),))


def test_aligned_names_are_weighed_like_others() -> None:
    texts = [
        said("a", "we asked Denise"),
        Text("b", "They asked Dennis.", SUMMED),
        said("b", "we asked Dennis"),
    ]

    found = mine(texts, [("a", "asked Denise", "b", "asked Dennis")], episode_id="e1")

    assert [("denise", "Dennis")] == [(one.heard, one.meant) for one in found]
    assert ("b has Dennis where a has Denise in the same words",) == found[0].evidence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Rockset way", "the Rockset way"),  # the same
        ("the Rockset way", "the rocks way"),  # cut off
        ("the Rockset way", "the 7 way"),  # has no sound
        ("the Rockset way", "the pocket way"),  # begins with another sound
        ("the Rockset way", "the rotten way"),  # has too few of its letters
        ("the Rockset way", "the rocksets way"),  # is its plural
        ("the Nowhere way", "the no where way"),  # is no name here
        ("the Kate way", "the cake way"),  # is short
    ],
)
def test_aligned_words_that_are_no_name_misheard_give_nothing(one: str, other: str) -> None:
    texts = [said("a", "we asked Rockset and Kate")]

    assert [] == pairs(*texts, heard=(("a", one, "b", other),))


def test_nothing_gives_nothing() -> None:
    assert () == mine([], episode_id="e1")
    assert [] == pairs(said("a", ""), said("a", "..."))
