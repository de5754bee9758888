"""What a feed says, put beside what the ledger knows: unseen entries come in, changed ones go round again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, and_, bindparam, case, exists, select, update

from schemas.entry import EntryState
from schemas.feed import FeedEntry
from wirecopy.errors import BadUrl
from wirecopy.feeds.identity import HASH_VERSION, entry_hash, entry_words
from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.entries.rows import ON_THE_WAY, in_state
from wirecopy.ledger.tables import entries
from wirecopy.ledger.types import storable
from wirecopy.records.addresses import is_front_page

_MOST_QUIET_CHANGES = 20
"""Some feeds change an entry at every poll (a counter, an advertisement, the time of day as its date). After so many
changes of its dates alone, or of its text alone, it is left alone; a page is fetched again for each one until then."""

_AT_ONCE = 1000
"""Keys in one query: far below both databases' limits of parameters."""


@dataclass(frozen=True)
class EntryCounts:
    """What a feed's entries turned out to be."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    posted: tuple[datetime, ...] = ()
    """When the new ones were published; those that don't say, now."""


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
    new item along. Of two items with one key the first counts: feeds put the newest first. An entry that the feed has
    told before, under another key (see `_known_otherwise`), takes the new one and is no news. `host_of` gives the
    pacing key of an address, `key_of` its comparison key.
    """
    by_key: dict[str, FeedEntry] = {}
    for item in items:
        by_key.setdefault(storable(item.key), item)
    known = _known(conn, feed_id, list(by_key))
    unseen = {key: _said(item, host_of, key_of) for key, item in by_key.items() if key not in known}
    again = _known_otherwise(conn, feed_id, by_key, unseen, known)
    _rename(conn, again)
    fresh = {
        "feed_id": feed_id,
        "state": EntryState.WAITING,
        "attempts": 0,
        "refetch": False,
        "quiet_changes": 0,
        "seen_at": now,
        "next_attempt_at": now,
    }
    rows = [{"key": key, **said, **fresh} for key, said in unseen.items() if key not in again]
    new: list[str] = []
    if rows:
        # Another fetcher may have inserted some since `_known`, where a lease ran out: those are its own.
        added = insert_into(conn, entries).on_conflict_do_nothing(index_elements=["feed_id", "key"])
        new = list(conn.scalars(added.returning(entries.c.key), rows))
    # What is known by its words says what it said; its link may be another at every request.
    by_link = {key: row for key, row in again.items() if row.url_key and row.url_key == unseen[key]["url_key"]}
    changed = list(_changes(by_key, known | by_link, host_of, key_of))
    _go_round_again(conn, changed, now)
    posted = tuple(by_key[key].published_at or now for key in new)
    return EntryCounts(len(new), len(changed), len(items) - len(new) - len(changed), posted)


def _known(conn: Connection, feed_id: int, keys: list[str]) -> dict[str, Row[Any]]:
    return {row.key: row for row in _those_with(conn, feed_id, entries.c.key, keys)}


def _those_with(conn: Connection, feed_id: int, column: Column[str], values: Collection[str]) -> Iterator[Row[Any]]:
    """The feed's entries with one of these values."""
    wanted = list(values)
    names = ("id", "key", "url_key", "words_hash", "item", "item_hash", "quiet_changes")
    chosen = select(*(entries.c[name] for name in names)).where(entries.c.feed_id == feed_id)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from conn.execute(chosen.where(column.in_(wanted[start : start + _AT_ONCE])))


def _known_otherwise(
    conn: Connection,
    feed_id: int,
    by_key: Mapping[str, FeedEntry],
    unseen: Mapping[str, dict[str, Any]],
    known: Mapping[str, Row[Any]],
) -> dict[str, Row[Any]]:
    """The entries that unseen items are under another key, by the new key: same link, else same words.

    Some sites write new guids at every request, others when their software changes; the whole feed would be news each
    time. A link or a text tells an entry only where one item of the document, and one entry of the ledger that the
    document does not list itself, has it: many feeds link all their stories to one page. A front page tells nothing.
    """
    links = {key: said["url_key"] for key, said in unseen.items() if said["url"] and not is_front_page(said["url"])}
    words = {key: said["words_hash"] for key, said in unseen.items()}
    found: dict[str, Row[Any]] = {}
    for column, told in ((entries.c.url_key, links), (entries.c.words_hash, words)):
        uses = Counter(value for value in told.values() if value)
        told_by_known = {row._mapping[column.name] for row in known.values()}
        alone = {value for value, count in uses.items() if count == 1 and value not in told_by_known}
        entries_of: dict[str, list[Row[Any]]] = defaultdict(list)
        for row in _those_with(conn, feed_id, column, alone):
            entries_of[row._mapping[column.name]].append(row)
        taken = {row.id for row in found.values()}
        for key, value in told.items():
            rows = entries_of.get(value, ())
            if key not in found and len(rows) == 1 and rows[0].key not in by_key and rows[0].id not in taken:
                found[key] = rows[0]
    return found


def _rename(conn: Connection, again: Mapping[str, Row[Any]]) -> None:
    if again:
        conn.execute(
            update(entries).where(entries.c.id == bindparam("entry_id")).values(key=bindparam("new_key")),
            sorted(
                ({"entry_id": row.id, "new_key": key} for key, row in again.items()),
                key=lambda named: int(named["entry_id"]),
            ),
        )


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
        "words_hash": entry_words(item),
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
        if not before.item_hash.startswith(HASH_VERSION) and entry_hash(item) == entry_hash(was):
            continue
        text_stays = (item.summary, item.content_html) == (was.summary, was.content_html)
        quiet = item.title == was.title and (text_stays or item.updated_at == was.updated_at)
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
    names = ("url", "url_key", "host", "item", "item_hash", "words_hash", "quiet_changes")
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
