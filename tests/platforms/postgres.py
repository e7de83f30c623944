"""A throwaway PostgreSQL cluster on a socket of its own, from the server that the machine has."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

_FIRST: Final = ("CREATE ROLE podquote LOGIN CREATEDB", "CREATE DATABASE podquote OWNER podquote")
_HASTY: Final = {
    # The machine does not fail, so nothing waits for a disk. The server does, in some tests: what
    # was acknowledged must be there afterwards, so `synchronous_commit` stays on.
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "listen_addresses": "''",
    "max_connections": "200",
}
_MEMORY: Final = Path("/dev/shm")  # noqa: S108  a cluster of a test process, gone after it
_ENOUGH: Final = 2**30  # bytes


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


@dataclass(frozen=True)
class Cluster:
    """A cluster that can be stopped and started again.

    Attributes:
        url: of its one database, for a role that may make databases and is no superuser:
            row-level security holds for it.
    """

    server: Path
    folder: Path

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://podquote@/podquote?host={self.folder}"

    def start(self) -> None:
        options = [f"-k {self.folder}", *(f"-c {name}={value}" for name, value in _HASTY.items())]
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", " ".join(options), "start")

    def stop(self) -> None:
        """Stop at once, as a machine does that loses its power."""
        self.run("pg_ctl", "-m", "immediate", "stop")

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.server / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(  # noqa: S603
            command, check=True, capture_output=True, user=server_user(), cwd=self.folder
        )


@contextmanager
def cluster(server: Path, folder: Path) -> Iterator[Cluster]:
    """Run a cluster in `folder`; it is gone afterwards."""
    user = server_user()
    if user:
        shutil.chown(folder, user)
    made = Cluster(server, folder)
    made.run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
    made.start()
    try:
        # Debian's server comes without psql.
        execute(f"postgresql+psycopg://postgres@/postgres?host={folder}", *_FIRST)
        yield made
    finally:
        made.stop()


def execute(url: str, *statements: str) -> None:
    """Run statements that stand in no transaction."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


class Databases:
    """The databases of one cluster: new ones are copies, which cost a fraction of a second.

    Attributes:
        url: of the database that is there from the beginning.
    """

    def __init__(self, url: str) -> None:
        """Take the URL of a cluster's first database."""
        self.url = url
        self._made = 0
        self._templates: dict[Callable[[str], None], str] = {}

    def empty(self) -> str:
        """Return the URL of a new database with nothing in it."""
        return self._copy("template1")

    def filled(self, fill: Callable[[str], None]) -> str:
        """Return the URL of a new database that is as `fill` leaves one, which it does once."""
        if fill not in self._templates:
            url = self.empty()
            fill(url)
            self._templates[fill] = str(sa.make_url(url).database)
        return self._copy(self._templates[fill])

    def drop(self, url: str) -> None:
        """Drop a database that a test is done with: hundreds of them take a minute to delete."""
        execute(self.url, f"DROP DATABASE {sa.make_url(url).database} WITH (FORCE)")

    def _copy(self, template: str) -> str:
        self._made += 1
        name = f"test_{self._made}"
        execute(self.url, f"CREATE DATABASE {name} TEMPLATE {template}")
        return sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)


@contextmanager
def databases() -> Iterator[Databases | None]:
    """Run a throwaway cluster; None where the machine has no server."""
    server = find_server()
    if server is None:
        yield None
        return
    with short_folder() as folder, cluster(server, folder) as made:
        yield Databases(made.url)


@contextmanager
def short_folder() -> Iterator[Path]:
    """Make a folder for a cluster, in memory where there is room, and delete it afterwards.

    A socket's path is at most 107 bytes, and the server's user must reach it: no deep tmp_path.
    """
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH
    with tempfile.TemporaryDirectory(dir=_MEMORY if roomy else None) as name:
        Path(name).chmod(0o755)
        yield Path(name)
