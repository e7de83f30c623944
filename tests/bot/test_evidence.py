"""Why a card says what it says."""

from __future__ import annotations

from dataclasses import replace

from bot.evidence import evidence_json, evidence_lines
from bot.model import Attribution, Confirmed, Evidence, Kind, Status
from tests.fakes.core import ENTRY

OWN = Evidence("otters.txt", ENTRY.text, "Ada Brook", 61.0, "youtube", ENTRY.url)
HEARD = Evidence("b.txt", "the dam is the interphase", None)


def test_each_source_has_a_line_with_its_wording_and_whom_it_names() -> None:
    entry = replace(ENTRY, evidence=(OWN, HEARD))

    assert (
        f"otters.txt: “{ENTRY.text}” — Ada Brook (at 1:01 of the youtube edition)",
        "b.txt: “the dam is the interphase” — names nobody",
    ) == evidence_lines(entry)


def test_a_summary_is_not_quoted_and_names_nobody() -> None:
    told = Evidence("b.txt", "Dams talk.", None, 5.0)
    entry = replace(ENTRY, kind=Kind.TAKEAWAY, evidence=(told,))

    assert ("b.txt: Dams talk. (at 0:05)",) == evidence_lines(entry)


def test_a_dispute_says_whom_the_others_name() -> None:
    disputed = Attribution(Status.DISPUTED, ("Ada Brook", "Bo Reed"))
    entry = replace(ENTRY, evidence=(OWN,), attribution=disputed)

    assert (
        "Other sources do not know Ada Brook, and name Bo Reed as taking part."
        == evidence_lines(entry)[-1]
    )


def test_two_sources_that_name_two_people_are_said_to() -> None:
    disputed = Attribution(Status.DISPUTED, ("Ada Brook", "Bo Reed"))
    both = (OWN, replace(HEARD, speaker="Bo Reed"))

    lines = evidence_lines(replace(ENTRY, evidence=both, attribution=disputed))

    assert "The sources name different people." == lines[-1]


def test_a_confirmed_part_is_shown_in_the_entry_s_own_words() -> None:
    entry = replace(ENTRY, confirmed=(Confirmed((0, 24), "b.txt"),))

    assert ("b.txt has a part of it too: “The dam is the interface”",) == evidence_lines(entry)


def test_all_of_it_is_there_in_json() -> None:
    entry = replace(
        ENTRY, evidence=(OWN,), confirmed=(Confirmed((0, 7), "b.txt"),), passage=("s1",)
    )

    assert {
        "evidence": [
            {
                "file": "otters.txt",
                "wording": ENTRY.text,
                "speaker": "Ada Brook",
                "label": None,
                "said_at": 61.0,
                "edition": "youtube",
                "url": ENTRY.url,
            }
        ],
        "confirmed": [{"file": "b.txt", "span": [0, 7]}],
        "passage": ["s1"],
        "settled": None,
    } == evidence_json(entry)
