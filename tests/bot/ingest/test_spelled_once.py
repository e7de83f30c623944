"""Lists of people that name nobody twice."""

from __future__ import annotations

from dataclasses import replace

from bot.ingest.reconcile import reconcile
from bot.ingest.spelled_once import people_once, spelled_once
from bot.model import Alias, Attribution, Claims, Kind, Status
from bot.ports import Reconciled
from tests.fakes.readings import read_of

MEANT = {"brandham": "Brandom"}
ALIAS = Alias("brandham", "Brandom", "e1")


def episode_of(attribution: Attribution) -> Reconciled:
    claims = Claims(title="Talk", participants=("Ada Reed", "Bo Brandham", "Bo Brandom"))
    found = reconcile([read_of("a.md", claims, (Kind.SEGMENT, "Hello there."))])
    return replace(found, entries=(replace(found.entries[0], attribution=attribution),))


def test_one_person_in_two_spellings_is_listed_once_as_meant() -> None:
    assert ("Ada Reed", "Bo Brandom") == people_once(
        ("Ada Reed", "Bo Brandham", "Bo Brandom"), MEANT
    )


def test_two_people_with_one_alias_between_them_stay_two() -> None:
    assert ("Cy Brandham", "Bo Brandom") == people_once(("Cy Brandham", "Bo Brandom"), MEANT)


def test_an_episode_lists_its_people_once_and_keeps_its_aliases() -> None:
    found = spelled_once(episode_of(Attribution(Status.UNLABELLED)), [ALIAS])

    assert ("Ada Reed", "Bo Brandom") == found.episode.participants
    assert found.episode == found.entries[0].episode
    assert (ALIAS,) == found.aliases


def test_what_a_source_calls_the_speaker_stays_as_it_spells_it() -> None:
    stated = Attribution(Status.STATED, ("Bo Brandham",))

    assert stated == spelled_once(episode_of(stated), [ALIAS]).entries[0].attribution


def test_sources_that_spell_one_name_in_two_ways_do_not_disagree() -> None:
    disputed = Attribution(Status.DISPUTED, ("Bo Brandham", "Bo Brandom"))
    more = Attribution(Status.DISPUTED, ("Bo Brandham", "Bo Brandom", "Ada Reed"))

    agreed = spelled_once(episode_of(disputed), [ALIAS]).entries[0].attribution
    still = spelled_once(episode_of(more), [ALIAS]).entries[0].attribution

    assert Attribution(Status.STATED, ("Bo Brandom",)) == agreed
    assert Attribution(Status.DISPUTED, ("Bo Brandom", "Ada Reed")) == still
