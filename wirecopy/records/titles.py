"""The headline: the page's or the feed's, without the site's name behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from wirecopy.records.text import fold

_SEPARATOR = re.compile(r"\s+[|\-–—·•»:]+\s+|\s*[|»]\s*")
_CUT = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
# Sources of a page's title that often hold more, or other, than the headline.
_WEAK = ("html-title", "title", "url")


class Title(NamedTuple):
    """A headline and where it came from; empty where there is none."""

    text: str
    source: str


def settle_title(
    page: str, feed: str, *, page_source: str = "page", site_name: str | None = None, host: str = ""
) -> Title:
    """The headline out of what page and feed give.

    The page's stands, as the newsroom's last word, unless it is the site's name, only the page's <title>, or cut short
    where the feed's is whole.
    """
    page, feed = (without_site(" ".join(title.split()), site_name=site_name, host=host) for title in (page, feed))
    if not page or _is_site(page, site_name, host):
        return Title(feed, "feed") if feed else Title("", "")
    if feed and fold(page) != fold(feed):
        whole = _CUT.sub("", page)
        if whole != page and fold(feed).startswith(fold(whole)):
            return Title(feed, "feed")
        if page_source in _WEAK and not _CUT.search(feed):
            return Title(feed, "feed")
    return Title(page, page_source)


def without_site(title: str, *, site_name: str | None, host: str) -> str:
    """The title without a last or first part that is the site's name or host: `Rain ahead | The Bay Post`."""
    parts = list(_SEPARATOR.finditer(title))
    if parts:
        last, first = title[parts[-1].end() :], title[: parts[0].start()]
        if _is_site(last, site_name, host):
            return without_site(title[: parts[-1].start()].rstrip(), site_name=site_name, host=host)
        if _is_site(first, site_name, host):
            return title[parts[0].end() :].lstrip()
    return title


def _is_site(text: str, site_name: str | None, host: str) -> bool:
    squeezed = fold(text).replace(" ", "").removeprefix("the")
    names = [fold(site_name or "").replace(" ", "").removeprefix("the")]
    if host:
        labels = host.split(".")
        names += [fold(host).replace(" ", ""), *(label.replace("-", "").removeprefix("the") for label in labels[:-1])]
    # One short label, such as the `news` of news.example.com, is a word like any other.
    return bool(squeezed) and any(squeezed == name and len(name) > 4 for name in names)
