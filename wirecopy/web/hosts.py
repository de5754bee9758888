"""Whose server is it: the key by which requests are paced."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList

from wirecopy.web.target import target


def pacing_key(url: str) -> str:
    """The registrable domain of an http(s) URL (`news.example.co.uk` -> `example.co.uk`), or the literal address.

    Ports and subdomains share the key: they share the machine. A host that is itself a public suffix, or a single
    label, is its own key. Names come as A-labels. Raises BadUrl.
    """
    wanted = target(url)
    if wanted.is_address:
        return wanted.host
    return _suffixes().privatesuffix(wanted.host) or wanted.host


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
