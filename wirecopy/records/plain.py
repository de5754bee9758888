"""A draft from bare fields, for texts that come without a page or a feed."""

from __future__ import annotations

from datetime import datetime

from schemas.article import Draft, Provenance, Source
from wirecopy.records.text import content_hash, word_count
from wirecopy.records.urls import canonical_url, host_name, url_key


def plain_draft(*, url: str | None, title: str, text: str, published_at: datetime | None = None) -> Draft:
    """A draft that `decide` can judge. Without a URL it answers to no address. Raises BadUrl for a URL that is none."""
    canonical = canonical_url(url) if url else ""
    return Draft(
        url=url or "",
        canonical_url=canonical,
        url_keys=(url_key(canonical),) if canonical else (),
        source=Source(host=host_name(canonical) if canonical else ""),
        title=title,
        text=text,
        published_at=published_at,
        word_count=word_count(text),
        content_hash=content_hash(text),
        provenance=Provenance(extractor="given", version="1"),
    )
