"""Origin servers on loopback. They answer what their script says, byte for byte, and write down who asked."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from tests.newsroom import stories as paper
from tests.newsroom import words
from tests.newsroom.answers import Answer, Request, Script, send, unchanged
from tests.newsroom.stories import EPOCH, Story


@dataclass(frozen=True)
class Edition:
    """What `fill` published."""

    feeds: tuple[str, ...]
    stories: tuple[Story, ...]


class Site:
    """One news site: an address of its own, pages, feeds, and a log of requests."""

    def __init__(self, name: str, log: list[Request], clock: Callable[[], datetime]) -> None:
        self.name = name
        self._clock = clock
        self.origin = ""
        self._scripts: dict[str, list[Script]] = {}
        self._taken: dict[str, int] = defaultdict(int)
        self._log = log

    # ---- what a test says

    def url(self, path: str = "/") -> str:
        """The absolute address of `path` on this site."""
        return self.origin + path

    def raw(
        self,
        path: str,
        body: bytes | str | Callable[[Request], Answer] = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer `path` with these bytes, or with what a function of the request gives. Returns the address."""
        if callable(body):
            return self.script(path, body)
        content = body.encode() if isinstance(body, str) else body
        return self.script(path, Answer(body=content, status=status, headers=dict(headers or {})))

    def script(self, path: str, *answers: Script) -> str:
        """Answer `path` with each of `answers` in turn, and with the last one from then on. Returns the address."""
        assert answers, "a script needs an answer"
        self._scripts[path] = list(answers)
        self._taken[path] = 0
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Redirect `path` to `to`, which may be relative. Returns the address of `path`."""
        return self.raw(path, status=status, headers={"Location": to})

    def article(
        self,
        path: str,
        title: str | None = None,
        paragraphs: Sequence[str] | None = None,
        *,
        json_ld: bool = True,
        notices: Sequence[str] = (),
        related: Sequence[str] = ("Salt pans reopen for the summer", "Why the night ferry is late"),
        published: datetime = EPOCH,
        modified: datetime | None = None,
        author: str = "Ida Marlowe",
        section: str = "Local",
        tags: Sequence[str] = (),
        guid: str | None = None,
        summary: str | None = None,
        content: bool = False,
        answer: Answer | None = None,
    ) -> Story:
        """Publish an article page, or a changed version of it; title and text are invented where not given.

        `notices` are paragraphs set before the text (such as an age notice); `content` makes feeds carry the whole
        text; `answer` is what the page is sent with (validators, delays, faults).
        """
        story = Story(
            url=self.url(path),
            title=title if title is not None else words.headline(path),
            paragraphs=tuple(paragraphs if paragraphs is not None else words.paragraphs(path)),
            author=author,
            published=published,
            modified=modified,
            section=section,
            tags=tuple(tags),
            guid=guid,
            summary=summary,
            content=content,
        )
        html = paper.page(story, self.name, json_ld=json_ld, notices=notices, related=related)
        self.script(path, _as(answer, html, "text/html; charset=utf-8"))
        return story

    def feed(
        self,
        path: str,
        items: Sequence[Story],
        *,
        kind: str = "rss",
        etag: bool | str = False,
        last_modified: bool | str = False,
        title: str | None = None,
        headers: Mapping[str, str] | None = None,
        extra: str = "",
        answer: Answer | None = None,
    ) -> str:
        """Publish a feed of `items`, or a changed version of it; returns its address.

        `kind` is rss, atom, json or news-sitemap. `etag=True` makes one of the body, `last_modified=True` a date of the
        newest story; a string is sent as it stands. `extra` is XML for the RSS channel.
        """
        content_type, render = paper.RENDERERS[kind]
        options = {"extra": extra} if kind == "rss" else {}
        body = render(items, title or self.name, self.url(path), **options)
        sent = _as(answer, body, content_type, headers)
        if etag:
            sent = replace(
                sent, etag=etag if isinstance(etag, str) else f'"{hashlib.sha256(sent.body).hexdigest()[:16]}"'
            )
        if last_modified:
            newest = max((story.modified or story.published for story in items), default=EPOCH)
            stamp = last_modified if isinstance(last_modified, str) else format_datetime(newest, usegmt=True)
            sent = replace(sent, last_modified=stamp)
        return self.script(path, sent)

    def front(self, feeds: Sequence[str], stories: Sequence[Story] = ()) -> str:
        """Publish the home page at `/`, naming these feeds."""
        return self.script("/", _as(None, paper.front_page(self.name, feeds, stories), "text/html; charset=utf-8"))

    def fill(self, feeds: int, articles: int, *, kind: str = "rss", prefix: str = "", delay: float = 0.0) -> Edition:
        """Publish `feeds` feeds with validators, of `articles` articles each; all of them different stories.

        Pages come after `delay` seconds and carry an age notice.
        """
        addresses: list[str] = []
        published: list[Story] = []
        titles: set[str] = set()
        for desk in range(feeds):
            items = []
            for number in range(articles):
                seed = f"{self.name} {prefix} {desk} {number}"
                attempt = 0
                while (title := words.headline(f"{seed} {attempt}")) in titles:
                    attempt += 1
                titles.add(title)
                story = self.article(
                    f"{prefix}/desk{desk}/{number}-{title.split()[0].lower().strip(':')}",
                    title,
                    words.paragraphs(seed),
                    author=words.PEOPLE[(desk + number) % len(words.PEOPLE)],
                    published=EPOCH + timedelta(minutes=17 * (desk * articles + number)),
                    section=f"Desk {desk}",
                    notices=("This story is over 5 years old.",),
                    answer=Answer(delay=delay),
                )
                items.append(story)
            addresses.append(
                self.feed(
                    f"{prefix}/desk{desk}/feed.xml",
                    items,
                    kind=kind,
                    etag=True,
                    last_modified=True,
                    title=f"{self.name}, desk {desk}",
                )
            )
            published.extend(items)
        return Edition(tuple(addresses), tuple(published))

    # ---- what a test asks

    @property
    def requests(self) -> list[Request]:
        """Every request to this site so far, in order of arrival."""
        return [request for request in self._log if request.site == self.name]

    def requests_for(self, path: str) -> list[Request]:
        """Every request for exactly `path` (with its query)."""
        return [request for request in self.requests if request.path == path]

    # ---- the server

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while await self._serve_one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the other side went away, which is its right
        finally:
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers: dict[str, str] = {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(":")
            key = name.strip().lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        request = Request(method, path, headers, body, time.monotonic(), self.name, self._clock())
        self._log.append(request)
        await send(self._answer(request), request, writer)
        return not writer.is_closing() and headers.get("connection", "").lower() != "close"

    def _answer(self, request: Request) -> Answer:
        script = self._scripts.get(request.path)
        if script is None:
            return Answer(b"Nothing here.", 404, {"Content-Type": "text/plain"})
        turn = self._taken[request.path]
        self._taken[request.path] += 1
        step = script[min(turn, len(script) - 1)]
        answer = step(request) if callable(step) else step
        matches = answer.status == 200 and unchanged(answer, request)
        return replace(answer, status=304, body=b"", gzip=False) if matches else answer


class Newsroom(Site):
    """The first site, and the thread in which it and its sister sites run.

    `with Newsroom() as newsroom:` listens on 127.0.0.1 and a free port. `newsroom.site("Name")` opens another site with
    an address of its own (127.0.0.2 and so on, so that it is another host to those who pace by host; on systems where
    only 127.0.0.1 is configured, another port). Its log holds the requests to all sites. `clock` tells its time, as its
    Date headers do.
    """

    def __init__(
        self, name: str = "Harrowgate Courier", *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._all: list[Request] = []
        super().__init__(name, self._all, clock)
        self.sites: list[Site] = [self]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="newsroom", daemon=True)
        self._connections: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._open(self, "127.0.0.1")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def site(self, name: str) -> Site:
        """Open another site of this name."""
        site = Site(name, self._all, self._clock)
        self.sites.append(site)
        self._open(site, f"127.0.0.{len(self.sites)}" if sys.platform == "linux" else "127.0.0.1")
        return site

    def shut(self, site: Site) -> None:
        """Stop listening for `site`: connections to it are refused from now on."""

        async def close() -> None:
            self._servers[self.sites.index(site)].close()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result(10)

    @property
    def all_requests(self) -> list[Request]:
        """Every request to any of the sites, in order of arrival."""
        return list(self._all)

    def _open(self, site: Site, address: str) -> None:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)
            with contextlib.suppress(asyncio.CancelledError):  # only `_close` cancels
                await site.serve(reader, writer)

        started = asyncio.run_coroutine_threadsafe(asyncio.start_server(serve, address, 0), self._loop)
        server = started.result(10)
        self._servers.append(server)
        site.origin = "http://{}:{}".format(*server.sockets[0].getsockname()[:2])

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await asyncio.sleep(0)  # transports close in the next turn of the loop


def _as(answer: Answer | None, body: str, content_type: str, headers: Mapping[str, str] | None = None) -> Answer:
    """`answer` with this body, and this type unless it has one."""
    answer = answer or Answer()
    return replace(
        answer, body=body.encode(), headers={"Content-Type": content_type, **answer.headers, **(headers or {})}
    )
