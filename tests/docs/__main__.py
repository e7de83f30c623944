"""Makes docs/commands.md anew from the commands themselves: `make docs`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.bootstrap import build
from tests.docs.commands import PAGE, page
from tests.fakes.settings import settings_for


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        core = build(settings_for(Path(folder) / "podquote.db"), say=lambda _line: None)
        PAGE.write_text(page(core), "utf-8")
        core.close()


if __name__ == "__main__":
    main()
