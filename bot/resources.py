"""Where the seeds and the migrations are: inside the wheel, or in the checkout beside `bot/`."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `name` ("seeds", "migrations"), wherever this podquote keeps it."""
    inside = _HERE / "packaged" / name
    return inside if inside.is_dir() else _HERE.parent / name
