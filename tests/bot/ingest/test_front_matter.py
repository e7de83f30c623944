from __future__ import annotations

import pytest

from bot.errors import BrokenDocument
from bot.ingest.front_matter import FrontMatter, read_front_matter
from bot.ingest.lines import to_lines


def _read(layer: str) -> FrontMatter:
    return read_front_matter("notes.md", layer, to_lines(layer))


def test_values_are_strings_and_lists_are_passed_over() -> None:
    front = _read("---\ntitle: yes\ntags: [a, b]\ndate: 2024-01-02\n? [x]\n: y\nend: '1'\n---\nx")

    assert {"title": "yes", "date": "2024-01-02", "end": "1"} == front.fields
    assert {"title": 2, "date": 4, "end": 7} == front.lines
    assert 8 == front.after


def test_a_document_may_have_none() -> None:
    assert FrontMatter({}, {}, 0) == _read("words\n---\n")
    assert FrontMatter({}, {}, 0) == _read("")
    assert FrontMatter({}, {}, 2) == _read("---\n---\nwords")


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        ("---\ntitle: x\n", 1),
        ("---\na: &x 1\n---\n", 2),
        ("---\na: 1\nb: *x\n---\n", 3),
        ("---\na: !!python/object:os.system x\n---\n", 2),
        ("---\na: !x [1]\n---\n", 2),
        ("---\n- a\n---\n", 2),
        ("---\njust words\n---\n", 2),
        ("---\na: [1\n---\n", 3),
        ("---\n\na: '\\\n---\n", 4),
        ('---\na: "\\UFFFFFFFF"\n---\n', 1),
        ("---\na: \x01\n---\n", 1),
        ("---\na: " + "[" * 5_000 + "\n---\n", 2),
        ("---\na: " + "x" * 70_000 + "\n---\n", 1),
        ("---\n" + "".join(f"{'  ' * depth}k:\n" for depth in range(20)) + "---\n", 10),
    ],
)
def test_what_is_unsafe_or_no_yaml_is_refused_with_its_line(layer: str, line: int) -> None:
    with pytest.raises(BrokenDocument, match=f"line {line}: "):
        _read(layer)
