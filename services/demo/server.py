"""The demo newsroom: its papers served on loopback, each on a port of its own, with validators and 304s."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from services.demo.content import CORRECTED, Page, Site, pages, sites

_FEED_TYPES = {
    "rss": "application/rss+xml",
    "broken-rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
}


@dataclass(frozen=True)
class _File:
    body: bytes
    content_type: str

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


class DemoNewsroom:
    """Serves while entered. `now` is the moment from which the stories' ages count, aware."""

    def __init__(self, *, now: datetime) -> None:
        self._now = now
        self._templates = Environment(
            loader=PackageLoader("services.demo", "newsroom/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self._servers: list[ThreadingHTTPServer] = []
        self._threads: list[threading.Thread] = []
        self._files: dict[str, dict[str, _File]] = {}
        self._origins: dict[str, str] = {}
        self.edition = 1

    def __enter__(self) -> DemoNewsroom:
        for slug in sites():
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self._files, slug))
            server.daemon_threads = True
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
            thread.start()
            self._servers.append(server)
            self._threads.append(thread)
            self._origins[slug] = f"http://127.0.0.1:{server.server_port}"
        self._publish()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()

    @property
    def feeds(self) -> list[str]:
        """What to submit: feeds, and one paper by its front page."""
        found = []
        for slug, site in sites().items():
            if site.words.get("front_page"):
                found.append(self._origins[slug] + "/")
                continue
            extra = {name for page in pages(self._now) if page.site is site for name in page.also_in}
            found += [f"{self._origins[slug]}/{name}" for name in ("feed", *sorted(f"{name}.feed" for name in extra))]
        return found

    def site_of(self, url: str) -> str:
        """The slug of the paper that an address belongs to."""
        return next(slug for slug, origin in self._origins.items() if url.startswith(origin + "/"))

    def publish_corrections(self) -> None:
        """Bring out the next edition."""
        self.edition = CORRECTED
        self._publish()

    def _publish(self) -> None:
        found = pages(self._now, self.edition)
        for slug, site in sites().items():
            self._files[slug] = self._render(site, [page for page in found if page.site is site])

    def _render(self, site: Site, own: list[Page]) -> dict[str, _File]:
        origin = self._origins[site.slug]
        frame: dict[str, Any] = {
            "site": site.words | {"slug": site.slug},
            "site_url": f"{origin}/",
            "feed_url": f"{origin}/feed",
            "feed_type": _FEED_TYPES[site.words["feed"]],
        }
        shown = {page.slug: self._shown(page, origin) for page in own}

        def draw(template: str, content_type: str, **more: Any) -> _File:
            text = self._templates.get_template(template).render(**frame | more)
            return _File(text.encode(), content_type)

        def feed(path: str, title: str, listed: list[Page]) -> _File:
            return draw(
                "feed.xml",
                frame["feed_type"],
                title=title,
                feed_url=f"{origin}{path}",
                pages=[shown[page.slug] for page in listed],
            )

        made = {
            "/": draw("front.html", "text/html; charset=utf-8", pages=list(shown.values())),
            "/feed": feed("/feed", site.name, own),
            "/paper.css": draw("paper.css", "text/css; charset=utf-8"),
        }
        for name in {name for page in own for name in page.also_in}:
            path = f"/{name}.feed"
            made[path] = feed(path, f"{site.name}: {name}", [page for page in own if name in page.also_in])
        for page in own:
            made[f"/pictures/{page.slug}.svg"] = _File(_picture(page), "image/svg+xml")
            if not page.dead:
                made[page.path] = draw("page.html", "text/html; charset=utf-8", page=shown[page.slug])
        return made

    def _shown(self, page: Page, origin: str) -> dict[str, Any]:
        words, url = page.site.words, f"{origin}{page.path}"
        image = f"{origin}/pictures/{page.slug}.svg"
        linked = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": page.title,
            "datePublished": page.published.isoformat(),
            "dateModified": page.updated.isoformat(),
            "author": {"@type": "Person", "name": page.author},
            "publisher": {"@type": "NewsMediaOrganization", "name": page.site.name},
            "articleSection": page.section,
            "keywords": list(page.tags),
            "image": image,
            "mainEntityOfPage": url,
        }
        lead = f"({page.agency}) " if page.agency else ""
        return {
            "slug": page.slug,
            "title": page.title,
            "url": url,
            "path": page.path,
            "author": page.author,
            "section": page.section,
            "paragraphs": [lead + page.paragraphs[0], *page.paragraphs[1:]] if page.paragraphs else [],
            "published": page.published.isoformat(),
            "published_text": f"{page.published:%d.%m.%Y, %H:%M}"
            if page.language == "de"
            else f"{page.published:%d %B %Y}",
            "updated": page.updated.isoformat(),
            "rfc822": format_datetime(page.published, usegmt=True),
            "byline": words["byline"].format(author=page.author),
            "about_author": words["about_author"].format(author=page.author),
            "age_notice": page.age_notice,
            "note": page.note,
            "full_in_feed": page.full_in_feed,
            "image": image,
            "caption": f"{page.title}. {page.site.name}",
            # `</script>` must not end the script early.
            "json_ld": Markup(json.dumps(linked, ensure_ascii=False).replace("</", "<\\/")),  # noqa: S704 - our own words
        }


def _picture(page: Page) -> bytes:
    """A drawing for a story: some waves in the paper's colour, after the letters of its name."""
    heights = [20 + ord(letter) % 40 for letter in page.slug]
    step = 300 / max(1, len(heights) - 1)
    points = " ".join(f"{place * step:.0f},{height}" for place, height in enumerate(heights))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 80"><rect width="300" height="80" fill="#f4f1ea"/>'
        f'<polyline points="{points}" fill="none" stroke="{page.site.words["accent"]}" stroke-width="5"/></svg>'
    ).encode()


class _Handler(BaseHTTPRequestHandler):
    """Answers from the files of one paper."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, files: dict[str, dict[str, _File]], slug: str, *rest: Any) -> None:
        self._files = files
        self._slug = slug
        super().__init__(*rest)

    def do_GET(self) -> None:
        """Serve a file, a 304 where the asker has it, or a 404."""
        found = self._files.get(self._slug, {}).get(self.path)
        if found and self.headers.get("If-None-Match") == found.etag:
            self._send(304, b"", found)
        elif found:
            self._send(200, found.body, found)
        else:
            self._send(404, b"This page is gone.\n", None)

    def _send(self, status: int, body: bytes, file: _File | None) -> None:
        self.send_response(status)
        if file:
            self.send_header("ETag", file.etag)
        self.send_header("Content-Type", file.content_type if file else "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the demonstration has better things to show."""
