"""From a path to documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DocumentError, NothingToRead
from bot.ingest.read import find, read


def test_a_file_is_called_by_its_bare_name(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")

    assert [("a.txt", file)] == find(str(file))


def test_files_of_a_folder_are_called_by_their_way_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "deep/a.txt", ".hidden"):
        (tmp_path / name).write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert ["b.txt", "deep/a.txt"] == [name for name, _ in find(str(tmp_path))]


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="no document here"):
        find(str(tmp_path))


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="gone"):
        find(str(tmp_path / "gone"))


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read("a.txt", tmp_path)
