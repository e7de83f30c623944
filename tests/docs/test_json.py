"""docs/json.md held to the code: no key that it leaves out, and none that is not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot import phrasing, reports
from bot.bootstrap import Podquote
from bot.doctor import Finding, State, findings_json
from bot.intake_reports import document_json, ingest_json
from bot.model import DailyRequest, DocumentReport, Place, Question
from bot.reports import Checked

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")


def told(section: str) -> set[str]:
    """Return the keys of a section's table."""
    (text,) = re.findall(rf"^## {section}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    first = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    return {key for cell in first for key in re.findall(r"`(\w+)`", cell)}


def keys(value: object) -> set[str]:
    assert isinstance(value, Mapping)
    return set(value)


def test_what_is_answered(core: Podquote) -> None:
    answer = core.ask(Question("fine-tuning"))
    checked = core.check("one model that rules them all")

    assert keys(phrasing.match_json(answer.matches[0])) == told("match")
    assert keys(phrasing.answer_json(replace(answer, incomplete=True))) == told("ask")
    assert keys(phrasing.checked_json(replace(checked, incomplete=True))) == told("check")
    (suggested, *_) = phrasing.suggestions_json(core.browsing.suggest("fin"))
    assert keys(suggested) == told("suggest")


def test_what_goes_in_and_holds() -> None:
    report = DocumentReport("otters.txt")
    total = ingest_json([report])["total"]

    assert keys(document_json(report)) == told("ingest")
    assert keys(total) - {"documents", "refused", "duplicates"} <= told("ingest")
    assert keys(Checked().json()) == told("verify")


def test_what_is_planned(own_core: Podquote) -> None:
    own_core.daily.add(DailyRequest(at="09:00", timezone="UTC"), Place("slack", "C1", ""))
    (preview, *_) = own_core.daily.preview()

    assert keys(reports.preview_json(preview)) == told("preview")


def test_what_the_doctor_says() -> None:
    found = findings_json([Finding("web", State.OK, "It is there.")])
    findings = found["findings"]

    assert {"ok", "findings"} == keys(found)
    assert isinstance(findings, list)
    assert keys(findings[0]) == told("doctor")
