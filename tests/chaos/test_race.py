"""The same stories in five copies each, at once, to eight workers that are killed at random: still one group a story.

Real Celery workers, a real Redis and a real PostgreSQL. The test stands where the fetcher stands: it queues the copies,
and queues again what is not settled after a while, whether the message was lost with its worker or not.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime

import psutil
import pytest
from celery import Celery
from sqlalchemy import func, select

from schemas.article import CleanPage, Provenance
from schemas.change import ChangeKind
from schemas.entry import Batch, CleanCopy, EntryState
from schemas.feed import FeedEntry
from services.stack import redis
from tests.acceptance.command import environment, eventually
from wirecopy.ledger import Ledger, entries, feeds
from wirecopy.ledger.tables import articles, changes
from wirecopy.ledger.tables import entries as entry_rows
from wirecopy.records.urls import url_key
from wirecopy.web.hosts import pacing_key

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STORIES, COPIES, BATCH = 400, 5, 10
WORKERS, PROCESSES = 2, 4
KILLS = 12
SYLLABLES = [first + vowel for first in "bdfghklmnprstvw" for vowel in "aeiou"]


def story(number: int) -> list[str]:
    """The sentences of a text that shares no phrase with another one."""
    chance = random.Random(number)
    words = iter(lambda: "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))), "")
    return [" ".join(next(words) for _ in range(12)).capitalize() + "." for _ in range(12)]


def told_by(outlet: int, number: int) -> str:
    """How each outlet runs it: as it came, with a dateline, cut, with a line of its own, in other paragraphs."""
    sentences = story(number)
    told = [
        sentences,
        ["BRACKWATER (Wire) -", *sentences],
        sentences[:9],
        [*sentences, f"Readers of paper {outlet} may write to the editor about this and any other matter."],
        sentences[:4] + sentences[5:],
    ][outlet]
    return "\n\n".join(" ".join(told[at : at + 3]) for at in range(0, len(told), 3))


@pytest.fixture
def broker(tmp_path):
    socket = tmp_path / "redis.sock"
    with subprocess.Popen(
        redis.command(redis.find_server(), socket=socket, folder=tmp_path / "redis"), stdout=subprocess.DEVNULL
    ) as server:
        redis.wait_until_ready(socket)
        yield f"redis+socket://{socket}"
        server.terminate()


class Desk:
    """The workers, and what they are given to do."""

    def __init__(self, ledger: Ledger, ledger_url: str, broker: str, log) -> None:
        self._ledger = ledger
        self._log = log.open("ab")
        self._environment = environment(database_url=ledger_url, broker_url=broker)
        self._celery = Celery(broker=broker)
        self._workers = [self._started(number) for number in range(WORKERS)]

    def _started(self, number: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "workers.app", "worker", "-Q", "articles", "-l", "WARNING"),
                *("-c", str(PROCESSES), "-n", f"{number}@race", "--without-gossip", "--without-mingle"),
            ],
            env=self._environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def send(self, batch: Batch) -> None:
        self._celery.send_task(
            "wirecopy.ingest", [batch.model_dump(mode="json")], queue="articles", routing_key="articles"
        )

    def kill_one(self, chance: random.Random) -> None:
        """Kill -9 a process of the pool, or, one time in four, a whole worker, which is started again."""
        number = chance.randrange(WORKERS)
        worker = psutil.Process(self._workers[number].pid)
        pool = worker.children()
        if pool and chance.random() < 0.75:
            chance.choice(pool).kill()
            return
        for process in [worker, *pool]:
            process.kill()
        self._workers[number].wait()
        self._workers[number] = self._started(number)

    def on_the_way(self) -> set[int]:
        with self._ledger.read() as conn:
            return set(conn.execute(select(entry_rows.c.id).where(entry_rows.c.state == "queued")).scalars())

    def close(self) -> None:
        for worker in self._workers:
            for process in [*psutil.Process(worker.pid).children(), worker]:
                process.kill()
            worker.wait()
        self._celery.close()
        self._log.close()


@pytest.fixture
def desk(ledger, ledger_url, broker, tmp_path):
    workers = Desk(ledger, ledger_url, broker, tmp_path / "log")
    yield workers
    workers.close()


def queued(ledger: Ledger) -> list[Batch]:
    """Every copy as an entry on its way; the copies of a story in batches that stand next to each other."""
    now = datetime.now(UTC)
    with ledger.begin() as conn:
        for outlet in range(COPIES):
            feed, _ = feeds.submit(conn, f"https://paper{outlet}.example/feed", now=now, interval=3600)
            items = [
                FeedEntry(
                    key=str(n), url=f"https://paper{outlet}.example/news/{n}-told-here", title=f"Story {n} of {outlet}"
                )
                for n in range(STORIES)
            ]
            entries.merge(conn, feed.id, items, now=now, host_of=pacing_key, key_of=url_key)
        leased = entries.lease(conn, now=now, limit=9999, per_host=9999, lease_seconds=600)
        entries.mark_queued(conn, [entry.id for entry in leased], now=now)
    batches = defaultdict(list)
    for entry in leased:
        number = int(entry.key)
        outlet = int(entry.url.split("paper")[1][0])
        page = CleanPage(
            url=entry.url,
            title=entry.item.title,
            text=told_by(outlet, number),
            word_count=150,
            provenance=Provenance(extractor="page:test", version="1"),
        )
        copy = CleanCopy(
            entry_id=entry.id,
            feed_id=entry.feed_id,
            attempt=1,
            url=entry.url,
            fetched_at=now,
            item=entry.item,
            page=page,
        )
        batches[number // BATCH, outlet].append(copy)
    return [Batch(copies=tuple(batches[key])) for key in sorted(batches)]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_group_is_split_and_no_article_is_lost_or_doubled(desk, ledger):
    chance = random.Random(os.environ.get("PYTEST_RACE_SEED", "11"))
    batches = queued(ledger)
    assert len(desk.on_the_way()) == STORIES * COPIES
    for batch in batches:
        desk.send(batch)
    eventually(lambda: len(desk.on_the_way()) < STORIES * COPIES, what="the workers to begin")
    deadline = time.monotonic() + 240
    kills, left = 0, STORIES * COPIES
    while open_entries := desk.on_the_way():
        assert time.monotonic() < deadline, f"{len(open_entries)} entries are still on their way"
        if kills < KILLS:
            desk.kill_one(chance)
            kills += 1
        elif len(open_entries) == left:
            # Nothing moves: what the killed held comes again, and some of what was filed already.
            for batch in batches:
                if any(copy.entry_id in open_entries for copy in batch.copies) or chance.random() < 0.1:
                    desk.send(batch)
            time.sleep(1)
        left = len(open_entries)
        time.sleep(0.4)
    assert kills >= KILLS // 2

    with ledger.read() as conn:
        rows = conn.execute(select(articles.c.id, articles.c.url, articles.c.duplicate_of, articles.c.revision)).all()
        of_stories = changes.c.kind == ChangeKind.STORY  # told behind the filing, and no matter of this test
        told = conn.execute(select(changes.c.article_id).where(~of_stories).order_by(changes.c.id)).all()
        states = dict(conn.execute(select(entry_rows.c.state, func.count()).group_by(entry_rows.c.state)).all())
    assert len({row.url for row in rows}) == len(rows) == STORIES * COPIES
    assert {row.revision for row in rows} == {1}
    groups = defaultdict(set)
    for row in rows:
        groups[row.url.rpartition("/")[2]].add(row.duplicate_of or row.id)
    assert Counter(map(len, groups.values())) == {1: STORIES}
    assert sorted(change.article_id for change in told) == sorted(row.id for row in rows)
    assert states == {EntryState.STORED: STORIES, EntryState.DUPLICATE: STORIES * (COPIES - 1)}
