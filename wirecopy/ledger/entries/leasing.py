"""The fetchers' side: entries are leased host by host, pulled, and handed to the queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from schemas.entry import ArchivedResponse, Entry, EntryState
from wirecopy.ledger import dialects
from wirecopy.ledger.dialects import among, first_of_each
from wirecopy.ledger.entries.rows import COLUMNS, in_state, to_entry
from wirecopy.ledger.tables import article_urls, entries

_NO_HOST = ""
"""The host of entries whose address is missing or none."""


def lease(
    conn: Connection,
    *,
    now: datetime,
    limit: int,
    per_host: int,
    lease_seconds: float,
    feed_ids: Sequence[int] | None = None,
) -> list[Entry]:
    """Take up to `limit` waiting entries whose time has come, longest waiting first, and count one attempt on each.

    No host has more than `per_host` entries with the fetchers at once, however many fetchers there are. Of entries
    that lead to one page only one is on its way at a time; the others wait, and are duplicates when it has arrived.
    Entries without an address need no host and are bound by `limit` alone. The lease is void after `lease_seconds`
    (see `reclaim`). `feed_ids` narrows the choice to these feeds.
    """
    # Two leases at one moment would both count a host's free places.
    dialects.lock_for_transaction(conn, dialects.LEASING_ENTRIES)
    taken = _taken()
    candidates = _candidates(conn, taken, now=now, limit=limit, per_host=per_host, feed_ids=feed_ids)
    placed = _one_per_place(_one_per_page(candidates), taken, per_host)
    chosen = select(placed.c.id).order_by(placed.c.next_attempt_at, placed.c.id).limit(limit).cte("chosen")
    free = (
        select(entries.c.id)
        .where(entries.c.id.in_(select(chosen.c.id)), in_state(EntryState.WAITING))
        .with_for_update(skip_locked=True)
        .cte("free")
    )
    rows = conn.execute(
        update(entries)
        .where(entries.c.id.in_(select(free.c.id)))
        .values(
            state=EntryState.PULLING,
            attempts=entries.c.attempts + 1,
            lease_until=now + timedelta(seconds=lease_seconds),
        )
        .returning(*COLUMNS)
    )
    return sorted((to_entry(row) for row in rows), key=lambda entry: (entry.next_attempt_at, entry.id))


def settle_known(conn: Connection, *, now: datetime, limit: int = 500) -> int:
    """Settle waiting entries whose address is an article's already, as duplicates: it saves the fetch.

    Entries that their feed has changed are fetched again all the same. Gives how many were settled.
    """
    chosen = (
        select(entries.c.id, article_urls.c.article_id)
        .join(article_urls, article_urls.c.url_key == entries.c.url_key)
        .where(in_state(EntryState.WAITING), entries.c.refetch.is_(False))
        .limit(limit)
        .with_for_update(of=entries, skip_locked=True)
        .cte("known")
    )
    article = select(chosen.c.article_id).where(chosen.c.id == entries.c.id).scalar_subquery()
    settled = conn.execute(
        update(entries)
        .where(entries.c.id.in_(select(chosen.c.id)))
        .values(
            state=EntryState.DUPLICATE, reason="same-url", article_id=article, settled_at=now, error=None, archived=None
        )
        .returning(entries.c.id)
    )
    return len(settled.all())


def record_archive(conn: Connection, entry_id: int, archived: ArchivedResponse) -> None:
    """Remember where the entry's page lies, so that it can be cleaned again without another fetch."""
    conn.execute(
        update(entries)
        .where(entries.c.id == entry_id)
        .values(archived=archived.model_dump(mode="json"), pulled_at=archived.fetched_at)
    )


def mark_queued(conn: Connection, ids: Iterable[int], *, now: datetime) -> list[int]:
    """Say that these entries go to the broker now; give those that did: the ones whose lease still holds."""
    held = _locked(conn, ids, in_state(EntryState.PULLING))
    rows = conn.execute(
        update(entries)
        .where(entries.c.id.in_(select(held.c.id)))
        .values(state=EntryState.QUEUED, queued_at=now, lease_until=None)
        .returning(entries.c.id)
    )
    return sorted(row.id for row in rows)


def defer(conn: Connection, entry_id: int, *, until: datetime, reason: str, error: str | None = None) -> None:
    """Let a leased entry wait until then; its attempt counts. `reason` is a slug that says what it waits for."""
    conn.execute(
        update(entries)
        .where(entries.c.id == entry_id, in_state(EntryState.PULLING))
        .values(state=EntryState.WAITING, next_attempt_at=until, reason=reason, error=error, lease_until=None)
    )


def pull_again(conn: Connection, entry_id: int, *, at: datetime) -> None:
    """Have the page tried again at `at`, once: the entry is about to settle on the feed's own words.

    `reclaim` brings it back then. Does nothing to an entry that is fetched anew already, so that a page which is down
    for good is not asked for ever.
    """
    conn.execute(update(entries).where(entries.c.id == entry_id, entries.c.refetch.is_(False)).values(pull_again_at=at))


def unlease(conn: Connection, ids: Iterable[int]) -> None:
    """Give leased entries back untried, as if they had never been leased: at a clean shutdown."""
    held = _locked(conn, ids, in_state(EntryState.PULLING))
    conn.execute(
        update(entries)
        .where(entries.c.id.in_(select(held.c.id)))
        .values(state=EntryState.WAITING, attempts=entries.c.attempts - 1, lease_until=None)
    )


def _candidates(
    conn: Connection, taken: CTE, *, now: datetime, limit: int, per_host: int, feed_ids: Sequence[int] | None
) -> CTE:
    """The first few due entries of every host that has work and a free place, and of those without a host.

    Gives (id, url_key, host, next_attempt_at). In each host it looks at the first `per_host` due entries only, so the
    cost grows with the hosts that have work, not with the backlog: one host may have a million entries.
    """
    hosts = _hosts(taken, now, per_host)
    if feed_ids is None:
        # Each of these has an entry to give, so the longest waiting are among them; twice as many, because some may
        # have only entries whose page is on its way already.
        hosts = hosts.order_by(hosts.selected_columns.next_attempt_at).limit(2 * limit)
    host = hosts.cte("host")
    due = _due(conn, now, feed_ids)
    of_hosts = first_of_each(conn, host, due.where(entries.c.host == host.c.host).limit(per_host))
    of_none = due.where(entries.c.host == _NO_HOST).limit(limit).subquery()
    ids = union_all(of_hosts, select(of_none.c.id)).subquery()
    return (
        select(entries.c.id, entries.c.url_key, entries.c.host, entries.c.next_attempt_at)
        .where(entries.c.id.in_(select(ids.c.id)))
        .cte("candidates")
    )


def _hosts(taken: CTE, now: datetime, per_host: int) -> Select[tuple[str, datetime]]:
    """The hosts with a due entry and a free place: (host, next_attempt_at of its first).

    Goes from host to host in the index of waiting entries: one probe each, however long their backlogs are.
    """
    first = select(_first_after(literal(_NO_HOST)).label("id")).cte("first", recursive=True)
    here = entries.alias("here")
    host_here = select(here.c.host).where(here.c.id == first.c.id).correlate(first).scalar_subquery()
    first = first.union_all(select(_first_after(host_here, first)).where(first.c.id.is_not(None)))
    return (
        select(entries.c.host, entries.c.next_attempt_at)
        .join(first, first.c.id == entries.c.id)
        .outerjoin(taken, taken.c.host == entries.c.host)
        .where(entries.c.next_attempt_at <= now, func.coalesce(taken.c.taken, 0) < per_host)
    )


def _first_after(host: ColumnElement[str], *outer: CTE) -> ScalarSelect[int]:
    """The id of the first waiting entry of the host that comes next in the index."""
    beyond = entries.alias("beyond")
    return (
        select(beyond.c.id)
        .where(in_state(EntryState.WAITING, of=beyond), beyond.c.host > host)
        .order_by(beyond.c.host, beyond.c.next_attempt_at, beyond.c.id)
        .limit(1)
        .correlate(*outer)
        .scalar_subquery()
    )


def _taken() -> CTE:
    """How many entries of each host are with the fetchers."""
    return (
        select(entries.c.host, func.count().label("taken"))
        .where(in_state(EntryState.PULLING))
        .group_by(entries.c.host)
        .cte("taken")
    )


def _one_per_page(candidates: CTE) -> CTE:
    """Of candidates with one address the first; those without an address are each their own."""
    turn = func.row_number().over(
        partition_by=[candidates.c.url_key, case((candidates.c.url_key.is_(None), candidates.c.id), else_=0)],
        order_by=[candidates.c.next_attempt_at, candidates.c.id],
    )
    turns = select(candidates, turn.label("turn")).cte("turns")
    return select(turns).where(turns.c.turn == 1).cte("pages")


def _one_per_place(candidates: CTE, taken: CTE, per_host: int) -> CTE:
    """As many of each host as it has places free; those without a host need none."""
    place = func.row_number().over(
        partition_by=candidates.c.host, order_by=[candidates.c.next_attempt_at, candidates.c.id]
    )
    counted = (
        select(candidates, place.label("place"), func.coalesce(taken.c.taken, 0).label("taken"))
        .select_from(candidates.outerjoin(taken, taken.c.host == candidates.c.host))
        .cte("places")
    )
    return (
        select(counted.c.id, counted.c.next_attempt_at)
        .where(or_(counted.c.host == _NO_HOST, counted.c.place + counted.c.taken <= per_host))
        .cte("placed")
    )


def _due(conn: Connection, now: datetime, feed_ids: Sequence[int] | None) -> Select[tuple[int]]:
    """Waiting entries whose time has come and whose page nobody else is busy with, longest waiting first.

    Those whose page is stored already are left to `settle_known`.
    """
    busy = entries.alias("busy")
    same_page = exists().where(
        busy.c.url_key == entries.c.url_key, in_state(EntryState.PULLING, EntryState.QUEUED, of=busy)
    )
    due = (
        select(entries.c.id)
        .where(in_state(EntryState.WAITING), entries.c.next_attempt_at <= now, ~same_page)
        .where(or_(entries.c.refetch, ~exists().where(article_urls.c.url_key == entries.c.url_key)))
        .order_by(entries.c.next_attempt_at, entries.c.id)
    )
    return due if feed_ids is None else due.where(among(conn, entries.c.feed_id, feed_ids))


def _locked(conn: Connection, ids: Iterable[int], condition: Any) -> CTE:
    """The ids of these entries that meet the condition, locked in order of id: nobody deadlocks."""
    return (
        select(entries.c.id)
        .where(among(conn, entries.c.id, ids), condition)
        .order_by(entries.c.id)
        .with_for_update()
        .cte("held")
    )
