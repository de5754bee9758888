"""The record: what wirecopy stores and hands out for one article."""

from __future__ import annotations

from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from schemas.base import Model, Moment


class Image(Model):
    """The lead picture."""

    url: str
    caption: str | None = None
    """What the picture shows, without the credit."""
    credit: str | None = None
    """Who took it or owns it, as the page says: `Ann Berg / AFP`."""


class Source(Model):
    """Who published it, and through which feed it came."""

    host: str
    name: str | None = None
    feed_id: int | None = None


class Recurrence(Model):
    """Where else a line was met: on how many other articles of the site, and when."""

    articles: int
    first_seen: Moment
    last_seen: Moment


class Removal(Model):
    """One piece of text that was taken out of an article, and why."""

    text: str
    reason: str
    """A stable slug, such as `age-notice`, `newsletter-prompt`, `repeated-title`."""
    recurrence: Recurrence | None = None
    """The evidence for `site-repeats`."""

    @model_serializer(mode="wrap")
    def _without_absent(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        if written.get("recurrence") is None:
            written.pop("recurrence", None)
        return written


class Provenance(Model):
    """Where a record's fields came from and what was removed from its text."""

    extractor: str
    """What produced the text: `page:<method>` or `feed:content` / `feed:summary`."""
    version: str
    """Version of the cleaning code, so that records can be cleaned again when it changes."""
    pages: int = Field(default=1, ge=1)
    """Of how many pages, one behind the other, the text was put together."""
    fields: dict[str, str] = Field(default_factory=dict)
    """Field name to its source, such as `json-ld`, `opengraph`, `feed`, `url`, `text`."""
    removed: tuple[Removal, ...] = ()
    site_learned: int | None = None
    """What had been learned of the site by then, as its count: see `wirecopy sites`. None if nothing was asked."""


class CleanPage(Model):
    """What cleaning makes of one page. The names are those of the record."""

    url: str | None = None
    """The address the page was fetched from, after redirects."""
    canonical_url: str | None = None
    """What the page itself claims (rel=canonical, og:url), absolute but not yet judged."""
    site_name: str | None = None
    title: str = ""
    text: str = ""
    """Paragraphs joined by a blank line."""
    summary: str = ""
    authors: tuple[str, ...] = ()
    published_at: Moment | None = None
    modified_at: Moment | None = None
    date_source: str | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    paywalled: bool | None = None
    rights: tuple[str, ...] = ()
    word_count: int = 0
    provenance: Provenance


class Draft(Model):
    """A normalized article that deduplication has not judged yet: the record without what only the ledger knows."""

    url: str
    canonical_url: str
    url_keys: tuple[str, ...]
    """Keys of the addresses it was read at and of the one its page claims; see `wirecopy.records.addresses`."""
    source: Source
    title: str
    text: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    published_at: Moment | None = None
    modified_at: Moment | None = None
    date_source: str | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    paywalled: bool | None = None
    rights: tuple[str, ...] = ()
    word_count: int = 0
    content_hash: str
    """Version-prefixed hash of the text alone, blind to case, spacing and punctuation."""
    provenance: Provenance


class Article(Model):
    """The stored record."""

    id: int
    url: str
    canonical_url: str
    source: Source
    title: str
    text: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    published_at: Moment | None = None
    modified_at: Moment | None = None
    date_source: str | None = None
    language: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    paywalled: bool | None = None
    rights: tuple[str, ...] = ()
    word_count: int = 0
    revision: int = 1
    content_hash: str
    duplicate_of: int | None = None
    story_id: int | None = None
    first_seen_at: Moment
    provenance: Provenance
