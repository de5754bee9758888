"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import re
from typing import Any

import orjson

from schemas.feed import Enclosure, FeedEntry, FeedKind, ParsedFeed
from wirecopy.errors import NotAFeed
from wirecopy.feeds import limits
from wirecopy.feeds.dates import parse_date
from wirecopy.feeds.identity import entry_key
from wirecopy.feeds.languages import language_tag
from wirecopy.feeds.links import absolute
from wirecopy.feeds.persons import person_name
from wirecopy.feeds.plaintext import plain

# What PostgreSQL text can't hold and no document means.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# An escape in a string; `half` is one of a surrogate pair without the other.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


def read_json_feed(text: str, url: str | None) -> ParsedFeed:
    """Read a JSON Feed. Raises NotAFeed for other JSON, and for what is no JSON.

    Lenient where feeds are: numbers as ids, a missing version, 1.0's `author` beside 1.1's `authors`.
    """
    document = _loaded(text)
    if not isinstance(document, dict):
        raise NotAFeed("it is JSON, but a list and not a JSON Feed")
    items = document.get("items")
    if not isinstance(items, list) or not (_is_versioned(document) or any(map(_looks_like_item, items))):
        raise NotAFeed("it is JSON, but not a JSON Feed: it has no version of jsonfeed.org and no items")

    site_url = absolute(_string(document, "home_page_url"), url)
    self_url = absolute(_string(document, "feed_url"), url)
    base = site_url or self_url or url
    language = language_tag(_string(document, "language"))
    authors = _authors(document)
    usable = [item for item in items[: limits.ENTRIES] if isinstance(item, dict)]
    warnings = []
    if len(items) > limits.ENTRIES:
        warnings.append(f"{len(items)} entries; the first {limits.ENTRIES} were read")
    if len(usable) < min(len(items), limits.ENTRIES):
        warnings.append("some items are no objects and were left out")
    return ParsedFeed(
        kind=FeedKind.JSON,
        title=plain(_string(document, "title"), limits.TITLE),
        site_url=site_url,
        self_url=self_url,
        hub_url=_hub(document, url),
        language=language,
        entries=tuple(_entry(item, base, language, authors) for item in usable),
        parser="jsonfeed",
        warnings=tuple(warnings),
    )


def _loaded(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        # Python's json and JavaScript write half a surrogate pair where a text was cut; JSON allows it (RFC 8259, 8.2).
        mended = _ESCAPE.sub(lambda escape: "\ufffd" if escape["half"] else escape[0], text)
        if mended != text:
            return _loaded(mended)
        raise NotAFeed(f"it begins like JSON but is none: line {error.lineno}, column {error.colno}") from None


def _entry(item: dict[str, Any], base: str | None, language: str | None, authors: tuple[str, ...]) -> FeedEntry:
    guid = _string(item, "id").strip() or None
    url = absolute(_string(item, "url"), base) or absolute(guid) or absolute(_string(item, "external_url"), base)
    title = plain(_string(item, "title"), limits.TITLE)
    html, text = _string(item, "content_html").strip(), _string(item, "content_text").strip()
    summary = plain(_string(item, "summary"), limits.SUMMARY)
    tags = dict.fromkeys(
        plain(_CONTROL.sub("", tag), limits.TAG) for tag in _list(item, "tags") if isinstance(tag, str)
    )
    tags.pop("", None)
    return FeedEntry(
        key=entry_key(guid, url, title, summary or html or text),
        guid=guid,
        url=url,
        title=title,
        summary=summary,
        content_html=html or _paragraphs(text) or None,
        authors=_authors(item) or authors,
        published_at=parse_date(_string(item, "date_published")),
        updated_at=parse_date(_string(item, "date_modified")),
        tags=tuple(tags)[: limits.TAGS],
        language=language_tag(_string(item, "language")) or language,
        image_url=absolute(_string(item, "image"), base) or absolute(_string(item, "banner_image"), base),
        enclosures=_enclosures(item, base),
    )


def _is_versioned(document: dict[str, Any]) -> bool:
    return "jsonfeed.org/version/" in _string(document, "version")


def _looks_like_item(item: object) -> bool:
    return (
        isinstance(item, dict)
        and bool(item.get("id") or item.get("url"))
        and ("content_html" in item or "content_text" in item)
    )


def _string(source: dict[str, Any], name: str) -> str:
    """A member as text: strings as they are, whole numbers in digits (some ids are), all else as if it were absent."""
    value = source.get(name)
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _list(source: dict[str, Any], name: str) -> list[Any]:
    value = source.get(name)
    return value if isinstance(value, list) else []


def _authors(source: dict[str, Any]) -> tuple[str, ...]:
    people = [*_list(source, "authors"), source.get("author")]
    names = dict.fromkeys(person_name(_string(person, "name")) for person in people if isinstance(person, dict))
    names.pop("", None)
    return tuple(names)[: limits.AUTHORS]


def _hub(document: dict[str, Any], url: str | None) -> str | None:
    for hub in _list(document, "hubs"):
        if isinstance(hub, dict) and _string(hub, "type").lower() == "websub":
            return absolute(_string(hub, "url"), url)
    return None


def _enclosures(item: dict[str, Any], base: str | None) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for attachment in _list(item, "attachments"):
        address = absolute(_string(attachment, "url"), base) if isinstance(attachment, dict) else None
        if address:
            size = attachment.get("size_in_bytes")
            found[address] = Enclosure(
                url=address,
                media_type=_string(attachment, "mime_type").lower()[: limits.TAG] or None,
                length=size if isinstance(size, int) and 0 <= size < 2**63 else None,
            )
    return tuple(found.values())[: limits.ENCLOSURES]


def _paragraphs(text: str) -> str:
    """Plain text as HTML, a paragraph to each block of lines."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"<p>{block.strip()}</p>" for block in re.split(r"\n\s*\n", escaped) if block.strip())
