"""The HTTP client: one polite GET at a time, capped in bytes, time, headers and redirects.

Each hop of a redirect is a request of its own: it is paced by the caller (`hop`), and its address is checked where it
is dialled. Every status is an answer, for the caller to judge; what raises is that there was none.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from multidict import CIMultiDictProxy

from wirecopy.errors import AddressRefused, FetchError, TooLarge, Unreachable
from wirecopy.web.guard import Network, check_address

Hop = Callable[[str], Awaitable[None]]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
# Always the same, so that validators that differ by encoding stay good, whichever decoders are installed.
_ACCEPT_ENCODING = "gzip, deflate"


@dataclass(frozen=True)
class Redirect:
    """One hop: the status that sent us on, and the address it came from."""

    status: int
    url: str


@dataclass(frozen=True)
class Response:
    """An answer. `body` is decoded; `headers` are as received."""

    requested_url: str
    url: str
    """Where the answer came from, after redirects."""
    status: int
    reason: str
    headers: CIMultiDictProxy[str]
    body: bytes
    elapsed_ms: int
    """From the first request to the last byte, waiting for turns left out."""
    redirects: tuple[Redirect, ...] = ()
    request_headers: tuple[tuple[str, str], ...] = ()

    @property
    def content_type(self) -> str | None:
        """The Content-Type as sent, parameters included."""
        return self.headers.get("Content-Type")

    def header(self, name: str) -> str | None:
        """One header, byte for byte as received; None where it is absent."""
        return self.headers.get(name)


class _Refused(OSError):
    """How the guard's word travels through a library that knows OSError only."""


class _GuardedResolver(AbstractResolver):
    """Resolves names by the system and leaves out the addresses that may not be dialled."""

    def __init__(self, allow: Sequence[Network]) -> None:
        self._system = aiohttp.ThreadedResolver()
        self._allow = allow

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._system.resolve(host, port, family)
        allowed = [result for result in found if _allowed(result["host"], self._allow)]
        if found and not allowed:
            raise _Refused(f"{host} has no public address; if you mean it, add its network to WIRECOPY_ALLOW_NETWORKS")
        return allowed

    async def close(self) -> None:
        await self._system.close()


def _allowed(address: str, allow: Sequence[Network]) -> bool:
    try:
        check_address(address, allow)
    except AddressRefused:
        return False
    return True


class WebClient:
    """A session for many requests; enter it to use it.

    `timeout` is in seconds for one `get`, redirects included and waiting for turns not; `concurrency` is the number of
    requests in flight. It keeps no cookies, sends no Referer and uses no proxy of the environment.
    """

    def __init__(self, *, user_agent: str, allow: Sequence[Network] = (), timeout: float, concurrency: int) -> None:
        self._user_agent = user_agent
        self._allow = tuple(allow)
        self._timeout = timeout
        self._places = asyncio.Semaphore(concurrency)
        self._concurrency = concurrency
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> WebClient:
        connector = aiohttp.TCPConnector(
            resolver=_GuardedResolver(self._allow),
            socket_factory=self._dial,
            limit=self._concurrency,
            # A host is asked every second or so: its connection is worth keeping for that long and no longer.
            keepalive_timeout=15,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            # Deadlines are ours, see `get`; this one only ends dead connects early.
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=min(15.0, self._timeout)),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": _ACCEPT_ENCODING},
            trust_env=False,
            max_line_size=16 * 1024,
            max_field_size=16 * 1024,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def get(
        self, url: str, *, max_bytes: int, headers: Mapping[str, str] | None = None, hop: Hop | None = None
    ) -> Response:
        """GET an http(s) URL, following up to 5 redirects; `hop(url)` is awaited before each request.

        Conditional headers go to the first address alone: validators of one resource say nothing of another.
        Raises AddressRefused, TooLarge (over `max_bytes`, decoded), Unreachable, and whatever `hop` raises.
        """
        sent, address = dict(headers or {}), url
        redirects: list[Redirect] = []
        spent = 0.0
        while True:
            _check_scheme(address)
            if hop:
                await hop(address)
            async with self._places:
                began = time.monotonic()
                try:
                    async with asyncio.timeout(max(0.001, self._timeout - spent)):
                        response = await self._ask(url, address, sent, max_bytes)
                except TimeoutError as error:
                    raise Unreachable(f"{address} did not answer within {self._timeout:g} s") from error
                finally:
                    spent += time.monotonic() - began
            target = response.header("Location") if response.status in _REDIRECTS else None
            if not target:
                return Response(
                    requested_url=url,
                    url=response.url,
                    status=response.status,
                    reason=response.reason,
                    headers=response.headers,
                    body=response.body,
                    elapsed_ms=int(spent * 1000),
                    redirects=tuple(redirects),
                    request_headers=tuple(sent.items()),
                )
            redirects.append(Redirect(response.status, address))
            if len(redirects) > _MOST_REDIRECTS:
                raise Unreachable(f"{url} redirects more than {_MOST_REDIRECTS} times")
            address = _join(address, target)
            sent = {name: value for name, value in sent.items() if not name.lower().startswith("if-")}

    async def _ask(self, requested: str, url: str, headers: Mapping[str, str], max_bytes: int) -> Response:
        assert self._session, "enter the client before using it"
        try:
            async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
                redirected = answer.status in _REDIRECTS and "Location" in answer.headers
                # A redirect's body is for people without a browser; nobody reads it here.
                body = b"" if redirected else await _read(answer, max_bytes)
                return Response(
                    requested_url=requested,
                    url=url,
                    status=answer.status,
                    reason=answer.reason or "",
                    headers=answer.headers,
                    body=body,
                    elapsed_ms=0,
                )
        except aiohttp.InvalidURL as error:
            raise AddressRefused(f"{url} is no address that can be asked") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _translated(url, error) from error

    def _dial(self, address: tuple[object, ...]) -> socket.socket:
        family, kind, protocol, _, place = address
        assert isinstance(place, tuple)
        if not _allowed(str(place[0]), self._allow):
            raise _Refused(
                f"{place[0]} is not a public address; if you mean it, add its network to WIRECOPY_ALLOW_NETWORKS"
            )
        made = socket.socket(family, kind, protocol)  # type: ignore[arg-type]  # typed as a bare tuple by aiohttp
        made.setblocking(False)
        return made


async def _read(answer: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    body = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > max_bytes:
            answer.close()
            raise TooLarge(f"{answer.url} is larger than {max_bytes} bytes")
    return bytes(body)


def _translated(url: str, error: BaseException) -> FetchError:
    """An error of the library in our words; the guard's own word is dug out of what was wrapped around it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, _Refused):
            return AddressRefused(str(cause))
        cause = getattr(cause, "os_error", None) or cause.__cause__ or cause.__context__
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Unreachable(f"{urlsplit(url).hostname} is not known to DNS")
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return Unreachable(f"{url}: the server's certificate is not valid")
    if isinstance(error, aiohttp.ClientPayloadError):
        return Unreachable(f"{url}: the answer broke off or could not be decoded")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Unreachable(f"{url}: no connection ({error.os_error.strerror or error.os_error})")
    return Unreachable(f"{url}: {type(error).__name__}: {error}")


def _check_scheme(url: str) -> None:
    try:
        scheme, host = urlsplit(url).scheme.lower(), urlsplit(url).hostname
    except ValueError:
        scheme, host = "", None
    if scheme not in ("http", "https") or not host:
        raise AddressRefused(f"{url} is no http or https address")


def _join(base: str, target: str) -> str:
    try:
        return urljoin(base, target.strip())
    except ValueError:
        raise AddressRefused(f"{base} redirects to something that is no address") from None
