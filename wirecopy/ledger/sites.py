"""What was learned of each site. Its memory is opaque to the ledger; what it has learned is a number that goes up.

A memory is written by whoever learned something, without a lock: `save` refuses what was made from an older version,
and the caller reads and learns again (see `wirecopy.sitelearning`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from wirecopy.ledger.dialects import among, insert_into
from wirecopy.ledger.tables import articles, entries, sites


@dataclass(frozen=True)
class Site:
    """A site as the ledger knows it; one that is new has version 0 and an empty memory."""

    host: str
    memory: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    learned: int = 0
    learned_at: datetime | None = None
    recleaned: int = 0
    updated_at: datetime | None = None


def load(conn: Connection, host: str) -> Site:
    """The site with its memory."""
    row = conn.execute(_SITES.where(sites.c.host == host)).one_or_none()
    return Site(host) if row is None else _site(row)


def save(conn: Connection, read: Site, memory: dict[str, Any], *, learned: int, now: datetime) -> bool:
    """Put `memory` in the place of the one that was `read`; False, and nothing written, if it has changed since.

    `learned` is the memory's own count; where it is another than before, older records wait to be cleaned again.
    """
    values = {"memory": memory, "learned": learned, "version": read.version + 1, "updated_at": now}
    if learned != read.learned:
        values["learned_at"] = now
    if read.version == 0:
        added = insert_into(conn, sites).values(host=read.host, recleaned=0, **values)
        done = conn.execute(added.on_conflict_do_nothing(index_elements=["host"]).returning(sites.c.host))
    else:
        same = (sites.c.host == read.host, sites.c.version == read.version)
        done = conn.execute(update(sites).where(*same).values(values).returning(sites.c.host))
    return done.one_or_none() is not None


def page(conn: Connection, *, after: str = "", limit: int) -> list[Site]:
    """Sites in the order of their hosts."""
    return [_site(row) for row in conn.execute(_SITES.where(sites.c.host > after).order_by(sites.c.host).limit(limit))]


def awaiting_recleaning(conn: Connection, *, quiet_since: datetime, limit: int) -> list[Site]:
    """Sites of which something was learned that their older records do not have yet, longest waiting first.

    Those that have learned something after `quiet_since` are left out: while a site is new it learns with every few
    pages, and its records need not be cleaned again each time. An article of the site waits if its
    `provenance.site_learned` is less than the site's `learned`, or is not there. When they have been cleaned again,
    `recleaned` notes it.
    """
    waiting = _SITES.where(sites.c.learned > sites.c.recleaned, sites.c.learned_at <= quiet_since)
    return [_site(row) for row in conn.execute(waiting.order_by(sites.c.learned_at, sites.c.host).limit(limit))]


def recleaned(conn: Connection, host: str, learned: int) -> None:
    """Note that a site's records have all been cleaned with what it had `learned` by then."""
    conn.execute(update(sites).where(sites.c.host == host, sites.c.recleaned < learned).values(recleaned=learned))


def copied_from_elsewhere(conn: Connection, copies: Iterable[tuple[int, str]]) -> set[int]:
    """Of these entries, each with its site, those whose article is a duplicate of one that another host has."""
    site_of = dict(copies)
    if not site_of:
        return set()
    original = articles.alias()
    found = (
        select(entries.c.id, original.c.host)
        .join(articles, articles.c.id == entries.c.article_id)
        .join(original, original.c.id == articles.c.duplicate_of)
        .where(among(conn, entries.c.id, site_of))
    )
    return {row.id for row in conn.execute(found) if row.host != site_of[row.id]}


_SITES: Select[Any] = select(
    sites.c.host,
    sites.c.memory,
    sites.c.version,
    sites.c.learned,
    sites.c.learned_at,
    sites.c.recleaned,
    sites.c.updated_at,
)


def _site(row: Row[Any]) -> Site:
    return Site(**row._mapping)
