"""What Discord is told of the commands, and what people pick from them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord_app import choices, locales, tree
from adapters.discord_app.choices import LONGEST, to_choices
from bot.errors import UnusableDatabase
from bot.model import Suggestion, SuggestionKind
from bot.phrasing import commands as said
from bot.ports import Core
from tests.adapters.discord_app.conftest import Scenes, new_client
from tests.adapters.discord_app.test_conversation import seen
from tests.dialogs import CHECKS, Check
from tests.fakes.core import FakeCore
from tests.platforms import discord_payloads as payloads
from tests.platforms import discord_rules


async def told() -> list[dict[str, Any]]:
    return await tree.to_payload(new_client(FakeCore()).tree)


def texts(command: dict[str, Any]) -> list[str]:
    """Return every name and description of a command, with the longest translation of each."""
    found = []
    for key in ("name", "description"):
        every = [command.get(key, ""), *command.get(f"{key}_localizations", {}).values()]
        found.append(max(every, key=len))
    for option in command.get("options", []):
        found += texts(option)
    return found


async def test_the_commands_are_these_and_each_works_for_servers_and_for_people() -> None:
    commands = {command["name"]: command for command in await told()}

    assert {"podquote", "podquote-check", "podquote-library", said.FIND} <= set(commands)
    for command in commands.values():
        assert [0, 1] == command["integration_types"]
        assert [0, 1, 2] == command["contexts"]
    options = [option["name"] for option in commands["podquote"]["options"]]
    assert ["query", "speaker", "episode", "podcast", "share"] == options
    assert [True, False, False, False, False] == [
        option["required"] for option in commands["podquote"]["options"]
    ]
    assert [True, True, True, True, False] == [
        option.get("autocomplete", False) for option in commands["podquote"]["options"]
    ]
    library = [option["name"] for option in commands["podquote-library"]["options"]]
    assert ["topics", "episodes", "speakers", "random"] == library


async def test_the_commands_keep_within_discords_limits_in_every_language() -> None:
    for command in await told():
        assert sum(map(len, texts(command))) <= 8000
        assert len(command.get("options", [])) <= 25
        for text in texts(command):
            assert len(text) <= 100


@pytest.mark.skipif(not discord_rules.has_specs(), reason=discord_rules.NO_SPECS)
async def test_the_commands_are_what_discords_own_document_takes() -> None:
    path = "/applications/100/commands"

    assert [] == discord_rules.problems_by_schema("PUT", path, await told())


async def test_another_language_is_a_file_that_has_only_sentences_that_are_there() -> None:
    client = new_client(FakeCore())
    english = [
        text
        for command in client.tree.get_commands()
        for text in texts(command.to_dict(client.tree))
    ]

    assert "de" in locales.sentences()
    for sentences in locales.sentences().values():
        assert set(english) >= set(sentences)
        assert all(text.strip() for text in sentences.values())
    commands = {command["name"]: command for command in await told()}
    assert "gesagt" in commands["podquote"]["description_localizations"]["de"]
    assert {} == commands["podquote"]["name_localizations"]
    assert {"de": "Zitat finden"} == commands[said.FIND]["name_localizations"]


async def test_a_changed_translation_changes_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = await tree.fingerprint_of(new_client(FakeCore()).tree)
    monkeypatch.setattr(locales, "sentences", dict)

    assert before != await tree.fingerprint_of(new_client(FakeCore()).tree)


async def test_suggestions_come_while_somebody_types_with_what_a_question_takes(
    scenes: Scenes, core: Core
) -> None:
    async with scenes(core) as scene:
        speakers = await scene.person.autocomplete(
            scene.channel, "podquote", "speaker", "sher", query="agents"
        )
        episodes = await scene.person.autocomplete(
            scene.channel, "podquote", "episode", "", query="agents"
        )
        topics = await scene.person.autocomplete(scene.channel, "podquote", "query", "pri")

        assert "Sherwin Wu" in [choice["value"] for choice in speakers]
        listed = [one.episode.id for one in core.browsing.episodes()]
        assert {choice["value"] for choice in episodes} <= set(listed)
        assert "pricing" in str(topics).lower()
        assert len(topics) <= 25

        chosen = await scene.person.slash(
            scene.channel, "podquote", query="agents", episode=episodes[0]["value"]
        )
        assert episodes[0]["name"].split(" (")[0][:20] in seen(chosen.response)


async def test_where_nothing_can_be_suggested_there_is_nothing_to_choose(scenes: Scenes) -> None:
    class LockedCore(FakeCore):
        def asked_by(self, asker: object) -> Any:  # noqa: ANN401
            raise UnusableDatabase("podquote.db", "it is locked")

    async with scenes(LockedCore()) as scene:
        found = await scene.person.autocomplete(scene.channel, "podquote", "query", "a")

        assert [] == found
        assert () == tuple(scene.env.errors)


def suggestion(label: str, value: str = "v") -> Suggestion:
    return Suggestion(SuggestionKind.TOPIC, label, value)


@pytest.mark.parametrize(
    "refused",
    [
        suggestion(""),
        suggestion("   "),
        suggestion("\u202e\u202c"),
        suggestion("x" * 101),
        suggestion("😀" * 51),
        suggestion("fine", ""),
        suggestion("fine", "x" * 101),
    ],
)
def test_one_choice_that_discord_would_refuse_does_not_cost_the_others(
    refused: Suggestion,
) -> None:
    good = suggestion("pricing")

    assert ["pricing"] == [choice.name for choice in to_choices([refused, good, good])]


@given(st.lists(st.builds(suggestion, st.text(max_size=120), st.text(max_size=120)), max_size=40))
def test_any_suggestions_are_choices_that_discord_takes(given_: list[Suggestion]) -> None:
    found = to_choices(given_)

    assert len(found) <= choices.MOST
    for choice in found:
        assert 1 <= len(choice.name.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST
        assert 1 <= len(choice.value.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST
    assert len({choice.name for choice in found}) == len(found)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.asked[:20])
async def test_the_menu_of_a_message_finds_what_was_said_like_it(
    scenes: Scenes, core: Core, check: Check
) -> None:
    async with scenes(core) as scene:
        message = await scene.person.send(scene.channel, check.asked[:2000])
        found = await scene.person.context_menu(scene.channel, said.FIND, message)

        assert found.ephemeral
        assert check.shows in seen(found.response)
        assert not check.hides or check.hides not in seen(found.response)


async def test_a_message_without_words_is_told_so(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        message = await scene.person.send(scene.channel, "", attachments=[("a.txt", b"a")])
        found = await scene.person.context_menu(scene.channel, said.FIND, message)

        assert said.NO_WORDS == seen(found.response)


@pytest.mark.parametrize("name", ["topics", "episodes", "speakers", "random"])
async def test_the_library_is_shown_privately(scenes: Scenes, core: Core, name: str) -> None:
    async with scenes(core) as scene:
        result = await scene.person.slash(scene.channel, f"podquote-library {name}")

        assert result.ephemeral
        assert {
            "topics": "topics, what is named most often first.",
            "episodes": "episodes.",
            "speakers": "Sherwin Wu: ",
            "random": "“",
        }[name] in seen(result.response)
        assert () == tuple(scene.env.errors)


async def test_a_command_of_another_version_gets_an_answer(scenes: Scenes) -> None:
    async with scenes(FakeCore()) as scene:
        scene.client.tree.remove_command("podquote")
        result = await scene.person.slash(scene.channel, "podquote", query="dams")
        nothing = await scene.person.autocomplete(scene.channel, "podquote", "query", "a")

        assert result.ephemeral
        assert said.STALE == seen(result.response)
        assert [] == nothing
        assert 2 == len(scene.env.errors)  # SimCord's own note of both; nobody else saw them


@pytest.mark.skipif(not discord_rules.has_specs(), reason=discord_rules.NO_SPECS)
def test_the_menus_payload_is_as_discord_sends_it() -> None:
    message = payloads.message("2", payloads.PERSON, {"content": "dams"})

    assert [] == discord_rules.problems_of_event("message_create", message | {"mentions": []})
