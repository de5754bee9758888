"""The demo newsroom on loopback: each paper on a port, so an origin, of its own, with validators and 304s."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

from services.demo.content import CORRECTED, Site, articles, sites
from services.demo.edition import File, set_edition


@dataclass(frozen=True)
class Request:
    """One request that was answered."""

    site: str
    path: str
    status: int
    conditional: bool


@dataclass
class Origin:
    """A paper as it is served."""

    site: Site
    url: str
    """No slash at its end."""
    files: dict[str, File] = field(default_factory=dict)


class DemoNewsroom:
    """Serves all papers while entered. `now` (aware) is the moment at which it opens and from which all ages count.

    Everything that it serves depends on `now`, on the edition and on the ports alone.
    """

    def __init__(self, *, now: datetime) -> None:
        # HTTP dates have whole seconds.
        self._opened = now.replace(microsecond=0)
        self._edition = 1
        self._servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []
        self.origins: dict[str, Origin] = {}
        """The papers by their slugs."""
        self.requests: list[Request] = []
        """What was asked for, in the order of the answers."""

    def __enter__(self) -> DemoNewsroom:
        for slug, site in sites().items():
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self, slug))
            self.origins[slug] = Origin(site, f"http://127.0.0.1:{server.server_port}")
            thread = threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.1}, name=f"demo {slug}", daemon=True
            )
            self._servers.append((server, thread))
        self._publish()
        for _, thread in self._servers:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server, thread in self._servers:
            server.shutdown()
            thread.join()
            server.server_close()
        self._servers.clear()

    @property
    def edition(self) -> int:
        """1, and 2 once corrections are published."""
        return self._edition

    @property
    def feeds(self) -> list[str]:
        """The URLs to submit: all feeds of each paper, or its front page where that is submitted to be searched."""
        found = []
        for origin in self.origins.values():
            paths = ["/"] if origin.site.front_page_is_submitted else [feed.path for feed in origin.site.feeds]
            found += [origin.url + path for path in paths]
        return found

    def publish_corrections(self) -> None:
        """Bring out edition 2."""
        self._edition = CORRECTED
        self._publish()

    def article_key(self, url: str) -> tuple[str, str]:
        """Site and slug of the article that a URL leads to, whatever its query; KeyError if it leads to none."""
        parts = urlsplit(url)
        origin = next(o for o in self.origins.values() if o.url == f"{parts.scheme}://{parts.netloc}")
        keys = {a.path(self._opened): a.key for a in articles(self._edition) if a.site is origin.site}
        return keys[unquote(parts.path)]

    def answer(self, slug: str, path: str) -> File | None:
        """What a paper serves at a path, without its query."""
        return self.origins[slug].files.get(unquote(urlsplit(path).path))

    def _publish(self) -> None:
        found = articles(self._edition)
        for origin in self.origins.values():
            own = [article for article in found if article.site is origin.site]
            # One assignment, so that no request sees half of an edition.
            origin.files = set_edition(origin.site, own, url=origin.url, opened=self._opened)


class _Handler(BaseHTTPRequestHandler):
    """Answers for one paper."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30
    """Seconds after which an idle connection is closed."""

    def __init__(self, newsroom: DemoNewsroom, slug: str, *rest: Any) -> None:
        self._newsroom = newsroom
        self._slug = slug
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Serve a file, a 304 to whom has it already, or a 404."""
        file = self._newsroom.answer(self._slug, self.path)
        if file is None:
            self._send(404, b"<!doctype html><title>404</title><p>This page is gone.</p>\n", None)
        elif self._has(file):
            self._send(304, b"", file)
        else:
            self._send(200, file.body, file)

    do_HEAD = do_GET

    def _has(self, file: File) -> bool:
        """Whether the asker holds the file as it is: If-None-Match goes before If-Modified-Since (RFC 9110 13.2.2)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or file.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return file.modified <= since
        except (TypeError, ValueError):
            # Absent, no date, or a date without a zone: then the header does not count (RFC 9110 13.1.3).
            return False

    def _send(self, status: int, body: bytes, file: File | None) -> None:
        asks = any(name in self.headers for name in ("If-None-Match", "If-Modified-Since"))
        self._newsroom.requests.append(Request(self._slug, self.path, status, asks))
        self.send_response(status)
        if file:
            self.send_header("ETag", file.etag)
            self.send_header("Last-Modified", format_datetime(file.modified.astimezone(UTC), usegmt=True))
            self.send_header("Cache-Control", "no-cache")
        if status != 304:
            self.send_header("Content-Type", file.content_type if file else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr: `requests` holds it all."""
