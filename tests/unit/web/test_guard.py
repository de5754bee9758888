"""The address guard: what is public, and what only looks so."""

import json
from ipaddress import ip_network
from pathlib import Path

import pytest

from wirecopy.errors import AddressRefused
from wirecopy.web.guard import check_address

ATTACKS = Path(__file__).parents[3].parent / "shared" / "data" / "attacks.jsonl"

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.1.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "64:ff9b:1::7f00:1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fdff::1",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "4000::1",
    "e000::1",
    "1::1",
]

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "168.63.129.15",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80f::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::1",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public_is_refused(address):
    with pytest.raises(AddressRefused, match="WIRECOPY_ALLOW_NETWORKS"):
        check_address(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_may_be_dialled(address):
    check_address(address)


@pytest.mark.parametrize("address", ["127.1", "0x7f.1", "2130706433", "localhost", "", "1.2.3.4.5", "１２７.0.0.1 "])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(AddressRefused):
        check_address(address)


def test_allowed_networks_win_and_let_nothing_else_in():
    allow = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))
    for address in ("10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "fd12::1"):
        check_address(address, allow)
    for address in ("10.2.0.1", "127.0.0.1", "::ffff:10.2.0.1", "fc00::1"):
        with pytest.raises(AddressRefused):
            check_address(address, allow)


def test_the_message_tells_nothing_of_what_is_there():
    with pytest.raises(AddressRefused) as refusal:
        check_address("169.254.169.254")
    assert str(refusal.value) == (
        "169.254.169.254 is not a public address; if you mean it, add its network to WIRECOPY_ALLOW_NETWORKS"
    )


def attacks():
    if not ATTACKS.exists():
        return []
    cases = map(json.loads, ATTACKS.read_text().splitlines())
    return [case for case in cases if case["category"] == "ssrf-literal"]


@pytest.mark.skipif(not ATTACKS.exists(), reason="needs ../shared/data/attacks.jsonl")
@pytest.mark.parametrize("case", attacks(), ids=lambda case: case["id"])
async def test_attack(case):
    from wirecopy.web.client import WebClient

    async with WebClient(user_agent="t", timeout=3, concurrency=1) as web:
        with pytest.raises(AddressRefused):
            await web.get(case["payload"], max_bytes=1000)
