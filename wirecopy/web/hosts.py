"""Whose server is it: the key by which requests are paced."""

from __future__ import annotations

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from wirecopy.web.target import target


def pacing_key(url: str) -> str:
    """The registrable domain of an http(s) URL (`news.example.co.uk` -> `example.co.uk`), or the literal address.

    Ports and subdomains share the key: they share the machine. A host that is itself a public suffix, or a single
    label, is its own key. Names come as A-labels. Raises BadUrl.
    """
    wanted = target(url)
    return wanted.host if wanted.is_address else _registrable(wanted.host)


def is_hosted(url: str) -> bool:
    """Whether the site lives with a shared hoster (`someone.blogspot.com`): its address serves others as well.

    So says the private part of the public suffix list, where hosters enter the domains that they hand out.
    """
    wanted = target(url)
    return not wanted.is_address and _is_hosted(wanted.host)


@lru_cache(maxsize=16384)
def _registrable(host: str) -> str:
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=16384)
def _is_hosted(host: str) -> bool:
    return (_registries().privatesuffix(host) or host) != _registrable(host)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _registries() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)
