"""What a review found: histories of documents after which words, names or documents were lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.model import Entry, Question, Status, Verdict

LONG = "A very long title about the river " * 20


def notes(
    title: str, *said: str, podcast: str = "River", more: str = "", people: str = "Ann Lee"
) -> str:
    """Return Markdown notes in which Ann Lee says each of `said`."""
    themes = [
        f'### Theme {at}\n\nAnn Lee explains: "{one}" [[00:0{at}:00]](https://x.example/?t={at})'
        for at, one in enumerate(said, start=1)
    ]
    head = f"# {title}\n\n**Podcast:** {podcast}\n"
    head += f"**Participants:** {people}\n{more}" if people else more
    return f"{head}\n---\n\n### 1. Themes\n\n" + "\n\n".join(themes) + "\n"


def captions(title: str, *cues: str) -> str:
    """Return automatic captions without a podcast, a date or a video."""
    lines = "\n".join(f"- [00:{at:02}] {cue}" for at, cue in enumerate(cues))
    return f'---\ntitle: "{title}"\n---\n\n# Transcript: x\n\n## Text\n\n{lines}\n'


class Desk:
    """Writes documents into a folder and takes them in."""

    def __init__(self, core: Podquote, folder: Path) -> None:
        self.core = core
        self.folder = folder

    def put(self, **documents: str) -> None:
        for name, text in documents.items():
            file = self.folder / f"{name}.md"
            file.write_text(text)
            [report] = self.core.office.ingest([str(file)])
            assert report.error is None

    def first(self, text: str) -> Entry:
        return self.core.ask(Question(text, limit=1)).matches[0].entry


@pytest.fixture
def desk(empty_core: Podquote, tmp_path: Path) -> Desk:
    return Desk(empty_core, tmp_path)


def held(core: Podquote) -> bool:
    return all(one.problem is None for one in core.office.verify())


def test_two_documents_with_one_title_too_long_to_join_both_stay(desk: Desk) -> None:
    desk.put(a=notes(LONG, "Otters rebuilt the northern spillway."))
    desk.put(b=notes(LONG, "Beavers flooded the southern meadow."))

    assert 2 == desk.core.office.overview().episodes
    assert "spillway" in desk.first("northern spillway").text
    assert held(desk.core)


def test_two_captions_of_one_title_that_says_nothing_of_its_show_are_two_episodes(
    desk: Desk,
) -> None:
    desk.put(a=captions("How we work", "Otters rebuilt the northern spillway in spring."))
    desk.put(b=captions("How we work", "Beavers flooded the southern meadow in autumn."))

    assert 2 == desk.core.office.overview().episodes


def test_a_settled_name_does_not_move_to_what_somebody_else_says(desk: Desk) -> None:
    soon = "I think open source models will soon be good enough for the enterprise."
    desk.put(a=notes("Models", soon), b=notes("Models", soon.replace("soon", "never")))
    id = desk.first("models will soon be good enough").id
    desk.core.office.attribute(id, "Dan Poe", "his voice")

    desk.put(a=notes("Models", "Something else entirely was talked about here today."))

    never = desk.first("models will never be good enough")
    assert never.attribution.settled is None
    assert desk.core.entry(id) is None


def test_a_settled_name_holds_for_its_words_and_not_for_its_second(desk: Desk) -> None:
    desk.put(a=captions("Talk", "I would never sell this company to anybody at all."))
    id = desk.first("never sell this company").id
    desk.core.office.attribute(id, "Ann Lee", "her voice")

    desk.put(a=captions("Talk", "Bananas grow quickly wherever sunlight reaches them in June."))

    assert desk.first("bananas grow quickly").attribution.settled is None


def test_a_settled_name_is_found_after_an_edit_and_the_old_one_is_not(desk: Desk) -> None:
    said = "Otters rebuilt the northern spillway before the winter came."
    desk.put(a=notes("Dams", said))
    desk.core.office.attribute(desk.first("northern spillway").id, "Zoltan Quux", "his voice")

    desk.put(a=notes("Dams", said.replace("winter", "summer")))

    found = desk.core.ask(Question("spillway", speaker="Zoltan Quux")).matches
    assert ["Zoltan Quux"] == [match.entry.attribution.speaker for match in found]
    assert "zoltan" in desk.core._index.vocabulary().words


def test_the_same_words_of_two_turns_are_two_turns(empty_core: Podquote, tmp_path: Path) -> None:
    page = (
        "x.example\n\nDams Forever\n\nThe River Show\n\n2025/01/02\n\nHighlights\n\n01:00\n"
        "Dams are older than maps.\n\nTranscript\n\n"
        "Bob Cole: Yes, absolutely, I would. Ann Bell: Yes, absolutely, I would. "
        "Bob Cole: Then build it today.\n"
    )
    (tmp_path / "page.txt").write_text(page)
    list(empty_core.office.ingest([str(tmp_path / "page.txt")]))

    turns = [
        (e.attribution.speaker, e.text)
        for e in empty_core.catalogue.entries_of("page.txt")
        if e.kind.is_speech
    ]

    assert [
        ("Bob Cole", "Yes, absolutely, I would."),
        ("Ann Bell", "Yes, absolutely, I would."),
        ("Bob Cole", "Then build it today."),
    ] == turns


def test_whom_another_source_does_not_know_is_disputed_even_without_a_list(desk: Desk) -> None:
    said = "Otters rebuilt the northern spillway."
    zed = notes("Dams", said, people="").replace("Ann Lee", "Zed Orr")
    desk.put(a=zed, b=notes("Dams", "Beavers flooded the meadow.", people="Ann Lee, Bo Reed"))

    attribution = desk.first("northern spillway").attribution

    assert Status.DISPUTED is attribution.status
    assert {"Zed Orr", "Ann Lee", "Bo Reed"} == set(attribution.candidates)


def test_issues_of_a_show_under_one_title_stay_apart(desk: Desk) -> None:
    for name, date in (("a", "2024-01-01"), ("b", "2024-01-12"), ("c", "2024-07-01")):
        text = notes("Weekly News Roundup", f"News of {date} was good.", more=f"**Date:** {date}\n")
        desk.put(**{name: text})
    desk.put(d=notes("Weekly News Roundup", "Nobody knows when this was."))

    assert 4 == desk.core.office.overview().episodes
    assert held(desk.core)


def test_a_name_whose_bytes_are_another_s_now_holds_nothing_old(desk: Desk) -> None:
    one = notes("Dams", "Otters rebuilt the northern spillway.")
    desk.put(a=one, b=notes("Lakes", "Beavers flooded the southern meadow."))

    desk.put(b=one)

    assert () == desk.core.ask(Question("southern meadow")).matches
    assert 1 == desk.core.office.overview().documents


def test_questions_are_answered_while_a_document_goes_in(own_core: Podquote) -> None:
    with own_core.catalogue.writing():
        assert own_core.ask(Question("fine-tuning")).matches
        assert own_core.office.fill() is None


def test_words_of_two_turns_that_name_nobody_are_never_said_so(desk: Desk) -> None:
    desk.put(
        a=captions(
            "Talk",
            ">> I would never ever sell this company.",
            ">> I would sell it tomorrow if somebody asked.",
        )
    )

    checked = desk.core.check("never ever sell this company I would sell it tomorrow")

    assert Verdict.SAID is not checked.verdict
    assert Verdict.SAID is desk.core.check("I would never ever sell this company").verdict
