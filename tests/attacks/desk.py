"""A whole wirecopy at work: a fetcher with its cells, filing, and the API with its dashboard, on one ledger.

Only the broker is left out: what the fetcher queues is filed at once, by the function that the Celery task calls.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn
from click.testing import CliRunner, Result
from sqlalchemy import delete

from schemas.article import Article
from schemas.entry import OUTCOMES, Batch, Entry
from schemas.feed import Feed, FeedState, Poll
from services.api.__main__ import listen
from services.api.app import create_app
from services.cli.main import cli
from services.fetcher import clock
from services.fetcher.fetcher import Fetcher
from tests.attacks.lookout import LOOKOUT
from wirecopy.filing import file_batch
from wirecopy.ledger import Ledger, articles, entries, feeds, polls
from wirecopy.ledger.tables import hosts, page_troubles, site_files
from wirecopy.settings import Settings

T = TypeVar("T")


class Desk:
    """The running service, and what a test asks of it. Its API is at `url`; `lookout` tells whom it dials."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self.ledger = ledger
        self.settings = settings
        self.url = ""
        self.web = httpx.Client()
        self.lookout = LOOKOUT
        self._ended = ""

    # ---- what a test does

    def submit(self, url: str) -> int:
        """Submit a feed at the front door; its id."""
        self.forget_hosts()
        answer = self.web.post("/v1/feeds", json={"url": url})
        assert answer.status_code in (201, 202), answer.text
        return int(answer.json()["id"])

    def smuggle(self, *urls: str, state: FeedState = FeedState.ACTIVE) -> list[int]:
        """Put feeds into the ledger past every door."""
        with self.ledger.begin() as conn:
            return [feeds.submit(conn, url, now=datetime.now(UTC), interval=3600, state=state)[0].id for url in urls]

    def read(self, url: str, *, articles: int = 0) -> int:
        """Submit a feed and wait until it is polled and all its entries have come to rest; its id."""
        feed_id = self.submit(url)
        self.until(lambda: self.polls(feed_id) and self.rests(feed_id))
        found = len(self.articles(feed_id))
        assert found >= articles, [(entry.state, entry.error) for entry in self.entries(feed_id)]
        return feed_id

    def poll_again(self, feed_id: int) -> Poll:
        """Have the feed polled once more, wait until its entries rest, and give the new poll."""
        before = len(self.polls(feed_id))
        self.forget_hosts()
        with self.ledger.begin() as conn:
            feeds.poll_now(conn, feed_id, now=datetime.now(UTC))
        self.until(lambda: len(self.polls(feed_id)) > before and self.rests(feed_id))
        return self.polls(feed_id)[0]

    def forget_hosts(self) -> None:
        """Let each poll be the first to its host: all cases share one, which would soon be left alone."""
        with self.ledger.begin() as conn:
            for memory in (hosts, page_troubles, site_files):
                conn.execute(delete(memory))

    def until(self, done: Callable[[], T], *, seconds: float = 60.0) -> T:
        """Look again and again until there is something to see."""
        deadline = time.monotonic() + seconds
        while not (seen := done()):
            assert time.monotonic() < deadline, "waited in vain"
            assert not self._ended, self._ended
            time.sleep(0.02)
        return seen

    # ---- what it sees

    def feed(self, feed_id: int) -> Feed:
        with self.ledger.read() as conn:
            return feeds.get(conn, feed_id)

    def polls(self, feed_id: int) -> list[Poll]:
        """Newest first."""
        with self.ledger.read() as conn:
            return polls.page(conn, feed_id, limit=200)

    def entries(self, feed_id: int) -> list[Entry]:
        with self.ledger.read() as conn:
            return entries.page(conn, feed_id=feed_id, limit=100_000)

    def rests(self, feed_id: int) -> bool:
        with self.ledger.read() as conn:
            standing = entries.counts(conn, feed_ids=[feed_id])
        return all(state in OUTCOMES for state, number in standing.items() if number)

    def articles(self, feed_id: int) -> list[Article]:
        with self.ledger.read() as conn:
            return articles.page(conn, after=None, limit=200, feed_id=feed_id, duplicates=True)[0]

    def pages(self, feed_id: int) -> dict[str, str]:
        """Every page of the dashboard on which a feed's words may stand, as HTML by path."""
        paths = ["/", "/articles", "/feeds", f"/feeds/{feed_id}", f"/entries?feed={feed_id}", "/entries"]
        paths += [f"/articles?feed={feed_id}&duplicates=true"]
        for article in self.articles(feed_id):
            paths += [f"/articles/{article.id}{view}" for view in ("", "/explain?all=true", "/teach")]
        shown = {}
        for path in paths:
            answer = self.web.get(path, headers={"Accept": "text/html"})
            assert answer.status_code == 200, (path, answer.text)
            shown[path] = answer.text
        return shown

    def data(self, feed_id: int) -> dict[str, str]:
        """Every answer of the API in which a feed's words may stand, as text by path."""
        paths = [f"/v1/feeds/{feed_id}", f"/v1/feeds/{feed_id}/polls", f"/v1/entries?feed={feed_id}", "/v1/changes"]
        paths += [f"/v1/articles?feed={feed_id}&duplicates=true", "/v1/feeds/export.opml"]
        paths += [f"/v1/articles/{article.id}" for article in self.articles(feed_id)]
        told = {}
        for path in paths:
            answer = self.web.get(path)
            assert answer.status_code == 200, (path, answer.text)
            told[path] = answer.text
        return told

    def run(self, *arguments: str) -> Result:
        """Run `wirecopy` with these arguments, on this desk's ledger."""
        env = {
            "WIRECOPY_DATABASE_URL": self.settings.database_url,
            "WIRECOPY_DATA_DIR": str(self.settings.data_dir),
            "WIRECOPY_ALLOW_NETWORKS": ",".join(map(str, self.settings.allow_networks)),
        }
        return CliRunner().invoke(cli, arguments, env=env)

    def command(self, *arguments: str) -> str:
        """What a run that succeeds writes to standard output."""
        done = self.run(*arguments)
        assert done.exit_code == 0, done.output
        return done.stdout

    # ---- how it works

    def _fetcher_ended(self, fetcher: asyncio.Task[None]) -> None:
        self._ended = f"the fetcher has ended: {fetcher}"

    def _file(self, batch: Batch) -> None:
        file_batch(self.ledger, batch, now=datetime.now(UTC), max_attempts=3, retry_delay=0.1)


@contextmanager
def working(url: str, folder: Path, *, allow: Sequence[str] = (), **settings: Any) -> Iterator[Desk]:
    """A desk at work on the ledger at `url` until the block ends; `allow` holds networks."""
    ledger = Ledger(url)
    given: dict[str, Any] = {"host_interval": 0.0, "retry_delay": 0.1, "cleaners": 1, "fetch_timeout": 10.0}
    desk = Desk(
        ledger,
        Settings(
            database_url=url,
            data_dir=folder,
            allow_networks=tuple(map(ip_network, allow)),
            **(given | settings),
        ),
    )
    stop = threading.Event()

    async def fetch() -> None:
        stopping = asyncio.Event()
        fetcher = asyncio.create_task(Fetcher(desk.settings, ledger, desk._file, clock.now).run(stopping))
        fetcher.add_done_callback(desk._fetcher_ended)
        await asyncio.to_thread(stop.wait)
        stopping.set()
        await fetcher

    app = create_app(desk.settings, ledger, dict)
    with listen("127.0.0.1", 0) as listener:
        desk.url = "http://127.0.0.1:{1}".format(*listener.getsockname())
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        threads = [
            threading.Thread(target=server.run, kwargs={"sockets": [listener]}),
            threading.Thread(target=asyncio.run, args=(fetch(),)),
        ]
        for thread in threads:
            thread.start()
        try:
            with httpx.Client(base_url=desk.url, timeout=60) as desk.web:
                yield desk
        finally:
            stop.set()
            server.should_exit = True
            for thread in threads:
                thread.join(timeout=30)
            ledger.close()
