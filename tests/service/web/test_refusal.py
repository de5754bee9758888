"""The client lets no one in: addresses that are not allowed are refused before any connection, on every hop."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_network

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from tests.newsroom import Newsroom
from wirecopy.errors import AddressRefused, Unreachable
from wirecopy.web.client import WebClient
from wirecopy.web.connector import Blocked, GuardedResolver, guarded_connector

MIB = 2**20
LOOPBACK = (ip_network("127.0.0.0/8"),)
ONE_ADDRESS = (ip_network("127.0.0.1/32"),)

_dialled: list[object] = []
# The interpreter itself tells of every connect; a hook can't be taken away again, so there is one for the whole run.
sys.addaudithook(lambda event, args: _dialled.append(args[1]) if event == "socket.connect" else None)


@pytest.fixture
def dialled() -> list[object]:
    """Addresses that were connected to, by anything in this process, since the test began."""
    _dialled.clear()
    return _dialled


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as found:
        yield found


@pytest.fixture
async def guarded() -> AsyncIterator[WebClient]:
    """A client with nothing allowed, as it is in production."""
    async with WebClient(user_agent="w", timeout=5) as client:
        yield client


async def test_the_hook_sees_connections(newsroom, dialled):
    async with WebClient(user_agent="w", allow=LOOPBACK) as web:
        await web.get(newsroom.url("/"), max_bytes=MIB)
    assert ("127.0.0.1", int(newsroom.origin.rpartition(":")[2])) in dialled


async def test_loopback_is_refused_by_default_and_the_message_says_how_to_allow_it(newsroom, guarded, dialled):
    with pytest.raises(
        AddressRefused, match=r"blocked: non-public address 127\.0\.0\.1: loopback.*WIRECOPY_ALLOW_NETWORKS"
    ):
        await guarded.get(newsroom.raw("/secret", b"the answer"), max_bytes=MIB)
    assert dialled == []
    assert newsroom.requests == []


async def test_nobody_waits_for_a_turn_at_an_address_that_is_not_allowed(newsroom):
    newsroom.redirect("/a", "http://169.254.169.254/")
    turns: list[str] = []

    async def hop(url: str) -> None:
        turns.append(url)

    async with WebClient(user_agent="w", allow=LOOPBACK, timeout=5) as web:
        with pytest.raises(AddressRefused):
            await web.get(newsroom.url("/a"), max_bytes=MIB, hop=hop)
    assert turns == [newsroom.url("/a")]


async def test_a_name_that_leads_to_loopback_is_refused(newsroom, dialled):
    port = newsroom.origin.rpartition(":")[2]
    # Something is allowed, so the name is looked up; but not the address that it has.
    async with WebClient(user_agent="w", allow=(ip_network("10.0.0.0/8"),), timeout=5) as web:
        with pytest.raises(AddressRefused) as caught:
            await web.get(f"http://localhost:{port}/", max_bytes=MIB)
    assert "WIRECOPY_ALLOW_NETWORKS" in str(caught.value)
    assert "127.0.0.1" not in str(caught.value), "what a name resolves to inside is nobody's business"
    assert [where for where in dialled if where[1] == int(port)] == []
    assert newsroom.requests == []


async def test_an_allowed_name_is_fetched(newsroom):
    port = newsroom.origin.rpartition(":")[2]
    newsroom.raw("/a", b"x")
    async with WebClient(user_agent="w", allow=LOOPBACK, timeout=5) as web:
        assert (await web.get(f"http://localhost:{port}/a", max_bytes=MIB)).body == b"x"


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.2:{port}/secret",
        "//127.0.0.2:{port}/secret",
        "http://2130706434:{port}/secret",
        "http://[::ffff:7f00:2]:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:{port}/secret",
        "http://0.0.0.0:{port}/secret",
    ],
)
async def test_a_redirect_to_an_address_that_is_not_allowed_is_refused(newsroom, dialled, to):
    inside = newsroom.site("Inside")
    inside.raw("/secret", b"the answer")
    newsroom.redirect("/a", "/b", 301)
    newsroom.redirect("/b", to.format(port=inside.origin.rpartition(":")[2]), 307)
    async with WebClient(user_agent="w", allow=ONE_ADDRESS, timeout=5) as web:
        with pytest.raises(AddressRefused):
            await web.get(newsroom.url("/a"), max_bytes=MIB)
    assert {where[0] for where in dialled} == {"127.0.0.1"}
    assert inside.requests == []


async def test_a_refusal_tells_an_open_port_from_a_closed_one_in_no_way(newsroom, guarded):
    told = []
    for port in (newsroom.origin.rpartition(":")[2], "9"):
        with pytest.raises(AddressRefused) as caught:
            await guarded.get(f"http://127.0.0.1:{port}/", max_bytes=MIB)
        told.append(str(caught.value))
    assert told[0] == told[1]


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 9200])
async def test_a_public_address_is_not_dialled_on_another_protocols_port(guarded, dialled, port):
    with pytest.raises(AddressRefused, match=f"blocked: non-public address 8.8.8.8:{port}: port {port} is not"):
        await guarded.get(f"http://8.8.8.8:{port}/", max_bytes=MIB)
    assert dialled == []


class LyingResolver(AbstractResolver):
    """An attacker's DNS: says whatever it likes, and nobody filters it."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in self.addresses
        ]

    async def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["::ffff:127.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["::1", "127.0.0.1", "169.254.169.254"]],
)
async def test_the_address_is_checked_when_it_is_dialled_whatever_the_lookup_said(newsroom, dialled, addresses):
    port = int(newsroom.origin.rpartition(":")[2])
    connector = guarded_connector((), 4, LyingResolver(*addresses))
    async with aiohttp.ClientSession(connector=connector) as session:
        with pytest.raises(aiohttp.ClientConnectorError) as caught:
            await session.get(f"http://rebound.example:{port}/")
    assert isinstance(caught.value.os_error, Blocked)
    assert dialled == []
    assert newsroom.requests == []


async def test_of_a_name_with_allowed_and_other_addresses_only_the_allowed_are_dialled(newsroom, dialled):
    port = int(newsroom.origin.rpartition(":")[2])
    newsroom.raw("/a", b"x")
    connector = guarded_connector(ONE_ADDRESS, 4, LyingResolver("::1", "10.0.0.1", "127.0.0.1"))
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.get(f"http://mixed.example:{port}/a") as answer,
    ):
        assert await answer.read() == b"x"
    assert {where[0] for where in dialled} == {"127.0.0.1"}


async def test_the_lookup_itself_gives_only_addresses_that_may_be_dialled():
    resolver = GuardedResolver((), threads=1)
    with pytest.raises(Blocked):
        await resolver.resolve("localhost", 80)
    await resolver.close()
    resolver = GuardedResolver(LOOPBACK, threads=1)
    assert {found["host"] for found in await resolver.resolve("localhost", 80)} == {"127.0.0.1"}
    await resolver.close()


async def test_a_lookup_that_fails_is_no_refusal(guarded):
    with pytest.raises(Unreachable):
        await guarded.get("http://paper.invalid/", max_bytes=MIB)
