"""What a button carries."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import (
    LONGEST,
    Action,
    ActionKind,
    alone,
    from_token,
    next_of,
    of_one,
    offered,
    to_token,
    undo,
)
from bot.excerpts import LAST, MOST
from bot.model import CardKind, Reach, Steps
from bot.packing import MOST_IDS
from tests.fakes.core import STEPPED

OURS = st.builds(
    lambda letter, hashed: letter + base64.b32encode(hashed).decode().lower(),
    st.sampled_from("qstcm"),
    st.binary(min_size=10, max_size=10),
)
IDS = st.lists(OURS, min_size=1, max_size=MOST_IDS) | st.lists(
    st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True), min_size=1, max_size=MOST_IDS
)
PARTS = st.none() | st.tuples(st.integers(0, LAST), st.integers(1, MOST))
REFS = (
    st.just("")
    | st.integers(1, 2**64 - 1).map(str)
    | st.integers(1_000_000_000_000_000, 9_999_999_999_999_999).map(
        lambda n: f"{str(n)[:-6]}.{str(n)[-6:]}"
    )
    | st.from_regex(r"[UW][A-Z0-9]{8,12}", fullmatch=True)
)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    ids = draw(IDS)
    steps = Steps(
        tuple(ids),
        tuple(draw(st.lists(PARTS, min_size=len(ids), max_size=len(ids)))),
        draw(st.integers(0, len(ids) - 1)),
        draw(st.sampled_from(Reach)),
    )
    return Action(draw(st.sampled_from(ActionKind)), steps, draw(REFS))


def test_a_token_begins_with_its_version_and_holds_no_question() -> None:
    assert "2e01=q1.255" == to_token(Action(ActionKind.SOURCES, of_one("q1")))
    assert "2e01" == to_token(Action(ActionKind.SOURCES, of_one("q34akdr2g3dkvini4")))[:4]


@given(actions())
def test_a_token_means_what_it_was_made_of_and_fits_every_platform(action: Action) -> None:
    token = to_token(action)

    assert action == from_token(token)
    assert token.isascii()
    assert len(token) <= LONGEST


@given(actions(), st.text(max_size=3), st.integers(0, 100))
def test_any_text_is_a_token_that_was_written_here_or_none(
    action: Action, text: str, at: int
) -> None:
    token = to_token(action)
    changed = token[:at] + text + token[at + 1 :]

    found = from_token(changed)

    assert found is None or changed == to_token(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1:sources:",
        "0:sources:q1",
        "3e01=q1.255",
        "2x01=q1.255",
        "2e11=q1.255",
        "2e05=q1.255",
        "2e01=q1.256",
        "2e01=q1.1:",
        "2e01=q1.255\n",
        " 2e01=q1.255",
        "2e01=q\u0661.255",
        "2e01=q1.255~",
        "2e01=q1.255~x1",
        "2e01=q1.255~tB",
        "2e01" + "A" * 96,
        "2e01=" + "q" * 100,
        "1:sources:q1:3",
        "1:share:q1",
    ],
)
def test_what_another_version_or_nobody_wrote_is_none(text: str) -> None:
    assert from_token(text) is None


def test_a_button_of_the_first_version_still_shows_its_sources() -> None:
    assert Action(ActionKind.SOURCES, of_one("q1")) == from_token("1:sources:q1")


@pytest.mark.parametrize("id", ["", "a b", "q:1", "ü", "q" * 61])
def test_an_id_that_no_button_can_carry_makes_no_token(id: str) -> None:
    with pytest.raises(ValueError, match="no entry's id"):
        to_token(Action(ActionKind.SOURCES, of_one(id)))


@pytest.mark.parametrize("ref", ["a b", "-1", "1.5", "U" * 20])
def test_a_ref_that_no_platform_gives_makes_no_token(ref: str) -> None:
    with pytest.raises(ValueError, match="no platform's id"):
        to_token(Action(ActionKind.UNDO, of_one("q1"), ref))


def test_ids_that_do_not_fit_are_left_out_but_never_the_one_that_is_shown() -> None:
    long = tuple(f"{n}" * 40 for n in range(4))

    found = from_token(to_token(Action(ActionKind.NEXT, Steps(long, (None,) * 4, at=3))))

    assert found is not None
    assert long[3] == found.steps.id


def test_more_than_five_ids_are_cut_to_those_around_the_one_that_is_shown() -> None:
    many = tuple(f"q{n}" for n in range(9))

    first = from_token(to_token(Action(ActionKind.NEXT, Steps(many, (None,) * 9, at=0))))
    last = from_token(to_token(Action(ActionKind.NEXT, Steps(many, (None,) * 9, at=8))))

    assert first
    assert last
    assert (("q0", "q1", "q2", "q3", "q4"), 0) == (first.steps.ids, first.steps.at)
    assert (("q4", "q5", "q6", "q7", "q8"), 4) == (last.steps.ids, last.steps.at)


def kinds(*args: Action) -> list[str]:
    return [action.kind.value for action in args]


def test_who_asked_alone_can_share_and_who_asked_in_public_can_remove() -> None:
    assert ["share", "next", "wider", "sources"] == kinds(*offered(STEPPED))
    assert ["next", "wider", "sources", "remove"] == kinds(*offered(STEPPED, by="U1"))
    assert ["next", "wider", "sources"] == kinds(*offered(STEPPED, by=""))


def test_what_stands_alone_has_no_next_and_what_is_widest_no_more() -> None:
    single = replace(STEPPED, steps=of_one("q1"))
    wide = replace(
        STEPPED, steps=replace(of_one("q1"), reach=Reach.AROUND, narrower=Reach.TEXT, whole=False)
    )

    assert ["share", "sources"] == kinds(*offered(single))
    assert ["narrower", "sources"] == kinds(*offered(wide))


def test_the_buttons_of_a_card_carry_different_tokens() -> None:
    steps = replace(STEPPED.steps or of_one("q1"), narrower=Reach.TEXT)

    tokens = [to_token(action) for action in offered(replace(STEPPED, steps=steps), by="U1")]

    assert len(tokens) == len(set(tokens))


def test_a_card_without_a_text_of_the_library_offers_nothing() -> None:
    assert () == offered(replace(STEPPED, kind=CardKind.MISS, steps=None))


def test_next_comes_back_to_the_first_and_begins_with_the_sentence_that_answers() -> None:
    steps = Steps(("q1", "q2"), (None, (3, 1)), at=0, reach=Reach.CHAPTER)

    following = next_of(steps)

    assert (1, Reach.SENTENCE) == (following.at, following.reach)
    assert (0, Reach.TEXT) == (next_of(following).at, next_of(following).reach)


def test_what_is_shared_is_alone_and_undoing_it_leads_back_to_all() -> None:
    steps = Steps(("q1", "q2"), (None, (3, 1)), at=1, reach=Reach.AROUND)

    assert (("q2",), ((3, 1),), 0) == (alone(steps).ids, alone(steps).parts, alone(steps).at)
    assert Reach.AROUND == alone(steps).reach
    back = from_token(to_token(undo(steps, "1700000000.000100")))
    assert back == Action(ActionKind.UNDO, steps, "1700000000.000100")
