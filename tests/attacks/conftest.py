"""One wirecopy at work for all cases, as in production: what one hostile feed does must not harm the next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.attacks.desk import Desk, working
from tests.attacks.lookout import LOOKOUT, Lookout
from tests.newsroom import Newsroom
from tests.postgres import PostgresServer
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.ledger import Ledger

# Nothing of the world is dialled: the public web of these tests is this one address, and all others are not public.
PUBLIC = "127.0.0.1/32"


@pytest.fixture(scope="session")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """wirecopy at work on SQLite."""
    folder = tmp_path_factory.mktemp("desk")
    url = f"sqlite:///{folder / 'ledger.db'}"
    _migrate(url)
    with working(url, folder, allow=[PUBLIC]) as at_work:
        yield at_work


@pytest.fixture(scope="session")
def desks(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, _postgres_server: PostgresServer | None
) -> Iterator[list[Desk]]:
    """wirecopy at work on SQLite and, where there is one, on PostgreSQL: each has limits of its own."""
    if _postgres_server is None:
        yield [desk]
        return
    name = _postgres_server.create_database()
    url = _postgres_server.url(name)
    _migrate(url)
    with working(url, tmp_path_factory.mktemp("desk"), allow=[PUBLIC]) as on_postgres:
        yield [desk, on_postgres]
    _postgres_server.drop_database(name)


@pytest.fixture(scope="session")
def cells() -> Iterator[Cells]:
    """The killable processes in which feeds and pages are read, as the fetcher sets them up."""
    pool = Cells(1, timeout=20.0, memory_bytes=2 * 2**30, imports=craft.__name__)
    asyncio.run(pool.start())
    yield pool
    asyncio.run(pool.close())


@pytest.fixture
def lookout() -> Lookout:
    """Who was dialled and looked up since the test began."""
    LOOKOUT.clear()
    return LOOKOUT


def _migrate(url: str) -> None:
    ledger = Ledger(url)
    ledger.migrate()
    ledger.close()


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """wirecopy at work as it is set up by default: no network is allowed that is not public."""
    folder = tmp_path_factory.mktemp("production")
    url = f"sqlite:///{folder / 'ledger.db'}"
    _migrate(url)
    with working(url, folder) as at_work:
        yield at_work
