"""The file `.env` beside the bot: settings put into it, everything else in it left as it is."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

_LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=")
_PLAIN = re.compile(r"[!-~]+")


def is_plain(value: str) -> bool:
    """Say whether `value` is one run of printable ASCII, as every token is."""
    return _PLAIN.fullmatch(value) is not None and not set("'\"#\\$`") & set(value)


def merged(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with `values` set: in their lines where they stand, else at the end. Pure."""
    left, lines = dict(values), []
    for line in text.splitlines():
        found = _LINE.match(line)
        name = found["name"] if found else ""
        if name not in values:
            lines.append(line)
        elif name in left:  # a second line of one name would win over the first
            lines.append(f"{name}={left.pop(name)}")
    lines += [f"{name}={value}" for name, value in left.items()]
    return "".join(f"{line}\n" for line in lines)


def write(file: Path, values: Mapping[str, str]) -> None:
    """Set `values` in `file`, all at once, readable by its owner alone.

    Raises:
        OSError: the file cannot be read or written; it is as it was then.
    """
    text = file.read_text("utf-8") if file.exists() else ""
    handle, name = tempfile.mkstemp(dir=file.resolve().parent, prefix=".env.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as beside:
            beside.write(merged(text, values))
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
