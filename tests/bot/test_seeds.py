"""The five documents podquote is built from, byte for byte, and what they give together."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from bot.bootstrap import Podquote
from bot.model import Entry, Kind, Question, Status, Truth
from bot.tokens import folded_words

SHA256 = {
    "000_268153a5d1ae648b.txt": "6067bc6800224135e892e4a78caeed44ccd6afa3e98ff07a58f102647e8450eb",
    "001_38546bd7731afda3.txt": "364239f8dd03078f0109530a752872b8e86a576c73cf0a1b20b8621fc8c618ae",
    "002_214cc9e9b35e60f8.txt": "cc3f4c94298fa9721d3ee01d070deb855a0d58f490220b96007e59f440029008",
    "003_dceb46a7325dcf1e.txt": "1d73dfec6dbac2b6a95bf5da7a74a8f86ef89dd1e3ee0591885e1434f3b38342",
    "004_6a2dae89d5ef02c2.txt": "67eeda7797a8524c107d8d85202466de43a6e72e4a1d791e1c778d0fe8cd9ab7",
}


def entries_of(core: Podquote, seed: str) -> list[Entry]:
    """Return the entries whose words stand in the seed whose name begins with `seed`."""
    file = next(name for name in SHA256 if name.startswith(seed))
    return [e for e in core.catalogue.entries_of(file) if e.source.file == file]


def entry(core: Podquote, seed: str, begins: str) -> Entry:
    return next(e for e in entries_of(core, seed) if e.text.startswith(begins))


def test_the_seeds_are_the_documents_byte_for_byte(seeds: Path) -> None:
    found = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in seeds.iterdir()}

    assert SHA256 == found


def test_every_text_stands_in_its_document(core: Podquote) -> None:
    results = list(core.office.verify())

    assert len(results) >= core.office.overview().entries
    assert [] == [result for result in results if result.problem]


def test_four_documents_describe_one_episode_and_the_fifth_another(core: Podquote) -> None:
    overview = core.office.overview()

    assert (2, 5) == (overview.episodes, overview.documents)
    episodes = {seed: entries_of(core, seed)[0].episode for seed in ("000", "001", "002", "003")}
    assert 1 == len(set(episodes.values()))
    assert episodes["000"] != entries_of(core, "004")[0].episode


def test_the_episode_is_what_its_documents_together_say(core: Podquote) -> None:
    episode = entries_of(core, "000")[0].episode

    assert (
        "How OpenAI Builds for 800 Million Weekly Users: Model Specialization and Fine-Tuning"
        == (episode.title)
    )
    assert ("A16z Podcast", "2025-11-28") == (episode.podcast, str(episode.date))
    assert "https://www.youtube.com/watch?v=3x0jhpEj_6o" == episode.url
    assert ("Sherwin Wu", "Erik Torenberg", "Martin Casado") == episode.participants


def test_an_unknown_stays_unknown(core: Podquote) -> None:
    episode = entries_of(core, "004")[0].episode

    assert (None, None) == (episode.podcast, episode.date)


def test_each_kind_is_found_in_its_number(core: Podquote) -> None:
    kinds = {seed: Counter(e.kind for e in entries_of(core, seed)) for seed in ("000", "003")}

    assert {Kind.CHAPTER: 14, Kind.TAKEAWAY: 14} == kinds["000"]
    # Five quotations, and four parts of them that 001 has too.
    assert {Kind.QUOTE: 5 + 4, Kind.TAKEAWAY: 11} == kinds["003"]


def test_a_printed_time_and_a_link_ten_seconds_before_it_are_both_kept(core: Podquote) -> None:
    found = entry(core, "001", "even within opening")

    assert (1091.0, "youtube") == (found.said_at, found.edition)
    assert "https://www.youtube.com/watch?v=3x0jhpEj_6o&t=18m1s" == found.url
    assert found.truth is Truth.SPLICED


def test_sources_that_name_different_hosts_are_both_shown(core: Podquote) -> None:
    found = entry(core, "001", "the models are so hard to abstract away")

    assert found.attribution.status is Status.DISPUTED
    assert {"Erik Torenberg", "Martin Casado"} == set(found.attribution.candidates)


def test_whom_all_sources_know_stays_stated(core: Podquote) -> None:
    assert "Sherwin Wu" == entry(core, "001", "even within opening").attribution.speaker
    assert "Sherwin Wu" == entry(core, "003", "The big unlock").attribution.speaker


def test_a_time_of_the_audio_feed_is_never_linked_on_the_video(core: Podquote) -> None:
    found = entry(core, "002", "Users develop emotional attachments")

    assert (750.0, "audio") == (found.said_at, found.edition)
    assert "https://www.youtube.com/watch?v=3x0jhpEj_6o" == found.url


def test_captions_name_a_speaker_only_where_the_words_do(core: Podquote) -> None:
    segments = entries_of(core, "004")
    stated = {e.attribution.speaker for e in segments if e.attribution.status is Status.STATED}

    assert {"Rebecca Balon", "Russell Brandham"} == stated
    assert all(e.kind is Kind.SEGMENT and e.said_at is not None for e in segments)
    assert "https://www.youtube.com/watch?v=2VroIM26s84&t=33s" == next(
        e.url for e in segments if e.said_at == 33.0
    )


def test_no_answer_holds_page_furniture(core: Podquote) -> None:
    for furniture in ("YouTube videos", "Add to Chrome", "scripod.com", "Retrieved at"):
        for match in core.ask(Question(furniture, limit=50)).matches:
            assert folded_words(furniture) not in folded_words(match.entry.text)


def test_the_same_utterance_heard_by_two_is_one_quote_with_two_sources(core: Podquote) -> None:
    found = entry(core, "003", "even with an OpenAI")

    assert found.truth is Truth.CORROBORATED
    assert found.text.endswith("one model that rules them all.")
    assert ["003", "001"] == [evidence.file[:3] for evidence in found.evidence]
    assert found.evidence[1].wording.startswith("even within opening the thinking was")
    assert (1091.0, "Sherwin Wu") == (found.said_at, found.attribution.speaker)


def test_a_spliced_quotation_says_which_of_its_parts_another_confirms(core: Podquote) -> None:
    found = entry(core, "001", "even within opening")

    assert found.truth is Truth.SPLICED
    assert [
        (
            "even within opening the thinking was that there would be like one model that rules "
            "them all"
        ),
        (
            "It's like becoming increasing and clearer that there will be room for a bunch of "
            "specialized models"
        ),
    ] == [found.text[slice(*part.span)] for part in found.confirmed]
    assert {"003"} == {part.file[:3] for part in found.confirmed}


def test_a_quotation_that_is_whole_in_two_documents_is_corroborated(core: Podquote) -> None:
    found = entry(core, "003", "Yeah, yeah. 10%")

    assert found.truth is Truth.CORROBORATED
    assert "Yeah, yeah, 10% of the globe uses it. Every week" == found.evidence[1].wording


def test_what_stands_twice_in_one_document_confirms_nothing(core: Podquote) -> None:
    ratchets = [e for e in entries_of(core, "001") if e.kind is Kind.QUOTE and "ratchet" in e.text]

    assert 2 == len(ratchets)
    assert all(e.truth is not Truth.CORROBORATED and not e.confirmed for e in ratchets)
