"""Feeds: what a parser reads out of one, and what the ledger keeps of one."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.base import Model, Moment


class FeedKind(StrEnum):
    """The format a feed document turned out to be."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"
    NEWS_SITEMAP = "news-sitemap"
    SITEMAP = "sitemap"  # pages without news elements; entries have an address and a date only
    SITEMAP_INDEX = "sitemap-index"


class FeedState(StrEnum):
    """Whether and why a feed is polled."""

    ACTIVE = "active"
    PAUSED = "paused"  # by a person
    GONE = "gone"  # the server said 410, twice
    MISSING = "missing"  # the server has said 404 for weeks
    MERGED = "merged"  # it moved for good to the address of another feed, `moved_to`
    BLOCKED = "blocked"  # the address guard refused it
    LOCAL = "local"  # read from a file, never polled
    PAGE = "page"  # a web page, never polled: its feeds were submitted instead


class Enclosure(Model):
    """A media file that an entry points to."""

    url: str
    media_type: str | None = None
    length: int | None = None


class FeedEntry(Model):
    """What a feed says about one article. Text fields are plain text, `content_html` is as published."""

    key: str
    """Identity within its feed: the guid, else the link, else a hash of title and summary."""
    guid: str | None = None
    url: str | None = None
    """Absolute http(s) link to the article, resolved against xml:base or the feed's own address."""
    title: str = ""
    summary: str = ""
    content_html: str | None = None
    authors: tuple[str, ...] = ()
    published_at: Moment | None = None
    updated_at: Moment | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    image_url: str | None = None
    paywalled: bool | None = None
    """Whether the feed says that readers must pay or register; None where it says nothing."""
    enclosures: tuple[Enclosure, ...] = ()


class ParsedFeed(Model):
    """One feed document, parsed."""

    kind: FeedKind
    title: str = ""
    site_url: str | None = None
    self_url: str | None = None
    hub_url: str | None = None
    language: str | None = None
    ttl_seconds: int | None = None
    """How long the feed says it stays fresh (RSS ttl, sy:updatePeriod), in seconds."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, 0 to 23 in UTC, in which the feed asks not to be polled (RSS skipHours)."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday 0 to Sunday 6 in UTC, on which it asks not to be polled (RSS skipDays)."""
    previous_url: str | None = None
    """The next older document of a paged or archived feed (RFC 5005: `prev-archive`, else `next`)."""
    entries: tuple[FeedEntry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    """Child sitemaps, for a sitemap index only, the newest first where they are dated."""
    parser: str = ""
    """Which parser read it: `xml`, `feedparser`, `jsonfeed` or `sitemap`."""
    warnings: tuple[str, ...] = ()


class Pace(Model):
    """Posts counted over time, the older ones counting less."""

    posts: float = Field(default=0.0, ge=0)
    days: float = Field(default=0.0, ge=0)
    """Days watched, the earlier ones counting less in the same way."""

    @property
    def rate(self) -> float:
        """Posts a day."""
        return (self.posts + 0.005) / (self.days + 0.1)


class Rhythm(Model):
    """What is known of when a feed posts, learned poll by poll."""

    lately: Pace = Pace()
    """Over the last hours: news comes in bursts."""
    mostly: Pace = Pace()
    """Over the last weeks."""
    hours: tuple[float, ...] = ()
    """Posts by hour of the day (UTC), 24 of them, the older ones counting less; empty while there are none."""
    last_post_at: Moment | None = None
    learned_at: Moment

    @property
    def rate(self) -> float:
        """Posts a day to reckon with now."""
        return (self.lately.rate + self.mostly.rate) / 2


class Wishes(Model):
    """When a feed asks to be polled, by its own document."""

    ttl_seconds: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


class Feed(Model):
    """A feed as the ledger keeps it."""

    id: int
    url: str
    title: str = ""
    site_url: str | None = None
    kind: FeedKind | None = None
    state: FeedState = FeedState.ACTIVE
    tags: tuple[str, ...] = ()
    host: str = ""
    """Pacing key of its address: registrable domain, or the literal address."""
    etag: str | None = None
    last_modified: str | None = None
    validators_from: str | None = None
    """The address, after redirects, whose answer gave `etag` and `last_modified`."""
    distrusted_until: Moment | None = None
    """The server was caught saying 304 although there was news: no validators are sent until then."""
    body_hash: str | None = None
    read_at: Moment | None = None
    """When its document last came whole and was understood."""
    wishes: Wishes = Wishes()
    rhythm: Rhythm | None = None
    rate: float | None = None
    """Posts a day; the rhythm's."""
    moved_to: str | None = None
    """Where permanent redirects lead, as long as each poll says so."""
    moved_since: Moment | None = None
    moved_polls: int = 0
    interval_seconds: int
    next_poll_at: Moment
    leased_until: Moment | None = None
    failures: int = 0
    """Polls that failed in a row."""
    failing_since: Moment | None = None
    last_polled_at: Moment | None = None
    last_status: int | None = None
    last_error: str | None = None
    created_at: Moment
    discovered_from: str | None = None
    """The web page whose feed this is, where a page was submitted."""


class PollOutcome(StrEnum):
    """How one poll of a feed ended."""

    CHANGED = "changed"
    NOT_MODIFIED = "not_modified"
    SAME_BODY = "same_body"
    DISCOVERED = "discovered"  # the URL was a web page; its feeds were submitted instead
    FAILED = "failed"


class Poll(Model):
    """One request for a feed and what came of it."""

    id: int = 0
    feed_id: int
    at: Moment
    outcome: PollOutcome
    status: int | None = None
    body_bytes: int = Field(default=0, ge=0)
    duration_ms: int = Field(default=0, ge=0)
    entries_found: int = 0
    entries_new: int = 0
    entries_changed: int = 0
    gap: bool = False
    """Nothing that was known was in the document any more: entries in between may have been missed."""
    error: str | None = None
