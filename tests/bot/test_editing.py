"""What a curator corrects lies over what documents say, outlives re-ingest, and is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.errors import EditError, NoSuchThing
from bot.model import Episode, Question

TALK = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Speaker 1>Nobody has ever heard a lake complain about the weather.

00:00:06.000 --> 00:00:09.000
<v Speaker 2>Then you have never lived beside one in November, I think.

00:00:10.000 --> 00:00:14.000
<v Speaker 1>I have lived beside one for all of my eleven winters here.
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    folder = tmp_path / "The Lake Show"
    folder.mkdir()
    (folder / "2025-01-02 On lakes.vtt").write_text(TALK)
    return tmp_path


@pytest.fixture
def lakes(empty_core: Podquote, talk: Path) -> Podquote:
    (report,) = empty_core.office.ingest([str(talk / "The Lake Show")])
    assert report.error is None
    return empty_core


def the_episode(core: Podquote) -> Episode:
    (found,) = core._index.episodes()
    return found


def change(core: Podquote, talk: Path) -> None:
    """Ingest the talk again, in other words at its end."""
    file = talk / "The Lake Show" / "2025-01-02 On lakes.vtt"
    file.write_text(TALK.replace("eleven winters here", "eleven long winters here"))
    list(core.office.ingest([str(talk / "The Lake Show")]))
    assert core.ask(Question('"eleven long winters"')).matches


def test_an_episode_is_corrected_and_found_by_its_new_title(lakes: Podquote) -> None:
    edited = lakes.bench.editing.edit(
        the_episode(lakes),
        {"title": "What lakes say", "date": "2025-01-03", "url": "https://lakes.example/1"},
        "the page says so",
    )

    assert ("What lakes say", "2025-01-03") == (edited.title, str(edited.date))
    (match, *_) = lakes.ask(Question("a lake complain", episode="what lakes say")).matches
    assert "What lakes say" == match.entry.episode.title
    assert "https://lakes.example/1" == match.entry.url
    assert all(result.problem is None for result in lakes.office.verify())


def test_what_was_corrected_outlives_re_ingest(lakes: Podquote, talk: Path) -> None:
    before = the_episode(lakes)
    lakes.bench.editing.edit(before, {"title": "What lakes say"}, None)

    change(lakes, talk)

    assert ("What lakes say", before.id) == (the_episode(lakes).title, the_episode(lakes).id)


def test_what_was_corrected_goes_with_documents_whose_episode_has_another_id(
    lakes: Podquote, talk: Path
) -> None:
    before = the_episode(lakes)
    lakes.bench.editing.edit(before, {"podcast": "Lakes"}, None)
    file = talk / "The Lake Show" / "2025-01-02 On lakes.vtt"
    file.write_text(TALK.replace("WEBVTT\n", "WEBVTT\n\nNOTE more\n"))
    video = file.with_name("2025-01-02 On lakes [dQw4w9WgXcQ].vtt")
    video.write_text(TALK.replace("eleven", "twelve"))

    list(lakes.office.ingest([str(talk / "The Lake Show")]))

    after = the_episode(lakes)
    assert before.id != after.id
    assert "Lakes" == after.podcast
    assert ["podcast"] == [one.field for one in lakes.bench.editing.history(after)]


def test_an_empty_value_lets_the_documents_speak_again(lakes: Podquote) -> None:
    editor, before = lakes.bench.editing, the_episode(lakes)
    editor.edit(before, {"title": "What lakes say"}, None)

    after = editor.edit(the_episode(lakes), {"title": ""}, "I was wrong")

    assert before == after
    assert [
        ("title", before.title, "What lakes say", None),
        ("title", "What lakes say", None, "I was wrong"),
    ] == [(one.field, one.old, one.new, one.because) for one in editor.history(after)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "next week"),
        ("date", "20250103"),
        ("url", "javascript:alert(1)"),
        ("title", "a" * 501),
        ("title", "two\nlines"),
        ("participants", "Ada"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    lakes: Podquote, field: str, value: str
) -> None:
    before = the_episode(lakes)

    with pytest.raises(EditError):
        lakes.bench.editing.edit(before, {field: value}, None)

    assert before == the_episode(lakes)
    assert [] == list(lakes.bench.editing.history(before))


def test_labels_that_name_nobody_are_listed_and_nobody_is_guessed(lakes: Podquote) -> None:
    found = lakes.bench.editing.speakers(the_episode(lakes))

    assert [("Speaker 1", None, 2), ("Speaker 2", None, 1)] == [
        (one.label, one.name, one.texts) for one in found
    ]


def test_a_label_is_named_in_bulk_found_by_the_name_and_outlives_re_ingest(
    lakes: Podquote, talk: Path
) -> None:
    episode = the_episode(lakes)

    assert 2 == lakes.bench.editing.relabel(episode, "Speaker 1", "Ada Brook", "her voice")
    change(lakes, talk)

    (match, *_) = lakes.ask(Question("eleven long winters", speaker="Ada Brook")).matches
    assert "Ada Brook" == match.entry.attribution.speaker
    assert "her voice" == match.entry.attribution.settled
    assert [("Speaker 1", "Ada Brook", 2), ("Speaker 2", None, 1)] == [
        (one.label, one.name, one.texts) for one in lakes.bench.editing.speakers(episode)
    ]
    assert all(result.problem is None for result in lakes.office.verify())


def test_a_label_that_was_named_wrong_is_named_anew_and_both_are_remembered(
    lakes: Podquote,
) -> None:
    editor, episode = lakes.bench.editing, the_episode(lakes)
    editor.relabel(episode, "Speaker 1", "Bo Lind", "I thought so")

    editor.relabel(episode, "Speaker 1", "Ada Brook", "her voice")

    assert {"Ada Brook"} == {one.attribution.speaker for one in editor.lines(episode, "Speaker 1")}
    assert [(None, "Bo Lind"), ("Bo Lind", "Ada Brook")] == [
        (one.old, one.new) for one in editor.history(episode)
    ]


def test_one_line_is_named_by_itself_and_the_label_leaves_it(lakes: Podquote) -> None:
    editor, episode = lakes.bench.editing, the_episode(lakes)
    first, _ = editor.lines(episode, "Speaker 1")
    lakes.office.attribute(first.id, "Cy Marsh", "he says so")

    editor.relabel(episode, "Speaker 1", "Ada Brook", "her voice")

    assert ["Cy Marsh", "Ada Brook"] == [
        one.attribution.speaker for one in editor.lines(episode, "Speaker 1")
    ]
    assert ["speaker", "label"] == [one.what for one in editor.history(episode)]


def test_a_label_that_is_not_there_is_said(lakes: Podquote) -> None:
    with pytest.raises(NoSuchThing):
        lakes.bench.editing.relabel(the_episode(lakes), "Speaker 9", "Ada Brook", "why not")


def test_who_is_forgotten_is_gone_from_what_curators_said(lakes: Podquote) -> None:
    editor, episode = lakes.bench.editing, the_episode(lakes)
    editor.relabel(episode, "Speaker 1", "Ada Brook", "her voice")

    lakes.bench.forgetting.person("Ada Brook")

    assert [] == list(lakes.catalogue.history(None))
    assert [] == list(lakes.catalogue.relabellings())
    assert ["Speaker 2"] == [one.label for one in editor.speakers(the_episode(lakes))]
