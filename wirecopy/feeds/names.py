"""Element names: one short name for an element, whichever of the many namespace addresses a feed gives it.

Feeds mix RSS, Atom and RDF elements and spell namespaces in every way; so, as readers do, the core vocabularies share
one set of names (`title`, `link`), extensions carry their usual prefix (`dc:creator`, `media:content`), and case is
ignored throughout.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PREFIXES = {
    "": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns": "",  # Atom 0.3
    "http://purl.org/rss/1.0": "",
    "http://purl.org/net/rss1.1": "",
    "http://my.netscape.com/rdf/simple/0.9": "",  # RSS 0.90
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://cyber.law.harvard.edu/rss": "",
    "http://www.rssboard.org/rss-specification": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://purl.org/dc/elements/1.0": "dc",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://purl.org/rss/1.0/modules/dcterms": "dcterms",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/rss": "media",
    "http://video.search.yahoo.com/mrss": "media",
    "http://www.rssboard.org/media-rss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
}
_VERSION = re.compile(r"rss/?[\d.]*\Z")
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@lru_cache(maxsize=4096)
def short_name(tag: str) -> str:
    """The short name of an lxml tag (`{namespace}local` or `prefix:local`), in lower case.

    A name of an unknown namespace comes back as `?:local`, so that it never passes for one of ours.
    """
    if not tag.startswith("{"):
        return tag.lower()  # no namespace, or a prefix that the document never declared
    namespace, _, local = tag[1:].rpartition("}")
    key = namespace.strip().lower().rstrip("/#").replace("https://", "http://", 1)
    prefix = _PREFIXES.get(key)
    if prefix is None:
        prefix = "" if _VERSION.sub("rss", key) in _PREFIXES else "?"
    return f"{prefix}:{local.lower()}" if prefix else local.lower()
