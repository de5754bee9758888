"""When a page says it was published and changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

import htmldate
from dateutil import parser as dateparser

from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import first_string, strings

# The web began in 1991; earlier dates are epoch zero and templates.
_FIRST_YEAR, _LAST_YEAR = 1991, 2099
_DAY_ONLY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d{5})")
_IN_PATH = re.compile(r"[/_-](20[0-4]\d|199\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_PUBLISHED_METAS = """
    article:published_time og:article:published_time og:published_time datepublished parsely-pub-date
    sailthru.date cxenseparse:recs:publishtime pubdate publishdate publish-date publication_date
    article.published date_published dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date
    dc.date.created rnews:datepublished article:publish_time originalpublicationdate timestamp date
    last-published published_at article_date_original
""".split()
_MODIFIED_METAS = """
    article:modified_time og:updated_time og:article:modified_time article:updated_time datemodified
    dcterms.modified dc.date.modified lastmod last-modified
""".split()
_ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9}
# Beyond this htmldate's patterns take longer than the article is worth.
_LARGEST_SEARCH = 3_000_000


class Dated(NamedTuple):
    """A moment in UTC and its source; `:day` behind the source means that only the day was given (midnight UTC)."""

    moment: datetime
    source: str


def read_published(evidence: Evidence, *, size: int) -> Dated | None:
    """When the story was published, from JSON-LD, <meta>, <time>, the address, or (htmldate) the words of the page.

    `size` is the page's length in characters: the last way is only tried on pages of ordinary size.
    """
    best: Dated | None = None
    for text, source in _published_claims(evidence):
        dated = parse_moment(text, source)
        if dated is None:
            continue
        if best is None:
            best = dated
        if not dated.source.endswith(":day"):
            # A day alone gives way to a time on that day, in any zone.
            if best is dated or abs(dated.moment - best.moment) < timedelta(hours=38):
                best = dated
            break
    if best is None and size <= _LARGEST_SEARCH:
        best = _from_words(evidence)
    return best


def read_modified(evidence: Evidence) -> Dated | None:
    """When the story was last changed, where the page states it."""
    claims = [(first_string(evidence.article, "dateModified"), "json-ld")]
    claims += [(evidence.meta(name), "meta") for name in _MODIFIED_METAS]
    return next((dated for text, source in claims if (dated := parse_moment(text, source))), None)


def parse_moment(text: str, source: str) -> Dated | None:
    """A date as pages write it, ISO 8601 or RFC 2822 or nearly so. A time without a zone is taken for UTC."""
    text = text.strip()
    if not text or len(text) > 60 or not _YEAR.search(text):
        return None
    moment = _parse(text)
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    if _DAY_ONLY.fullmatch(text) or (moment.tzinfo is None and moment.time() == datetime.min.time()):
        return Dated(moment.replace(tzinfo=UTC), f"{source}:day")
    return Dated(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC), source)


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return dateparser.parse(text, tzinfos=_zone, default=datetime(2000, 1, 1))  # noqa: DTZ001 - a zone comes later
    except (ValueError, OverflowError, TypeError):
        return None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset)) if abs(offset) < 86_400 else None
    return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None


def _published_claims(evidence: Evidence) -> Iterator[tuple[str, str]]:
    yield first_string(evidence.article, "datePublished"), "json-ld"
    for name in _PUBLISHED_METAS:
        for value in evidence.metas.get(name, ())[:1]:
            yield value, "meta"
    yield first_string(evidence.article, "dateCreated", "uploadDate"), "json-ld"
    for node in evidence.nodes:
        if any(name.endswith("Page") for name in strings(node.get("@type"))):
            yield first_string(node, "datePublished"), "json-ld"
    yield from _time_elements(evidence)
    if evidence.url and (match := _IN_PATH.search(evidence.url)):
        yield "-".join(match.groups()), "url"


def _time_elements(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Those that say they are the publication's, then the only one there is (one of many may be a teaser's)."""
    stated = [element for element in evidence.tree.iter("time") if element.get("datetime")]
    marked = [
        element
        for element in stated
        if element.get("itemprop") == "datePublished"
        or element.get("pubdate") is not None
        or "publi" in (element.get("class") or "")
    ]
    for element in marked or (stated if len({element.get("datetime") for element in stated}) == 1 else []):
        yield element.get("datetime") or "", "time"


def _from_words(evidence: Evidence) -> Dated | None:
    try:
        found = htmldate.find_date(evidence.tree, original_date=True, url=evidence.url, extensive_search=True)
    # Parsers of dates in many tongues, on words of strangers: whatever they stumble over, there is no date then.
    except Exception as error:  # noqa: BLE001
        logging.getLogger(__name__).debug("htmldate failed: %r", error)
        return None
    return parse_moment(found, "htmldate") if found else None
