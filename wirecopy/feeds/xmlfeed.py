"""RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0: an XML tree to a ParsedFeed.

    root ── channel/feed fields ──▶ ParsedFeed
      └──── every item/entry ─────▶ fields by short name ──▶ FeedEntry

One reader for all of them, because real feeds mix them (Atom links and Dublin Core in RSS, RSS names in RDF); where
formats differ the order of preference says so. Sources: RFC 4287, the RSS 2.0 and RSS 1.0 specifications, Media RSS.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from lxml import etree

from schemas.feed import FeedEntry, FeedKind, ParsedFeed
from wirecopy.feeds import limits
from wirecopy.feeds.dates import parse_date
from wirecopy.feeds.fields import Fields, fields_of, first_text, inner_markup, name_of, text_of, texts
from wirecopy.feeds.identity import entry_key
from wirecopy.feeds.languages import language_tag
from wirecopy.feeds.links import absolute, rebase
from wirecopy.feeds.media import enclosures, picture, whole_number
from wirecopy.feeds.names import RDF_ABOUT, XML_BASE, XML_LANG, short_name
from wirecopy.feeds.persons import person_name
from wirecopy.feeds.plaintext import looks_like_markup, plain, resolve_references, shorten

_KINDS = {"rss": FeedKind.RSS, "channel": FeedKind.RSS, "rdf:rdf": FeedKind.RDF, "feed": FeedKind.ATOM}
_ENTRY_TAGS = ("{*}item", "{*}entry", "{*}Item", "{*}Entry", "{*}ITEM", "{*}ENTRY")
_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "html", "xhtml"})
_PUBLISHED = ("published", "pubdate", "issued", "dc:date", "dcterms:issued", "created", "dcterms:created", "date")
_UPDATED = ("updated", "modified", "dcterms:modified", "lastbuilddate")
_SUMMARIES = (
    "summary", "description", "dc:description", "media:description", "itunes:summary", "itunes:subtitle", "abstract"
)  # fmt: skip
_DAYS = {
    day: number
    for number, day in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_PERSON = frozenset({"uri", "url", "email", "name"})
_MEDIA = ("image/", "audio/", "video/")
_PICTURE = re.compile(r"<(?:img|picture|video|audio|iframe|svg)\b", re.IGNORECASE)
# A description with these is the article's text and not a line about it.
_PARAGRAPHS = re.compile(r"<(?:p|br|div|blockquote|ul|ol|h[1-6]|figure|table)\b", re.IGNORECASE)


def feed_kind(root: etree._Element) -> FeedKind | None:
    """Which feed format a root element begins; None for another kind of document."""
    tag = root.tag if isinstance(root.tag, str) else ""
    return _KINDS.get(short_name(tag)) or _KINDS.get(tag.rpartition("}")[2].lower())


def read_xml_feed(root: etree._Element, kind: FeedKind, url: str | None) -> ParsedFeed:
    """Read a feed's tree. `url` is the address it was fetched from, the last resort for relative links."""
    _adopt_namespace(root)
    channel = next((child for child in root if name_of(child) == "channel"), root)
    fields = fields_of(channel)
    inner = channel.get(XML_BASE) if channel is not root else None
    given = rebase(rebase(url, root.get(XML_BASE)), inner)
    self_url = _link(fields, "self", given)
    # CDF, an early channel format, has links as attributes.
    site_url = _link(fields, "alternate", given) or absolute(_attribute(channel, "href"), given)
    # xml:base where there is one. Else, for Atom, the document's own address (RFC 4287, section 2); for RSS, which
    # says nothing of it, the site's, because that is what publishers mean.
    if root.get(XML_BASE) or inner:
        base = given
    else:
        base = (self_url or url or site_url) if kind is FeedKind.ATOM else (site_url or self_url or url)
    language = _language(channel, fields) or language_tag(root.get(XML_LANG))
    inherited = _authors(fields) if kind is FeedKind.ATOM else ()

    elements = [element for element in root.iter(*_ENTRY_TAGS) if name_of(element) in ("item", "entry")]
    warnings: tuple[str, ...] = ()
    if len(elements) > limits.ENTRIES:
        warnings = (f"{len(elements)} entries; the first {limits.ENTRIES} were read",)
    return ParsedFeed(
        kind=kind,
        title=_title(fields),
        site_url=site_url,
        self_url=self_url,
        hub_url=_link(fields, "hub", given),
        language=language,
        ttl_seconds=_ttl(fields),
        skip_hours=_skipped(fields, "skiphours", _hour),
        skip_days=_skipped(fields, "skipdays", _DAYS.get),
        previous_url=_link(fields, "prev-archive", given) or _link(fields, "next", given),
        entries=tuple(_entry(element, base, language, inherited) for element in elements[: limits.ENTRIES]),
        parser="xml",
        warnings=warnings,
    )


def _adopt_namespace(root: etree._Element) -> None:
    """Take a namespace that nobody knows off the elements that share it with the root: they are the feed's own."""
    if name_of(root).startswith("?:"):
        namespace = str(root.tag).rpartition("}")[0] + "}"
        for element in root.iter(namespace + "*"):
            element.tag = str(element.tag).removeprefix(namespace)


def _entry(element: etree._Element, base: str | None, language: str | None, inherited: tuple[str, ...]) -> FeedEntry:
    fields = fields_of(element)
    base = rebase(base, element.get(XML_BASE))
    guid = first_text(fields, "guid", "id") or (element.get(RDF_ABOUT) or "").strip()
    title = _title(fields)
    content = _content(fields)
    summary, text = _summary(fields)
    url = _link(fields, "alternate", base) or _permalink(fields, base) or absolute(_attribute(element, "href"), base)
    published = _date(fields, *_PUBLISHED)
    return FeedEntry(
        key=entry_key(guid or None, url, title, summary),
        guid=guid or None,
        url=url,
        title=title,
        summary=summary,
        content_html=content or (text if not summary or _is_article(text) else "") or None,
        authors=_authors(fields) or _authors(_source(fields)) or inherited,
        published_at=published,
        updated_at=_updated(fields, published),
        tags=_tags(fields),
        language=_entry_language(element, fields, language),
        image_url=picture(fields, base),
        enclosures=enclosures(fields, base),
    )


def _title(fields: Fields) -> str:
    for name in ("title", "media:title", "dc:title", "itunes:title"):
        for element in fields.get(name, ()):
            title = _plain_construct(element, limits.TITLE)
            if title:
                return title
    return ""


def _plain_construct(element: etree._Element, limit: int) -> str:
    """Plain text of an Atom text construct (RFC 4287, section 3.1) or of an RSS element, which has no type."""
    text = _unpacked(element)
    if element.get("type") == "text" and not looks_like_markup(text):
        return shorten(resolve_references(text), limit)
    if len(element) and element.get("type") in ("xhtml", "application/xhtml+xml"):
        return shorten(text, limit)  # its markup is elements: a `<` in its text is one
    return plain(text, limit)


def _content(fields: Fields) -> str | None:
    """The article as the feed publishes it, as HTML."""
    for name in ("content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fullitem"):
        for element in fields.get(name, ()):
            markup = _markup(element)
            if markup:
                return markup
    return None


def _is_article(text: str) -> bool:
    """Whether a description is the article itself, by its paragraphs or by being longer than a summary is kept."""
    return len(text) > limits.SUMMARY or _PARAGRAPHS.search(text) is not None


def _summary(fields: Fields) -> tuple[str, str]:
    """An entry's summary as plain text, and the markup it was made of; where no text is in any, the first markup."""
    wordless = ""
    for name in _SUMMARIES:
        for element in fields.get(name, ()):
            markup = _markup(element)
            summary = plain(markup, limits.SUMMARY)
            if summary:
                return summary, markup
            wordless = wordless or markup
    return "", wordless if _PICTURE.search(wordless) else ""


def _markup(element: etree._Element) -> str:
    """An element's content as HTML. Elements inside it (type=xhtml, or RSS that forgot to escape) are written out."""
    if element.get("src"):  # content that lies elsewhere
        return ""
    if len(element):
        return inner_markup(element)
    text = _unpacked(element)
    if element.get("type") in ("text", "text/plain") and not looks_like_markup(text):
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


def _unpacked(element: etree._Element) -> str:
    """An element's text, out of base64 where Atom put it there; what is no text inside is an empty string.

    Atom 0.3 says so in `mode`; in 1.0 every media type but those of text and XML is base64 (RFC 4287, section 4.1.3.3).
    """
    text = _without_cdata(text_of(element))
    kind = (element.get("type") or "").lower()
    if kind.startswith(_MEDIA):
        return ""
    by_mode = element.get("mode") == "base64"
    if not by_mode and ("/" not in kind or kind.startswith("text/") or kind.endswith(("xml", "html"))):
        return text
    try:
        return b64decode("".join(text.split()), validate=not by_mode).decode("utf-8").strip()
    except ValueError:
        # A type that is none of Atom's on text that is nothing but text.
        return "" if by_mode or kind == "application/octet-stream" else text


def _link(fields: Fields, rel: str, base: str | None) -> str | None:
    """The address of the link with relation `rel`; RSS's bare link counts as `alternate`, pages come before data."""
    other = bare = None
    for element in fields.get("link", ()):
        href = element.get("href")
        if (element.get("rel") or "alternate").strip().lower().rpartition("/")[2] != rel:
            continue
        inner = rebase(base, element.get(XML_BASE))
        if href is None or _is_bare(element):
            bare = absolute(href or text_of(element), inner) or bare  # of several, the last: as other readers do
            continue
        # An empty reference is the document itself (RFC 3986, section 4.4), which only `self` may mean.
        address = absolute(href, inner) or (inner if rel == "self" and not href.strip() else None)
        if address and not bare and (element.get("type") or "").strip().lower() in _HTML_TYPES:
            return address
        other = other or address
    return bare or other


def _without_cdata(text: str) -> str:
    """A text without the marks of a CDATA section that was escaped, or put into another one."""
    if "<![CDATA[" not in text:
        return text
    return text.replace("<![CDATA[", "").replace("]]>", "").strip()


def _is_bare(link: etree._Element) -> bool:
    """Whether it is RSS's own link, which some write with Atom's attribute."""
    return not (link.get("rel") or link.get("type") or "/atom" in str(link.tag).lower())


def _permalink(fields: Fields, base: str | None) -> str | None:
    """A guid or id that is the article's address (RSS 2.0: unless isPermaLink is false)."""
    for element in fields.get("guid", ()):
        if (element.get("isPermaLink") or element.get("ispermalink") or "true").strip().lower() != "false":
            address = absolute(text_of(element), base if element.get("isPermaLink") else None)
            if address:
                return address
    return absolute(first_text(fields, "url"), base) or absolute(first_text(fields, "id"))


def _source(fields: Fields) -> Fields:
    sources = fields.get("source", ())
    return fields_of(sources[0]) if sources else {}


def _authors(fields: Fields) -> tuple[str, ...]:
    """Names of the authors: Dublin Core creators, Atom persons, RSS addresses; the first of these that is there."""
    for name in ("dc:creator", "author", "itunes:author", "dc:author"):
        found = dict.fromkeys(_persons(fields.get(name, ())))
        if found:
            return tuple(found)[: limits.AUTHORS]
    return ()


def _persons(elements: Iterable[etree._Element]) -> Iterator[str]:
    for element in elements:
        if len(element):
            inner = fields_of(element)
            text = first_text(inner, "name") or first_text(inner, "email")
            # RSS with elements of another vocabulary inside, or with markup that was not escaped.
            text = text or ("" if inner.keys() & _PERSON else text_of(element))
        else:
            text = element.text or ""
        name = person_name(text)
        if name:
            yield name


def _date(fields: Fields, *names: str) -> datetime | None:
    for text in texts(fields, *names):
        moment = parse_date(text)
        if moment:
            return moment
    return None


def _tags(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for name in ("category", "dc:subject", "media:category"):
        found.extend(tag.get("label") or text_of(tag) or tag.get("term") or "" for tag in fields.get(name, ()))
    for keywords in texts(fields, "media:keywords", "itunes:keywords", "tags"):
        found.extend(keywords.split(","))
    found.extend(tag.get("text") or "" for tag in fields.get("itunes:category", ()))
    tags = dict.fromkeys(plain(tag, limits.TAG) for tag in found)
    tags.pop("", None)
    return tuple(tags)[: limits.TAGS]


def _updated(fields: Fields, published: datetime | None) -> datetime | None:
    """When an entry was last changed. Dublin Core's date is that where another one says when it was published."""
    updated = _date(fields, *_UPDATED)
    if updated is None and published is not None:
        dated = _date(fields, "dc:date")
        updated = dated if dated != published else None
    return updated


def _entry_language(element: etree._Element, fields: Fields, language: str | None) -> str | None:
    """The language of an entry's text: what its content says of itself, then the entry, its title, and the feed."""
    for name in ("content:encoded", "content"):
        for content in fields.get(name, ()):
            if (own := content.get(XML_LANG)) is not None:
                return language_tag(own)  # an empty one takes back what was said above (XML 1.0, section 2.12)
    own = _language(element, fields)
    if own or element.get(XML_LANG) is not None:
        return own
    texts_told = (child.get(XML_LANG) for name in ("summary", "title") for child in fields.get(name, ()))
    return next(filter(None, map(language_tag, texts_told)), language)


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute in either case, as the early formats write theirs."""
    return element.get(name) or element.get(name.upper())


def _language(element: etree._Element, fields: Fields) -> str | None:
    return language_tag(first_text(fields, "language", "dc:language") or element.get(XML_LANG))


def _skipped(fields: Fields, name: str, number: Callable[[str], int | None]) -> tuple[int, ...]:
    """The numbers that the children of RSS's skipHours or skipDays name, in order; what names none is passed over."""
    named = {number(text_of(child).lower()) for element in fields.get(name, ()) for child in element}
    return tuple(sorted(value for value in named if value is not None))


def _hour(text: str) -> int | None:
    """An hour from 0 to 23; early versions of RSS counted from 1 to 24."""
    hour = whole_number(text)
    return hour % 24 if hour is not None and 0 <= hour <= 24 else None


def _ttl(fields: Fields) -> int | None:
    """Seconds for which the feed says it stays as it is: RSS's ttl is in minutes, RSS 1.0's syndication a frequency."""
    minutes = whole_number(first_text(fields, "ttl"))
    if minutes:
        return minutes * 60
    period = _PERIODS.get(first_text(fields, "sy:updateperiod").lower())
    frequency = whole_number(first_text(fields, "sy:updatefrequency")) or 1
    return period // frequency or None if period else None
