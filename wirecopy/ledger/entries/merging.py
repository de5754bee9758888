"""What a feed says, put beside what the ledger knows: unseen entries come in, changed ones go round again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, exists, select, update

from schemas.entry import EntryState
from schemas.feed import FeedEntry
from wirecopy.errors import BadUrl
from wirecopy.feeds.identity import entry_hash
from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.entries.rows import ON_THE_WAY, in_state
from wirecopy.ledger.tables import entries
from wirecopy.ledger.types import storable

_MOST_QUIET_CHANGES = 20
"""Some feeds change an entry at every poll (a counter, an advertisement). After so many changes that touched neither
title nor date it is left alone; a page is fetched again for each one until then."""

_AT_ONCE = 1000
"""Keys in one query: far below both databases' limits of parameters."""


@dataclass(frozen=True)
class EntryCounts:
    """What a feed's entries turned out to be."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    posted: tuple[datetime, ...] = ()
    """When the new ones were published, as far as they say."""


def merge(
    conn: Connection,
    feed_id: int,
    items: Sequence[FeedEntry],
    *,
    now: datetime,
    host_of: Callable[[str], str],
    key_of: Callable[[str], str],
) -> EntryCounts:
    """Insert the feed's unseen entries and update the changed ones, in a handful of statements.

    A changed entry at rest waits again, to be fetched anew, with its article remembered; one on the way only takes the
    new item along. Of two items with one key the first counts: feeds put the newest first. `host_of` gives the pacing
    key of an address, `key_of` its comparison key.
    """
    by_key: dict[str, FeedEntry] = {}
    for item in items:
        by_key.setdefault(storable(item.key), item)
    known = _known(conn, feed_id, list(by_key))
    fresh = {
        "feed_id": feed_id,
        "state": EntryState.WAITING,
        "attempts": 0,
        "refetch": False,
        "quiet_changes": 0,
        "seen_at": now,
        "next_attempt_at": now,
    }
    unseen = [{"key": key, **_said(item, host_of, key_of), **fresh} for key, item in by_key.items() if key not in known]
    new: list[str] = []
    if unseen:
        # Another fetcher may have inserted some since `_known`, where a lease ran out: those are its own.
        added = insert_into(conn, entries).on_conflict_do_nothing(index_elements=["feed_id", "key"])
        new = list(conn.scalars(added.returning(entries.c.key), unseen))
    changed = list(_changes(by_key, known, host_of, key_of))
    _go_round_again(conn, changed, now)
    posted = tuple(moment for key in new if (moment := by_key[key].published_at) is not None)
    return EntryCounts(len(new), len(changed), len(items) - len(new) - len(changed), posted)


def _known(conn: Connection, feed_id: int, keys: list[str]) -> dict[str, Row[Any]]:
    columns = (entries.c.id, entries.c.key, entries.c.item, entries.c.item_hash, entries.c.quiet_changes)
    hashes = select(*columns).where(entries.c.feed_id == feed_id)
    known: dict[str, Row[Any]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = conn.execute(hashes.where(entries.c.key.in_(keys[start : start + _AT_ONCE])))
        known |= {row.key: row for row in rows}
    return known


def _said(item: FeedEntry, host_of: Callable[[str], str], key_of: Callable[[str], str]) -> dict[str, Any]:
    """The columns that repeat what the feed says."""
    host, url_key = "", None
    if item.url is not None:
        try:
            host, url_key = host_of(item.url), key_of(item.url)
        except BadUrl:
            # It can't be fetched; the feed's own words will have to do.
            host, url_key = "", None
    return {
        "url": item.url,
        "url_key": url_key,
        "host": host,
        "item": item.model_dump(mode="json", exclude_defaults=True),
        "item_hash": entry_hash(item),
    }


def _changes(
    by_key: dict[str, FeedEntry],
    known: dict[str, Row[Any]],
    host_of: Callable[[str], str],
    key_of: Callable[[str], str],
) -> Iterator[dict[str, Any]]:
    """The rows to update, for entries whose hash is another than the one kept."""
    for key, before in known.items():
        item = by_key[key]
        if entry_hash(item) == before.item_hash:
            continue
        was = FeedEntry.model_validate(before.item)
        quiet = item.title == was.title and item.updated_at == was.updated_at
        if quiet and before.quiet_changes >= _MOST_QUIET_CHANGES:
            continue
        said = {f"new_{name}": value for name, value in _said(item, host_of, key_of).items()}
        yield {"entry_id": before.id, "new_quiet_changes": before.quiet_changes + 1 if quiet else 0, **said}


def _has_a_first() -> ColumnElement[bool]:
    """Whether an entry is only another feed's mention of a page: the one that brought the article is asked again."""
    first = entries.alias("first")
    brought = exists().where(
        first.c.article_id == entries.c.article_id,
        first.c.id != entries.c.id,
        in_state(EntryState.STORED, EntryState.REVISED, *ON_THE_WAY, of=first),
    )
    return and_(in_state(EntryState.DUPLICATE), entries.c.reason == "same-url", brought)


def _go_round_again(conn: Connection, changed: list[dict[str, Any]], now: datetime) -> None:
    if not changed:
        return
    names = ("url", "url_key", "host", "item", "item_hash", "quiet_changes")
    given: dict[str, Any] = {name: bindparam(f"new_{name}", type_=entries.c[name].type) for name in names}
    busy = in_state(EntryState.PULLING, EntryState.QUEUED)
    rests = and_(~in_state(*ON_THE_WAY), ~_has_a_first())
    # Where a page is being pulled, its address stays what it is being pulled from.
    for name in ("url", "url_key", "host"):
        given[name] = case((busy, entries.c[name]), else_=given[name])
    reset = {
        "state": EntryState.WAITING,
        "reason": None,
        "error": None,
        "attempts": 0,
        "refetch": True,
        "archived": None,
        "next_attempt_at": now,
        "settled_at": None,
    }
    for name, value in reset.items():
        fresh = bindparam(None, value, type_=entries.c[name].type)
        given[name] = case((rests, fresh), else_=entries.c[name])
    # In order of id, as everyone who locks several entries does.
    conn.execute(
        update(entries).where(entries.c.id == bindparam("entry_id")).values(given),
        sorted(changed, key=lambda row: int(row["entry_id"])),
    )
