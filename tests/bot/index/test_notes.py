from __future__ import annotations

import sqlalchemy as sa

from bot.index.notes import SqlNotes


def test_a_note_that_was_never_written_is_none(engine: sa.Engine) -> None:
    assert SqlNotes(engine).read("commands") is None


def test_the_last_note_of_a_name_is_kept_for_whoever_opens_the_database(engine: sa.Engine) -> None:
    SqlNotes(engine).write("commands", "one")
    SqlNotes(engine).write("commands", "two")
    SqlNotes(engine).write("other", "three")

    assert "two" == SqlNotes(engine).read("commands")
    assert "three" == SqlNotes(engine).read("other")
