"""What a check looks like: its card, its JSON, its difference."""

from __future__ import annotations

from dataclasses import replace

from bot import phrasing
from bot.model import CardKind, Checked, Kind, Truth, Verdict
from tests.fakes.core import CHECKED, ENTRY


def test_the_card_has_the_verdict_and_the_source_s_words_with_what_both_have_marked() -> None:
    card = phrasing.to_checked_card(CHECKED)

    assert (CardKind.ANSWER, "Nearly these words:") == (card.kind, card.lead)
    [item] = card.items
    assert (ENTRY.text, True) == (item.words, item.quoted)
    assert ["The dam is", "interface"] == [item.words[a:b] for a, b in item.marks]


def test_the_card_never_repeats_what_was_asked() -> None:
    checked = replace(CHECKED, words="@channel circus", diff=(("-", "circus"), *CHECKED.diff))

    assert "circus" not in phrasing.to_text(phrasing.to_checked_card(checked))
    assert "@channel" not in phrasing.to_text(phrasing.to_checked_card(checked))


def test_nothing_like_it_is_a_miss_in_one_sentence() -> None:
    card = phrasing.to_checked_card(Checked("otters", Verdict.NOTHING))

    assert (CardKind.MISS, "Nothing like it here.", ()) == (card.kind, card.lead, card.hints)


def test_a_summary_that_has_the_words_is_shown_and_never_quoted() -> None:
    summary = replace(ENTRY, kind=Kind.TAKEAWAY, truth=Truth.PARAPHRASE)

    card = phrasing.to_checked_card(Checked("otters", Verdict.NOTHING, summary=summary))

    assert (CardKind.ANSWER, phrasing.CHECK_SUMMARY) == (card.kind, card.lead)
    [item] = card.items
    assert (ENTRY.text, False, None) == (item.words, item.quoted, item.speaker)


def test_the_json_has_no_closest_words_where_only_a_summary_has_them() -> None:
    summary = replace(ENTRY, kind=Kind.TAKEAWAY, truth=Truth.PARAPHRASE)

    found = phrasing.checked_json(Checked("otters", Verdict.NOTHING, summary=summary))

    assert {"words": "otters", "verdict": "nothing", "closest": None, "diff": []} == found


def test_empty_words_get_help() -> None:
    card = phrasing.to_checked_card(Checked("  ", Verdict.NOTHING))

    assert (CardKind.HELP, phrasing.CHECK_HELP) == (card.kind, card.lead)


def test_what_was_said_so_is_said_so() -> None:
    said = replace(CHECKED, verdict=Verdict.SAID)

    assert "Said so." == phrasing.to_checked_card(said).lead


def test_the_json_has_its_fixed_shape() -> None:
    found = phrasing.checked_json(CHECKED)

    assert ["words", "verdict", "closest", "diff"] == list(found)
    assert (CHECKED.words, "nearly") == (found["words"], found["verdict"])
    assert CHECKED.closest is not None
    assert phrasing.match_json(CHECKED.closest) == found["closest"]
    assert [[sign, word] for sign, word in CHECKED.diff] == found["diff"]


def test_the_json_of_nothing_has_null() -> None:
    found = phrasing.checked_json(Checked("otters", Verdict.NOTHING))

    assert {"words": "otters", "verdict": "nothing", "closest": None, "diff": []} == found


def test_the_difference_is_one_line() -> None:
    line = phrasing.difference(CHECKED)

    assert f"{phrasing.DIFFERENCE} The dam is [-an-] {{+the+}} interface" == line


def test_words_that_follow_one_another_on_one_side_are_told_together() -> None:
    run = replace(CHECKED, diff=(("=", "dam"), ("+", "kind"), ("+", "of"), ("-", "a")))

    assert f"{phrasing.DIFFERENCE} dam {{+kind of+}} [-a-]" == phrasing.difference(run)


def test_without_a_difference_there_is_no_line() -> None:
    same = replace(CHECKED, diff=(("=", "dam"),))

    assert "" == phrasing.difference(same)
    assert "" == phrasing.difference(Checked("x", Verdict.NOTHING))
