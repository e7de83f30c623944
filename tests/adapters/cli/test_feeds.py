"""`podquote feed`, and `podquote ingest` of feeds, as files and from addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Podquote
from bot.index.opening import open_library
from bot.resources import folder
from tests.fakes.clock import FakeClock
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.libraries import new_file
from tests.fakes.settings import settings_for
from tests.fakes.ways import Shell
from tests.platforms.feed_host import CHAPTERS, HOST, TRANSCRIPT, feed

URL = f"https://{HOST}/feed.xml"


@pytest.fixture
def web() -> FakeFetcher:
    return FakeFetcher(
        {
            URL: feed("One"),
            f"https://{HOST}/One.vtt": TRANSCRIPT.encode(),
            f"http://{HOST}/One.json": CHAPTERS.encode(),
        }
    )


@pytest.fixture
def shell(web: FakeFetcher, tmp_path: Path) -> Iterator[Shell]:
    settings = settings_for(new_file(tmp_path / "podquote.db"), PODQUOTE_DEMO="off")
    engine, _ = open_library(settings.database_url, folder("migrations"))
    core = Podquote(settings, engine, FakeClock(), fetcher=web)
    yield Shell(core)
    core.close()


def test_an_address_goes_in_with_all_that_it_links_to(shell: Shell) -> None:
    result = shell.podquote("ingest", URL)

    assert (0, "") == (result.exit_code, result.stderr)
    assert "3 documents." in result.stdout


def test_an_address_that_is_not_public_is_refused_by_name(tmp_path: Path) -> None:
    settings = settings_for(new_file(tmp_path / "podquote.db"), PODQUOTE_DEMO="off")
    engine, _ = open_library(settings.database_url, folder("migrations"))

    result = Shell(Podquote(settings, engine, FakeClock())).podquote("ingest", "http://127.0.0.1/")

    assert 1 == result.exit_code
    assert "http://127.0.0.1/: it cannot be fetched: its host is not a public one." in result.stderr


def test_a_feed_as_a_file_keeps_what_it_says_and_names_what_cannot_be_had(
    shell: Shell, web: FakeFetcher, tmp_path: Path
) -> None:
    web.pages.clear()
    (tmp_path / "show.xml").write_bytes(feed("One", "Two"))

    result = shell.podquote("ingest", str(tmp_path / "show.xml"))

    assert 1 == result.exit_code
    assert 2 == result.stdout.count("show.xml#tide-")
    assert f"http://{HOST}/One.json: it cannot be fetched" in result.stderr
    assert "One.vtt: it cannot be fetched: it is no whole address" in result.stderr
    assert "6 documents: 2 went in, 4 refused." in result.stdout


def test_a_dry_run_fetches_nothing_that_a_feed_links_to(shell: Shell, web: FakeFetcher) -> None:
    result = shell.podquote("ingest", "--dry-run", URL)

    assert 0 == result.exit_code
    assert [URL] == web.asked


def test_a_feed_is_kept_listed_refreshed_and_removed(shell: Shell) -> None:
    assert 0 == shell.podquote("feed", "add", URL).exit_code

    (listed,) = json.loads(shell.podquote("feed", "list", "--json").stdout)
    assert (URL, "Tide Tables", 1, None) == (
        listed["url"],
        listed["title"],
        listed["episodes"],
        listed["problem"],
    )
    assert "fine" in shell.podquote("feed", "list").stdout
    refreshed = json.loads(shell.podquote("feed", "refresh", "--json").stdout)
    assert [listed["id"]] == [one["id"] for one in refreshed["feeds"]]
    assert 0 == shell.podquote("feed", "refresh", listed["id"]).exit_code
    assert "looked at no longer" in shell.podquote("feed", "remove", listed["id"]).stdout
    assert "No feed is kept" in shell.podquote("feed", "list").stdout
    assert 1 == shell.podquote("feed", "remove", listed["id"]).exit_code


def test_a_feed_that_fails_is_said_in_the_list_and_by_the_doctor(
    shell: Shell, web: FakeFetcher
) -> None:
    shell.podquote("feed", "add", URL)
    web.silent.add(HOST)

    refreshed = shell.podquote("feed", "refresh")

    assert 1 == refreshed.exit_code
    assert "no answer came" in refreshed.stderr
    assert "failed once" in shell.podquote("feed", "list").stdout
    findings = json.loads(shell.podquote("doctor", "--json").stdout)["findings"]
    assert ["broken"] == [one["state"] for one in findings if one["part"].startswith("feed ")]


def test_what_is_no_feed_is_not_kept(shell: Shell) -> None:
    result = shell.podquote("feed", "add", f"https://{HOST}/One.vtt")

    assert 1 == result.exit_code
    assert "is no podcast feed" in result.stderr


def test_the_namespaces_own_feed_keeps_what_it_says_itself(shell: Shell) -> None:
    sample = Path(__file__).parents[4] / "shared" / "samples" / "podcast-namespace-feed.xml"
    if not sample.exists():
        pytest.skip("no shared samples beside this checkout: the namespace's own feed is NOT read")

    result = shell.podquote("ingest", str(sample), "--json")

    assert 1 == result.exit_code
    documents = json.loads(result.stdout)["documents"]
    assert [
        "Episode 3 - The Future",
        "Episode 2 - The Present",
        "Episode 1 - The Past",
    ] == [one["episode"] for one in documents if one["error"] is None]
    assert 6 == sum(one["error"] is not None for one in documents)
