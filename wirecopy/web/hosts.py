"""Whose servers a request burdens: the key under which requests are paced."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

_suffixes = PublicSuffixList()


def pacing_key(url: str) -> str:
    """The registrable domain of an http(s) URL by the public suffix list, or its literal address; without port.

    `https://feeds.paper.co.uk/rss` and `https://www.paper.co.uk/a` share one key: they are one operator's machines.
    An address with no host gives an empty key.
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return _of_host(host.rstrip(".").lower()) if host else ""


@lru_cache(maxsize=16_384)
def _of_host(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return str(_suffixes.privatesuffix(host) or host)
