"""Writes the newsroom's feeds: RSS 2.0, Atom, RDF 1.0, JSON Feed and news sitemap."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from services.demo.content import Feed, Site
from services.demo.story import Story
from services.demo.templates import templates

FEED_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
}


def write_feed(site: Site, feed: Feed, stories: Sequence[Story], *, url: str) -> bytes:
    """The feed of a site at `url`, with those of its stories that it lists, as UTF-8."""
    inside = [story for story in stories if feed.slug in story.article.feeds]
    if feed.format == "json":
        return json.dumps(_json_feed(site, feed, inside, url), ensure_ascii=False, indent=1).encode()
    text = (
        templates()
        .get_template(f"feeds/{feed.format}.xml")
        .render(
            site=site,
            words=site.words,
            feed=feed,
            stories=inside,
            site_url=f"{url}/",
            feed_url=url + feed.path,
            content=_content,
        )
    )
    if feed.cut_off:
        # It breaks off, as a feed does whose generator died: nothing comes after these words.
        text = text[: text.index(feed.cut_off) + len(feed.cut_off)]
    return text.encode()


def _json_feed(site: Site, feed: Feed, stories: Sequence[Story], url: str) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{url}/",
        "feed_url": url + feed.path,
        "language": site.language,
        "items": [
            {
                "id": f"{site.slug}.example:{story.article.slug}",
                "url": story.url,
                "title": story.article.title,
                "summary": story.article.summary,
                "content_html": _content(story),
                "image": story.picture_url,
                "date_published": story.published.isoformat(),
                "date_modified": story.updated.isoformat(),
                "authors": [{"name": name} for name in story.article.authors],
                "tags": list(story.article.tags),
            }
            for story in stories
        ],
    }


def _content(story: Story) -> Markup:
    """A story as its feed holds it, with the line that points back to the site."""
    html = templates().get_template("feeds/content.html").render(story=story, words=story.article.site.words)
    return Markup(html.strip())  # noqa: S704 - the template has escaped it
