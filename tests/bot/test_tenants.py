"""Three workspaces: each sees the public library and its own, through everything it can ask."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.bootstrap import Podquote
from bot.index.ledger_tables import daily_pick
from bot.index.mending import mend
from bot.index.walls import everywhere
from bot.model import Asker, Place, Question

T1, T2 = Asker("slack", "T1", "C1", "u1"), Asker("discord", "2", "C2", "u2")


@pytest.fixture
def document(tmp_path: Path) -> str:
    (tmp_path / "otters.txt").write_text(
        "Otters at Night\n\nAda Brook (00:00:12):\n"
        "The marmalade lantern swings above the weir every single night.\n\n"
        "Ben Hill (00:00:20):\nNobody reads the dam, and the dam is an interface.\n"
    )
    return str(tmp_path / "otters.txt")


def found(core: Podquote, text: str = "marmalade lantern") -> list[str]:
    return [match.entry.id for match in core.ask(Question(text)).matches]


def test_what_a_workspace_puts_in_is_its_own(own_core: Podquote, document: str) -> None:
    [report] = own_core.of(T1.library).office.ingest([document])

    assert report.error is None
    assert found(own_core.asked_by(T1))
    assert [] == found(own_core.asked_by(T2))
    assert [] == found(own_core)


def test_a_workspace_still_finds_what_is_public(own_core: Podquote, document: str) -> None:
    list(own_core.of(T1.library).office.ingest([document]))

    public = found(own_core, "fine-tuning")

    assert public == found(own_core.asked_by(T2), "fine-tuning")
    assert set(public) <= set(found(own_core.asked_by(T1), "fine-tuning"))


def test_the_same_document_in_two_workspaces_is_two(own_core: Podquote, document: str) -> None:
    for asker in (T1, T2):
        [report] = own_core.of(asker.library).office.ingest([document])
        assert report.error is None
        assert report.added

    first, second = found(own_core.asked_by(T1)), found(own_core.asked_by(T2))
    assert first
    assert len(first) == len(second)
    assert not set(first) & set(second)
    assert own_core.asked_by(T2).entry(first[0]) is None
    assert own_core.asked_by(T2).entry_card(first[0]) is None


def test_an_id_of_another_workspace_does_nothing(own_core: Podquote, document: str) -> None:
    list(own_core.of(T1.library).office.ingest([document]))
    [id, *_] = found(own_core.asked_by(T1))

    assert "marmalade" in str(own_core.asked_by(T1).conversation.press(f"1:sources:{id}"))
    assert "marmalade" not in str(own_core.asked_by(T2).conversation.press(f"1:sources:{id}"))
    assert own_core.asked_by(T2).conversation.one(id) is None


def test_suggestions_and_counts_hold_nothing_of_another(own_core: Podquote, document: str) -> None:
    before = own_core.office.overview()
    list(own_core.of(T1.library).office.ingest([document]))

    assert own_core.of(T2.library).office.overview() == before == own_core.office.overview()
    for core in (own_core, own_core.asked_by(T2)):
        assert "Ada Brook" not in repr(core.browsing.suggest("ada br"))
        assert "Ada Brook" not in repr(core.browsing.speakers())
        assert "marmalade" not in repr(core.ask(Question("marmelade lanturn")).suggestions)
    assert "Ada Brook" in repr(own_core.asked_by(T1).browsing.suggest("ada br"))
    assert "Ada Brook" in repr(own_core.asked_by(T1).browsing.speakers())


def test_of_two_workspaces_that_share_a_channel_the_second_hears_that_its_rule_is_taken(
    own_core: Podquote,
) -> None:
    place = Place("slack", "C1", "u1")
    first = own_core.asked_by(T1).daily_desk
    second = own_core.asked_by(Asker("slack", "T9", "C1", "u9")).daily_desk

    assert "A quote a day" in first.card("9:00 Europe/Berlin", place).lead
    refused = second.card("9:00 Europe/Berlin", place)
    assert "Another schedule of this channel is like that already." == refused.lead
    assert [] == list(second.here(place))
    assert 1 == len(first.here(place))


def test_tenants_are_listed_and_deleted_whole(own_core: Podquote, document: str) -> None:
    list(own_core.of(T1.library).office.ingest([document]))
    list(own_core.of(T2.library).office.ingest([document]))
    public = found(own_core, "fine-tuning")

    assert ["discord:2", "slack:T1"] == [one.library for one in own_core.tenants.all()]
    assert own_core.tenants.delete("slack:T1") > 0

    assert ["discord:2"] == [one.library for one in own_core.tenants.all()]
    assert [] == found(own_core.asked_by(T1))
    assert found(own_core.asked_by(T2))
    assert public == found(own_core, "fine-tuning")


def test_the_index_of_a_workspace_is_mended_by_itself(own_core: Podquote, document: str) -> None:
    list(own_core.of(T1.library).office.ingest([document]))

    assert not mend(own_core._engine)


def test_who_names_no_workspace_sees_nobodys_schedules(own_core: Podquote) -> None:
    place = Place("slack", "C1")
    own_core.asked_by(T1).daily_desk.card("9:00 Europe/Berlin", place)
    nobody = own_core.asked_by(Asker("slack", "", "", "u9"))

    assert 1 == len(own_core.asked_by(T1).daily_desk.here(place))
    assert [] == list(nobody.daily_desk.here(Place("slack", "")))
    assert [] == list(nobody.daily_desk.here(Place()))
    assert 1 == len(own_core.daily_desk.here(Place("slack", "")))


def test_workspaces_without_documents_have_the_public_library_s_quote_of_the_day(
    own_core: Podquote, document: str
) -> None:
    list(own_core.of(T1.library).office.ingest([document]))
    for asker in (T1, T2):
        place = Place(asker.door, "C1" if asker is T1 else "2", "u1")
        own_core.asked_by(asker).daily_desk.card("9:00 Europe/Berlin", place)

    public = own_core.daily.by_hand.quote_of_the_day("UTC")

    assert public == own_core.asked_by(T2).daily.by_hand.quote_of_the_day("UTC")
    with everywhere(own_core._engine).connect() as connection:
        kept = connection.scalars(sa.select(daily_pick.c.library).distinct()).all()
    assert {"public", T1.library} == set(kept)
