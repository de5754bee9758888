"""What the guard lets through and what not, address by address. Our own list, from the registries and RFCs."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import AddressRefused, BadUrl
from wirecopy.web.guard import NOT_PUBLIC, check_address, check_host_literal, embedded_ipv4, refusal

LOOPBACK = (ip_network("127.0.0.0/8"),)

# First and last of each block, and what somebody would want to reach there.
REFUSED = [
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.100.100.200",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.1",
    "224.0.0.1",
    "233.252.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::7f00:1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::8.8.8.8",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "64:ff9b:1:ffff::1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:1::1",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "2620:4f:8000::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fdff::1",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "ff05::2",
    "ffff::1",
]

ALLOWED = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "203.0.112.1",
    "223.255.255.255",
    "::ffff:8.8.8.8",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "3ffe::1",
]


@pytest.mark.parametrize("ip", REFUSED)
def test_an_address_that_is_not_public_is_refused(ip):
    with pytest.raises(AddressRefused, match=r"blocked: non-public address.*WIRECOPY_ALLOW_NETWORKS"):
        check_address(ip, ())


@pytest.mark.parametrize("ip", ALLOWED)
def test_a_public_address_passes(ip):
    check_address(ip, ())


@given(st.ip_addresses(v=4))
def test_what_python_knows_to_be_private_is_refused_too(address: IPv4Address):
    if not address.is_global:
        assert refusal(str(address), ()) is not None


@given(st.ip_addresses(v=6))
def test_every_ipv6_address_outside_global_unicast_is_refused(address: IPv6Address):
    if int(address) >> 125 != 0b001 and address.ipv4_mapped is None:
        assert refusal(str(address), ()) is not None


@given(st.ip_addresses(v=4))
def test_every_form_that_carries_a_private_ipv4_address_is_refused(carried: IPv4Address):
    bits = int(carried)
    forms = [
        IPv6Address((0xFFFF << 32) | bits),
        IPv6Address(bits),
        IPv6Address((0x0064FF9B << 96) | bits),
        IPv6Address((0x0064FF9B0001 << 80) | bits),
        IPv6Address((0x2002 << 112) | (bits << 80) | 1),
        IPv6Address((0x20010000 << 96) | (~bits & 0xFFFFFFFF)),
    ]
    for form in forms:
        if refusal(str(carried), ()) is not None:
            assert refusal(str(form), ()) is not None
        if bits > 1:
            assert embedded_ipv4(form) == carried


def test_every_line_of_the_list_gives_its_reason():
    for network, reason in NOT_PUBLIC:
        assert refusal(str(network[0]), ())
        assert len(reason) > 8


def test_an_allowed_network_lets_its_addresses_through_in_every_form_and_nothing_else():
    for ip in ("127.0.0.1", "127.9.9.9", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::"):
        check_address(ip, LOOPBACK)
    for ip in ("10.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1"):
        with pytest.raises(AddressRefused):
            check_address(ip, LOOPBACK)


def test_allowing_a_translators_prefix_does_not_open_the_private_addresses_behind_it():
    dns64 = (ip_network("64:ff9b::/96"),)
    check_address("64:ff9b::8.8.8.8", dns64)
    with pytest.raises(AddressRefused):
        check_address("64:ff9b::127.0.0.1", dns64)
    check_address("64:ff9b::127.0.0.1", (*dns64, *LOOPBACK))


def test_a_scoped_address_is_refused_even_where_its_network_is_allowed():
    with pytest.raises(AddressRefused):
        check_address("fe80::1%eth0", (ip_network("fe80::/10"),))


@pytest.mark.parametrize("port", [1, 21, 22, 25, 110, 3306, 5432, 6379, 9200, 11211, 27017])
def test_ports_of_other_protocols_are_refused_on_public_addresses(port):
    assert refusal("8.8.8.8", (), port=port) == f"port {port} is not a port of the web"


@pytest.mark.parametrize("port", [80, 443, 8000, 8080, 8443, 3000, 49152])
def test_ports_of_the_web_pass(port):
    assert refusal("8.8.8.8", (), port=port) is None


def test_an_allowed_network_opens_every_port():
    assert refusal("127.0.0.1", LOOPBACK, port=22) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1./",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1:25/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0X7F000001/",
        "http://0x7f.0x0.0x0.0x1/",
        "http://0177.0.0.01/",
        "http://017700000001/",
        "http://0x7f.0.1/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]:8080/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://１２７.0.0.1/",
        "http://127。0．0｡1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://feeds.localhost/",
        "http://localhost.localdomain/",
        "http://printer.local/",
        "http://metadata.google.internal/computeMetadata/v1/",
        "http://nas.home.arpa/",
    ],
)
def test_a_url_that_gives_away_a_private_host_is_refused_in_every_notation(url):
    with pytest.raises(AddressRefused, match="WIRECOPY_ALLOW_NETWORKS"):
        check_host_literal(url, ())


@pytest.mark.parametrize(
    "url",
    [
        "http://user@127.0.0.1/",
        "http://paper.example:80@127.0.0.1/",
        "http://paper.example%2f@127.0.0.1/",
        "http://127.0.0.1\\@paper.example/",
        "http://127.0.0.1%00.paper.example/",
        "http://%31%32%37.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://[127.0.0.1]/",
        "http://127.0.0.256/",
        "http://127.0.0.0.1/",
        "http://1.2.3.08/",
        "http:127.0.0.1",
        "http:/127.0.0.1/",
        "http:///127.0.0.1/",
        "//127.0.0.1/feed",
        "http://paper.example/\r\nHost: inside",
        "http://paper\t.example/",
        "http:// 127.0.0.1/",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "gopher://127.0.0.1:6379/_INFO",
        "feed://127.0.0.1/",
        "view-source:http://127.0.0.1/",
        "data:text/xml,<rss/>",
        "unix:///var/run/docker.sock",
        "",
    ],
)
def test_a_url_that_readers_would_disagree_on_is_no_url(url):
    with pytest.raises(BadUrl):
        check_host_literal(url, LOOPBACK)


def test_where_a_network_is_allowed_private_names_are_left_to_the_lookup():
    assert check_host_literal("http://feeds.internal/", LOOPBACK).host == "feeds.internal"


def test_a_public_url_passes():
    assert check_host_literal("https://paper.example/feed", ()).host == "paper.example"
