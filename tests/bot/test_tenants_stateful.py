"""Three workspaces do whatever they like: nothing of one is ever seen by another.

Each has words that nobody else has, in its texts, names, titles and files. What a door gives to a
workspace is written out whole and searched for the others' words. `PODQUOTE_LARGER_STATES=20` runs
twenty times as many steps.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from bot.bootstrap import Podquote
from bot.commands import Command, CommandKind
from bot.errors import PodquoteError
from bot.model import PUBLIC, Asker, Place, Question
from tests.bot.conftest import Engine, database_of_its_own, opened

pytestmark = pytest.mark.slow

LARGER: Final = int(os.environ.get("PODQUOTE_LARGER_STATES", "1"))
WORDS: Final = {"slack:T1": "qazlor", "slack:T2": "vexmun", "discord:3": "jubdri"}
"""Each workspace's own word; it is misspelt by its last letters, and begins with its first ones."""
NOBODY: Final = Asker("web", "", "", "127.0.0.1")

who = st.sampled_from(sorted(WORDS))
number = st.integers(min_value=0, max_value=2)


def asker(library: str) -> Asker:
    door, _, workspace = library.partition(":")
    return Asker(door, workspace, "C1", f"u-{workspace}")


def document(library: str, which: int) -> tuple[str, str]:
    word = WORDS[library]
    return f"{word}-{which}.txt", (
        f"{word.title()} At Night {('one', 'two', 'three')[which]}\n\n"
        f"{word.title()} Brook (00:00:12):\nThe {word} lantern swings above weir {which}, and "
        f"every {word}ing otter knows why it does.\n\n"
        f"Ben {word.title()} (00:00:20):\nNobody reads the {word} dam, and it is an interface.\n"
    )


class Workspaces(RuleBasedStateMachine):
    """One library of three workspaces."""

    engine_name: Engine
    shared: Podquote
    request: pytest.FixtureRequest

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.database = database_of_its_own(
            self.engine_name, self.shared, Path(self.home.name), self.request
        )
        self.core = opened(self.database.__enter__())
        self.own: dict[str, set[int]] = {library: set() for library in WORDS}
        self.ids: dict[str, set[str]] = {library: set() for library in WORDS}
        self.tokens: list[tuple[str, str]] = []

    def teardown(self) -> None:
        for library in (*WORDS, PUBLIC):
            for given in self.everything(library):
                self.holds(library, given)
        self.core.close()
        self.database.__exit__(None, None, None)
        self.home.cleanup()

    def holds(self, library: str, given: object) -> None:
        text = repr(given).lower()
        for other, word in WORDS.items():
            assert other == library or word not in text, f"{library} sees something of {other}"

    def refused(self, library: str, error: PodquoteError) -> None:
        self.holds(library, (str(error), error.told))

    def knows(self, library: str) -> None:
        """Remember the ids of a workspace's own entries."""
        speech = self.core.of(library).catalogue.speech()
        word = WORDS[library]
        self.ids[library] |= {one.id for one in speech if word in repr(one).lower()}

    @initialize()
    def one_has_something(self) -> None:
        self.ingest("slack:T1", 0)

    @rule(library=who, which=number)
    def ingest(self, library: str, which: int) -> None:
        name, text = document(library, which)
        file = Path(self.home.name) / name
        file.write_text(text)
        for report in self.core.of(library).office.ingest([str(file)]):
            self.holds(library, report)
            if report.error is None:
                self.own[library].add(which)
        self.knows(library)

    @rule(library=who, which=number)
    def hand_over(self, library: str, which: int) -> None:
        name, text = document(library, which)
        uploads = self.core.asked_by(asker(library)).uploads
        proposal = uploads.propose(name, len(text), "text/plain", text.encode())
        self.holds(library, proposal)
        if proposal.token:
            self.tokens.append((library, proposal.token))

    @rule(library=who, which=st.integers(min_value=0, max_value=9))
    def say_yes_to_anything(self, library: str, which: int) -> None:
        if not self.tokens:
            return
        whose, token = self.tokens[which % len(self.tokens)]
        card = self.core.asked_by(asker(library)).uploads.confirm(token)
        self.holds(library, card)
        if whose == library:
            self.tokens.remove((whose, token))
            self.found_again(library)

    @rule(library=who, which=number)
    def forget(self, library: str, which: int) -> None:
        title = document(library, which)[1].partition("\n")[0]
        try:
            self.holds(library, self.core.of(library).bench.to_forget(title, "episode")())
        except PodquoteError as error:
            self.refused(library, error)
        self.found_again(library)

    @rule(library=who)
    def delete(self, library: str) -> None:
        self.core.tenants.delete(library)
        self.own[library].clear()
        self.tokens = [one for one in self.tokens if one[0] != library]
        assert library not in {one.library for one in self.core.tenants.all()}

    def found_again(self, library: str) -> None:
        """Learn from the workspace itself which of its documents are there."""
        there = {one.document.file for one in self.core.of(library).catalogue.documents()}
        self.own[library] = {n for n in range(3) if document(library, n)[0] in there}
        self.knows(library)

    @rule(library=who)
    def find_what_is_ones_own(self, library: str) -> None:
        answer = self.core.asked_by(asker(library)).ask(Question(f"{WORDS[library]} lantern"))

        assert bool(self.own[library]) == any(
            WORDS[library] in match.entry.text for match in answer.matches
        )

    @rule(library=st.sampled_from([*sorted(WORDS), PUBLIC]), other=who)
    def ask_for_another_s(self, library: str, other: str) -> None:
        if library != other:
            for given in self.asked_about(self.front(library), WORDS[other]):
                self.holds(library, given)

    @rule(library=st.sampled_from([*sorted(WORDS), PUBLIC]), other=who)
    def follow_another_s_ids(self, library: str, other: str) -> None:
        front = self.front(library)
        for id in sorted(self.ids[other])[:2] if library != other else ():
            assert (None, None, None) == (front.entry(id), front.entry_card(id), front.sources(id))
            for action in ("share", "next", "context", "sources"):
                self.holds(library, front.conversation.press(f"1:{action}:{id}"))
            place = Place("slack", "C1", "u1")
            self.holds(library, front.daily_desk.card(f"pin {id} 2027-01-02", place))
            try:
                self.core.of(library).office.attribute(id, "Cy Marsh", "it was I")
            except PodquoteError as error:
                self.refused(library, error)
            else:
                raise AssertionError(f"{library} settles who said something of {other}")

    @rule(library=who, command=st.sampled_from(["9:00 Europe/Berlin", "list", "preview", "remove"]))
    def post_a_quote_a_day(self, library: str, command: str) -> None:
        place = Place(asker(library).door, f"C-{library}", "u1")
        self.holds(library, self.front(library).daily_desk.card(command, place))

    @rule()
    def plan(self) -> None:
        self.core.daily.tick({})

    @rule(library=st.sampled_from([*sorted(WORDS), PUBLIC]))
    def browse(self, library: str) -> None:
        for given in self.everything(library):
            self.holds(library, given)

    def front(self, library: str) -> Podquote:
        return self.core.asked_by(NOBODY if library == PUBLIC else asker(library))

    def asked_about(self, front: Podquote, word: str) -> Iterator[object]:
        """Yield what is given to somebody who asks for a word: what they typed does not count."""
        for text in (f"{word} lantern", f"{word[:-1]}y lantern", f"from:{word}", f'"{word} dam"'):
            answer = front.ask(Question(text))
            yield answer.matches, answer.suggestions
            yield front.answer(Question(text))
            yield front.conversation.reply(Question(text))
        checked = front.check(f"nobody reads the {word} dam and it is an interface")
        yield checked.closest, checked.summary
        for prefix in (word[:2], word[:4], word, f"ben {word[:3]}"):
            yield front.browsing.suggest(prefix)

    def everything(self, library: str) -> Iterator[object]:
        """Yield what a workspace is told without asking for a word of anybody's."""
        front, office = self.front(library), self.core.of(library).office
        assert 5 + len(self.own.get(library, ())) == office.overview().documents
        yield office.overview()
        yield front.browsing.topics(), front.browsing.speakers(), front.browsing.episodes()
        yield front.browsing.suggest(""), front.browsing.random("any")
        for kind in (CommandKind.TOPICS, CommandKind.EPISODES, CommandKind.SPEAKERS):
            yield front.conversation.hear(Command(kind))
        for command in ("list", "preview", "today", "why", "status"):
            yield front.daily_desk.card(command, Place("slack", "C1", "u1"))
        yield list(self.core.of(library).bench.export())
        yield list(self.core.of(library).tenants.documents(library) if library in WORDS else ())
        yield self.core.of(library).bench.forgetting.forgotten()


def test_nothing_of_a_workspace_is_ever_seen_by_another(
    engine_name: Engine, core: Podquote, request: pytest.FixtureRequest
) -> None:
    Workspaces.engine_name, Workspaces.shared, Workspaces.request = engine_name, core, request
    run_state_machine_as_test(
        Workspaces,
        settings=settings(
            max_examples=4 * LARGER,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
