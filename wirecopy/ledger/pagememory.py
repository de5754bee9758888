"""Memory of hosts whose pages keep failing in one way, so that nobody goes on hammering at a shut door.

After a few such failures in a row the host's pages are left alone, but for one a period that is asked for to see how it
stands. The period is an hour, and doubles with each try in vain, up to a day. Any page that was had ends it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, delete, select, update

from schemas.site import PageTrouble
from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import page_troubles

PATIENCE = 5
"""Failures of one kind in a row after which a host's pages are left alone."""

_PERIODS = tuple(timedelta(hours=hours) for hours in (1, 2, 4, 8, 16, 24))


def trouble_of(conn: Connection, host: str) -> PageTrouble | None:
    """How the pages of a host fail; None where the last one did not."""
    row = conn.execute(select(page_troubles).where(page_troubles.c.host == host)).one_or_none()
    return None if row is None else PageTrouble(slug=row.slug, times=row.times, probe_at=row.probe_at)


def ask(conn: Connection, host: str, *, now: datetime) -> tuple[bool, PageTrouble | None]:
    """Whether a page of the host may be asked for, and the trouble there is.

    Whoever may although its pages keep failing is the one that tries it: the others wait for another period.
    """
    known = trouble_of(conn, host)
    if known is None or known.times < PATIENCE:
        return True, known
    # Of several fetchers that come at the same moment one gets the row.
    claimed = conn.execute(
        update(page_troubles)
        .where(page_troubles.c.host == host, page_troubles.c.times >= PATIENCE, page_troubles.c.probe_at <= now)
        .values(probe_at=now + _period(known.times))
        .returning(page_troubles.c.host)
    ).one_or_none()
    return claimed is not None, known


def failed(conn: Connection, host: str, slug: str, *, now: datetime) -> PageTrouble:
    """A page of the host failed in this way. Gives how it stands now; another way than before begins anew."""
    known = trouble_of(conn, host)
    times = known.times + 1 if known is not None and known.slug == slug else 1
    added = insert_into(conn, page_troubles).values(host=host, slug=slug, times=times, probe_at=now + _period(times))
    # Counted by the row, for others may have counted since it was read.
    same = page_troubles.c.slug == added.excluded.slug
    counted = added.on_conflict_do_update(
        index_elements=["host"],
        set_={
            "slug": added.excluded.slug,
            "times": case((same, page_troubles.c.times + 1), else_=1),
            "probe_at": added.excluded.probe_at,
        },
    ).returning(page_troubles.c.slug, page_troubles.c.times, page_troubles.c.probe_at)
    row = conn.execute(counted).one()
    return PageTrouble(slug=row.slug, times=row.times, probe_at=row.probe_at)


def forget(conn: Connection, host: str) -> None:
    """A page of the host was had."""
    conn.execute(delete(page_troubles).where(page_troubles.c.host == host))


def _period(times: int) -> timedelta:
    """How long the host is left alone after so many failures."""
    return _PERIODS[min(max(times - PATIENCE, 0), len(_PERIODS) - 1)]
