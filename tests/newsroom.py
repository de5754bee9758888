"""A fake newsroom: a real HTTP server on loopback that plays newspapers, well-behaved and otherwise.

    with Newsroom() as newsroom:
        feeds = newsroom.fill(feeds=3, articles=10)
        …
        assert newsroom.requests_for("/paper-0/feed.xml")[0].status == 200

All texts are made by a seeded generator: every article differs clearly from every other.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

_WHO = [
    "the harbour board",
    "a retired ferry captain",
    "the town council",
    "two beekeepers",
    "the night market's stewards",
    "a school of engineers",
    "the orchard growers",
    "the lighthouse trust",
    "a team of divers",
    "the tram drivers' union",
    "the bakers of Mill Lane",
    "a choir from the hills",
    "the river wardens",
    "three apprentices",
    "the weather station",
    "the new librarian",
    "a family of clockmakers",
    "the fishing cooperative",
    "the stadium's groundsmen",
    "an amateur astronomer",
]
_DID = [
    "agreed to rebuild",
    "measured again",
    "was asked to explain",
    "has quietly sold",
    "refused to close",
    "wants to move",
    "repaired",
    "lost track of",
    "paid for",
    "found a use for",
    "drew up plans for",
    "voted against",
    "celebrated",
    "gave away",
    "opened",
    "painted",
    "counted",
    "defended",
    "borrowed",
    "promised to protect",
]
_WHAT = [
    "the old swing bridge",
    "a warehouse full of maps",
    "forty tonnes of gravel",
    "the winter timetable",
    "a disputed well",
    "the island's only bakery",
    "a collection of brass bells",
    "the flood gates",
    "an unfinished tunnel",
    "the public baths",
    "a herd of grey ponies",
    "the last steam crane",
    "the town's water tower",
    "a row of lime trees",
    "the archive of the mint",
    "a bankrupt theatre",
    "the eastern pier",
    "the observatory dome",
    "a fleet of rowing boats",
    "the covered market",
]
_WHEN = [
    "before the autumn storms",
    "after a meeting of six hours",
    "on Tuesday morning",
    "without telling the neighbours",
    "for the first time in a decade",
    "during the spring tide",
    "against the advice of its lawyers",
    "at a cost nobody expected",
    "while the council was away",
    "in front of a small crowd",
    "as the first snow fell",
    "with help from abroad",
    "by the light of two lanterns",
    "under a law from another century",
    "to the surprise of the mayor",
]
_ENDS = [
    "Nobody could say who would pay the bill.",
    "The figures will be published next month.",
    "A second inspection found nothing unusual.",
    "Work is to go on until the end of the year.",
    "Residents had asked for this since the fire.",
    "The decision can still be challenged in court.",
    "Most of the money came from a single donor.",
    "The plans had been in a drawer for years.",
]

FAULTS = ("drop", "truncate", "drip", "bomb")


@dataclass(frozen=True)
class Request:
    """One request that the newsroom got."""

    path: str
    headers: Mapping[str, str]
    status: int
    at: float


@dataclass
class Answer:
    """What lies at a path. `fault` is one of FAULTS; `seen` counts the requests for it."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    delay: float = 0.0
    fault: str | None = None


@dataclass(frozen=True)
class Story:
    """An article as a newsroom has it."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime


class Newsroom:
    """Serves on a free port of 127.0.0.1 while entered. `delay` in seconds is added to each answer."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self.requests: list[Request] = []
        self.stories: list[Story] = []
        self.delay = 0.0
        self.most_at_once = 0
        self._at_once = 0

    def __enter__(self) -> Newsroom:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    # -- what lies where -----------------------------------------------------------------------------------------

    def raw(self, path: str, body: bytes = b"", **answer: object) -> str:
        """Put anything at a path; further fields as in Answer. Gives its URL."""
        self._answers[path] = Answer(body, **answer)  # type: ignore[arg-type]
        return self.url + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Send whoever asks for `path` on to `target`."""
        return self.raw(path, b"moved", status=status, headers={"Location": target})

    def page_with_feeds(self, path: str, feeds: list[str]) -> str:
        """A front page that names its feeds in its head."""
        links = "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{html.escape(feed)}">' for feed in feeds
        )
        return self.raw(path, f"<!doctype html><html><head><title>Front page</title>{links}</head><p>News.".encode())

    def story(self, path: str, seed: int, *, published: datetime | None = None) -> Story:
        """An article of its own at `path`: some 200 words, wrapped in a page with all the usual furniture."""
        words = random.Random(seed)
        sentences = [
            f"{words.choice(_WHO)} {words.choice(_DID)} {words.choice(_WHAT)} {words.choice(_WHEN)}." for _ in range(16)
        ]
        sentences = [sentence[0].upper() + sentence[1:] for sentence in sentences]
        paragraphs = tuple(" ".join([*sentences[at : at + 4], words.choice(_ENDS)]) for at in range(0, 16, 4))
        title = f"{words.choice(_WHO)} {words.choice(_DID)} {words.choice(_WHAT)} ({seed})"
        story = Story(
            path,
            title[0].upper() + title[1:],
            paragraphs,
            words.choice(("Ada Marlow", "Jonas Feld", "Ines Carver", "Tom Achterberg")),
            published or datetime(2026, 3, 1, 8, tzinfo=UTC) + timedelta(minutes=7 * seed),
        )
        self.stories.append(story)
        self.raw(path, _page(self.url, story))
        return story

    def feed(self, path: str, title: str, stories: list[Story]) -> str:
        """An RSS feed of stories, title and link and date only. Gives its URL."""
        items = "".join(
            f"<item><title>{html.escape(story.title)}</title><link>{self.url}{story.path}</link>"
            f"<guid>{self.url}{story.path}</guid>"
            f"<pubDate>{format_datetime(story.published, usegmt=True)}</pubDate></item>"
            for story in stories
        )
        body = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>{html.escape(title)}</title><link>{self.url}/</link><description>News</description>{items}"
            "</channel></rss>"
        )
        return self.raw(path, body.encode(), content_type="application/rss+xml; charset=utf-8")

    def fill(self, *, feeds: int, articles: int, delay: float = 0.0) -> list[str]:
        """Papers with articles, each paper with a feed; `delay` as in the class. Gives the feeds' URLs."""
        self.delay = delay
        first = len(self.stories)
        return [
            self.feed(
                f"/paper-{paper}/feed.xml",
                f"Paper {paper}",
                [
                    self.story(f"/paper-{paper}/story-{number}", first + paper * articles + number)
                    for number in range(articles)
                ],
            )
            for paper in range(feeds)
        ]

    def body(self, url: str) -> bytes:
        """What lies at a URL."""
        return self._answers[url.removeprefix(self.url)].body

    def requests_for(self, path: str) -> list[Request]:
        """The requests that a path got."""
        return [request for request in self.requests if request.path == path]

    # -- answering -----------------------------------------------------------------------------------------------

    def answer(self, path: str) -> Answer:
        """What to say to a request for `path`."""
        return self._answers.get(path) or Answer(b"Not found", status=404, validators=False)

    def note(self, request: Request) -> None:
        """Remember a request."""
        with self._lock:
            self.requests.append(request)

    def busy(self, change: int) -> None:
        """Count the requests that are being answered at the same time."""
        with self._lock:
            self._at_once += change
            self.most_at_once = max(self.most_at_once, self._at_once)


def _handler(newsroom: Newsroom) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without it each answer waits for the kernel's delayed acknowledgement.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            newsroom.busy(+1)
            try:
                self._answer(newsroom.answer(self.path))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                newsroom.busy(-1)

        def _answer(self, answer: Answer) -> None:
            time.sleep(newsroom.delay + answer.delay)
            status, body = answer.status, answer.body
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if answer.validators and status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            newsroom.note(Request(self.path, dict(self.headers.items()), status, time.monotonic()))
            if answer.fault == "drop":
                self.close_connection = True
                return
            self.send_response(status)
            if answer.validators:
                self.send_header("ETag", etag)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", answer.content_type)
            if answer.fault == "bomb":
                body = gzip.compress(b"\0" * (200 * 2**20))
                self.send_header("Content-Encoding", "gzip")
            promised = len(body) + (1000 if answer.fault == "truncate" else 0)
            self.send_header("Content-Length", str(promised))
            self.end_headers()
            if answer.fault == "drip":
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.05)
            else:
                self.wfile.write(body)
            if answer.fault == "truncate":
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing: the requests are in the newsroom's log."""

    return Handler


def _page(origin: str, story: Story) -> bytes:
    url = origin + story.path
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "author": [{"@type": "Person", "name": story.author}],
        "publisher": {"@type": "Organization", "name": "The Test Paper"},
        "mainEntityOfPage": url,
    }
    paragraphs = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(story.title)} | Test Paper</title>"
        f'<link rel="canonical" href="{url}"><meta property="og:title" content="{html.escape(story.title)}">'
        f'<script type="application/ld+json">{json.dumps(linked)}</script></head><body>'
        '<nav><ul><li><a href="/">Home</a><li><a href="/world">World</a><li><a href="/sport">Sport</a></ul></nav>'
        f'<main><article><h1>{html.escape(story.title)}</h1><p class="byline">By {story.author}</p>{paragraphs}'
        "<p>This story is over 5 years old.</p>"
        '<p class="newsletter">Sign up for our newsletter.</p></article></main>'
        "<aside><h2>Most read</h2><ul><li><a href='/x'>Ten bridges to see</a></ul></aside>"
        "<footer><p>© 2026 Test Paper. All rights reserved.</p></footer></body></html>"
    ).encode()
