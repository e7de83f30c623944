"""A throwaway PostgreSQL cluster on a socket of its own, from the server that the machine has."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
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
_REPLICATED: Final = {"wal_level": "replica", "max_wal_senders": "4"}
_MEMORY: Final = Path("/dev/shm")  # noqa: S108  a cluster of a test process, gone after it
_ENOUGH: Final = 2**30  # bytes


def find_server() -> Path | None:
    """Return the folder with `initdb` and `pg_ctl`, or None where there is no server."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent  # a link may stand there without the others
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
        options: beside those that every cluster here has.
        url: of its one database, for a role that may make databases and is no superuser:
            row-level security holds for it.
    """

    server: Path
    folder: Path
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://podquote@/podquote?host={self.folder}"

    def start(self) -> None:
        chosen = {**_HASTY, **self.options}
        options = [f"-k {self.folder}", *(f"-c {name}={value}" for name, value in chosen.items())]
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", " ".join(options), "start")

    def stop(self) -> None:
        """Stop at once, as a machine does that loses its power; one that is stopped stays so."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.run("pg_ctl", "-m", "immediate", "stop")

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.server / program), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(  # noqa: S603
            command, check=True, capture_output=True, user=server_user(), cwd=self.folder
        )


@contextmanager
def cluster(
    server: Path, folder: Path, options: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Cluster]:
    """Run a cluster in `folder`; it is gone afterwards."""
    _give(folder)
    made = Cluster(server, folder, options)
    made.run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
    made.start()
    try:
        # Debian's server comes without psql.
        execute(f"postgresql+psycopg://postgres@/postgres?host={folder}", *_FIRST)
        yield made
    finally:
        made.stop()


@contextmanager
def kept_cluster(server: Path, folder: Path, fill: Callable[[str], None]) -> Iterator[Cluster]:
    """Run the cluster that is kept in a folder; where there is none, it is made and filled first.

    Args:
        server: the folder of the server's programs.
        folder: with a short path, which the server's user can reach.
        fill: fills the database of this address.
    """
    if not folder.exists():
        new = folder.with_suffix(".tmp")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        with cluster(server, new) as made:
            fill(made.url)
        new.rename(folder)
    kept = Cluster(server, folder)
    kept.start()
    try:
        yield kept
    finally:
        kept.stop()


@contextmanager
def replicated(server: Path) -> Iterator[tuple[Cluster, Cluster]]:
    """Run a cluster and its synchronous standby; the first may be stopped."""
    with (
        short_folder() as one,
        short_folder() as other,
        cluster(server, one, _REPLICATED) as primary,
    ):
        _give(other)
        standby = Cluster(server, other, _REPLICATED)
        source = ("-h", str(one), "-U", "postgres")
        standby.run("pg_basebackup", *source, "-R", "-X", "stream", "-c", "fast")
        standby.start()
        try:
            superuser = f"postgresql+psycopg://postgres@/postgres?host={one}"
            named = "ALTER SYSTEM SET synchronous_standby_names = '*'"
            execute(superuser, named, "SELECT pg_reload_conf()")
            _wait_until_synchronous(superuser)
            yield primary, standby
        finally:
            standby.stop()


def _wait_until_synchronous(url: str) -> None:
    engine = sa.create_engine(url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    asked = sa.text("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
    with engine.connect() as connection:
        while not connection.scalar(asked):
            connection.execute(sa.text("SELECT pg_sleep(0.05)"))


def _give(folder: Path) -> None:
    """Let the server's user own a folder."""
    user = server_user()
    if user:
        shutil.chown(folder, user)


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
