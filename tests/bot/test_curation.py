"""What outlives re-ingest: settled names, and ids that lead to their successors."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.actions import Action, ActionKind, of_one, to_token
from bot.bootstrap import Podquote, build
from bot.errors import NoSuchThing
from bot.index.curation import current_id, succeed
from bot.model import Attribution, Question, Status
from tests.fakes.core import ENTRY
from tests.fakes.libraries import open_empty
from tests.fakes.settings import settings_for

ABSTRACT = Question("the models are so hard to abstract away", limit=1)


def disputed_id(core: Podquote) -> str:
    return core.ask(ABSTRACT).matches[0].entry.id


def test_a_curator_settles_who_said_it_and_the_card_says_so(own_core: Podquote) -> None:
    id = disputed_id(own_core)

    settled = own_core.office.attribute(id, "Martin Casado", "he hosted")

    assert Attribution(Status.STATED, ("Martin Casado",), "he hosted") == settled.attribution
    card = own_core.entry_card(id)
    assert card is not None
    assert "Martin Casado (settled by a curator)" == card.items[0].speaker
    assert "Settled by a curator: Martin Casado, because he hosted" in card.items[0].sources


def test_what_is_settled_is_found_under_its_name(own_core: Podquote) -> None:
    id = disputed_id(own_core)
    own_core.office.attribute(id, "Zora Quist", "her voice")

    [match] = own_core.ask(Question("abstract away", speaker="Zora Quist")).matches

    assert id == match.entry.id
    assert () == own_core.ask(Question("abstract away", speaker="Torenberg")).matches


def test_re_ingest_never_overwrites_what_is_settled(
    own_core: Podquote, seeds: Path, tmp_path: Path
) -> None:
    id = disputed_id(own_core)
    own_core.office.attribute(id, "Martin Casado", "he hosted")
    own_core.office.attribute(id, "Martin Casado", "he says so")
    notes = next(seeds.glob("001*"))
    changed = tmp_path / notes.name
    changed.write_text(notes.read_text().replace("so hard to abstract away", "very hard to hide"))

    [report] = own_core.office.ingest([str(changed)])

    found = own_core.entry(id)
    assert found is not None
    assert id != found.id
    assert "very hard to hide" in found.text
    assert Attribution(Status.STATED, ("Martin Casado",), "he says so") == found.attribution
    pressed = own_core.conversation.press(to_token(Action(ActionKind.SOURCES, of_one(id))))
    assert "Settled by a curator: Martin Casado, because he says so" in pressed.lead
    assert found.text == pressed.items[0].words
    assert {"changed"} <= {change.kind for change in report.changes}


def test_an_old_id_leads_to_its_successor_and_back_again(
    own_core: Podquote, seeds: Path, tmp_path: Path
) -> None:
    id = disputed_id(own_core)
    notes = next(seeds.glob("001*"))
    changed = tmp_path / notes.name
    changed.write_text(notes.read_text().replace("so hard to abstract away", "very hard to hide"))
    list(own_core.office.ingest([str(changed)]))

    list(own_core.office.ingest([str(notes)]))

    found = own_core.entry(id)
    assert found is not None
    assert id == found.id


def test_an_id_from_before_two_documents_met_still_leads_to_its_words(
    empty_core: Podquote, seeds: Path
) -> None:
    files = sorted(str(file) for file in seeds.iterdir())
    list(empty_core.office.ingest(files[:1]))
    [match] = empty_core.ask(Question("Los Alamos", limit=1)).matches

    list(empty_core.office.ingest(files[1:2]))

    found = empty_core.entry(match.entry.id)
    assert found is not None
    assert match.entry.id != found.id
    assert match.entry.text == found.text


def test_a_summary_cannot_be_given_to_anybody(own_core: Podquote) -> None:
    summary = own_core.ask(Question("interchangeability", limit=1)).matches[0].entry

    for id in (summary.id, "nothing"):
        with pytest.raises(NoSuchThing):
            own_core.office.attribute(id, "Ada", "no reason")


def test_settling_what_is_not_there_changes_nothing(own_core: Podquote) -> None:
    with own_core.catalogue.writing() as writer:
        assert not writer.settle("nothing", "Ada", "no reason", "2026-01-01")


def test_a_long_chain_and_a_circle_of_successors_end(tmp_path: Path) -> None:
    engine = open_empty(tmp_path / "library.db")
    with engine.begin() as connection:
        for number in range(50):
            succeed(connection, {f"q{number}": replace(ENTRY, id=f"q{number + 1}")}, set())

        assert "q50" == current_id(connection, "q0")
        connection.execute(sa.text("INSERT INTO successor (old_id, new_id) VALUES ('q50', 'q0')"))
        assert current_id(connection, "q0") in ("q0", "q50")
    engine.dispose()


def test_the_same_documents_give_the_same_ids_in_any_order(tmp_path: Path, seeds: Path) -> None:
    files = sorted(str(file) for file in seeds.iterdir())[:4]
    found = set()
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 24, 7)):
        settings = settings_for(tmp_path / f"{number}.db", PODQUOTE_DEMO="off")
        core = build(settings, say=lambda _line: None)
        list(core.office.ingest(order))
        found.add(frozenset(e.id for f in files for e in core.catalogue.entries_of(Path(f).name)))
        core.close()

    assert 1 == len(found)
