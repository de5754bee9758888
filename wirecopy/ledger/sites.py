"""What was learned of each site: its memory, opaque to the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import sites


def load(conn: Connection, host: str) -> dict[str, Any]:
    """The site's memory; empty for a site that is new."""
    memory: dict[str, Any] | None = conn.execute(select(sites.c.memory).where(sites.c.host == host)).scalar()
    return memory if memory is not None else {}


def save(conn: Connection, host: str, memory: dict[str, Any], *, now: datetime) -> None:
    """Replace the site's memory."""
    added = insert_into(conn, sites).values(host=host, memory=memory, updated_at=now)
    conn.execute(
        added.on_conflict_do_update(
            index_elements=["host"], set_={"memory": added.excluded.memory, "updated_at": added.excluded.updated_at}
        )
    )
