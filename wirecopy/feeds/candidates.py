"""What a web page points to as feeds, and which of it is taken.

Pages name more than anybody wants to poll: the same stories as RSS, Atom and JSON, the comments, each section. Taken
are a page's own feeds, each thing once: of a section's page the section's feed where it has one, else what the page
names, sections after the whole. Feeds of comments are never taken by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from schemas.feed import FeedKind
from wirecopy.errors import BadUrl
from wirecopy.feeds.places import is_article_address
from wirecopy.records.urls import url_key

MOST_TAKEN = 12
"""A front page may name a feed for each of its sections; more than this is a directory, not a newsroom."""

_COMMENTS = re.compile(
    r"comment|kommentar|comentari|comentári|reacties|reaktion|komentarz|komentář|kommentti|hozzászól|yorumlar|comentarii"
    r"|коммент|коментар|σχόλι|コメント|评论|評論|留言|댓글|تعليق|תגוב|bình luận|ความเห็น|\breplies\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"/(?:categor(?:y|ies|ie|ia|ias)|tags?|authors?|autor|topics?|themen?|thema|sections?|labels?|kategorie|rubrik|podcasts?)/",
    re.IGNORECASE,
)
# What names a format and not a subject, in addresses and in titles.
_FORMAT_IN_ADDRESS = re.compile(
    r"(?:rss|atom|rdf)(?:[-_.]?\d(?:[._]?\d)?)?|jsonfeed|json|feeds?|xml|index|default|php|aspx?|[/._-]", re.IGNORECASE
)
_FORMAT_IN_QUERY = re.compile(r"(?:\A|&)(?:alt|feed|format|type|output|fmt)=(?:rss2?|atom|rdf|json|xml|feed)(?=&|\Z)")
_FORMAT_IN_TITLE = re.compile(
    r"\b(?:rss|atom|rdf|json|xml|feeds?|syndication)\b|\b\d?\.\d+\b|(?<!\d)\.9\d\b|[\W_]+", re.IGNORECASE
)


class Evidence(StrEnum):
    """How a page points to a feed, in the words of an explanation; the strongest first."""

    HEADER = "the Link header names it"
    ELEMENT = "a link element names it"
    TYPE = "a link says that it leads to a feed"
    ADDRESS = "a link leads to an address like a feed's"
    LABEL = "a link is called a feed"


@dataclass(frozen=True)
class FoundFeed:
    """A feed that a page points to. `kind` is what the page says it is, if it says so."""

    url: str
    title: str = ""
    kind: FeedKind | None = None
    evidence: Evidence = Evidence.ELEMENT

    @property
    def is_declared(self) -> bool:
        """Whether the page names it as its feed, for programs to find; else it only links to it."""
        return self.evidence in (Evidence.HEADER, Evidence.ELEMENT)


def ranked(found: Sequence[FoundFeed], page: str) -> list[FoundFeed]:
    """The feeds of the page at `page`, the likeliest first: its own, sections, comments; declared before linked."""
    return sorted(
        found,
        key=lambda feed: (
            is_of_comments(feed, page),
            not feed.is_declared,
            not _lies_beneath(feed.url, page),
            bool(_SECTION.search(urlsplit(feed.url).path)),
            list(Evidence).index(feed.evidence),
        ),
    )


def declared(found: Sequence[FoundFeed], page: str) -> list[FoundFeed]:
    """Of ranked feeds those that are taken in the page's place without a question."""
    named = [feed for feed in found if feed.is_declared and not is_of_comments(feed, page)]
    own = [feed for feed in named if _lies_beneath(feed.url, page)]
    taken = distinct(own or named)
    # Sites offer a whole set of feeds in each format: those of another one than the best's are the same again.
    best = next((feed.kind for feed in taken if feed.kind), None)
    return [feed for feed in taken if feed.kind in (None, best)][:MOST_TAKEN]


def linked(found: Sequence[FoundFeed], page: str) -> list[FoundFeed]:
    """Of ranked feeds those that are only linked, to be taken if a request shows that they are feeds."""
    return distinct([feed for feed in found if not feed.is_declared and not is_of_comments(feed, page)])


def distinct(feeds: Sequence[FoundFeed]) -> list[FoundFeed]:
    """The feeds without those that are another format, or another address, of one before them."""
    kept: list[_Sameness] = []
    for feed in feeds:
        sameness = _Sameness.of(feed)
        if not any(sameness.is_of(other) for other in kept):
            kept.append(sameness)
    return [sameness.feed for sameness in kept]


def is_of_comments(feed: FoundFeed, page: str) -> bool:
    """Whether it is about readers' comments, not articles: by its words, or because it belongs to a single article."""
    parts = urlsplit(feed.url)
    if _COMMENTS.search(feed.title) or _COMMENTS.search(parts.path) or _COMMENTS.search(parts.query):
        return True
    return is_article_address(page) and _lies_beneath(feed.url, page)


def _lies_beneath(url: str, page: str) -> bool:
    """Whether a feed's address is that of a page with something added: `/sport/feed` and `/sport.rss` of `/sport/`."""
    one, other = urlsplit(url), urlsplit(page)
    path = re.sub(r"\.(?:html?|php|aspx?)\Z", "", other.path.rstrip("/"))
    return bool(path) and one.netloc == other.netloc and re.match(rf"{re.escape(path)}[/.]", one.path) is not None


@dataclass(frozen=True)
class _Sameness:
    """A feed with what tells whether two are one; each found once, as a page may name hundreds."""

    feed: FoundFeed
    key: str
    address: tuple[str, str, str]
    title: str

    @classmethod
    def of(cls, feed: FoundFeed) -> _Sameness:
        return cls(feed, _key(feed.url), _subject_of_address(feed.url), _subject_of_title(feed.title))

    def is_of(self, other: _Sameness) -> bool:
        if self.key == other.key:
            return True
        one, two = self.feed.kind, other.feed.kind
        if one is two and one is not None:
            return False  # two of one format are two things, such as rss1.xml and rss2.xml
        if self.address == other.address:
            return True
        if one is None or two is None:
            return False  # words of a link, such as "Subscribe", say little
        return bool(self.title) and self.title == other.title


def _key(url: str) -> str:
    try:
        return url_key(url)
    except BadUrl:
        return url


def _subject_of_address(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return (
        (parts.hostname or "").removeprefix("www."),
        _FORMAT_IN_ADDRESS.sub("", parts.path).lower(),
        _FORMAT_IN_QUERY.sub("", parts.query),
    )


def _subject_of_title(title: str) -> str:
    return _FORMAT_IN_TITLE.sub(" ", title).strip().casefold()
