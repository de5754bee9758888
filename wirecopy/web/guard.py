"""The address guard: which addresses may be dialled.

A feed is a stranger's list of addresses for us to visit, and we run inside somebody's network. So every address that is
not on the public internet is refused, unless the operator's `allow` networks hold it. The list is written out, because
`ipaddress.is_global` lets NAT64, 6to4, IPv4-compatible and multicast addresses pass (Python 3.11).

Sources: the IANA special-purpose address registries (RFC 6890 and its updates), read in full; cloud vendors' documents
for what they answer at public-looking addresses. The decisive check is made in `connector.py`, on the address that is
about to be dialled; the ones on URLs here only refuse earlier and with a better message.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from wirecopy.errors import AddressRefused
from wirecopy.records.urls import check_url
from wirecopy.web.target import Target, target

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

BLOCKED = "blocked: non-public address"
"""How every refusal begins, in a feed's last error as in the answer to whoever submitted it."""
HOW_TO_ALLOW = "if it is yours to fetch from, add its network to WIRECOPY_ALLOW_NETWORKS"

NOT_PUBLIC: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this host on this network (RFC 791)"),
        ("10.0.0.0/8", "private use (RFC 1918)"),
        ("100.64.0.0/10", "shared by carriers' NAT (RFC 6598); Alibaba's metadata service is in it"),
        ("127.0.0.0/8", "loopback (RFC 1122)"),
        ("168.63.129.16/32", "Azure's platform service, answers on every virtual machine there"),
        ("169.254.0.0/16", "link-local (RFC 3927); clouds' metadata services are in it"),
        ("172.16.0.0/12", "private use (RFC 1918)"),
        ("192.0.0.0/24", "IETF protocol assignments (RFC 6890); Oracle's metadata service is in it"),
        ("192.0.2.0/24", "documentation (RFC 5737)"),
        ("192.31.196.0/24", "AS112, answers reverse lookups only (RFC 7535)"),
        ("192.52.193.0/24", "multicast relays (RFC 7450)"),
        ("192.88.99.0/24", "6to4 relays, deprecated (RFC 7526)"),
        ("192.168.0.0/16", "private use (RFC 1918)"),
        ("192.175.48.0/24", "AS112, answers reverse lookups only (RFC 7534)"),
        ("198.18.0.0/15", "benchmarks of networks (RFC 2544)"),
        ("198.51.100.0/24", "documentation (RFC 5737)"),
        ("203.0.113.0/24", "documentation (RFC 5737)"),
        ("224.0.0.0/4", "multicast (RFC 5771)"),
        ("240.0.0.0/4", "reserved, and limited broadcast (RFC 1112, RFC 919)"),
        # The longest prefix need not win: every line is a refusal, the first that holds the address names the reason.
        ("::/128", "unspecified (RFC 4291)"),
        ("::1/128", "loopback (RFC 4291)"),
        ("::/96", "IPv4-compatible, deprecated (RFC 4291)"),
        ("64:ff9b::/96", "translated to IPv4 by NAT64 (RFC 6052)"),
        ("64:ff9b:1::/48", "translated to IPv4 by a local NAT64 (RFC 8215)"),
        ("100::/64", "discard only (RFC 6666)"),
        ("100:0:0:1::/64", "dummy prefix (RFC 9780)"),
        ("5f00::/16", "segment routing identifiers (RFC 9602)"),
        ("fc00::/7", "unique local (RFC 4193); AWS's metadata service is in it"),
        ("fe80::/10", "link-local (RFC 4291)"),
        ("fec0::/10", "site-local, deprecated (RFC 3879)"),
        ("ff00::/8", "multicast (RFC 4291)"),
        ("2001::/32", "Teredo tunnels (RFC 4380)"),
        ("2001::/23", "IETF protocol assignments (RFC 2928)"),
        ("2001:db8::/32", "documentation (RFC 3849)"),
        ("2002::/16", "6to4 tunnels (RFC 3056)"),
        ("2620:4f:8000::/48", "AS112, answers reverse lookups only (RFC 7534)"),
        ("3fff::/20", "documentation (RFC 9637)"),
    )
)

GLOBAL_UNICAST = IPv6Network("2000::/3")
"""All that IANA has handed out of IPv6 so far; what lies outside is nobody's web site."""

# Names that only a private network answers (RFC 6761, 6762, 7686, 8375; ICANN's resolution of 2024 on .internal).
_PRIVATE_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa", "onion")

# Ports that other protocols listen on: the Fetch standard's list of blocked ports above 1023, and the databases whose
# line protocols have been spoken to through HTTP (MySQL, PostgreSQL, Redis, Elasticsearch, memcached, MongoDB, ...).
_OTHER_PROTOCOLS = frozenset(
    {1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5984}
    | {6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9200, 9300, 10080, 10250, 11211, 27017}
)


def refusal(ip: str, allow: Sequence[Network], port: int | None = None) -> str | None:
    """Why the address may not be dialled, or None where it may.

    `ip` is an address in any form that `ipaddress` takes; `allow` wins over the list, and opens every port. An IPv6
    address that carries an IPv4 one is allowed by a network that holds either, except that allowing a translator's
    prefix (such as 64:ff9b::/96 on a DNS64 network) does not open the private IPv4 addresses behind it.
    """
    if "%" in ip:
        return "scoped to one link (RFC 4007)"
    address: Address = ip_address(ip)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped  # the kernel dials it as IPv4
    carried = embedded_ipv4(address) if isinstance(address, IPv6Address) else None
    if _holds(allow, address) or (carried is not None and _holds(allow, carried)):
        if carried is None or _holds(allow, carried):
            return None
        return _listed(carried)
    return _listed(address) or _port_refusal(port)


def embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a tunnel or translator would send packets for `address` to, if it is of such a form."""
    bits = int(address)
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in IPv6Network("2002::/16"):
        return IPv4Address(bits >> 80 & 0xFFFFFFFF)  # RFC 3056 section 2
    if address in IPv6Network("2001::/32"):
        return IPv4Address(~bits & 0xFFFFFFFF)  # the client's address, inverted (RFC 4380 section 4)
    for prefix in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96"):
        if address in IPv6Network(prefix) and bits > 1:
            return IPv4Address(bits & 0xFFFFFFFF)  # RFC 6052 section 2.2, RFC 4291 section 2.5.5.1
    return None


def check_address(ip: str, allow: Sequence[Network]) -> None:
    """Raise AddressRefused unless the address `ip` is public or in one of the `allow` networks."""
    reason = refusal(ip, allow)
    if reason is not None:
        raise AddressRefused(f"{BLOCKED} {ip}: {reason}; {HOW_TO_ALLOW}")


def check_host_literal(url: str, allow: Sequence[Network]) -> Target:
    """Refuse what the URL alone gives away, without a DNS lookup, and return what it would dial.

    Raises BadUrl for what is no http(s) URL, and AddressRefused for a host that is an address which may not be dialled,
    in whatever notation, a name that only a private network answers, or a port that other protocols listen on. Names
    are left to the lookup where `allow` holds anything: then somebody means to fetch from a private network.
    """
    wanted = target(url)
    if wanted.is_address:
        check_address(wanted.host, allow)
        closed = refusal(wanted.host, allow, port=wanted.port)
    elif allow:
        closed = None
    elif any(wanted.host == name or wanted.host.endswith("." + name) for name in _PRIVATE_NAMES):
        raise AddressRefused(f"{BLOCKED} {wanted.host}: a name of private networks; {HOW_TO_ALLOW}")
    else:
        closed = _port_refusal(wanted.port)
    if closed is not None:
        raise AddressRefused(f"{BLOCKED} {wanted.authority}: {closed}; {HOW_TO_ALLOW}")
    return wanted


def check_submitted(url: str, allow: Sequence[Network]) -> str:
    """Clean the address of a feed as a person or a list gives it, whichever door it comes through; see `check_url`.

    Raises BadUrl, or AddressRefused where the address itself says that it is not public. Names are not resolved here:
    every address is checked when it is dialled.
    """
    cleaned = check_url(url)
    check_host_literal(cleaned, allow)
    return cleaned


def _holds(networks: Sequence[Network], address: Address) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _listed(address: Address) -> str | None:
    for network, reason in NOT_PUBLIC:
        if address.version == network.version and address in network:
            return reason
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return "outside global unicast (RFC 4291)"
    return None


def _port_refusal(port: int | None) -> str | None:
    if port is None or port in (80, 443) or (port > 1023 and port not in _OTHER_PROTOCOLS):
        return None
    return f"port {port} is not a port of the web"
