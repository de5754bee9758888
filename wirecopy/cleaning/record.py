"""What cleaning made of a page, under the names of the record (schemas/article.py)."""

from __future__ import annotations

from typing import Any

from schemas.article import CleanPage
from wirecopy.errors import BadUrl
from wirecopy.records.text import content_hash
from wirecopy.records.urls import host_name


def record_of(page: CleanPage) -> dict[str, Any]:
    """The record, ready for JSON, less what only the ledger knows."""
    fields = page.model_dump(mode="json", exclude={"site_name"})
    fields["canonical_url"] = page.canonical_url or page.url
    fields["source"] = {"host": _host(page.url or page.canonical_url), "name": page.site_name}
    provenance = fields.pop("provenance")
    order = ("url", "canonical_url", "source", "title", "text", "summary", "authors")
    first = {name: fields.pop(name) for name in order}
    return first | fields | {"content_hash": content_hash(page.text), "provenance": provenance}


def _host(url: str | None) -> str:
    try:
        return host_name(url or "")
    except BadUrl:
        return ""
