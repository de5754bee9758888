"""The ledger for asyncio: each call is one transaction on a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from wirecopy.ledger.database import Ledger

P = ParamSpec("P")
T = TypeVar("T")


class Books:
    """Runs ledger functions off the event loop.

    SQLite has one writer at a time, so one thread keeps a process from waiting for itself; PostgreSQL gets four.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._threads = ThreadPoolExecutor(1 if ledger.is_sqlite else 4, thread_name_prefix="ledger")

    async def write(self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `function(conn, …)` in a write transaction and commit it."""

        def call() -> T:
            with self._ledger.begin() as conn:
                return function(conn, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def close(self) -> None:
        """Wait for what is running and end the threads. The ledger stays open: it is the caller's."""
        self._threads.shutdown(wait=True)
