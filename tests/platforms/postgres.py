"""A throwaway PostgreSQL cluster on a socket of its own, from the server that the machine has."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_server() -> Path | None:
    """Return the folder with `initdb` and `pg_ctl`, or None where there is no server."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def server_user() -> str | None:
    """Return who may run the server: PostgreSQL refuses root. None: whoever runs the tests."""
    if os.getuid() != 0:
        return None
    return next((u.pw_name for u in pwd.getpwall() if u.pw_name in ("postgres", "nobody")), None)


@contextmanager
def cluster(server: Path, folder: Path) -> Iterator[str]:
    """Run a cluster in `folder` and yield the URL of its one database; it is gone afterwards."""
    data, user = folder / "data", server_user()
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(server / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)  # noqa: S603

    run("initdb", "-U", "podquote", "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://podquote@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
