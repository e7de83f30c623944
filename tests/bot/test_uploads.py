"""A transcript that is handed over in a chat: looked at in private, and in after a yes, once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.bootstrap import Podquote
from bot.errors import UploadError
from bot.index.tables import proposal
from bot.index.walls import everywhere
from bot.model import CardKind, Overview, Question
from bot.uploads import MOST, PATIENCE
from bot.workbench import Workbench
from tests.bot.test_editing import TALK
from tests.fakes.clock import FakeClock

DATA = TALK.encode()
NOTHING = Overview(0, 0, 0, 0)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bench(empty_core: Podquote, clock: FakeClock) -> Workbench:
    return Workbench(empty_core._engine, empty_core.catalogue, empty_core._index, clock)


def test_what_it_would_do_is_said_and_nothing_is_in_yet(
    bench: Workbench, empty_core: Podquote
) -> None:
    proposal = bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA)

    assert CardKind.NOTE == proposal.card.kind
    assert "WebVTT captions" in proposal.card.lead
    assert "3 segment" in proposal.card.lead
    assert proposal.token is not None
    assert NOTHING == empty_core.office.overview()


def test_after_a_yes_it_is_in_and_a_second_yes_adds_nothing(
    bench: Workbench, empty_core: Podquote
) -> None:
    token = bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA).token or ""

    assert "It is in this library now" in bench.uploads.confirm(token).lead
    before = empty_core.office.overview()
    assert empty_core.ask(Question("a lake complain")).matches
    assert CardKind.TROUBLE == bench.uploads.confirm(token).kind
    assert before == empty_core.office.overview()


def test_after_a_no_or_an_hour_nothing_waits(
    bench: Workbench, empty_core: Podquote, clock: FakeClock
) -> None:
    declined = bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA).token or ""
    late = bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA).token or ""

    bench.uploads.decline(declined)
    clock.advance(PATIENCE.total_seconds() + 1)

    for token in (declined, late, "nothing", ""):
        assert CardKind.TROUBLE == bench.uploads.confirm(token).kind
    assert NOTHING == empty_core.office.overview()


def test_what_is_here_already_needs_no_yes(bench: Workbench) -> None:
    bench.uploads.confirm(bench.uploads.propose("talk.vtt", 1, "text/vtt", DATA).token or "")

    proposal = bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA)

    assert proposal.token is None
    assert "here already" in proposal.card.lead


@pytest.mark.parametrize(
    ("name", "size", "type"),
    [
        ("talk.vtt", MOST + 1, "text/vtt"),
        ("talk.mp3", 10, "audio/mpeg"),
        ("talk.vtt", 10, "audio/mpeg"),
        ("talk.vtt.exe", 10, ""),
        ("talk", 10, "text/plain"),
    ],
)
def test_size_and_type_are_looked_at_before_it_is_downloaded(
    bench: Workbench, name: str, size: int, type: str
) -> None:
    with pytest.raises(UploadError):
        bench.uploads.check(name, size, type)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", b"Nothing that podquote knows the form of"),
        ("@everyone.vtt", b"\x00\x01\x02"),
        ("empty.txt", b""),
        ("talk.vtt", b"x" * (MOST + 1)),
    ],
)
def test_what_cannot_go_in_is_said_without_the_name_it_came_with(
    bench: Workbench, name: str, data: bytes
) -> None:
    proposal = bench.uploads.propose(name, len(data), "", data)

    assert (CardKind.TROUBLE, None) == (proposal.card.kind, proposal.token)
    assert name not in proposal.card.lead


def test_a_name_with_folders_is_a_name(bench: Workbench, empty_core: Podquote) -> None:
    proposal = bench.uploads.propose("../../etc/a\nb.vtt", len(DATA), "", DATA)

    bench.uploads.confirm(proposal.token or "")

    assert ["a b.vtt"] == [one.document.file for one in empty_core.catalogue.documents()]


def test_what_waits_in_one_library_is_not_anothers(empty_core: Podquote) -> None:
    mine, theirs = empty_core.of("slack:T1"), empty_core.of("slack:T2")
    token = mine.bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA).token or ""

    assert CardKind.TROUBLE == theirs.bench.uploads.confirm(token).kind
    assert CardKind.NOTE == mine.bench.uploads.confirm(token).kind
    assert 3 == mine.office.overview().entries
    assert NOTHING == theirs.office.overview() == empty_core.office.overview()
    assert empty_core.of("slack:T1").ask(Question("a lake complain")).matches


def test_what_nobody_answers_is_thrown_away_by_the_clock_in_every_library(
    empty_core: Podquote, clock: FakeClock
) -> None:
    theirs = empty_core.of("slack:T1")
    benches = [
        Workbench(core._engine, core.catalogue, core._index, clock) for core in (empty_core, theirs)
    ]
    tokens = [
        bench.uploads.propose("talk.vtt", len(DATA), "text/vtt", DATA).token for bench in benches
    ]
    waiting = sa.select(sa.func.count()).select_from(proposal)

    def left() -> int | None:
        with everywhere(empty_core._engine).connect() as connection:
            return connection.scalar(waiting)

    clock.advance(PATIENCE.total_seconds() - 1)
    benches[0].uploads.tick()
    assert (2, True) == (left(), all(tokens))

    clock.advance(2)
    benches[0].uploads.tick()
    assert 0 == left()
