"""The write side, on a real SQLite with the real revisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import UnusableDatabase
from bot.index import blocks
from bot.index.catalogue import _AT_ONCE, SqlCatalogue
from bot.index.reader import SqlIndex
from bot.index.tables import posting, term
from bot.index.walls import alone
from bot.ingest.grouping import keys_of
from bot.model import Claims, Kind, Overview
from bot.ports import Keys, Stored
from tests.fakes.libraries import open_empty, put
from tests.fakes.readings import read_of
from tests.fakes.vocabulary import of_stem

NOTES = Claims(title="How Otters Build", podcast="River", video_id="x1")
PAGE = Claims(title="RiverHow Otters Build", glued=True)
OTHER = Claims(title="On Lakes", podcast="Lake", video_id="x2")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_empty(tmp_path / "library.db")
    yield engine
    engine.dispose()


def test_what_goes_in_comes_out(engine: sa.Engine) -> None:
    notes = read_of(
        "a.md", NOTES, (Kind.QUOTE, "Dams talk to water.", {"speaker": "Ada Brook", "said_at": 3.5})
    )
    page = read_of("b.txt", PAGE, (Kind.QUOTE, "dams talk to water"), (Kind.CHAPTER, "Water"))

    added = put(engine, notes, page)

    assert {"quote": 1, "chapter": 1} == added
    quote, chapter = SqlCatalogue(engine).entries_of("b.txt")
    assert quote == SqlIndex(engine).entry(quote.id)
    assert ("Dams talk to water.", "Water") == (quote.text, chapter.text)
    assert 1 == len(SqlCatalogue(engine).entries_of("a.md"))
    assert Overview(1, 1, 2, 2) == SqlCatalogue(engine).overview()


def test_all_that_was_said_is_read_a_part_at_a_time(engine: sa.Engine) -> None:
    said = [(Kind.SEGMENT, f"Dam number {number} talks.") for number in range(_AT_ONCE + 2)]
    put(engine, read_of("a.md", NOTES, *said, (Kind.CHAPTER, "Water")))

    found = list(SqlCatalogue(engine).speech())

    assert sorted(one.id for one in found) == [one.id for one in found]
    assert sorted(text for _, text in said) == sorted(one.text for one in found)


def test_whoever_takes_what_was_said_holds_up_no_forgetting(
    engine: sa.Engine, tmp_path: Path
) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Dams talk."), (Kind.QUOTE, "Dams hum.")))
    speech = SqlCatalogue(engine).speech()
    next(speech)

    SqlCatalogue(engine).scrub()

    assert 0 == (tmp_path / "library.db-wal").stat().st_size
    assert 1 == len(list(speech))


def test_a_log_that_somebody_reads_all_the_time_is_said_not_to_be_empty(
    engine: sa.Engine, tmp_path: Path
) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Dams talk.")))
    with engine.connect() as connection:  # the one that the pool gives next
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / "library.db")) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry").fetchone()

        with pytest.raises(UnusableDatabase, match="somebody reads it"):
            SqlCatalogue(engine).scrub()

    SqlCatalogue(engine).scrub()
    assert 0 == (tmp_path / "library.db-wal").stat().st_size


def test_replacing_leaves_no_word_behind(engine: sa.Engine) -> None:
    notes = read_of("a.md", NOTES, (Kind.QUOTE, "Dams talk to water."))
    put(engine, notes)
    with SqlCatalogue(engine).writing() as writer:
        assert () == writer.forget("a.md")
        writer.replace([], [])

    assert {} == SqlIndex(engine).vocabulary().words
    assert [] == SqlIndex(engine).candidates([of_stem("dam")], 5)
    assert Overview(0, 0, 0, 0) == SqlCatalogue(engine).overview()


def test_an_exception_inside_undoes_everything(engine: sa.Engine) -> None:
    read = read_of("a.md", NOTES, (Kind.QUOTE, "Dams talk."))

    def half_way() -> None:
        with SqlCatalogue(engine).writing() as writer:
            writer.keep(Stored(read.document, "test"), keys_of(NOTES))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()

    assert 0 == SqlCatalogue(engine).overview().documents


def test_forgetting_names_the_others_of_the_episode(engine: sa.Engine) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "x")), read_of("b.txt", PAGE))

    with SqlCatalogue(engine).writing() as writer:
        assert ("b.txt",) == writer.forget("a.md")
        assert writer.forget("gone.md") is None


def test_a_document_that_would_be_left_without_an_episode_undoes_the_change(
    engine: sa.Engine,
) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "x")), read_of("b.txt", PAGE))

    def forget_one_and_leave_the_other() -> None:
        with SqlCatalogue(engine).writing() as writer:
            writer.forget("a.md")
            writer.replace([], [])

    with pytest.raises(AssertionError, match=r"b\.txt"):
        forget_one_and_leave_the_other()
    assert 2 == SqlCatalogue(engine).overview().documents
    assert 1 == SqlCatalogue(engine).overview().entries


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (Keys("x1", None, None), ["a.md"]),
        (Keys(None, "howottersbuild", None), ["a.md", "b.txt"]),
        (Keys(None, None, "riverhowottersbuild"), ["a.md", "b.txt"]),
        (Keys(None, "onlakes", None), ["c.md"]),
        (Keys(None, None, None), []),
    ],
)
def test_documents_that_may_be_of_one_episode_are_found(
    engine: sa.Engine, keys: Keys, expected: list[str]
) -> None:
    put(engine, read_of("a.md", NOTES), read_of("b.txt", PAGE), read_of("c.md", OTHER))

    with SqlCatalogue(engine).writing() as writer:
        assert expected == [stored.document.file for stored in writer.related(keys)]


def test_readers_see_a_change_at_once(engine: sa.Engine) -> None:
    index = SqlIndex(engine)
    assert {} == index.vocabulary().words

    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Dams talk."), (Kind.QUOTE, "Dams hum.")))

    assert 2 == index.vocabulary().words["dams"].entries
    assert 2 == index.vocabulary().entries
    assert 2 == len(index.candidates([of_stem("dam")], 5))


def test_words_are_found_by_their_speaker_too(engine: sa.Engine) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Dams talk.", {"speaker": "Ada Brook"})))

    [entry] = SqlIndex(engine).candidates([of_stem("brook")], 5)

    assert "Dams talk." == entry.text
    assert ["How Otters Build"] == [e.title for e in SqlIndex(engine).episodes()]


def test_words_are_known_by_key_sound_beginning_and_spelling(engine: sa.Engine) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Otters gnaw."), (Kind.QUOTE, "One otter.")))
    vocabulary = SqlIndex(engine).vocabulary()

    vocabulary.fetch(["otter", "gone"])

    assert (1, 2) == (vocabulary.words["otter"].entries, vocabulary.stems["otter"])
    assert "gone" not in vocabulary.words
    assert ["otter", "otters"] == [term.word for term in vocabulary.beginning_with("ott", 5)]
    assert ["otter"] == [term.word for term in vocabulary.spelled_near("oter", 1)]
    assert ("otter",) == vocabulary.by_sound["OTR"]
    assert {"gnaw", "one", "otter", "otters"} == set(vocabulary.words)
    assert 3 == len(vocabulary.stems)


def test_what_sounds_so_is_read_together_with_its_words(engine: sa.Engine) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Otters gnaw."), (Kind.QUOTE, "One otter.")))
    vocabulary = SqlIndex(engine).vocabulary()

    vocabulary.fetch((), (), {"OTR", "OTRS"})
    with engine.begin() as connection:
        connection.execute(sa.delete(term))  # nothing is left to be read one by one

    assert ("otter",) == vocabulary.by_sound["OTR"]
    assert ("otters",) == vocabulary.by_sound["OTRS"]
    assert (1, 1) == tuple(vocabulary.words[word].entries for word in ("otter", "otters"))


def test_a_word_that_came_later_is_known_by_its_spelling_too(engine: sa.Engine) -> None:
    index = SqlIndex(engine)
    assert [] == index.vocabulary().spelled_near("beavr", 1)

    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Beaver.")))

    assert ["beaver"] == [term.word for term in index.vocabulary().spelled_near("beavr", 1)]


def test_a_library_that_may_not_be_seen_is_not_there(engine: sa.Engine) -> None:
    put(engine, read_of("a.md", NOTES, (Kind.QUOTE, "Otters gnaw.")))
    index = SqlIndex(alone(engine, "theirs"))

    assert [] == index.candidates([of_stem("otter")], 5)
    assert (set(), 0) == (set(index.vocabulary().words), index.vocabulary().entries)
    assert [] == index.vocabulary().spelled_near("otter", 2)


def test_a_full_block_is_sealed_and_found_as_before(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 4)
    monkeypatch.setattr(blocks, "PART", 2)
    said = [(Kind.QUOTE, f"Otters gnaw {number}.") for number in ("one", "two", "three", "four")]
    for at, one in enumerate((*said, *said)):
        put(engine, read_of(f"{at}.md", Claims(title=f"Dam {at}"), one))

    with engine.connect() as connection:
        parts = connection.execute(
            sa.select(posting.c.block, posting.c.part).where(posting.c.stem == "gnaw")
        ).all()

    assert [(0, 0), (1, 0), (2, 0)] == [tuple(row) for row in sorted(parts)]
