"""What is worked out beside the writing is what the writing would have worked out itself."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from bot.bootstrap import Podquote, build
from bot.index.tables import posting, suggestion, term
from bot.ingest.pipeline import ingest_together
from bot.model import Question
from tests.fakes.settings import settings_for

TALK = (
    "Speaker 1: We dug the whole pond out by hand in eleven long winters, Wren and I.\n\n"
    "Speaker 2: And nobody came to help you with any of that work, in all those winters?\n\n"
    "Speaker 1: Nobody at all but the otters, and they helped themselves to the fish.\n"
)


def index_of(core: Podquote) -> list[list[tuple[object, ...]]]:
    tables = (posting, suggestion, sa.select(*(c for c in term.c if c is not term.c.since)))
    with core._engine.connect() as connection:
        found = [
            connection.execute(t if isinstance(t, sa.Select) else sa.select(t)) for t in tables
        ]
        return [sorted(map(tuple, rows)) for rows in found]


def test_in_bulk_and_one_by_one_give_one_index(
    empty_core: Podquote, tmp_path: Path, seeds: Path
) -> None:
    (tmp_path / "talk.txt").write_text(TALK)
    names = [str(seeds), str(tmp_path / "talk.txt")]
    other = build(settings_for(tmp_path / "other.db", PODQUOTE_DEMO="off"))

    list(empty_core.office.ingest(names))
    with other.catalogue.writing() as writer:
        ingest_together(writer, names)

    assert index_of(other) == index_of(empty_core)
    other.close()


def test_whom_a_curator_named_is_found_after_the_document_comes_anew_in_bulk(
    empty_core: Podquote, tmp_path: Path
) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(TALK)
    list(empty_core.office.ingest([str(talk)]))
    (episode,) = empty_core._index.episodes()
    empty_core.bench.editing.relabel(episode, "Speaker 1", "Ada Brook", "her voice")
    talk.write_text(TALK.replace("the fish", "the trout"))

    list(empty_core.office.ingest([str(talk)]))

    (match, *_) = empty_core.ask(Question("Ada Brook trout")).matches
    assert "Ada Brook" == match.entry.attribution.speaker
    assert {"ada", "brook"} <= set(empty_core._index.vocabulary().words)
