"""What filing costs: `python -m bench.filing [--articles 2000] [--workers 1,2,4,8]`.

Batches of twenty copies of 600 invented words each, one in five of them a copy of an earlier article, go through the
code that a Celery task calls (`wirecopy.filing.file_batch`) in as many processes as asked for, on SQLite and on
PostgreSQL. The limit in the same run is a bare INSERT of the same texts into a table without indexes, twenty to a
transaction. `locked` are the CPU milliseconds an article while storing is barred to others, which is what workers can't
do side by side; the database's own are not among them. Both are durable: SQLite with synchronous = FULL, PostgreSQL
with fsync, on a server of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import event, text

from bench.postgres import throwaway
from schemas.article import CleanPage, Provenance
from schemas.entry import Batch, CleanCopy
from schemas.feed import FeedEntry
from wirecopy.filing import file_batch
from wirecopy.ledger import Ledger, entries, feeds
from wirecopy.records.urls import url_key
from wirecopy.web.hosts import pacing_key

_START = datetime(2026, 3, 2, tzinfo=UTC)
_BATCH = 20


def story(number: int, words: int = 600) -> str:
    """A text of invented words; the same number gives the same one."""
    chance = random.Random(number)
    vocabulary = _vocabulary()
    # Squared, so that some words are much more common than others.
    drawn = [vocabulary[int(len(vocabulary) * chance.random() ** 2)] for _ in range(words)]
    drawn[::9] = [word.capitalize() for word in drawn[::9]]
    drawn[::25] = [str(chance.randint(2, 2000)) for _ in drawn[::25]]
    return "\n\n".join(" ".join(drawn[at : at + 60]) + "." for at in range(0, words, 60))


@lru_cache(maxsize=1)
def _vocabulary() -> list[str]:
    chance = random.Random(0)
    syllables = [first + vowel for first in "bdfghklmnprstvw" for vowel in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(20_000)]


def batches(ledger: Ledger, articles: int) -> list[Batch]:
    """Put entries into the ledger and on their way; give the copies that go with them."""
    with ledger.begin() as conn:
        feed, _ = feeds.submit(conn, "https://wire.example/feed", now=_START, interval=3600)
        items = [
            FeedEntry(key=str(n), url=f"https://paper{n % 40}.example/news/{n}", title=f"Headline {n} of the day")
            for n in range(articles)
        ]
        entries.merge(conn, feed.id, items, now=_START, host_of=pacing_key, key_of=url_key)
        leased = entries.lease(conn, now=_START, limit=articles, per_host=articles, lease_seconds=3600)
        entries.mark_queued(conn, [entry.id for entry in leased], now=_START)
    copies = []
    for number, entry in enumerate(leased):
        body = story(number - 100)[200:] if number % 5 == 4 and number > 100 else story(number)
        page = CleanPage(
            url=entry.url or "",
            title=entry.item.title,
            text=body,
            word_count=len(body.split()),
            published_at=_START + timedelta(minutes=number),
            provenance=Provenance(extractor="page:bench", version="1"),
        )
        copies.append(
            CleanCopy(
                entry_id=entry.id,
                feed_id=entry.feed_id,
                attempt=1,
                url=entry.url or "",
                fetched_at=_START,
                item=entry.item,
                page=page,
            )
        )
    return [Batch(copies=tuple(copies[at : at + _BATCH])) for at in range(0, articles, _BATCH)]


def file_all(url: str, given: list[str], ready: object, results: object) -> None:
    """One worker: file these batches, and tell how long it took and how many statements it sent."""
    ledger = Ledger(url)
    statements, locked, locked_at = 0, 0.0, 0.0

    def count(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal statements, locked_at
        statements += 1
        # The first of a transaction: the change log takes the same lock again.
        if "pg_advisory_xact_lock" in statement and not locked_at:
            locked_at = time.process_time()

    def committed(_: object) -> None:
        nonlocal locked, locked_at
        if locked_at:
            locked, locked_at = locked + time.process_time() - locked_at, 0.0

    event.listen(ledger._engine, "after_cursor_execute", count)
    event.listen(ledger._engine, "commit", committed)
    mine = [Batch.model_validate(json.loads(batch)) for batch in given]
    with ledger.read() as conn:
        conn.execute(text("SELECT 1"))
    ready.wait()  # type: ignore[attr-defined]  # a barrier
    started, cpu = time.time(), time.process_time()
    for batch in mine:
        file_batch(ledger, batch, now=_START, max_attempts=3, retry_delay=1)
    results.put((started, time.time(), time.process_time() - cpu, locked, statements))  # type: ignore[attr-defined]  # a queue
    ledger.close()


def measure(url: str, articles: int, workers: int) -> str:
    """A row of the table."""
    ledger = Ledger(url)
    ledger.migrate()
    every = [batch.model_dump_json() for batch in batches(ledger, articles)]
    ledger.close()
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(workers), context.SimpleQueue()
    parts = [every[number::workers] for number in range(workers)]
    running = [context.Process(target=file_all, args=(url, part, ready, results)) for part in parts]
    for process in running:
        process.start()
    told = [results.get() for _ in running]
    for process in running:
        process.join()
    wall = max(row[1] for row in told) - min(row[0] for row in told)
    cpu, locked, statements = (sum(row[place] for row in told) / articles for place in (2, 3, 4))
    serial = f"{locked * 1000:.2f}" if locked else ""
    return f"{articles / wall:10.0f}{cpu * 1000:10.2f}{serial:>10}{statements:12.1f}"


def bare_inserts(url: str, articles: int) -> str:
    """The limit: the texts alone, into a table without indexes."""
    ledger = Ledger(url)
    rows = [{"title": f"Headline {n} of the day", "body": story(n)} for n in range(articles)]
    with ledger.begin() as conn:
        conn.execute(text("CREATE TABLE bare (title TEXT, body TEXT)"))
    statement = text("INSERT INTO bare VALUES (:title, :body)")
    started, cpu = time.time(), time.process_time()
    for at in range(0, articles, _BATCH):
        with ledger.begin() as conn:
            conn.execute(statement, rows[at : at + _BATCH])
    wall, cpu = time.time() - started, time.process_time() - cpu
    ledger.close()
    return f"{articles / wall:10.0f}{cpu / articles * 1000:10.2f}{'':10}{1 / _BATCH:12.1f}"


@contextmanager
def sqlite_file() -> Iterator[str]:
    """The address of a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'ledger.db'}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--workers", default="1,2,4,8")
    given = parser.parse_args()
    print(f"{given.articles} articles, {_BATCH} to a batch\n")
    print(f"{'':30}{'a second':>10}{'CPU ms':>10}{'locked':>10}{'statements':>12}")
    for name, fresh in (("SQLite", sqlite_file), ("PostgreSQL", throwaway)):
        for workers in map(int, given.workers.split(",")):
            with fresh() as url:
                row = measure(url, given.articles, workers)
            print(f"{name + f', {workers} at once':30}{row}", flush=True)
        with fresh() as url:
            Ledger(url).migrate()
            print(f"{name + ', bare INSERT':30}{bare_inserts(url, given.articles)}", flush=True)


if __name__ == "__main__":
    main()
