"""The smaller fields of a record, each from the best witness on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import first_string, is_article, nodes_under, strings

Sourced = tuple[str, str]
"""A value and its source; ("", "") where the page says nothing."""

_NOTHING: Sourced = ("", "")
_LONGEST_SUMMARY, _LONGEST_TAG, _MOST_TAGS = 2000, 60, 30
_MOST_CRUMBS = 8
_TAG_SEPARATOR = re.compile(r"\s*[,;|、，]\s*")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_].*)?\s*")


def read_canonical(evidence: Evidence) -> Sourced:
    """rel=canonical, og:url, or JSON-LD's address of the page; absolute http(s)."""
    links = [
        link.get("href") or ""
        for link in evidence.all("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    entity = evidence.article.get("mainEntityOfPage")
    named = first_string(evidence.article, "url", "mainEntityOfPage") or (
        first_string(entity, "@id", "url") if isinstance(entity, dict) else ""
    )
    for values, source in (
        (links[:1], "canonical"),
        (evidence.metas.get("og:url", [])[:1], "opengraph"),
        ([named], "json-ld"),
    ):
        for value in values:
            if value.strip() and (address := evidence.absolute(value)):
                return address, source
    return _NOTHING


def read_site_name(evidence: Evidence) -> Sourced:
    """og:site_name, JSON-LD's publisher or WebSite, application-name."""
    if name := evidence.meta("og:site_name"):
        return name, "opengraph"
    for node in nodes_under(evidence.article, "publisher", evidence.nodes):
        if name := first_string(node, "name"):
            return name, "json-ld"
    for node in evidence.nodes:
        if "WebSite" in strings(node.get("@type")) and (name := first_string(node, "name")):
            return name, "json-ld"
    name = evidence.meta("application-name", "apple-mobile-web-app-title")
    return (name, "meta") if name else _NOTHING


def read_summary(evidence: Evidence) -> Sourced:
    """The page's own description of the story."""
    for text, source in (
        (evidence.meta("og:description"), "opengraph"),
        (first_string(evidence.article, "description"), "json-ld"),
        (evidence.meta("description", "twitter:description", "dc.description"), "meta"),
    ):
        if text:
            return text[:_LONGEST_SUMMARY], source
    return _NOTHING


def read_declared_language(evidence: Evidence) -> Sourced:
    """The primary language subtag that the page declares."""
    for tag, source in (
        (
            evidence.tree.get("lang") or evidence.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
            "html-lang",
        ),
        (first_string(evidence.article, "inLanguage"), "json-ld"),
        (evidence.meta("og:locale"), "opengraph"),
        (evidence.meta("content-language", "language", "dc.language"), "meta"),
    ):
        if (match := _LANGUAGE.fullmatch(tag)) and match[1].lower() not in ("und", "mul", "zxx"):
            return match[1].lower(), source
    return _NOTHING


def read_section(evidence: Evidence) -> Sourced:
    """The part of the paper it ran in."""
    for text, source in (
        (first_string(evidence.article, "articleSection"), "json-ld"),
        (evidence.meta("article:section", "og:article:section"), "opengraph"),
        (evidence.meta("parsely-section", "section", "cxenseparse:category", "sailthru.section"), "meta"),
    ):
        if text and len(text) <= _LONGEST_TAG:
            return text, source
    return _crumb(evidence)


def read_tags(evidence: Evidence) -> tuple[tuple[str, ...], str]:
    """Keywords of the story, each once. A site's own `keywords` meta comes last and only where it is short."""
    general = _tags([evidence.meta("keywords")])
    for tags, source in (
        (_tags(strings(evidence.article.get("keywords"))), "json-ld"),
        (_tags(evidence.metas.get("article:tag", []) + evidence.metas.get("og:article:tag", [])), "opengraph"),
        (_tags([evidence.meta("news_keywords", "parsely-tags", "sailthru.tags")]), "meta"),
        (general if len(general) <= 15 else (), "meta"),
    ):
        if tags:
            return tags, source
    return (), ""


def read_paywalled(evidence: Evidence) -> tuple[bool | None, str]:
    """Whether the story is behind a wall: schema.org isAccessibleForFree, or article:content_tier."""
    for node in (evidence.article, *(node for node in evidence.nodes if is_article(node) or "cssSelector" in node)):
        value = node.get("isAccessibleForFree")
        said = str(value).lower().rsplit("/", 1)[-1] if value is not None else ""
        if said in ("true", "false"):
            return said == "false", "json-ld"
    tier = evidence.meta("article:content_tier").lower()
    if tier in ("free", "metered", "locked"):
        return tier == "locked", "opengraph"
    return None, ""


def _crumb(evidence: Evidence) -> Sourced:
    """The part of the paper by the page's breadcrumbs: what stands behind the front page and before the story."""
    for node in evidence.nodes:
        steps = node.get("itemListElement")
        if (
            "BreadcrumbList" in strings(node.get("@type"))
            and isinstance(steps, list)
            and 3 <= len(steps) <= _MOST_CRUMBS
        ):
            step = steps[1] if isinstance(steps[1], dict) else {}
            item = step.get("item")
            name = first_string(step, "name") or (first_string(item, "name") if isinstance(item, dict) else "")
            if name and len(name) <= _LONGEST_TAG:
                return name, "breadcrumb"
    return _NOTHING


def _tags(values: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for value in values:
        for part in _TAG_SEPARATOR.split(value):
            tag = part.strip().lstrip("#")
            # Some systems leave their own labels among the keywords: `topic:x`, `_id=12`.
            if 1 < len(tag) <= _LONGEST_TAG and not re.search(r"[=_{}<>]|^\w+:\S", tag):
                found.setdefault(tag.lower(), tag)
    return tuple(found.values())[:_MOST_TAGS]
