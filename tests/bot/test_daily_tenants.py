"""Schedules of the operator and of workspaces: who may change which, and in which channel."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.bootstrap import Podquote
from bot.model import Asker, CardKind, DailyRequest, DailyVerb, Place, Schedule, Standing
from bot.phrasing import to_text

T1, T2 = Asker("slack", "T1", "C1", "u1"), Asker("slack", "T2", "C2", "u2")
HERE, THERE = Place("slack", "C1", "u1"), Place("slack", "C2", "u2")


def by_the_operator(core: Podquote, channel: str) -> Schedule:
    request = DailyRequest(DailyVerb.SET, "9:00", "Europe/Berlin")
    return core.daily.add(request, Place("slack", channel))


def asked(core: Podquote, asker: Asker, text: str, place: Place) -> CardKind:
    return core.asked_by(asker).daily_desk.card(text, place).kind


def one(core: Podquote, id: str) -> Schedule:
    return next(schedule for schedule in core.daily.schedules() if schedule.id == id)


def test_a_workspace_changes_what_the_operator_posts_into_its_channel(own_core: Podquote) -> None:
    schedule = by_the_operator(own_core, "C1")

    asked(own_core, T1, "pause", HERE)
    paused = one(own_core, schedule.id).standing
    asked(own_core, T1, "resume", HERE)
    asked(own_core, T1, "move 10:30", HERE)
    moved = one(own_core, schedule.id)
    skipped = asked(own_core, T1, "skip tomorrow", HERE)
    asked(own_core, T1, "stop", HERE)

    assert Standing.PAUSED is paused
    assert (Standing.ACTIVE, dt.time(10, 30)) == (moved.standing, moved.at)
    assert "public" == moved.library
    assert CardKind.NOTE is skipped
    assert [] == list(own_core.daily.schedules())


@pytest.mark.parametrize("verb", ["pause", "stop", "move 10:30", "skip tomorrow"])
def test_nobody_changes_what_is_posted_into_another_channel(own_core: Podquote, verb: str) -> None:
    operators = by_the_operator(own_core, "C1")
    asked(own_core, T1, "8:00 Europe/Berlin", HERE)
    before = own_core.daily.schedules()

    for schedule in before:
        command = f"{verb} {schedule.id}"
        assert CardKind.TROUBLE is asked(own_core, T2, command, THERE)
        assert CardKind.TROUBLE is asked(own_core, T2, command, Place("discord", "C1", "u2"))

    assert operators.id in {schedule.id for schedule in before}
    assert before == own_core.daily.schedules()


def test_a_workspace_s_own_schedule_is_its_own_even_in_a_shared_channel(own_core: Podquote) -> None:
    asked(own_core, T1, "8:00 Europe/Berlin", HERE)
    [schedule] = own_core.daily.schedules()

    assert CardKind.TROUBLE is asked(own_core, T2, f"stop {schedule.id}", HERE)
    assert [schedule] == list(own_core.daily.schedules())


def test_an_operator_s_schedule_does_not_take_the_rule_of_a_workspace_s(own_core: Podquote) -> None:
    schedule = by_the_operator(own_core, "C1")
    asked(own_core, T1, "8:00 Europe/Berlin", HERE)

    card = own_core.asked_by(T1).daily_desk.card(f"move 8:00 {schedule.id}", HERE)

    assert CardKind.TROUBLE is card.kind
    assert "like that already" in to_text(card)
    assert dt.time(9) == one(own_core, schedule.id).at
