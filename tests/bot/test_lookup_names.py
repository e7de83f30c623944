"""Names as heard, asked of the five documents."""

from __future__ import annotations

import pytest

from bot.bootstrap import Podquote
from bot.errors import Ambiguous, NoSuchThing
from bot.filters import one_episode
from bot.index.reader import SqlIndex
from bot.model import Alias, Answer, Episode, Kind, Match, Question
from bot.ports import Term, Vocabulary
from bot.ranking import rank
from bot.tokens import tokenize
from bot.wanted import to_concepts
from tests.fakes.vocabulary import few_words, of_stem

RATCHET = "So there's a, we required this company called Roxette a while ago"


def asked(core: Podquote, text: str) -> Answer:
    return core.ask(Question(text, limit=20))


def beginning(answer: Answer, words: str) -> Match:
    [match] = [match for match in answer.matches if match.entry.text.startswith(words)]
    return match


def test_a_name_finds_what_was_said_under_the_name_as_heard(core: Podquote) -> None:
    answer = asked(core, "Rockset")

    assert ("heard as Roxette",) == beginning(answer, RATCHET).why
    assert "Roxette" in [
        match.entry.text[slice(*match.marks[0])] for match in answer.matches if match.marks
    ]
    assert {Kind.QUOTE, Kind.TAKEAWAY, Kind.MENTION} == {m.entry.kind for m in answer.matches}


def test_the_name_as_heard_finds_the_name_as_meant(core: Podquote) -> None:
    [match] = [m for m in asked(core, "Roxette").matches if "Rockset" in m.entry.text]

    assert ("meant as Rockset",) == match.why


def test_what_is_written_as_asked_comes_first(core: Podquote) -> None:
    assert ("words: rockset",) == asked(core, "Rockset").matches[0].why
    assert ("words: roxette",) == asked(core, "Roxette").matches[0].why


def test_a_founder_is_found_under_the_name_as_heard(core: Podquote) -> None:
    assert ("heard as Vencott",) == beginning(asked(core, "Venkat"), RATCHET).why


def test_a_company_is_found_in_both_episodes(core: Podquote) -> None:
    episodes = {match.entry.episode.id for match in asked(core, "Perplexity").matches}

    assert 2 == len(episodes)


def test_an_ordinary_word_stands_for_a_name_only_where_it_was_mined(core: Podquote) -> None:
    index = SqlIndex(core._engine)
    [concept] = to_concepts(tokenize("OpenAI"), index.vocabulary(), index.aliases())

    found = rank([concept], index.candidates([of_stem("open")], 200))

    heard = [one.match for one in found if "heard as opening" in one.match.why]
    assert {"001"} == {match.entry.source.file[:3] for match in heard}
    assert all("meant as" not in str(match.why) for match in asked(core, "opening").matches)


def test_what_no_source_spells_right_is_found_by_its_sound(core: Podquote) -> None:
    answer = asked(core, "GPT wrapper")

    assert all("rapper" in match.entry.text for match in answer.matches)
    assert ("words: gpt", "sounds like rapper") == answer.matches[0].why


@pytest.mark.parametrize("text", ["kubernetes", "cutting", "kayak"])
def test_a_sound_in_common_is_not_enough(core: Podquote, text: str) -> None:
    assert all("sounds like" not in str(match.why) for match in asked(core, text).matches)


def test_people_are_listed_once(core: Podquote) -> None:
    [talk] = {m.entry.episode for m in asked(core, "Techrunch").matches}

    assert 1 == sum(name.startswith("Russell") for name in talk.participants)
    assert "Russell Brandom" in talk.participants


def test_a_segment_keeps_the_name_that_its_own_words_give(core: Podquote) -> None:
    match = beginning(asked(core, "Brandom"), "I'm Russell Brandham")

    assert "Russell Brandham" == match.entry.attribution.speaker


def test_a_curator_s_alias_works_at_once_and_until_it_is_removed(own_core: Podquote) -> None:
    given = own_core.office.add_alias("a bridge", "Abridge")

    assert Alias("a bridge", "Abridge", None, (), "curator") == given
    assert (given, None) in own_core.office.aliases()
    assert ("heard as a bridge",) == asked(own_core, "Abridge").matches[0].why

    assert 1 == own_core.office.remove_alias("A Bridge!")
    assert ("heard as a bridge",) not in {m.why for m in asked(own_core, "Abridge").matches}
    with pytest.raises(NoSuchThing):
        own_core.office.remove_alias("a bridge", "Abridge")


def test_a_curator_s_alias_for_an_episode_holds_there_only(own_core: Podquote) -> None:
    own_core.office.add_alias("cursor", "Kurzweil", "Model Specialization")

    found = asked(own_core, "Kurzweil").matches

    assert {
        "How OpenAI Builds for 800 Million Weekly Users: Model Specialization and Fine-Tuning"
    } == {match.entry.episode.title for match in found}


def episode(id: str, title: str | None) -> Episode:
    return Episode(id, title, None, None, None, ())


def test_an_episode_is_named_by_part_of_its_title() -> None:
    episodes = [episode("1", "How Otters Build"), episode("2", "How Otters"), episode("3", None)]

    assert "1" == one_episode("otters build", episodes).id
    assert "2" == one_episode("how otters", episodes).id
    with pytest.raises(Ambiguous):
        one_episode("otters", episodes)
    with pytest.raises(NoSuchThing):
        one_episode("beavers", episodes)


def vocabulary(entries: int, **counts: int) -> Vocabulary:
    terms = (Term(word, tokenize(word)[0].stem, number) for word, number in counts.items())
    return few_words(entries, terms)


def reasons(text: str, known: Vocabulary) -> list[str]:
    return [way.reason for one in to_concepts(tokenize(text), known) for way in one.ways]


def test_a_rare_word_may_be_misheard_too_and_a_common_one_is_not() -> None:
    assert ["", "sounds like rapper"] == reasons(
        "wrapper", vocabulary(100_000, wrapper=20, rapper=3)
    )
    assert [""] == reasons("wrapper", vocabulary(1_000, wrapper=20, rapper=3))


def test_a_noun_is_found_by_its_verb() -> None:
    assert ["consume as consumption"] == reasons("consume", vocabulary(1_000, consumption=3))


def test_short_words_are_not_looked_up_by_sound() -> None:
    assert [] == reasons("knot", vocabulary(100_000, nott=3))
    assert [] == reasons("nott5", vocabulary(100_000, nottt=3))


def test_a_name_that_is_spelled_out_is_found_as_it_was_heard(core: Podquote) -> None:
    first = asked(core, "GPT-5 nano").matches[0]

    assert "GBD5 Nano Mini" in first.entry.text
    assert "sounds like gbd5" in first.why


def test_a_word_of_the_library_is_found_as_another_document_heard_it(core: Podquote) -> None:
    found = [match for match in asked(core, "GPT-5 Codex").matches if "codeex" in match.entry.text]

    assert "sounds like codeex" in found[0].why


def test_a_name_nobody_spells_so_is_found_by_its_consonants(core: Podquote) -> None:
    assert "I'm Rebecca Balon" in asked(core, "Rebecca Bellan").matches[0].entry.text
