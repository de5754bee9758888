"""Metadata: every field of a page with the witness it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schemas.article import Image
from wirecopy.cleaning.bylines import read_authors
from wirecopy.cleaning.dates import Judged, day_in_print, read_dates
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.fields import (
    read_canonical,
    read_declared_language,
    read_paywalled,
    read_section,
    read_site_name,
    read_summary,
    read_tags,
)
from wirecopy.cleaning.pictures import read_image
from wirecopy.cleaning.rights import read_rights, rights_sources, sourced
from wirecopy.cleaning.titles import read_title


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself, judged. Names are those of the record; `sources` says where each came from."""

    canonical_url: str | None
    site_name: str | None
    title: str
    summary: str
    authors: tuple[str, ...]
    published_at: datetime | None
    modified_at: datetime | None
    date_source: str | None
    declared_language: str | None
    section: str | None
    tags: tuple[str, ...]
    image: Image | None
    paywalled: bool | None
    rights: tuple[str, ...]
    sources: dict[str, str] = field(default_factory=dict)


def read_metadata(
    evidence: Evidence, *, size: int, headers: Mapping[str, str] | None = None, now: datetime | None = None
) -> Metadata:
    """Judge the evidence of a page of `size` characters. Never raises on what a page says.

    `headers` are those of its response that speak of rights (see `rights.telling_headers`). `now`, aware, is when the
    page was fetched, if that was not just now: no date may lie ahead of it.
    """
    canonical_url, canonical_source = read_canonical(evidence)
    site_name, site_source = read_site_name(evidence)
    title, title_source = read_title(evidence, site_name or None)
    summary, summary_source = read_summary(evidence)
    authors, authors_source = read_authors(evidence, site_name or None)
    dates = read_dates(evidence, now=now or datetime.now(UTC))
    published, modified = dates.published.dated, dates.modified.dated
    language, language_source = read_declared_language(evidence)
    section, section_source = read_section(evidence)
    tags, tags_source = read_tags(evidence)
    image, image_source = read_image(evidence)
    paywalled, paywalled_source = read_paywalled(evidence)
    rights = sourced(read_rights(evidence, headers or {}))
    sources = {
        "canonical_url": canonical_source,
        "site_name": site_source,
        "title": title_source,
        "summary": summary_source,
        "authors": authors_source,
        **_date_sources("published_at", dates.published, evidence),
        **_date_sources("modified_at", dates.modified, evidence),
        "language": language_source,
        "section": section_source,
        "tags": tags_source,
        "image": image_source,
        "paywalled": paywalled_source,
        **rights_sources(rights),
    }
    return Metadata(
        canonical_url=canonical_url or None,
        site_name=site_name or None,
        title=title,
        summary=summary,
        authors=authors,
        published_at=published.moment.astimezone(UTC) if published else None,
        modified_at=modified.moment.astimezone(UTC) if modified else None,
        date_source=published.source if published else None,
        declared_language=language or None,
        section=section or None,
        tags=tags,
        image=image,
        paywalled=paywalled,
        rights=tuple(rights),
        sources={name: source for name, source in sources.items() if source},
    )


def _date_sources(name: str, judged: Judged, evidence: Evidence) -> dict[str, str]:
    """The source of a date, its zone and its day where they are not those of UTC, and what was not believed."""
    told = {f"{name}.refused": "; ".join(judged.refused)}
    if (dated := judged.dated) is not None:
        day = day_in_print(evidence, dated)
        told[name] = dated.source
        told[f"{name}.zone"] = "" if dated.is_in_utc else dated.moment.isoformat()[-6:]
        told[f"{name}.day"] = "" if day == dated.moment.astimezone(UTC).date() else day.isoformat()
    return told
