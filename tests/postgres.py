"""A throwaway PostgreSQL server: made of the system's binaries, on a Unix socket in a folder of its own.

It makes no promise to keep anything (fsync off), which is what makes a database per test affordable.
"""

from __future__ import annotations

import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
_START_SECONDS = 60


def find_binaries() -> Path | None:
    """The folder of the newest `initdb` and `postgres`; Debian keeps them off the PATH."""
    places = [place for pattern in _PLACES for place in glob.glob(pattern)]
    on_path = shutil.which("postgres")
    if on_path:
        places.append(str(Path(on_path).resolve().parent))
    whole = [Path(place) for place in places if all((Path(place) / name).exists() for name in ("initdb", "postgres"))]
    return max(whole, key=_major, default=None)


def _major(binaries: Path) -> int:
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"\d+", said)[0])


class PostgresServer:
    """One server with a superuser `wirecopy` that needs no password. Start it, use it, stop it.

    `settings` are PostgreSQL's own, in place of those that make it fast and forgetful.
    """

    def __init__(self, binaries: Path, settings: Mapping[str, str] | None = None) -> None:
        self._binaries = binaries
        self._settings = settings or {}
        # Short: a socket's path holds about 100 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="wcpg-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        as_user = self._other_user()
        data = self._folder / "data"
        self._run(
            ["initdb", "--no-sync", "-A", "trust", "-U", "wirecopy", "-E", "UTF8", "--locale=C", "-D", data], as_user
        )
        flags = {
            "listen_addresses": "",
            "unix_socket_directories": self._folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 100,
            "shared_buffers": "64MB",
            "autovacuum": "off",
            **self._settings,
        }
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", data, *(f"--{name}={value}" for name, value in flags.items())],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                **as_user,
            )
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                psycopg.connect(self._conninfo("postgres")).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    said = (self._folder / "log").read_text()
                    self.stop()
                    raise RuntimeError(f"PostgreSQL did not start:\n{said}") from None
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            # SIGQUIT is its immediate shutdown: nothing here is worth a checkpoint.
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def create_database(self, template: str = "template1") -> str:
        """Make a database as a copy of `template`; give its name."""
        self._databases += 1
        name = f"test_{self._databases}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://wirecopy@/{name}?host={self._folder}"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _conninfo(self, name: str) -> str:
        return f"host={self._folder} user=wirecopy dbname={name}"

    def _run(self, command: list[object], as_user: dict[str, int]) -> None:
        name, *rest = command
        done = subprocess.run(
            [self._binaries / str(name), *map(str, rest)],
            check=False,
            capture_output=True,
            text=True,
            cwd=self._folder,
            **as_user,  # type: ignore[call-overload]  # user and group only
        )
        if done.returncode != 0:
            raise RuntimeError(f"{name} failed:\n{done.stdout}{done.stderr}")

    def _other_user(self) -> dict[str, int]:
        """Whom to run as: PostgreSQL refuses root."""
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            try:
                user = pwd.getpwnam(name)
            except KeyError:
                continue
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            return {"user": user.pw_uid, "group": user.pw_gid}
        raise RuntimeError("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`")
