from __future__ import annotations

import pytest

from bot.ingest.saying import speaker_of

PEOPLE = ("Ada Brook", "Bo Lind", "Sam Okoro", "Sam Pike")


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("As Ada Brook explains:", "Ada Brook"),
        ("Ada notes:", "Ada Brook"),
        ("Brook notes:", "Ada Brook"),
        ("Ada says", "Ada Brook"),
        ("Ada says,", "Ada Brook"),
        ("Ada argues that", "Ada Brook"),
        ("Ada puts it bluntly:", "Ada Brook"),
        ("Ada also points out that", "Ada Brook"),
        ("Ada Brook, head of dams, said:", "Ada Brook"),
        ("Ada Brook (Otter Labs) said:", "Ada Brook"),
        ("Despite fears of floods, Ada reports:", "Ada Brook"),
        ("Host Bo Lind asks:", "Bo Lind"),
        ("Ada confirms this, noting high water on the sill:", "Ada Brook"),
        ("Ada shares a contrarian view from Bo Lind (founder):", "Ada Brook"),
        ("Bo makes a brief but profound observation:", "Bo Lind"),
        ("Ada challenges the bias toward dams:", "Ada Brook"),
        ("As Ada explains the pricing, Bo observes:", "Bo Lind"),
        ("Jo Ann O'Neil recalls:", "Jo Ann O'Neil"),
        ("Ada  Brook\nadds:", "Ada Brook"),
        ('"It was late," Bo Lind says, ', "Bo Lind"),
        ("The reality is that", None),
        ("Instead, the paradigm has shifted:", None),
        ("For his influential perspective on pricing:", None),
        ("Sam says:", None),
        ("Sam Okoro says:", "Sam Okoro"),
        ("Silicon Valley argues:", None),
        ("The Verge reports:", None),
        ("OpenAI says:", None),
        ("Ada's team notes:", None),
        ("The dam that Ada describes is simple:", None),
        ("What Ada calls progress:", None),
        ("Ada never says", None),
        ("Ada hardly says", None),
        ("Ada denies that", None),
        ("Ada challenges the idea that", None),
        ("Ada describes the reports and Bo explains:", None),
        ("Ada explains why people say:", None),
        ("Ada and Bo explained:", None),
        ("Ada says no, and for Bo argues nothing, so the rest is open:", None),
        ("Ada explains the dam, Bo describes the river in the valley:", None),
        ("Bo makes coffee for everybody here:", None),
        ("Bo makes", None),
        ("Ada is told by Bo:", None),
        ("Ada:", None),
        ("", None),
        ("Ada says " + "x" * 700 + ":", None),
    ],
)
def test_the_subject_of_the_verb_of_saying_says_it_and_nobody_else(
    lead: str, speaker: str | None
) -> None:
    assert speaker == speaker_of(lead, PEOPLE)
