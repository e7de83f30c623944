"""What has become of an entry that is no longer there."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Change, ChangeKind, Entry, Kind, Source
from bot.succession import changes, successors
from tests.fakes.core import ENTRY

OLD = replace(ENTRY, id="old", text="The dam is the interface.")
NEW = replace(ENTRY, id="new", text="The dam is an interface.")
OTHER = replace(ENTRY, id="other", text="Lakes are rivers that have stopped talking.")


def by_id(*entries: Entry) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries}


def test_the_likest_new_words_of_the_same_kind_and_document_succeed() -> None:
    chapter = replace(OLD, id="chapter", kind=Kind.CHAPTER)
    elsewhere = replace(NEW, id="elsewhere", source=Source("b.txt", ((0, 1),)))

    assert {"old": "new"} == successors(by_id(OLD), by_id(OTHER, chapter, elsewhere, NEW))
    assert {} == successors(by_id(OLD), by_id(OTHER, chapter, elsewhere))


def test_the_same_words_succeed_in_the_same_document_if_they_can() -> None:
    other = replace(OLD, id="a", source=Source("b.txt", ((0, 1),)))
    here = replace(OLD, id="z")

    assert {"old": "z"} == successors(by_id(OLD), by_id(other, here))
    assert {"old": "a"} == successors(by_id(OLD), by_id(other, NEW))


def test_what_was_there_before_takes_no_place_but_of_nearly_the_same_words() -> None:
    said = replace(OLD, text="I think open source models will soon be good enough for banks")
    opposite = replace(said, id="opposite", text=said.text.replace("soon", "never"))
    twin = replace(said, id="twin", text=said.text + "s")

    assert {} == successors(by_id(said, opposite), by_id(opposite))
    assert {"old": "twin"} == successors(by_id(said, opposite, twin), by_id(opposite, twin))


def test_what_has_no_like_leads_nowhere() -> None:
    assert {} == successors(by_id(OLD), by_id(OTHER))
    assert {} == successors(by_id(OLD), {})


def test_each_change_is_named() -> None:
    before = {e.id: e for e in (OLD, OTHER, replace(OLD, id="twin"), ENTRY)}
    gone = replace(OTHER, id="gone")
    after = {NEW.id: NEW, ENTRY.id: ENTRY, "fresh": replace(OTHER, id="fresh")}

    found = changes({**before, "gone": gone}, after, {"old": "new", "twin": ENTRY.id})

    assert {
        Change(ChangeKind.ADDED, new=after["fresh"]),
        Change(ChangeKind.CHANGED, OLD, NEW),
        Change(ChangeKind.MERGED, before["twin"], ENTRY),
        Change(ChangeKind.GONE, OTHER),
        Change(ChangeKind.GONE, gone),
    } == set(found)


def test_what_stays_is_no_change() -> None:
    assert () == changes({"old": OLD}, {"old": OLD}, {})
