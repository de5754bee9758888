"""Opening the ledger: engines, transactions, schema."""

from __future__ import annotations

import os
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import OperationalError as DatabaseFailure
from sqlalchemy.pool import QueuePool

from wirecopy.errors import LedgerDown, OldSchema, SetupError
from wirecopy.ledger import dialects
from wirecopy.ledger.types import to_json

MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 30
_OLDEST_SQLITE = (3, 35, 0)  # RETURNING


class Ledger:
    """One database, SQLite or PostgreSQL, for any number of threads and processes.

    It knows transactions and the schema, and nothing of feeds or articles: those are the functions beside it.
    Raises SetupError for an address that is neither database's.
    """

    def __init__(self, url: str) -> None:
        self._url = _checked(url)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self.name = self._url.render_as_string(hide_password=True)
        """The address without its password, for messages."""
        self._engine = _sqlite_engine(self._url) if self.is_sqlite else _postgresql_engine(self._url)
        reading = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._writer = self._engine.execution_options(writes=True)
        self._reader = self._engine.execution_options(writes=False, **reading)
        _forget_connections_in_children(self._engine)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A write transaction: committed at the end of the block, rolled back by an exception.

        On SQLite it begins IMMEDIATE, so it waits for the write lock at once instead of failing halfway.
        Raises LedgerDown when the database can't be reached, breaks off, or stays locked for 30 seconds.
        """
        with self._translating(), self._writer.begin() as conn:
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the ledger and refuses to write. Raises LedgerDown."""
        with self._translating(reading=True), self._reader.begin() as conn:
            yield conn

    def check_schema(self) -> None:
        """Raise OldSchema, saying what to run, unless the schema is this version's."""
        if self.is_sqlite and not Path(str(self._url.database)).exists():
            raise OldSchema(f"there is no ledger at {self.name} yet: run `wirecopy migrate`")
        with self.read() as conn:
            found = _revision(conn)
        script = ScriptDirectory.from_config(_alembic(None))
        head = script.get_current_head()
        if found == head:
            return
        if found is None:
            raise OldSchema(f"the ledger {self.name} is empty: run `wirecopy migrate`")
        if found in {revision.revision for revision in script.walk_revisions()}:
            raise OldSchema(f"the ledger {self.name} has schema {found}, this needs {head}: run `wirecopy migrate`")
        raise OldSchema(
            f"the ledger {self.name} has schema {found}, which is newer than this wirecopy (schema {head}): "
            "upgrade wirecopy"
        )

    def migrate(self) -> None:
        """Bring the schema up to this version, from nothing too. Safe when several processes do it at once.

        Raises OldSchema when the database was migrated by a newer wirecopy, and LedgerDown.
        """
        if self.is_sqlite:
            Path(str(self._url.database)).parent.mkdir(parents=True, exist_ok=True)
            with self._translating():
                _switch_to_wal(Path(str(self._url.database)))
        with self.begin() as conn:
            if not self.is_sqlite and (encoding := conn.execute(text("SHOW server_encoding")).scalar_one()) != "UTF8":
                raise SetupError(
                    f"the database {self.name} has the encoding {encoding} and can't hold every language; make it "
                    "anew with: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'"
                )
            dialects.lock_for_transaction(conn, dialects.MIGRATING)
            config = _alembic(conn)
            known = {revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()}
            found = _revision(conn)
            if found is not None and found not in known:
                raise OldSchema(f"the ledger {self.name} has the newer schema {found}: upgrade wirecopy")
            command.upgrade(config, "head")
        # SQLite reads the planner's figures when it opens a database: connections from before know none.
        self._engine.dispose()

    def close(self) -> None:
        """Close this process's idle connections. The last one out of SQLite folds the WAL into the database."""
        self._engine.dispose()

    @contextmanager
    def _translating(self, *, reading: bool = False) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if not _is_outage(error, reading):
                raise
            raise LedgerDown(f"the ledger {self.name} does not work: {_advice(error)}") from error
        except sqlite3.Error as error:
            raise LedgerDown(f"the ledger {self.name} does not work: {error}") from error


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SetupError("WIRECOPY_DATABASE_URL is no database address; it looks like postgresql://host/name") from None
    name = parsed.get_backend_name()
    if name == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if name != "sqlite":
        raise SetupError(f"the ledger lives in sqlite or postgresql, not in {name}")
    if parsed.database in {None, "", ":memory:"} or str(parsed.database).startswith("file:"):
        raise SetupError("a SQLite ledger needs a plain file, since several processes share it: sqlite:////path/to.db")
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        wanted = ".".join(str(part) for part in _OLDEST_SQLITE)
        raise SetupError(f"this Python has SQLite {sqlite3.sqlite_version}; wirecopy needs {wanted} or newer")
    return parsed


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        # An idle connection is a file handle and no more. Threads beyond this many wait for one another.
        pool_size=8,
        max_overflow=24,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
        json_serializer=to_json,
        hide_parameters=True,  # errors are kept with entries and logged; whole articles are not wanted there
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # Ours alone to begin: the driver's own control begins too late, and DEFERRED (see SQLAlchemy's SQLite notes).
        connection.isolation_level = None
        for pragma in (
            "foreign_keys = ON",
            # With NORMAL a power cut may undo the last commits. A consumer may have read them, and their change
            # numbers would be given out again: it would then pass over the new ones. A commit is a batch here, so
            # one fsync each is affordable.
            "synchronous = FULL",
            "fullfsync = ON",  # macOS: fsync alone leaves data in the drive's cache
            "checkpoint_fullfsync = ON",
            "temp_store = MEMORY",
            "cache_size = -16000",  # KiB
            "wal_autocheckpoint = 1000",  # pages: a commit that finds 4 MB in the WAL folds them in
            "journal_size_limit = 67108864",  # a WAL that one long reader let grow shrinks to 64 MiB again
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        writes = conn.get_execution_options().get("writes", True)
        conn.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=4,
        max_overflow=12,
        # A restart of the database then costs no failed transaction.
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={
            "connect_timeout": 10,
            "application_name": "wirecopy",
            "options": "-c timezone=UTC",
            # Said, or a SQL_ASCII database would have the driver give bytes for text; `migrate` refuses it in words.
            "client_encoding": "utf8",
        },
        json_serializer=to_json,
        hide_parameters=True,  # errors are kept with entries and logged; whole articles are not wanted there
    )


def _switch_to_wal(path: Path) -> None:
    """Make the file a WAL database, for good. SQLite does not wait for other processes here, so this does."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname not in {"SQLITE_BUSY", "SQLITE_LOCKED"} or time.monotonic() > deadline:
                raise
        finally:
            connection.close()
        time.sleep(0.05)
    if mode != "wal":
        raise SetupError(f"SQLite can't keep a write-ahead log beside {path}: put the data folder on a local disk")


def _alembic(conn: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = conn
    return config


def _revision(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    found: str | None = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _is_outage(error: DBAPIError, reading: bool) -> bool:
    """Whether the database failed, as against a statement that is wrong (a write while reading, for one)."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        wrong = ("SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_RANGE")
        return not str(name).startswith(wrong) and not (reading and name == "SQLITE_READONLY")
    return error.connection_invalidated or isinstance(error, DatabaseFailure)


def _advice(error: DBAPIError) -> str:
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    said = " ".join(str(error.orig).split())
    for start, advice in (
        ("SQLITE_BUSY", f"another process has held its lock for {_BUSY_SECONDS} s"),
        ("SQLITE_CANTOPEN", "check that the folder exists and may be written"),
        ("SQLITE_READONLY", "check that the file and its folder may be written"),
        ("SQLITE_FULL", "make room on the disk"),
        ("SQLITE_NOTADB", "the file is something else"),
    ):
        if name.startswith(start):
            return f"{said}; {advice}"
    if name:
        return said
    return f"{said}; check that PostgreSQL runs there and that WIRECOPY_DATABASE_URL names it"


def _forget_connections_in_children(engine: Engine) -> None:
    """After a fork, leave the parent's connections to the parent: Celery forks its worker processes."""
    if not hasattr(os, "register_at_fork"):
        return
    held: weakref.ref[Any] = weakref.ref(engine)

    def forget() -> None:
        mine = held()
        if mine is not None:
            mine.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
