"""The measure of corroboration measures: its pairs are what they say, and its floor holds."""

from __future__ import annotations

import datetime as dt
import io
import random
import tarfile
from pathlib import Path

import pytest

from tests.bench import corroboration, utterances
from tests.bench.recogniser import heard

pytestmark = pytest.mark.slow  # tens of seconds together; `make test` runs them

CORPORA = corroboration.ROOT / ".." / "shared" / "corpora"
TALK = ("They", "built", "the", "open-source", "weather", "server", "for", "twenty", "customers")
SYLLABLES = [a + b for a in "bdfgklmnprst" for b in "aeiou"]


def a_word(chance: random.Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(["the", "of", "and", "we", "in", "a", "think", "people", "with", "um"])
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))


@pytest.fixture(scope="module")
def tar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tar of four long transcripts of invented words, and of one that is too short."""
    file = tmp_path_factory.mktemp("corpora") / corroboration.CORPUS
    chance = random.Random(1)  # noqa: S311  no secret
    with tarfile.open(file, "w:gz") as archive:
        for name, turns in (("a/1", 60), ("a/2", 60), ("b/1", 60), ("b/2", 60), ("c/1", 1)):
            said = (" ".join(a_word(chance) for _ in range(70)) for _ in range(turns))
            text = "\n\n".join(f"**Ann:** \\[01:02\\] {turn}." for turn in said).encode()
            entry = tarfile.TarInfo(f"{name}.md")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    return file


def test_a_recogniser_without_noise_loses_case_punctuation_and_fillers_alone() -> None:
    written = heard(["Helsinki,", "has", "“Parks”!"], ["else"], random.Random(1), noise=0)  # noqa: S311

    assert ["helsinki", "has", "parks"] == written


def test_a_recogniser_writes_one_text_a_word_and_the_same_each_time() -> None:
    once, again = (heard(TALK, TALK, random.Random(5), noise=2) for _ in range(2))  # noqa: S311

    assert once == again
    assert len(TALK) == len(once)


def test_a_filler_of_two_words_goes_as_a_whole() -> None:
    words = ["it", "is", "you", "know", "late"] * 100

    written = " ".join(word for word in heard(words, words, random.Random(3), noise=0) if word)  # noqa: S311

    assert 20 < written.count("you know") < 80
    assert written.count("you") == written.count("know") == written.count("you know")


def test_case_is_lost_in_words_from_elsewhere_too() -> None:
    words = ["otter"] * 2 + ["Otter,", "Dam", "river"] * 200

    written = heard(words, ["Berlin!", "OTTER"], random.Random(4), noise=3)  # noqa: S311

    assert any("berlin" in word for word in written)
    assert all(word == word.lower() and "!" not in word for word in written)


def test_at_a_noise_of_one_about_one_word_in_eight_changes() -> None:
    chance = random.Random(2)  # noqa: S311  no secret
    words = [a_word(chance) for _ in range(20_000)]

    written = heard(words, words, chance)

    changed = sum(word not in ("um", one) for word, one in zip(words, written, strict=True))
    assert 0.08 < changed / len(words) < 0.17


def test_the_pairs_are_the_same_each_time_and_their_truth_stands_where_it_says(tar: Path) -> None:
    [first, *_] = utterances.episodes(tar)

    matching, near = utterances.pairs(first)

    assert (matching, near) == utterances.pairs(first)
    assert utterances.PASSAGES == len(matching)
    assert utterances.PASSAGES * utterances.NEAR_MISSES == len(near)
    assert all(pair.true is None for pair in near)
    for pair in matching:
        assert pair.true is not None
        assert pair.mine[slice(*pair.true[0])].strip()
        assert pair.theirs[slice(*pair.true[1])].strip()


def test_short_transcripts_and_stamps_are_left_out(tar: Path) -> None:
    episodes = utterances.episodes(tar)

    assert {"a/1.md", "a/2.md", "b/1.md", "b/2.md"} == {episode.file for episode in episodes}
    assert not any("01:02" in word for episode in episodes for word in episode.words)


def test_a_near_miss_lies_outside_of_its_passage(tar: Path) -> None:
    for episode in utterances.episodes(tar):
        for pair in utterances.pairs(episode)[1]:
            size = len(pair.mine.split())

            assert pair.at[1] + size < pair.at[0] or pair.at[1] > pair.at[0] + size


def test_the_halves_share_no_episode_and_add_up(tar: Path) -> None:
    tuning, proving = corroboration.measure(tar)

    assert (2, 2) == (tuning.episodes, proving.episodes)
    assert 2 * utterances.PASSAGES == proving.matching == proving.found + len(proving.errors.missed)
    assert 0.85 <= proving.recall
    assert 1.0 == proving.precision


def test_the_page_names_places_and_shows_few_words(tar: Path) -> None:
    halves = corroboration.measure(tar)

    page = corroboration.page(halves, dt.date(2026, 1, 2))

    assert "Date 2026-01-02, seed 20260101" in page
    errors = [line for line in page.splitlines() if line.startswith(("- a/", "- b/"))]
    missed = sum(len(half.errors.missed) for half in halves)
    assert missed == len(errors)
    assert all(len(line.split(": ", 1)[1].split()) <= corroboration.SHOWN + 1 for line in errors)


def test_without_the_corpora_the_seeds_are_measured_and_it_is_said(tmp_path: Path) -> None:
    for corpora in (None, tmp_path):
        lines = corroboration.report(corpora)

        assert "6 of 6 pairs found word for word, 0 of 19 near misses joined" in lines[0]
        assert "not measured" in lines[1]


@pytest.mark.slow
def test_the_floor_holds_on_the_half_that_tuned_nothing() -> None:
    tar = CORPORA / corroboration.CORPUS
    if not tar.is_file():
        pytest.skip("../shared/corpora is absent: the real transcripts are not shipped")

    proving = corroboration.proving(tar)

    assert 300 <= proving.matching
    assert 3_000 <= proving.near
    assert 20 <= proving.episodes
    assert 0.98 <= proving.precision
    assert 0.85 <= proving.recall
