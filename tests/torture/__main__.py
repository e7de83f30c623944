"""`make torture`: kill, freeze and fail the daily post until the numbers mean something."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.platforms.postgres import cluster, find_server
from tests.torture.rounds import Result, Round, run, told

SEED = int(os.environ.get("PODQUOTE_TORTURE_SEED", "7"))
ROUNDS = 8  # on PostgreSQL, each with a seed of its own
SHARE = float(os.environ.get("PODQUOTE_TORTURE_SHARE", "1"))


def main() -> int:
    """Run the rounds and print what came of them; 1 where a date was doubled or lost."""
    os.nice(10)
    few, many = int(3000 * SHARE), int(1000 * SHARE)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)
        lite = Round(few, minutes=few / 5, workers=1, scale=60)
        made = run(f"sqlite:///{home / 'torture.db'}", lite, SEED, home)
        held = say("SQLite, one process", made, SEED)
        server = find_server()
        if server is None:
            sys.stdout.write("no PostgreSQL server on this machine: its rounds were NOT run\n")
            return int(not held)
        for seed in range(SEED, SEED + ROUNDS):
            six = Round(many, minutes=many / 8, workers=6, scale=50)
            made = _on_postgresql(server, home / f"six{seed}", six, seed)
            held &= say("PostgreSQL, six processes", made, seed)
        hole = Round(int(1200 * SHARE), 150 * SHARE, 6, 50, kill=0.0, freeze=0.0, hole=0.05)
        say(
            "PostgreSQL, six, frozen only between a deadline's check and the socket's write",
            _on_postgresql(server, home / "hole", hole, SEED),
            SEED,
        )
    return int(not held)


def _on_postgresql(server: Path, home: Path, made: Round, seed: int) -> Result:
    home.mkdir()
    home.chmod(0o755)
    with cluster(server, home) as database:
        return run(database.url, made, seed, home)


def say(title: str, result: Result, seed: int) -> bool:
    """Print a result; return whether nothing is doubled, lost or false."""
    sys.stdout.write(f"\n## {title}, seed {seed}\n{told(result)}\n")
    sys.stdout.flush()
    return result.holds


if __name__ == "__main__":
    sys.exit(main())
