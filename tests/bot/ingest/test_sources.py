"""From paths to documents: folders, links, archives; what cannot be read is named in its place."""

from __future__ import annotations

import contextlib
import io
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import DocumentError, NothingToRead, TooLarge
from bot.ingest import sources
from bot.ingest.sources import contents, count, places

NOBODY = 65534


def read(*paths: Path) -> dict[str, bytes | DocumentError | None]:
    return dict(contents(places(map(str, paths))))


def errors(*paths: Path) -> dict[str, str]:
    return {name: str(one) for name, one in read(*paths).items() if isinstance(one, DocumentError)}


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as packed:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    return path


def test_a_file_is_called_by_its_bare_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")

    assert {"a.txt": b"x"} == read(tmp_path / "a.txt")


def test_files_of_a_folder_are_called_by_their_way_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "deep/a.txt", ".hidden"):
        (tmp_path / name).write_text("x")

    assert ["b.txt", "deep/a.txt"] == list(read(tmp_path))


def test_links_are_named_and_not_followed_so_that_no_loop_is_walked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to("a.txt")

    assert b"x" == read(tmp_path)["a.txt"]
    assert ["link.txt", "loop"] == sorted(errors(tmp_path))
    assert "it is a link" in errors(tmp_path)["loop"]


def test_what_is_no_plain_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert "no plain file" in errors(tmp_path)["pipe"]


@pytest.mark.parametrize("name", ["", "gone"])
def test_a_path_without_documents_is_named(tmp_path: Path, name: str) -> None:
    [place] = places([str(tmp_path / name)])

    assert isinstance(place.error, NothingToRead)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Let what is inside be read by somebody who may not read everything, where root runs this."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)


def test_what_may_not_be_read_is_named_and_the_rest_is_read() -> None:
    with tempfile.TemporaryDirectory() as name:  # not pytest's, which only its owner may enter
        folder = Path(name)
        for part in ("closed", "open"):
            (folder / part).mkdir()
            (folder / part / "a.txt").write_text("x")
        (folder / "secret.txt").write_text("x")
        folder.chmod(0o755)
        (folder / "closed").chmod(0)
        (folder / "secret.txt").chmod(0)

        with as_nobody():
            found, problems = read(folder), errors(folder)
        (folder / "closed").chmod(0o700)

    assert b"x" == found["open/a.txt"]
    assert ["closed", "secret.txt"] == sorted(problems)
    assert all("may not be read" in said or "ermission" in said for said in problems.values())


def test_a_document_that_is_too_large_is_refused_by_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST", 1024 * 1024)
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # a hole: it takes no room on the disk

    assert isinstance(read(tmp_path)["long.txt"], TooLarge)


def test_the_members_of_a_zip_are_called_by_their_names_in_it(tmp_path: Path) -> None:
    packed = zipped(
        tmp_path / "all.zip", **{"a/one.txt": b"1", "two.txt": b"2", "__MACOSX/a": b"", ".x": b""}
    )

    assert {"a/one.txt": b"1", "two.txt": b"2"} == read(packed)
    assert 2 == count(places([str(packed)]))


@pytest.mark.parametrize("name", ["all.tar", "all.tar.gz", "all.tgz"])
def test_the_members_of_a_tar_are_called_by_their_names_in_it(tmp_path: Path, name: str) -> None:
    packed = tarred(tmp_path / name, {"a/one.txt": b"1" * 70_000, "two.txt": b"2"})

    assert {"a/one.txt": b"1" * 70_000, "two.txt": b"2"} == read(packed)
    assert 2 == count(places([str(packed)]))


def test_an_archive_in_a_folder_is_a_folder_of_its_name(tmp_path: Path) -> None:
    zipped(tmp_path / "all.zip", **{"one.txt": b"1"})

    assert {"all.zip/one.txt": b"1"} == read(tmp_path)


def test_a_way_out_of_an_archive_is_only_a_name(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "all.zip", **{"../../etc/passwd": b"x", "/srv/a.txt": b"y"})

    assert {"etc/passwd": b"x", "srv/a.txt": b"y"} == read(packed)
    assert ["all.zip"] == [path.name for path in tmp_path.iterdir()]


def test_links_in_a_tar_are_named(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "all.tar", "w") as packed:
        link = tarfile.TarInfo("passwd")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)

    assert "a link" in errors(tmp_path / "all.tar")["passwd"]


def test_a_name_that_an_archive_has_twice_is_read_once(tmp_path: Path) -> None:
    packed = tmp_path / "all.tar"
    with tarfile.open(packed, "w") as file:
        for data in (b"1", b"2"):
            member = tarfile.TarInfo("a.txt")
            member.size = 1
            file.addfile(member, io.BytesIO(data))

    first, second = contents(places([str(packed)]))

    assert ("a.txt", b"1") == first
    assert "has it twice" in str(second[1])


@pytest.mark.parametrize("ending", ["zip", "tar.gz"])
def test_a_bomb_is_refused_before_it_has_gone_off(tmp_path: Path, ending: str) -> None:
    large = {f"{number}.txt": bytes(20_000_000) for number in range(8)}
    path = tmp_path / f"bomb.{ending}"
    packed = zipped(path, **large) if ending == "zip" else tarred(path, large)

    found = list(contents(places([str(packed)])))

    assert ("bomb." + ending) == found[-1][0]
    assert "more comes out of it" in str(found[-1][1])
    assert len(found) < 6


def test_a_member_that_is_too_large_is_named_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST", 1000)
    members = {"long.txt": bytes(2000), "short.txt": b"x"}

    for packed in (zipped(tmp_path / "a.zip", **members), tarred(tmp_path / "a.tar", members)):
        assert ["long.txt"] == list(errors(packed))
        assert b"x" == read(packed)["short.txt"]


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz"])
@pytest.mark.parametrize("size", [0, 1, 40, 600])
def test_a_broken_archive_is_named(tmp_path: Path, ending: str, size: int) -> None:
    path = tmp_path / f"all.{ending}"
    members = {f"{number}.txt": os.urandom(400) for number in range(9)}
    (zipped(path, **members) if ending == "zip" else tarred(path, members))
    path.write_bytes(path.read_bytes()[:size])

    found = list(contents(places([str(path)])))

    assert all(isinstance(data, DocumentError) or data for _, data in found)
    assert size == 600 or [f"all.{ending}"] == [name for name, _ in found]


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "all.zip", **{"a.txt": b"x", "b.txt": b"y"})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag of encryption, of the first member
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))

    assert ["a.txt"] == list(errors(path))
    assert b"y" == read(path)["b.txt"]
