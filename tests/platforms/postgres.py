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
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

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
    # A socket's path is at most 107 bytes, and the server's user must reach it: no deep tmp_path.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        with cluster(server, Path(name)) as made:
            yield Databases(made.url)
