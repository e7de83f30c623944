"""Names as heard in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.index.aliases import SqlAliases
from bot.index.catalogue import SqlCatalogue
from bot.index.reader import SqlIndex
from bot.ingest.grouping import keys_of
from bot.ingest.reconcile import Read, reconcile
from bot.model import Alias, Claims, Kind
from bot.ports import Stored
from tests.fakes.libraries import open_empty
from tests.fakes.readings import read_of

GIVEN = Alias("a bridge", "Abridge", None, (), "curator")
TALK = read_of(
    "a.md",
    Claims(title="Talk of Dams", podcast="River"),
    (Kind.SEGMENT, "We asked Roxette about the opening of Open Dam, opening it at last."),
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = open_empty(tmp_path / "podquote.db")
    yield made
    made.dispose()


def put_with_alias(engine: sa.Engine, read: Read, heard: str, meant: str) -> Alias:
    found = reconcile([read])
    alias = Alias(heard, meant, found.episode.id, (f"{read.document.file} says so",))
    with SqlCatalogue(engine).writing() as writer:
        writer.keep(Stored(read.document, "test"), keys_of(read.reading.claims))
        writer.replace([read.document.file], [replace(found, aliases=(alias,))])
    return alias


def test_what_an_episode_gave_away_is_kept_with_it(engine: sa.Engine) -> None:
    mined = put_with_alias(engine, TALK, "roxette", "Rockset")

    assert [mined] == SqlAliases(engine).all()


def test_what_an_episode_gave_away_goes_with_it_and_a_curator_s_stays(engine: sa.Engine) -> None:
    mined = put_with_alias(engine, TALK, "roxette", "Rockset")
    for_it = replace(GIVEN, episode_id=mined.episode_id)
    SqlAliases(engine).add(GIVEN)
    SqlAliases(engine).add(for_it)

    with SqlCatalogue(engine).writing() as writer:
        writer.forget("a.md")

    assert [GIVEN, for_it] == SqlAliases(engine).all()


def test_an_episode_put_in_again_has_its_new_aliases_only(engine: sa.Engine) -> None:
    put_with_alias(engine, TALK, "roxette", "Rockset")
    with SqlCatalogue(engine).writing() as writer:
        writer.forget("a.md")

    mined = put_with_alias(engine, TALK, "dam", "Damm")

    assert [mined] == SqlAliases(engine).all()


def test_the_same_alias_twice_is_kept_once(engine: sa.Engine) -> None:
    aliases = SqlAliases(engine)

    aliases.add(GIVEN)
    aliases.add(GIVEN)

    assert [GIVEN] == aliases.all()


def test_an_alias_is_removed_alone_or_with_all_of_its_sound(engine: sa.Engine) -> None:
    aliases = SqlAliases(engine)
    for meant in ("Abridge", "Bridge Inc", "A Bridge Too"):
        aliases.add(replace(GIVEN, meant=meant))

    assert 1 == aliases.remove("a bridge", "Bridge Inc")
    assert 0 == aliases.remove("a bridge", "Bridge Inc")
    assert 2 == aliases.remove("a bridge")
    assert [] == aliases.all()


def test_a_running_reader_sees_a_new_alias_at_once(engine: sa.Engine) -> None:
    index = SqlIndex(engine)
    assert () == index.aliases().all

    SqlAliases(engine).add(GIVEN)

    assert (GIVEN,) == index.aliases().all
    assert index.aliases() is index.aliases()


def test_a_word_that_stands_in_small_letters_is_ordinary(engine: sa.Engine) -> None:
    mined = put_with_alias(engine, TALK, "opening", "OpenAI")

    [other] = SqlIndex(engine).aliases().others(["openai"])[0]

    assert mined.episode_id == other.episode_id


@pytest.mark.parametrize("heard", ["roxette", "open dam", "asked opening"])
def test_a_word_that_stands_in_capitals_only_or_elsewhere_is_a_name(
    engine: sa.Engine, heard: str
) -> None:
    put_with_alias(engine, TALK, heard, "Otter")

    [other] = SqlIndex(engine).aliases().others(["otter"])[0]

    assert other.episode_id is None
