"""The address guard: which addresses may be dialled.

An explicit list, because `ipaddress.is_global` lets NAT64, 6to4, IPv4-compatible and some multicast addresses pass on
older Pythons. The networks are those of the IANA special-purpose address registries (RFC 6890 and its updates) and the
metadata services of clouds. It is asked about the address that is actually dialled, so a name can't change its mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from wirecopy.errors import AddressRefused

Network = IPv4Network | IPv6Network

_NOT_PUBLIC: dict[str, str] = {
    "0.0.0.0/8": "this network (RFC 791)",
    "10.0.0.0/8": "private (RFC 1918)",
    "100.64.0.0/10": "shared address space of carriers (RFC 6598)",
    "127.0.0.0/8": "loopback (RFC 1122)",
    "168.63.129.16/32": "a cloud's host agent",
    "169.254.0.0/16": "link-local, and the metadata services of clouds (RFC 3927)",
    "172.16.0.0/12": "private (RFC 1918)",
    "192.0.0.0/24": "protocol assignments (RFC 6890)",
    "192.0.2.0/24": "documentation (RFC 5737)",
    "192.31.196.0/24": "AS112 (RFC 7535)",
    "192.52.193.0/24": "AMT relays (RFC 7450)",
    "192.88.99.0/24": "6to4 relays, deprecated (RFC 7526)",
    "192.168.0.0/16": "private (RFC 1918)",
    "192.175.48.0/24": "AS112 (RFC 7534)",
    "198.18.0.0/15": "benchmarking (RFC 2544)",
    "198.51.100.0/24": "documentation (RFC 5737)",
    "203.0.113.0/24": "documentation (RFC 5737)",
    "224.0.0.0/4": "multicast (RFC 5771)",
    "240.0.0.0/4": "reserved and broadcast (RFC 1112, RFC 919)",
    "::/96": "unspecified, loopback and IPv4-compatible (RFC 4291)",
    "::ffff:0:0:0/96": "IPv4-translated (RFC 2765)",
    "64:ff9b:1::/48": "local NAT64 (RFC 8215)",
    "100::/64": "discard-only (RFC 6666)",
    "100:0:0:1::/64": "dummy prefix (RFC 9780)",
    "2001::/23": "protocol assignments, Teredo among them (RFC 2928, RFC 4380)",
    "2001:db8::/32": "documentation (RFC 3849)",
    "2620:4f:8000::/48": "AS112 (RFC 7534)",
    "3fff::/20": "documentation (RFC 9637)",
    "5f00::/16": "segment routing (RFC 9602)",
    "fc00::/7": "unique local (RFC 4193)",
    "fe80::/10": "link-local (RFC 4291)",
    "fec0::/10": "site-local, deprecated (RFC 3879)",
    "ff00::/8": "multicast (RFC 4291)",
}
_REFUSED = [(ip_network(network), why) for network, why in _NOT_PUBLIC.items()]
# Prefixes that carry an IPv4 address inside: where the carried one leads is what counts.
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def check_address(address: str, allow: Sequence[Network] = ()) -> None:
    """Raise AddressRefused unless `address`, an IP literal, is public or lies in one of the `allow` networks.

    The message names the address and the setting, and nothing of what may answer there.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        raise AddressRefused(f"{address!r} is no IP address") from None
    carried = _carried(ip)
    if any(_lies_in(candidate, network) for candidate in (ip, carried) if candidate for network in allow):
        return
    why = _why_not(carried) if carried else None
    why = why or _why_not(ip)
    if why or "%" in address:
        raise AddressRefused(
            f"{address} is not a public address; if you mean it, add its network to WIRECOPY_ALLOW_NETWORKS"
        )


def _why_not(ip: IPv4Address | IPv6Address) -> str | None:
    for network, why in _REFUSED:
        if _lies_in(ip, network):
            return why
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST and ip not in _MAPPED and ip not in _NAT64:
        return "not assigned (RFC 4291: global unicast is 2000::/3)"
    return None


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip in _MAPPED or ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _SIX_TO_FOUR:
        return IPv4Address((int(ip) >> 80) & 0xFFFFFFFF)
    return None


def _lies_in(ip: IPv4Address | IPv6Address, network: Network) -> bool:
    return ip.version == network.version and ip in network
