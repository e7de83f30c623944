"""What a curator corrected, on the database: laid over what documents say, with its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from bot.index.rows import AnyRow
from bot.index.tables import edited, history, relabelled, settled
from bot.model import Correction, Entry, Episode, Relabelling, Settled
from bot.ports import Reconciled
from bot.tokens import folded_words

_AT_ONCE = 400


def correct(connection: sa.Connection, change: Correction) -> None:
    """Lay one field of an episode over what its documents say; an empty one takes that off."""
    this = (edited.c.episode_id == change.subject) & (edited.c.field == change.field)
    connection.execute(sa.delete(edited).where(this))
    if change.new is not None:
        row = {"episode_id": change.subject, "field": change.field, "value": change.new}
        connection.execute(sa.insert(edited).values(**row))
    remember(connection, change)


def relabel(connection: sa.Connection, new: Relabelling) -> None:
    """Say whom a label in a document stands for; what it stood for before is taken back."""
    this = (relabelled.c.file == new.file) & (relabelled.c.label == new.label)
    before = connection.execute(sa.select(relabelled).where(this)).one_or_none()
    if before is not None:
        if (before.name, before.because, before.at) == (new.name, new.because, new.at):
            return
        same = (settled.c.name == before.name) & (settled.c.because == before.because)
        connection.execute(sa.delete(settled).where(same))
        connection.execute(sa.delete(relabelled).where(this))
    row = {name: getattr(new, name) for name in Relabelling.__slots__}
    connection.execute(sa.insert(relabelled).values(**row))
    old = None if before is None else before.name
    change = Correction(new.at, "label", new.file, new.label, old, new.name, new.because)
    remember(connection, change)


def settle_as(connection: sa.Connection, new: Settled) -> None:
    """Settle who said an entry, unless it is settled."""
    if not read_settlements(connection, new.entry_id):
        row = {name: getattr(new, name) for name in Settled.__slots__}
        connection.execute(sa.insert(settled).values(**row))


def read_settlements(connection: sa.Connection, id: str | None = None) -> list[Settled]:
    """Return who said what as curators settled it, of one entry or of all."""
    query = sa.select(settled).order_by(settled.c.entry_id)
    rows = connection.execute(query if id is None else query.where(settled.c.entry_id == id))
    return [Settled(one.entry_id, one.name, one.words, one.because, one.settled_at) for one in rows]


def read_relabellings(connection: sa.Connection) -> list[Relabelling]:
    """Return whom labels stand for, by document and label."""
    rows = connection.execute(sa.select(relabelled).order_by(relabelled.c.file, relabelled.c.label))
    return [Relabelling(one.file, one.label, one.name, one.because, one.at) for one in rows]


def remember(connection: sa.Connection, change: Correction) -> None:
    """Write a change into the history."""
    row = {
        "at": change.at,
        "what": change.what,
        "subject": change.subject,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "because": change.because,
    }
    connection.execute(sa.insert(history).values(**row))


def read_history(connection: sa.Connection, subjects: Collection[str] | None) -> list[Correction]:
    """Return the changes of `subjects` (all where None), oldest first."""
    query = sa.select(history).order_by(history.c.id)
    rows: list[AnyRow] = []
    if subjects is None:
        rows += connection.execute(query)
    wanted = sorted(subjects or ())
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        rows += connection.execute(query.where(history.c.subject.in_(part)))
    found = sorted(rows, key=lambda one: int(one.id))
    return [
        Correction(one.at, one.what, one.subject, one.field, one.old, one.new, one.because)
        for one in found
    ]


def move_corrections(
    connection: sa.Connection, homes: Mapping[str, str], episodes: Sequence[Reconciled]
) -> None:
    """Let what was corrected of an episode hold for the one that has its documents now.

    Args:
        connection: in whose transaction.
        homes: the episode that each document was of.
        episodes: those that are made now.
    """
    there = {found.episode.id for found in episodes}
    for found in episodes:
        for old in {homes[file] for file in found.files if file in homes} - there:
            taken = sa.select(edited.c.field).where(edited.c.episode_id == found.episode.id)
            moved = sa.update(edited).where(edited.c.episode_id == old)
            connection.execute(
                moved.where(edited.c.field.not_in(taken)).values(episode_id=found.episode.id)
            )
            of_it = sa.update(history).where(history.c.subject == old)
            connection.execute(of_it.values(subject=found.episode.id))


def corrected(connection: sa.Connection, found: Reconciled) -> Reconciled:
    """Return an episode with what was corrected of it over what its documents say."""
    rows = connection.execute(sa.select(edited).where(edited.c.episode_id == found.episode.id))
    said = {row.field: row.value for row in rows}
    if not said:
        return found
    old = found.episode
    date = said.get("date")
    new = Episode(
        old.id,
        said.get("title", old.title),
        said.get("podcast", old.podcast),
        dt.date.fromisoformat(date) if date else old.date,
        said.get("url", old.url),
        old.participants,
    )
    entries = tuple(_of(one, old, new) for one in found.entries)
    return replace(found, episode=new, entries=entries, words=None)


def _of(entry: Entry, old: Episode, new: Episode) -> Entry:
    # A text without a moment of its own leads to its episode.
    return replace(entry, episode=new, url=new.url if entry.url == old.url else entry.url)


def settle_labels(connection: sa.Connection, found: Reconciled) -> None:
    """Settle who said the texts whose labels a curator named; what is settled stays."""
    rows = connection.execute(sa.select(relabelled).where(relabelled.c.file.in_(found.files)))
    named = {(row.file, row.label): row for row in rows}
    if not named:
        return
    for entry in found.entries:
        keys = ((one.file, one.label) for one in entry.evidence if one.label)
        rule = next((named[key] for key in keys if key in named), None)
        there = sa.select(settled.c.entry_id).where(settled.c.entry_id == entry.id)
        if rule is None or connection.scalar(there) is not None:
            continue
        row = {
            "entry_id": entry.id,
            "name": rule.name,
            "words": folded_words(entry.text),
            "because": rule.because,
            "settled_at": rule.at,
        }
        connection.execute(sa.insert(settled).values(**row))
