"""The newsroom and its reader live in one played time, which begins on a Wednesday morning."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.behaviours.reader import Reader, Watch
from tests.newsroom import Newsroom
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.ledger import Ledger


@pytest.fixture(scope="session")
def cells() -> Iterator[Cells]:
    """Cells for all scenarios: starting one takes a second."""
    pool = Cells(1, timeout=20.0, imports=craft.__name__)
    asyncio.run(pool.start())
    yield pool
    asyncio.run(pool.close())


@pytest.fixture
def watch() -> Watch:
    return Watch(datetime(2026, 3, 11, 9, 26, 53, tzinfo=UTC))


@pytest.fixture
def newsroom(watch: Watch) -> Iterator[Newsroom]:
    with Newsroom(clock=watch) as room:
        yield room


@pytest.fixture
def database() -> str:
    """One database will do: what both do alike is proven in tests/contract."""
    return "sqlite"


@pytest.fixture
async def reader_with(
    ledger: Ledger, cells: Cells, watch: Watch, newsroom: Newsroom
) -> AsyncIterator[Callable[..., Any]]:
    """Makes a reader with settings of the test's own."""
    async with AsyncExitStack() as stack:

        async def make(**settings: Any) -> Reader:
            return await stack.enter_async_context(Reader(ledger, cells, watch, newsroom, **settings))

        yield make


@pytest.fixture
async def reader(reader_with: Callable[..., Any]) -> Reader:
    made: Reader = await reader_with()
    return made
