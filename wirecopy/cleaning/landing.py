"""Where a request for an article landed: on the article, on a page that leads on to it, or on a wall.

page ─┬─ meta refresh, AMP, view of all pages ─▶ `leads_to`
      ├─ wall ─▶ `wall`
      └─ article ─▶ `page`, and the address of its `next_page`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.article import CleanPage
from schemas.feed import FeedEntry
from schemas.wall import Wall
from wirecopy.cleaning.clean import clean, clean_evidence
from wirecopy.cleaning.evidence import Evidence, collect
from wirecopy.cleaning.pagination import linked, next_page, single_page
from wirecopy.cleaning.paragraphs import paragraphs_of
from wirecopy.cleaning.rights import telling_headers
from wirecopy.cleaning.sites import Visit
from wirecopy.cleaning.tree import parse_page
from wirecopy.cleaning.walls import find_wall, guard_headers, is_challenge
from wirecopy.cleaning.words import word_count
from wirecopy.errors import BadUrl
from wirecopy.records.charset import decode
from wirecopy.records.urls import same_site

# Seconds. Pages that show something refresh after minutes; what goes elsewhere at once is a redirect.
_SHORT_DELAY = 5.0
# Words on a page that is there to lead on: "You are being redirected. Click here if nothing happens."
_NO_TEXT = 40
_SCANNED = 300_000

_MAY_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_MAY_BE_AMP = re.compile(r"<html\b[^>]{0,2000}?(?:\s(?:amp|⚡)[\s=>]|⚡)", re.IGNORECASE)
_REFRESH = re.compile(
    r"\s*(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})\s*(?:[;,\s]\s*(?:url\s*=\s*)?(.{1,4000})|)", re.IGNORECASE | re.S
)


@dataclass(frozen=True)
class Landing:
    """What a page is and where it leads."""

    page: CleanPage | None = None
    """The article, or what cleaning makes of a wall; None for a page that does nothing but lead on."""
    wall: Wall | None = None
    leads_to: str | None = None
    """What to fetch in its place. Where there is a `page` without a `wall` it will do if that can't be had."""
    next_page: str | None = None
    """The article's next page."""


def noted_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of a response's header fields those that `land` looks at, by lower-case name."""
    fields = list(pairs)
    return {**telling_headers(fields), **guard_headers(fields)}


def land(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    headers: Mapping[str, str],
    asked: str | None,
    entry: FeedEntry,
    visit: Visit | None = None,
) -> Landing:
    """Read one page: `url` after redirects, `asked` before them, `headers` by `noted_headers`. Never raises.

    `visit` brings what is known of the site, as for `clean`.
    """
    markup = decode(body, content_type).text
    tree = parse_page(markup)
    if tree is None:
        return Landing(clean("", url=url, entry=entry))
    evidence = collect(tree, url=url)
    if _MAY_REFRESH.search(markup[:_SCANNED]) and (target := _refresh(evidence, url)):
        by_guard = target == url or is_challenge({}, body)
        return Landing(wall=Wall.CHALLENGE) if by_guard else Landing(leads_to=target)
    page = clean_evidence(evidence, size=len(markup), entry=entry, headers=headers, visit=visit)
    wall = find_wall(evidence, markup, page, asked=asked, entry=entry, headers=headers)
    if _MAY_BE_AMP.search(markup[:_SCANNED]):
        return Landing(page, wall, leads_to=_other_view(page.canonical_url, url))
    if wall is not None:
        amp = _amp_version(evidence, url) if wall is Wall.NEEDS_SCRIPT else None
        return Landing(page, wall, leads_to=amp)
    links = linked(evidence)
    return Landing(page, leads_to=single_page(links, url), next_page=next_page(links, url))


def _refresh(evidence: Evidence, url: str) -> str | None:
    """Where the page sends its readers at once; None where it lets them read."""
    body = evidence.tree.find("body")
    text = "" if body is None else " ".join(paragraph.text for paragraph in paragraphs_of(body))
    is_bare = word_count(text) < _NO_TEXT
    for element in evidence.tree.iter("meta"):
        said = _REFRESH.fullmatch(element.get("content") or "")
        if (element.get("http-equiv") or "").strip().lower() != "refresh" or said is None or said[2] is None:
            continue
        target = (evidence.absolute(said[2].strip().strip("\"'")) or "").partition("#")[0]
        without_scripts_only = any(parent.tag == "noscript" for parent in element.iterancestors())
        if not target or float(said[1]) > _SHORT_DELAY or (not is_bare and (without_scripts_only or target == url)):
            continue
        if is_bare or _is_same_site(target, url):
            return target
    return None


def _amp_version(evidence: Evidence, url: str) -> str | None:
    """The AMP page that this one names: it has its text without scripts."""
    for link in evidence.tree.iter("link"):
        if "amphtml" in (link.get("rel") or "").lower().split() and (href := link.get("href")):
            return _other_view(evidence.absolute(href), url)
    return None


def _other_view(address: str | None, url: str) -> str | None:
    """The address, if it is another one on the same site; more than scheme, `www.` and a slash must differ."""
    bare = (address or "").partition("#")[0]
    return bare if bare and _spot(bare) != _spot(url) and _is_same_site(bare, url) else None


def _spot(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _is_same_site(one: str, other: str) -> bool:
    try:
        return same_site(one, other)
    except BadUrl:
        return False
