"""Sets an edition of a paper: every page, feed and picture as the bytes that its server hands out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.demo.content import FOLDER, Article, Site
from services.demo.feeds import FEED_TYPES, write_feed
from services.demo.story import Story, stories
from services.demo.templates import templates

_MOST_READ = 4


@dataclass(frozen=True)
class File:
    """What is served at one path, and since when it has been so."""

    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """A strong validator of the body, in its quotes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def set_edition(site: Site, articles: Sequence[Article], *, url: str, opened: datetime) -> dict[str, File]:
    """All files of a paper by path.

    `articles` are its own, newest first; it is served at `url` (no slash at its end) and opened at `opened`.
    """
    told = stories(articles, url=url, opened=opened)
    return {
        **_pages(site, told, url),
        **_feeds(site, told, url),
        **_pictures(told),
        "/style.css": _fixed((FOLDER / "sites" / site.slug / "style.css").read_bytes(), "text/css", told),
        "/robots.txt": _fixed(b"User-agent: *\nDisallow: /account/\n", "text/plain", told),
    }


def _pages(site: Site, told: Sequence[Story], url: str) -> dict[str, File]:
    live = [story for story in told if not story.article.page_is_gone]
    template = templates().get_template(f"sites/{site.slug}/page.html")
    frame: dict[str, Any] = {
        "site": site,
        "words": site.words,
        "site_url": f"{url}/",
        # News sitemaps are found by robots.txt and by hand, never by a link in a page.
        "feeds": [(feed, FEED_TYPES[feed.format]) for feed in site.feeds if feed.format != "sitemap"],
        "most_read": live[-_MOST_READ:],
        "story": None,
        "stories": [],
        "section": "",
    }

    def page(shown: Sequence[Story], **more: Any) -> File:
        modified = max(story.updated for story in shown)
        text = template.render(frame | more)
        # What the encoding lacks becomes a character reference, as content systems do it.
        return File(text.encode(site.encoding, "xmlcharrefreplace"), f"text/html; charset={site.encoding}", modified)

    pages = {"/": page(live, stories=live)}
    for section in site.words["sections"]:
        inside = [story for story in live if story.article.section == section]
        pages[f"/section/{section.lower()}"] = page(inside, stories=inside, section=section)
    return pages | {story.path: page([story], story=story) for story in live}


def _feeds(site: Site, told: Sequence[Story], url: str) -> dict[str, File]:
    return {
        feed.path: File(
            write_feed(site, feed, told, url=url),
            f"{FEED_TYPES[feed.format]}; charset=utf-8",
            max(story.updated for story in told if feed.slug in story.article.feeds),
        )
        for feed in site.feeds
    }


def _pictures(told: Sequence[Story]) -> dict[str, File]:
    return {
        f"/pictures/{story.article.picture}.svg": File(
            (FOLDER / "pictures" / f"{story.article.picture}.svg").read_bytes(), "image/svg+xml", story.published
        )
        for story in told
        if story.article.picture
    }


def _fixed(body: bytes, media_type: str, told: Sequence[Story]) -> File:
    """A file that has been there since the oldest story."""
    return File(body, f"{media_type}; charset=utf-8", told[-1].published)
