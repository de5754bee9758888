"""Where to look for feeds that a page does not name: by the names of sitemaps, and at well-known paths.

Each place costs a request to somebody's server, so there are few, in the order in which they are likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

WELL_KNOWN = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
_OF_A_SECTION = WELL_KNOWN[:3]

_NEWS = re.compile(
    r"news|nachrichten|aktuell|noticias|notícias|nouvelles|actualit|notizie|nieuws|nyheter|novosti|latest|48h|recent",
    re.IGNORECASE,
)
_NO_ARTICLES = re.compile(
    r"image|img|photo|picture|galler|video|categor|tag|author|taxonom|attachment|product|user|profile|static|forum"
    r"|event|archive|newsletter",
    re.IGNORECASE,
)
# A word and a number, a date, or many words: how addresses of articles differ from those of sections.
_ARTICLE_STEP = re.compile(r"(?=.*\d{4})(?=.*[a-z])|\d{5}|(?:19|20)\d\d\Z|(?:[^\W_]+[-_]){4}", re.IGNORECASE)
_FILE = re.compile(r"[^.]+\.(?:s?html?|php|aspx?|jsp)\Z", re.IGNORECASE)
_MOST_STEPS = 3


def says_news(url: str) -> bool:
    """Whether the address of a sitemap sounds like a news sitemap's."""
    path = urlsplit(url).path
    return _NEWS.search(path) is not None and _NO_ARTICLES.search(path) is None


def likely_sitemaps(sitemaps: Iterable[str]) -> list[str]:
    """The sitemaps that may hold news, those that sound like it first, otherwise in the order given."""
    given = list(dict.fromkeys(sitemaps))
    news = [url for url in given if says_news(url)]
    others = [url for url in given if url not in set(news) and not _NO_ARTICLES.search(urlsplit(url).path)]
    return news + others


def well_known(page: str) -> list[str]:
    """Addresses at which the feed of a front or section page may be; of no other page."""
    parts = urlsplit(page)
    steps = _steps(page)
    if is_article_address(page) or len(steps) > _MOST_STEPS:
        return []
    if steps and _FILE.match(steps[-1]):
        steps.pop()  # `index.html` is its folder's page, `sport.html` lies among the other sections
    folder = "".join(f"/{step}" for step in steps)
    paths = [f"{folder}/{name}" for name in _OF_A_SECTION] if steps else []
    paths += [f"/{name}" for name in WELL_KNOWN]
    return [urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in paths]


def is_article_address(url: str) -> bool:
    """Whether an address looks like a single article's; a front page's or a section's does not."""
    return any(_ARTICLE_STEP.match(step) for step in _steps(url))


def _steps(url: str) -> list[str]:
    return [step for step in urlsplit(url).path.split("/") if step]
