"""What was forgotten stays out of the next refresh."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import Podquote
from bot.filters import one_episode
from bot.model import Question
from tests.platforms.feed_host import HOST, TRANSCRIPT, FeedHost

URL = f"http://{HOST}/feed.xml"


def raw(core: Podquote) -> bytes:
    """Return every byte of the database's files."""
    file = Path(core.settings.database_url.removeprefix("sqlite:///"))
    return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))


def test_what_was_forgotten_stays_out_of_the_next_refresh(reader: Podquote, host: FeedHost) -> None:
    reader.bench.feeds.add(URL)
    episode = one_episode("Two harbour after another", reader._index.episodes())
    reader.bench.forgetting.episode(episode)
    host.etags = False
    host.pages["/Two.vtt"] = TRANSCRIPT.replace("harbour", "lighthouse or two").encode()

    (done,) = reader.bench.feeds.refresh()

    assert [None] * len(done.reports) == [report.error for report in done.reports]
    assert done.feed.problem is None
    assert 1 == reader.office.overview().episodes
    assert b"lighthouse" not in raw(reader)


def test_a_person_stays_out_of_the_next_refresh(reader: Podquote, host: FeedHost) -> None:
    reader.bench.feeds.add(URL)
    reader.bench.forgetting.person("Bo Lind")
    host.etags = False
    host.pages["/One.vtt"] = TRANSCRIPT.replace("if you ask me", "if anybody asks me").encode()

    list(reader.bench.feeds.refresh())

    after = raw(reader)
    assert b"every storm is that promise" not in after
    assert b"Bo Lind" not in after
    assert reader.ask(Question('"a promise that the sea makes"')).matches
    assert all(result.problem is None for result in reader.office.verify())
