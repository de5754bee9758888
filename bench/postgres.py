"""A PostgreSQL for one benchmark, as durable as in earnest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.postgres import PostgresServer, find_binaries

_EARNEST = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "autovacuum": "on",
    "max_wal_size": "4GB",
}


@contextmanager
def throwaway() -> Iterator[str]:
    """The address of an empty database on a server of its own. Ends the program where PostgreSQL is not installed."""
    binaries = find_binaries()
    if binaries is None:
        print("skipped: PostgreSQL is not installed", file=sys.stderr)
        raise SystemExit(0)
    server = PostgresServer(binaries, _EARNEST)
    server.start()
    try:
        yield server.url(server.create_database())
    finally:
        server.stop()
