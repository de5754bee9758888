"""Where connections are opened: every address is checked on its way into `connect`.

The resolver drops what may not be dialled, so that a name with one public and one private address works; the socket
factory sees each address at the very moment it is dialled, whatever led to it, and is the check that counts.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from aiohttp import AddrInfoType, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from wirecopy.web.guard import Network, refusal


class Blocked(OSError):
    """The address guard said no.

    An OSError, because aiohttp's connection code passes on those and loses others when several addresses are raced.
    It tells nothing of what a name led to.
    """

    def __init__(self) -> None:
        super().__init__("not an address and port of the public web")


class GuardedResolver(AbstractResolver):
    """Looks names up with getaddrinfo, in threads of its own, and gives only addresses that may be dialled.

    Not in asyncio's default threads: there are few of them, a dead name server holds each for up to half a minute, and
    other work would queue behind that.
    """

    def __init__(self, allow: Sequence[Network], threads: int) -> None:
        self._allow = tuple(allow)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="resolver")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Addresses of `host` that may be dialled; Blocked if it has only others, OSError if it has none."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        )
        addresses = [
            ResolveResult(
                hostname=host, host=str(where[0]), port=port, family=kind, proto=proto, flags=socket.AI_NUMERICHOST
            )
            for kind, _, proto, _, where in found
        ]
        allowed = [address for address in addresses if refusal(address["host"], self._allow) is None]
        if addresses and not allowed:
            raise Blocked
        return allowed

    async def close(self) -> None:
        """Let the threads go; a lookup that hangs ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def guarded_connector(allow: Sequence[Network], concurrency: int, resolver: AbstractResolver) -> TCPConnector:
    """A connector that opens no socket to an address or port that is not allowed. To be made in a running loop."""

    def guarded_socket(address: AddrInfoType) -> socket.socket:
        family, kind, proto, _, where = address
        if refusal(str(where[0]), allow, port=int(where[1])) is not None:
            raise Blocked
        return socket.socket(family=family, type=kind, proto=proto)

    # A minute of DNS cache spares a lookup per page; it opens no door, for the check is made on every connection.
    return TCPConnector(limit=concurrency, resolver=resolver, socket_factory=guarded_socket, ttl_dns_cache=60)
