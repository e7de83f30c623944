"""Gone means gone: words, index, planned posts, the raw bytes of the file, and the next ingest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.bootstrap import Podquote
from bot.errors import NoSuchThing
from bot.filters import one_episode
from bot.index.tables import forgotten, metadata
from bot.model import (
    DailyRequest,
    Entry,
    Filters,
    Forgetting,
    OccurrenceState,
    Place,
    Question,
    Status,
)

NAME = "Sherwin Wu"


def raw(core: Podquote) -> bytes:
    """Return every byte of the database's files; of a server's, everything in its tables."""
    url = sa.make_url(core.settings.database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database))
        return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))
    with core._engine.connect() as connection:
        rows = [connection.execute(sa.select(table)).all() for table in metadata.sorted_tables]
    return repr(rows).encode()


def said_by(core: Podquote, name: str) -> list[Entry]:
    return [one for one in core.catalogue.speech() if name in one.attribution.candidates]


def phrases(entries: Sequence[Entry]) -> list[bytes]:
    """Return a stretch from the middle of each longer text."""
    words = [one.text.split() for one in entries]
    return [" ".join(one[3:10]).encode() for one in words if len(one) >= 12]


def forget_episode(core: Podquote, title: str) -> Forgetting:
    return core.bench.forgetting.episode(one_episode(title, core._index.episodes()))


def test_an_episode_is_gone_with_its_documents_and_every_word(own_core: Podquote) -> None:
    (match, *_) = own_core.ask(Question("fine-tuning")).matches
    title = match.entry.episode.title or ""
    gone = [e for e in own_core.catalogue.speech() if e.episode.id == match.entry.episode.id]
    assert all(phrase in raw(own_core) for phrase in phrases(gone)[:5])

    done = forget_episode(own_core, title)

    assert done.documents >= 1
    assert sum(done.removed.values()) >= len(gone)
    after = raw(own_core)
    assert [] == [phrase for phrase in phrases(gone) if phrase in after]
    assert title.encode() not in after
    assert all(result.problem is None for result in own_core.office.verify())
    assert own_core.entry(match.entry.id) is None


def test_what_others_said_answers_as_before(own_core: Podquote) -> None:
    (match, *_) = own_core.ask(Question("fine-tuning")).matches
    kept = {
        one.id: one
        for one in own_core.catalogue.speech()
        if one.episode.id != match.entry.episode.id
    }

    forget_episode(own_core, match.entry.episode.title or "")

    assert kept == {one.id: one for one in own_core.catalogue.speech()}


def test_an_episode_that_was_forgotten_stays_out_until_it_is_let_in(
    own_core: Podquote, seeds: Path
) -> None:
    before = own_core.office.overview()
    (match, *_) = own_core.ask(Question("fine-tuning")).matches
    done = forget_episode(own_core, match.entry.episode.title or "")
    without = own_core.office.overview()

    reports = list(own_core.office.ingest([str(seeds)]))

    assert done.documents == sum(report.kept_out for report in reports)
    assert without == own_core.office.overview()
    assert [done.id] == [one.id for one in own_core.bench.forgetting.forgotten()]
    own_core.bench.forgetting.let_in(done.id)
    assert all(report.error is None for report in own_core.office.ingest([str(seeds)]))
    assert before == own_core.office.overview()
    with pytest.raises(NoSuchThing):
        own_core.bench.forgetting.let_in(done.id)


def test_a_library_that_was_emptied_is_not_filled_again(own_core: Podquote) -> None:
    for episode in list(own_core._index.episodes()):
        own_core.bench.forgetting.episode(episode)

    assert own_core.office.fill() is None
    assert 0 == own_core.office.overview().documents


def test_a_persons_words_are_gone_from_every_document_and_others_stay(own_core: Podquote) -> None:
    theirs = [
        one
        for one in said_by(own_core, NAME)
        if one.attribution.status in (Status.STATED, Status.DISPUTED)
    ]
    others = [
        one for one in own_core.catalogue.speech() if one.attribution.speaker not in (None, NAME)
    ]
    assert len(theirs) > 10

    done = own_core.bench.forgetting.person(NAME)

    assert done.redacted >= 1
    after = raw(own_core)
    assert [] == [phrase for phrase in phrases(theirs) if phrase in after]
    there = {one.id for one in own_core.catalogue.speech()}
    assert there.isdisjoint(one.id for one in theirs)
    assert {one.id for one in others} <= there
    assert all(result.problem is None for result in own_core.office.verify())
    assert [] == said_by(own_core, NAME)
    assert NAME not in {p for e in own_core._index.episodes() for p in e.participants}


def test_a_person_stays_out_when_the_same_documents_come_again(
    own_core: Podquote, seeds: Path
) -> None:
    theirs = [one for one in said_by(own_core, NAME) if one.attribution.speaker == NAME]
    own_core.bench.forgetting.person(NAME)
    before = own_core.office.overview()

    reports = list(own_core.office.ingest([str(seeds)]))

    assert [(None, True)] * 5 == [(report.error, report.is_known) for report in reports]
    assert before == own_core.office.overview()
    assert [] == [phrase for phrase in phrases(theirs) if phrase in raw(own_core)]


def test_a_person_stays_out_of_a_document_that_is_new(own_core: Podquote, tmp_path: Path) -> None:
    theirs = [one for one in said_by(own_core, NAME) if one.attribution.speaker == NAME]
    own_core.bench.forgetting.person(NAME)
    quoted = max((one.text for one in theirs), key=len)
    (tmp_path / "new.txt").write_text(
        f"Ada Brook: Nobody has to leave for a harbour to be quiet.\n\n"
        f"{NAME}: Something that was never said before, in nine words.\n\n"
        f"Ada Brook: A harbour is a promise to whoever is out at sea.\n"
    )
    (tmp_path / "unlabelled.srt").write_text(
        f"1\n00:00:01,000 --> 00:00:09,000\n{quoted}\n\n"
        "2\n00:00:10,000 --> 00:00:12,000\nAnd this is what somebody else said.\n"
    )

    reports = list(
        own_core.office.ingest([str(tmp_path / "new.txt"), str(tmp_path / "unlabelled.srt")])
    )

    assert [None, None] == [report.error for report in reports]
    after = raw(own_core)
    assert b"never said before" not in after
    assert " ".join(quoted.split()[2:9]).encode() not in after
    assert own_core.ask(Question('"a promise to whoever is out at sea"')).matches
    assert all(result.problem is None for result in own_core.office.verify())


def test_what_others_said_leads_on_where_only_its_bytes_named_an_episode(
    empty_core: Podquote, tmp_path: Path
) -> None:
    file = tmp_path / "dams.md"
    file.write_text(
        "# Dams\n\n"
        "**Ada Brook:** The dam is the interface, and nobody in this valley reads the dam.\n\n"
        "**Tom Reed:** Otters are better engineers than most of the people whom I know.\n\n"
        "**Ada Brook:** Nobody trusts what an otter builds without writing it down first.\n",
        "utf-8",
    )
    list(empty_core.office.ingest([str(file)]))
    (toms,) = said_by(empty_core, "Tom Reed")
    adas = said_by(empty_core, "Ada Brook")
    schedule = empty_core.daily.add(
        DailyRequest(at="09:00", timezone="UTC", filters=Filters(speaker="Tom Reed")),
        Place("slack", "C0123456789", ""),
    )

    done = empty_core.bench.forgetting.person("Ada Brook")

    assert ({"segment": 2}, 0) == (done.removed, done.posts)
    led = empty_core.entry(toms.id)
    assert led is not None
    assert (toms.text, "Tom Reed") == (led.text, led.attribution.speaker)
    assert toms.id != led.id
    assert [None, None] == [empty_core.entry(one.id) for one in adas]
    rows = empty_core.daily._ledger.occurrences(schedule.id, empty_core.clock.now().date())
    assert OccurrenceState.PLANNED in {row.state for row in rows}


def test_a_planned_post_is_not_sent_and_a_sent_one_keeps_no_words(own_core: Podquote) -> None:
    schedule = own_core.daily.add(
        DailyRequest(at="09:00", timezone="UTC"), Place("slack", "C0123456789", "")
    )
    rows = own_core.daily._ledger.occurrences(schedule.id, own_core.clock.now().date())
    planned = [row for row in rows if row.state is OccurrenceState.PLANNED]
    assert planned
    entry = own_core.entry(planned[0].quote_id or "")
    assert entry is not None

    done = own_core.bench.forgetting.episode(entry.episode)

    assert done.posts >= 1
    (row, *_) = [
        one
        for one in own_core.daily._ledger.occurrences(schedule.id, planned[0].local_date)
        if one.key == planned[0].key
    ]
    assert (OccurrenceState.SKIPPED, None, None, "forgotten") == (
        row.state,
        row.quote_id,
        row.payload,
        row.reason,
    )


def test_being_asked_changes_nothing(own_core: Podquote) -> None:
    before = own_core.office.overview()

    asked = own_core.bench.forgetting.person(NAME, only_ask=True)

    assert sum(asked.removed.values()) > 10
    assert before == own_core.office.overview()
    assert [] == list(own_core.bench.forgetting.forgotten())


def test_nobody_of_that_name_is_said(own_core: Podquote) -> None:
    for name in ("Nobody Here", "", "Sherwin"):
        with pytest.raises(NoSuchThing):
            own_core.bench.forgetting.person(name)


def test_what_a_curator_settled_of_a_text_is_gone_with_it(own_core: Podquote) -> None:
    unlabelled = next(
        one
        for one in own_core.catalogue.speech()
        if one.attribution.status is Status.UNLABELLED and len(one.text.split()) > 12
    )
    own_core.office.attribute(unlabelled.id, "Cy Marsh", "he told us")

    own_core.bench.forgetting.person("Cy Marsh")

    after = raw(own_core)
    assert b"he told us" not in after
    assert b"Cy Marsh" not in after
    assert phrases([unlabelled])[0] not in after


def test_marks_hold_no_name_and_no_word(own_core: Podquote) -> None:
    own_core.bench.forgetting.person(NAME)

    with own_core._engine.connect() as connection:
        marks = connection.scalars(sa.select(forgotten.c.mark)).all()

    assert len(marks) > 10
    assert all(len(mark) == 24 and int(mark, 16) >= 0 for mark in marks)
