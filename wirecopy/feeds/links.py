"""Links: absolute http(s) addresses out of what feeds and pages write."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

# Longer than any article's address; browsers and CDNs give up between 2,000 and 8,000 characters.
_MAX_LENGTH = 4096
# What nearly every link looks like: it needs no resolving and no second look.
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d{1,5})?(?:[/?#][^\s\x00-\x1f\x7f\u200b\ufeff]*+)?\Z"
)
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]")
_SPACE = re.compile(r"\s")


def absolute(link: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) address of `link`, resolved against `base` (RFC 3986, section 5).

    None where there is none: an empty link, a relative one without a base, another scheme (javascript:, data:,
    mailto:), no host, an address no server would take. As in the WHATWG URL standard, tabs and line breaks inside
    are dropped, spaces become %20, the scheme is in lower case; all else is left as it was written.
    """
    if not link:
        return None
    if len(link) <= _MAX_LENGTH and _PLAIN.match(link):
        return link
    link = _INVISIBLE.sub("", link).strip()
    if not link or len(link) > _MAX_LENGTH:
        return None
    link = _SPACE.sub("%20", link)
    try:
        if base:
            link = urljoin(base, link)
        parts = urlsplit(link)
        has_host = bool(parts.hostname)
    except ValueError:  # brackets that are no IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not has_host or len(link) > _MAX_LENGTH:
        return None
    return parts.scheme + link[len(parts.scheme) :]


def rebase(base: str | None, xml_base: str | None) -> str | None:
    """The base address inside an element that carries `xml:base`."""
    return absolute(xml_base, base) or base
