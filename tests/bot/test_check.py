"""Did anybody say this? On the seeds, and on a small library written here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import Podquote
from bot.check import MOST_WORDS, check
from bot.index.reader import SqlIndex
from bot.model import Checked, Claims, Kind, Truth, Verdict
from bot.tokens import folded_words
from tests.bot.conftest import Engine
from tests.dialogs import CHECKS, Check
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of

ADA, BO = {"speaker": "Ada Brook"}, {"speaker": "Bo Reed"}
TALK = Claims(title="How Otters Build", video_id="x1", participants=("Ada Brook", "Bo Reed"))
MORE = Claims(title="On Lakes", video_id="x2")
SAID = (
    (Kind.SEGMENT, "Every lodge begins with a single branch that", {**ADA, "said_at": 1.0}),
    (Kind.SEGMENT, "nobody wanted. Then the river brings mud.", {**ADA, "said_at": 9.0}),
    (Kind.SEGMENT, "And what about the winter food?", {**BO, "said_at": 15.0}),
    (Kind.QUOTE, "Plumbing is what nobody thanks you for."),
    (Kind.TAKEAWAY, "Otters declare the open pond dead."),
)
LAKE = (
    (Kind.QUOTE, "Every beaver respects the spillway."),
    (Kind.QUOTE, "Plumbing is what nobody pays you for."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlIndex]:
    engine = open_empty(Path(tmp_path_factory.mktemp("check")) / "library.db")
    put(engine, read_of("a.md", TALK, *SAID), read_of("b.md", MORE, *LAKE))
    yield SqlIndex(engine)
    engine.dispose()


def holds(core: Podquote, checked: Checked) -> None:
    """Hold the nearest words against their document, and the difference against them."""
    if checked.closest is None:
        assert () == checked.diff
        return
    entry = checked.closest.entry
    documents = {stored.document.file: stored.document for stored in core.catalogue.documents()}
    layer = documents[entry.source.file].layer
    assert entry.text == " ".join(layer[start:end] for start, end in entry.source.spans)
    told = " ".join(word for sign, word in checked.diff if sign != "-")
    assert folded_words(told) in folded_words(entry.text)
    assert entry.kind.is_speech


@pytest.mark.parametrize("dialog", CHECKS, ids=lambda dialog: ascii(dialog.asked[:30]))
def test_every_check_has_its_verdict(core: Podquote, dialog: Check) -> None:
    checked = core.check(dialog.asked)

    assert dialog.verdict is checked.verdict
    shown = checked.closest.entry if checked.closest else checked.summary
    assert dialog.shows in (shown.text if shown else "")
    assert bool(dialog.shows) == bool(shown)
    assert dialog.hides in dialog.asked
    holds(core, checked)


@pytest.mark.slow
def test_every_quote_and_segment_was_said(core: Podquote, engine_name: Engine) -> None:
    found = [
        entry
        for stored in core.catalogue.documents()
        for entry in core.catalogue.entries_of(stored.document.file)
        if entry.kind.is_speech and entry.text[:1].isalnum()
    ]
    # The rules are the core's own; what PostgreSQL adds is the same for each.
    looked_at = found if engine_name == "sqlite" else found[::5]

    assert len(looked_at) > 20
    for entry in looked_at:
        assert Verdict.SAID is core.check(entry.text).verdict, entry.id


def test_words_that_run_over_two_segments_of_one_speaker_were_said(index: SqlIndex) -> None:
    checked = check(index, "a single branch that nobody wanted")

    assert Verdict.SAID is checked.verdict
    assert checked.closest is not None
    entry = checked.closest.entry
    assert f"{SAID[0][1]} {SAID[1][1]}" == entry.text
    assert (2, 1.0, Truth.VERBATIM) == (len(entry.source.spans), entry.said_at, entry.truth)
    [own] = entry.evidence
    assert (entry.text, "Ada Brook", 1.0) == (own.wording, own.speaker, own.said_at)


def test_words_of_two_speakers_are_never_put_together(index: SqlIndex) -> None:
    checked = check(index, "nobody wanted. Then the river brings mud. And what about")

    assert Verdict.NEARLY is checked.verdict
    assert checked.closest is not None
    assert checked.closest.entry.text in {text for _, text, *_ in SAID}


def test_words_of_two_places_are_never_put_together(index: SqlIndex) -> None:
    checked = check(index, "Every lodge respects the winter plumbing")

    assert Verdict.NOTHING is checked.verdict


def test_a_takeaway_is_nobody_s_words_and_is_shown_as_what_it_is(index: SqlIndex) -> None:
    checked = check(index, "the open pond, dead")

    assert (Verdict.NOTHING, None, ()) == (checked.verdict, checked.closest, checked.diff)
    assert checked.summary is not None
    assert (Kind.TAKEAWAY, SAID[4][1]) == (checked.summary.kind, checked.summary.text)


@pytest.mark.parametrize("words", ["the open lake dead", "the closed pond", "pond open", "um"])
def test_a_takeaway_that_lacks_a_word_is_not_shown(index: SqlIndex, words: str) -> None:
    assert Checked(words, Verdict.NOTHING) == check(index, words)


def test_no_takeaway_is_looked_for_where_somebody_said_it(index: SqlIndex) -> None:
    assert check(index, "winter food").summary is None


def test_words_between_words_that_were_said_are_told_as_such(core: Podquote) -> None:
    checked = core.check("pricing is a one way ratchet")

    assert Verdict.NEARLY is checked.verdict
    assert checked.closest is not None
    assert ("6 words the same",) == checked.closest.why
    told = [("+" if sign == "+" else "") + word for sign, word in checked.diff]
    assert "pricing is +kind +of +like a one way ratchet" == " ".join(told)


def test_a_summary_of_the_seeds_is_never_taken_for_speech(core: Podquote) -> None:
    words = "Prompt engineering was declared dead in 2022, but the view turned out to be wrong."

    checked = core.check(words)

    assert (Verdict.NOTHING, None) == (checked.verdict, checked.closest)
    assert checked.summary is not None
    assert not checked.summary.kind.is_speech
    assert words in checked.summary.text


def test_a_word_that_differs_is_nearly_and_the_nearest_is_shown(index: SqlIndex) -> None:
    checked = check(index, "Plumbing is what nobody pays us for.")

    assert Verdict.NEARLY is checked.verdict
    assert checked.closest is not None
    assert LAKE[1][1] == checked.closest.entry.text
    assert (("-", "us"), ("+", "you")) == tuple(p for p in checked.diff if p[0] != "=")


def test_a_typo_still_finds_it(index: SqlIndex) -> None:
    assert Verdict.NEARLY is check(index, "Plumbign is what nobdy thanks you for").verdict


def test_words_that_all_carry_little_are_looked_up_all_the_same(index: SqlIndex) -> None:
    assert Verdict.SAID is check(index, "is what nobody").verdict


def test_more_words_than_are_looked_at_are_nearly_said_at_best(tmp_path: Path) -> None:
    words = " ".join(f"dam{number}" for number in range(MOST_WORDS + 1))
    engine = open_empty(tmp_path / "library.db")
    put(engine, read_of("a.md", TALK, (Kind.QUOTE, words)))
    long = SqlIndex(engine)

    assert Verdict.NEARLY is check(long, words).verdict
    assert Verdict.SAID is check(long, words.rpartition(" ")[0]).verdict
    engine.dispose()


def test_the_same_words_give_the_same_answer(core: Podquote) -> None:
    words = "the model is good enough"

    assert core.check(words) == core.check(words)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                "the model is isn't not pricing a one way ratchet ... um like, 2022 10%".split()  # noqa: SIM905  the words are read as words
            )
        ).map(" ".join),
        st.sampled_from(["\x00", "AND", "C++", "NEAR(", '"' * 99, "\udcff", "..."]),
    )
)
def test_any_words_are_checked_and_what_is_shown_stands_in_its_document(
    core: Podquote, words: str
) -> None:
    checked = core.check(words)

    assert words == checked.words
    assert (checked.verdict is Verdict.NOTHING) == (checked.closest is None)
    holds(core, checked)
