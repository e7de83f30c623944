"""`make torture`: kill, freeze and fail the daily post until the numbers mean something."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.platforms.postgres import cluster, find_server
from tests.torture.rounds import Result, Round, run, told

SEED = int(os.environ.get("PODQUOTE_TORTURE_SEED", "7"))
SHARE = float(os.environ.get("PODQUOTE_TORTURE_SHARE", "1"))


def main() -> int:
    """Run the three rounds and print what came of them; 1 where a date was doubled or lost."""
    os.nice(10)
    many, fewer = int(8000 * SHARE), int(3000 * SHARE)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)
        lite = Round(fewer, fewer / 8, workers=1)
        failed |= say("SQLite, one process", run(f"sqlite:///{home / 'torture.db'}", lite, SEED))
        server = find_server()
        if server is None:
            sys.stdout.write("no PostgreSQL server on this machine: its rounds were NOT run\n")
            return int(failed)
        with cluster(server, home) as made:
            failed |= say("PostgreSQL, six", run(made.url, Round(many, many / 16, 6), SEED))
        (home / "hole").mkdir()
        (home / "hole").chmod(0o755)
        with cluster(server, home / "hole") as made:
            hole = Round(int(300 * SHARE) or 30, 30, 6, kill=0.0, freeze=0.0, hole=0.05)
            say(
                "PostgreSQL, frozen between deadline check and socket write",
                run(made.url, hole, SEED),
            )
    return int(failed)


def say(title: str, result: Result) -> bool:
    """Print a result; return whether something is doubled, lost or false."""
    sys.stdout.write(f"\n## {title}\n{told(result)}\n")
    sys.stdout.flush()
    return bool(result.doubled or result.lost or result.false)


if __name__ == "__main__":
    sys.exit(main())
