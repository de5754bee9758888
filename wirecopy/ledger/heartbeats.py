"""Which fetchers and workers run: each says so now and then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import heartbeats


@dataclass(frozen=True)
class Heartbeat:
    """The last sign of life of one process."""

    service: str
    name: str
    at: datetime
    detail: dict[str, Any]


def beat(conn: Connection, service: str, name: str, *, now: datetime, detail: dict[str, Any]) -> None:
    """Say that process `name` of `service` (fetcher, worker, ...) is alive; `detail` is whatever it wants shown."""
    added = insert_into(conn, heartbeats).values(service=service, name=name, at=now, detail=detail)
    conn.execute(
        added.on_conflict_do_update(
            index_elements=["service", "name"], set_={"at": added.excluded.at, "detail": added.excluded.detail}
        )
    )


def alive(conn: Connection, *, since: datetime) -> list[Heartbeat]:
    """The processes that were heard of at or after `since`, by service and name."""
    rows = conn.execute(
        select(heartbeats).where(heartbeats.c.at >= since).order_by(heartbeats.c.service, heartbeats.c.name)
    )
    return [Heartbeat(row.service, row.name, row.at, row.detail) for row in rows]
