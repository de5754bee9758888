"""Which addresses an article answers to, and whether the canonical link of its page can be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

from wirecopy.errors import BadUrl
from wirecopy.records.urls import canonical_url, same_site, url_key

_CLAIM = "claimed "
_FRONT_PAGES = frozenset(("", "/index.html", "/index.htm", "/index.php", "/home"))
# An article's last segment: a number, a headline of at least three words, or a document.
_NUMBERED_OR_FILE = re.compile(r"\d{4}|\.(?:s?html?|php|aspx?|jsp)$")


class Addresses(NamedTuple):
    """The addresses of one article, in canonical form."""

    url: str
    """Where it was read."""
    canonical: str
    canonical_source: str
    """`page`, or `final` where the page names none that can be believed."""
    refused: str | None
    """The canonical link that was not believed, and why."""
    keys: tuple[str, ...]
    """Keys of the addresses it was read at, and a claim to the canonical one where that is another: see `claims`."""


def settle_addresses(
    requested: str | None, final: str | None, claimed: str | None, *, entry_key: str
) -> Addresses | None:
    """Judge the three addresses of an article: that of the entry, that after redirects, that in the page.

    Gives None where neither of the first two is an http(s) address. A canonical link is refused where it leads to a
    front page or a section page and the article's address does not. One that leads to another site's article is
    kept as the canonical address, but is none that this article answers to: the text will tell whether it is the same.
    So is one of the same site, but it is kept as a claim.

    A feed may link every entry to its site's front page; `entry_key`, its identity in the feed, tells them apart.
    """
    read_at = [address for address in (_canonical(final), _canonical(requested)) if address]
    if not read_at:
        return None
    url = read_at[0]
    canonical, refused = _canonical(claimed), None
    if claimed and canonical is None:
        refused = f"{claimed[:200]}: no web address"
    elif canonical and (why := _why_not(canonical, url)):
        canonical, refused = None, f"{canonical}: {why}"
    keys = [url_key(address) for address in read_at if not is_front_page(address)]
    if canonical and same_site(canonical, url) and not is_front_page(canonical):
        claimed = url_key(canonical)
        if claimed not in keys:
            keys.append(_CLAIM + claimed if keys else claimed)
    if not keys:
        keys = [f"{url_key(url)}#{sha256(entry_key.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"]
    return Addresses(
        url=url,
        canonical=canonical or url,
        canonical_source="page" if canonical else "final",
        refused=refused,
        keys=tuple(dict.fromkeys(keys)),
    )


def read_at(keys: Iterable[str]) -> list[str]:
    """Of an article's keys those of addresses at which it was read: another article with one of these is the same."""
    return [key for key in keys if not key.startswith(_CLAIM)]


def claims(keys: Iterable[str]) -> list[str]:
    """Keys that may be the same article's, if the text agrees.

    A page says what its canonical address is, and some sites say the same on all their pages. So what a page claims is
    kept apart from where it was read: whoever claims our address, whose address we claim, who claims the same.
    """
    ours = list(keys)
    plain = dict.fromkeys(key.removeprefix(_CLAIM) for key in ours)
    return [key for name in plain for key in (name, _CLAIM + name) if key == _CLAIM + name or key not in ours]


def is_front_page(url: str) -> bool:
    """Whether an address is a site's front page."""
    parts = urlsplit(url)
    return not parts.query and not parts.fragment and parts.path.rstrip("/").lower() in _FRONT_PAGES


def section_above(url: str, article: str) -> bool:
    """Whether `url` is the front page, or a section page, of the site on which `article` was: where dead links lead."""
    here, there = _canonical(url), _canonical(article)
    return bool(here and there and _why_not(here, there))


def _why_not(canonical: str, url: str) -> str | None:
    if is_front_page(canonical) and not is_front_page(url):
        return "the front page"
    path, own = (urlsplit(address).path.rstrip("/") for address in (canonical, url))
    # A section stands above its articles: what lies deeper, as the permalink of `/?p=4711`, is none.
    if path == own or path.count("/") > own.count("/") or _looks_like_article(canonical):
        return None
    above = same_site(canonical, url) and own.startswith(f"{path}/")
    return "a section page" if above or _looks_like_article(url) else None


def _looks_like_article(url: str) -> bool:
    parts = urlsplit(url)
    if re.search(r"\d", parts.query):
        return True
    name = parts.path.rstrip("/").rpartition("/")[2]
    # Three words with hyphens between them are a headline. Counted: a pattern for it takes quadratic time on one word.
    words = [word for word in re.split(r"[-_]", name) if word]
    return len(words) >= 3 or _NUMBERED_OR_FILE.search(name) is not None


def _canonical(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return canonical_url(url)
    except BadUrl:
        return None
