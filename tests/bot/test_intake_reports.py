from __future__ import annotations

from bot.intake_reports import Tally
from bot.model import DocumentReport


def test_one_document_that_was_refused_is_counted_in_numbers() -> None:
    tally = Tally()

    tally.take(DocumentReport("otters.txt", error="it is empty"))

    assert "1 document: 1 refused." == tally.sentence(dry_run=False)
    assert 1 == tally.json()["refused"]
    assert [] == [name for name, counted in tally.json().items() if isinstance(counted, bool)]
