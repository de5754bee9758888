"""Stories, and the pages and feeds they are published on. Pure rendering; the sites are in `server.py`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

EPOCH = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""When the newsroom's first story was published."""


@dataclass(frozen=True)
class Story:
    """One article of a newsroom, and what its feed says about it."""

    url: str
    title: str
    paragraphs: tuple[str, ...]
    author: str = "Ida Marlowe"
    published: datetime = EPOCH
    modified: datetime | None = None
    section: str = "Local"
    tags: tuple[str, ...] = ()
    language: str = "en"
    guid: str | None = None
    summary: str | None = None
    """What the feed carries; by default the first paragraph."""
    content: bool = False
    """Whether the feed carries the whole text."""

    @property
    def text(self) -> str:
        """The story's text, paragraphs joined by a blank line, as a record should hold it."""
        return "\n\n".join(self.paragraphs)

    @property
    def lead(self) -> str:
        return self.paragraphs[0] if self.summary is None and self.paragraphs else self.summary or ""

    @property
    def html(self) -> str:
        return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)


def page(
    story: Story, site_name: str, *, json_ld: bool = True, notices: Sequence[str] = (), related: Sequence[str] = ()
) -> str:
    """A whole article page: head with metadata, navigation, the story, and what stands around one on a news site."""
    stated = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": story.author}],
        "articleSection": story.section,
        "keywords": list(story.tags),
        "mainEntityOfPage": story.url,
        "publisher": {"@type": "NewsMediaOrganization", "name": site_name},
    }
    # "<" must not end the script element early.
    script = json.dumps(stated, ensure_ascii=False).replace("<", "\\u003c")
    ld = f'<script type="application/ld+json">{script}</script>' if json_ld else ""
    notice = "".join(f"<p>{escape(text)}</p>\n" for text in notices)
    more = "".join(f'<li><a href="/more/{n}">{escape(text)}</a></li>' for n, text in enumerate(related))
    return f"""<!DOCTYPE html>
<html lang="{escape(story.language)}">
<head>
<meta charset="utf-8">
<title>{escape(story.title)} | {escape(site_name)}</title>
<link rel="canonical" href="{escape(story.url)}">
<meta name="description" content="{escape(story.lead[:160])}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(story.title)}">
<meta property="og:site_name" content="{escape(site_name)}">
<meta property="og:url" content="{escape(story.url)}">
<meta property="article:published_time" content="{story.published.isoformat()}">
{ld}
<style>body {{ max-width: 44em }} nav li {{ display: inline }}</style>
</head>
<body>
<a class="skip" href="#story">Skip to the story</a>
<header><a href="/">{escape(site_name)}</a>
<nav><ul><li><a href="/local">Local</a></li><li><a href="/harbour">Harbour</a></li><li><a href="/schools">Schools</a>
</li><li><a href="/weather">Weather</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav></header>
<main>
<article id="story">
<h1>{escape(story.title)}</h1>
<p class="byline">By {escape(story.author)}</p>
<time datetime="{story.published.isoformat()}">{story.published:%d %B %Y}</time>
<div class="share"><a href="/share/mail">Share by mail</a> <a href="/share/post">Share this story</a></div>
<div class="body">
{notice}{story.html}
</div>
<div class="newsletter"><p>Sign up for our morning newsletter and never miss a story.</p><form><input type="email">
<button>Sign up</button></form></div>
</article>
<aside><h2>Most read</h2><ol><li><a href="/m/1">Ferry fares: what you need to know</a></li>
<li><a href="/m/2">Ten walks along the salt pans</a></li></ol><h2>Related</h2><ul>{more}</ul></aside>
<section class="comments"><h2>Comments</h2><p>Log in to join the conversation.</p></section>
</main>
<footer><p>© 2026 {escape(site_name)}. All rights reserved.</p><p><a href="/privacy">Privacy</a>
<a href="/contact">Contact the newsroom</a></p></footer>
<script>window.dataLayer = window.dataLayer || [];</script>
</body>
</html>
"""


def front_page(site_name: str, feeds: Sequence[str], stories: Sequence[Story] = ()) -> str:
    """A site's home page, which names its feeds."""
    links = "\n".join(
        f'<link rel="alternate" type="application/rss+xml" title="{escape(site_name)}" href="{escape(url)}">'
        for url in feeds
    )
    items = "\n".join(f'<li><a href="{escape(story.url)}">{escape(story.title)}</a></li>' for story in stories)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(site_name)}</title>
{links}
</head><body><h1>{escape(site_name)}</h1><ul>
{items}
</ul></body></html>
"""


def rss(stories: Sequence[Story], title: str, url: str, *, extra: str = "") -> str:
    """RSS 2.0; `extra` goes into the channel as it stands."""
    items = "\n".join(
        f"""<item>
<title>{escape(story.title)}</title>
<link>{escape(story.url)}</link>
<guid isPermaLink="false">{escape(story.guid or story.url)}</guid>
<pubDate>{format_datetime(story.published, usegmt=True)}</pubDate>
<dc:creator>{escape(story.author)}</dc:creator>
<category>{escape(story.section)}</category>
<description>{escape(f"<p>{escape(story.lead)}</p>")}</description>
{f"<content:encoded>{escape(story.html)}</content:encoded>" if story.content else ""}
</item>"""
        for story in stories
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{escape(title)}</title>
<link>{escape(url)}</link>
<description>{escape(title)}</description>
<language>en</language>
<atom:link rel="self" type="application/rss+xml" href="{escape(url)}"/>
{extra}
{items}
</channel>
</rss>
"""


def atom(stories: Sequence[Story], title: str, url: str) -> str:
    """Atom 1.0."""
    entries = "\n".join(
        f"""<entry>
<title>{escape(story.title)}</title>
<link rel="alternate" href="{escape(story.url)}"/>
<id>{escape(story.guid or story.url)}</id>
<published>{story.published.isoformat()}</published>
<updated>{(story.modified or story.published).isoformat()}</updated>
<author><name>{escape(story.author)}</name></author>
<category term="{escape(story.section)}"/>
<summary>{escape(story.lead)}</summary>
{f'<content type="html">{escape(story.html)}</content>' if story.content else ""}
</entry>"""
        for story in stories
    )
    newest = max((story.modified or story.published for story in stories), default=EPOCH)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>{escape(title)}</title>
<id>{escape(url)}</id>
<link rel="self" href="{escape(url)}"/>
<updated>{newest.isoformat()}</updated>
{entries}
</feed>
"""


def json_feed(stories: Sequence[Story], title: str, url: str) -> str:
    """JSON Feed 1.1."""
    items = [
        {
            "id": story.guid or story.url,
            "url": story.url,
            "title": story.title,
            "summary": story.lead,
            **({"content_html": story.html} if story.content else {"content_text": story.lead}),
            "date_published": story.published.isoformat(),
            "authors": [{"name": story.author}],
            "tags": [story.section],
        }
        for story in stories
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "feed_url": url, "items": items}
    return json.dumps(feed, ensure_ascii=False)


def news_sitemap(stories: Sequence[Story], title: str, url: str) -> str:
    """A Google News sitemap."""
    entries = "\n".join(
        f"""<url><loc>{escape(story.url)}</loc><news:news><news:publication><news:name>{escape(title)}</news:name>
<news:language>{escape(story.language)}</news:language></news:publication>
<news:publication_date>{story.published.isoformat()}</news:publication_date>
<news:title>{escape(story.title)}</news:title></news:news></url>"""
        for story in stories
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{entries}
</urlset>
"""


RENDERERS = {
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "json": ("application/feed+json", json_feed),
    "news-sitemap": ("application/xml", news_sitemap),
}
