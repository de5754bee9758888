"""Fixtures of all tests: a clean environment, a fixed clock, and a fresh ledger on each database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from services.cli.crew import cores
from tests.postgres import PostgresServer, find_binaries
from tests.requirements import missing
from wirecopy.ledger import Ledger

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: tests of whole processes wait for most of their time."""
    return cores() + 1


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("WIRECOPY_"):
            monkeypatch.delenv(name)


@pytest.fixture
def now() -> datetime:
    """A moment to start from."""
    return datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[PostgresServer | None]:
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    server = PostgresServer(binaries)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def postgres_server(_postgres_server: PostgresServer | None) -> PostgresServer:
    """The session's PostgreSQL server."""
    if _postgres_server is None:
        missing("PostgreSQL", "apt-get install postgresql, or brew install postgresql")
    return _postgres_server


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    ledger = Ledger(f"sqlite:///{path}")
    ledger.migrate()
    # The last connection out folds the WAL into the file, so the file alone is the whole ledger.
    ledger.close()
    return path


@pytest.fixture(scope="session")
def _migrated_database(_postgres_server: PostgresServer | None) -> str | None:
    if _postgres_server is None:
        return None
    name = _postgres_server.create_database()
    ledger = Ledger(_postgres_server.url(name))
    ledger.migrate()
    ledger.close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on; parametrize it indirectly to run on one only."""
    return str(request.param)


@pytest.fixture
def empty_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing at all."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database()
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def ledger_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh ledger, for tests that open it themselves or in another process."""
    if database == "sqlite":
        path = tmp_path / "ledger.db"
        shutil.copy(request.getfixturevalue("_migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create_database(template=request.getfixturevalue("_migrated_database"))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """A fresh ledger, once on SQLite and once on PostgreSQL."""
    opened = Ledger(ledger_url)
    yield opened
    opened.close()
