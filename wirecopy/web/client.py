"""The polite HTTP client: one GET, redirects followed by hand, everything capped, nothing remembered.

    get ──▶ hop(url): the caller waits for its turn ──▶ guard ──▶ request ──▶ redirect? next hop : read the body, capped

It keeps no cookies, sends no Referer, reads no proxy or netrc from the environment, and asks once: a connection that
breaks is the caller's to try again, later. It does not judge: every status comes back as a Response.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace, TracebackType
from typing import Any, Self
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from wirecopy.errors import BadUrl, TooLarge, Unreachable
from wirecopy.web.connector import GuardedResolver, guarded_connector
from wirecopy.web.decoding import Decoder, Undecodable
from wirecopy.web.failures import translated
from wirecopy.web.guard import Network, check_host_literal
from wirecopy.web.response import Headers, Redirect, Response
from wirecopy.web.target import Target, target

Hop = Callable[[str], Awaitable[object]]

ACCEPT_FEED = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.1"

# Never by what happens to be installed: ETags differ by encoding, so a change would cost every feed a full download.
_ACCEPT_ENCODING = "gzip, deflate"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie"})

# Bytes of a body that buy it another second, once a third of the time is over. Modems were ten times as fast.
_SLOWEST = 100

# Sites behind some CDNs send policies and link lists above aiohttp's 8190 bytes a field; 128 fields is its own default.
_MAX_FIELD_BYTES = 64 * 1024
_MAX_FIELDS = 128


@dataclass(frozen=True)
class Conditions:
    """What makes a request conditional (RFC 9110 section 13.1), and whose words these are.

    A validator means something only to the resource that gave it: `url` is that one's address, after redirects.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None

    def for_address(self, url: str) -> dict[str, str]:
        """The header fields for a request to `url`, byte for byte as the server gave them."""
        if url != self.url:
            return {}
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        sent = {name: value for name, value in named.items() if value}
        if self.etag:
            # Servers that can will then send only what is new, as 226 (RFC 3229 section 10.5.3 and "feed" beside it).
            sent["A-IM"] = "feed"
        return sent


class _Lost(Exception):
    """The connection broke before a response had come. Never leaves this module."""


class WebClient:
    """Fetches over HTTP(S) from public addresses. An async context manager; one for a whole process.

    `user_agent` is sent as it stands; `allow` holds the networks that are let through although not public; `timeout`
    is in seconds, for all hops of one `get` together, without the waits for a turn; `concurrency` is the number of
    requests in flight. A connection that takes longer than `connect_timeout` seconds is as good as dead; TLS's
    handshake is in it. Pacing, robots.txt and validators are the caller's.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow: Sequence[Network] = (),
        timeout: float = 30.0,
        concurrency: int = 32,
        max_redirects: int = 5,
        connect_timeout: float = 10.0,
    ) -> None:
        self._user_agent = user_agent
        self._allow = tuple(allow)
        self._timeout = timeout
        self._concurrency = concurrency
        self._max_redirects = max_redirects
        self._connect_timeout = connect_timeout
        self._slots = asyncio.Semaphore(concurrency)
        self._resolver: GuardedResolver | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._resolver = GuardedResolver(self._allow, threads=self._concurrency)
        trace = aiohttp.TraceConfig()
        trace.on_connection_reuseconn.append(_note_reuse)
        self._session = aiohttp.ClientSession(
            connector=guarded_connector(self._allow, self._concurrency, self._resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": _ACCEPT_ENCODING},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._connect_timeout),
            trust_env=False,
            auto_decompress=False,
            middlewares=(_no_second_try,),
            trace_configs=[trace],
            max_line_size=_MAX_FIELD_BYTES,
            max_field_size=_MAX_FIELD_BYTES,
            max_headers=_MAX_FIELDS,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
        if self._resolver is not None:
            await self._resolver.close()

    async def address_of(self, host: str) -> str | None:
        """The address that the name `host` leads to, None where it leads nowhere or where nobody may go."""
        assert self._resolver is not None, "WebClient is used inside `async with`"
        try:
            found = await self._resolver.resolve(host)
        except OSError:
            return None
        return str(found[0]["host"]) if found else None

    async def get(
        self,
        url: str,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        conditions: Conditions | None = None,
        hop: Hop | None = None,
        truncate: bool = False,
    ) -> Response:
        """Get `url`, following up to five redirects, and return the response, whatever its status.

        `max_bytes` caps the decoded body: a longer one raises TooLarge, or with `truncate` is cut there. `headers` are
        sent on every hop, but credentials (Authorization, Cookie) not to another origin; `conditions` only to the very
        address that gave them. `hop` is awaited with the address of each request before it is made, the first included;
        what it raises ends the call.

        Raises BadUrl, AddressRefused, TooLarge, and Unreachable for everything else that gives no complete response:
        DNS, connection, TLS, time, malformed or truncated answers, too many redirects. A redirect without a Location is
        returned as a response.
        """
        asked = here = check_host_literal(url, self._allow)
        own = dict(headers or {})
        redirects: list[Redirect] = []
        spent = 0.0
        while True:
            if hop is not None:
                await hop(here.url)
            async with self._slots:
                started = asyncio.get_running_loop().time()
                try:
                    async with asyncio.timeout(self._timeout - spent):
                        sent = {**own, **(conditions.for_address(here.url) if conditions else {})}
                        response = await self._exchange(here, sent, max_bytes, truncate)
                except TimeoutError:
                    raise Unreachable(f"{here.url}: no complete answer within {self._timeout:g} seconds") from None
                spent += asyncio.get_running_loop().time() - started
            if not _is_redirect(response):
                return replace(
                    response, requested_url=asked.url, redirects=tuple(redirects), elapsed_ms=round(spent * 1000)
                )
            if len(redirects) == self._max_redirects:
                raise Unreachable(f"{asked.url}: more than {self._max_redirects} redirects")
            redirects.append(Redirect(status=response.status, url=here.url))
            there = check_host_literal(_follow(here, response), self._allow)
            if there.origin != here.origin:
                own = {name: value for name, value in own.items() if name.lower() not in _CREDENTIALS}
            here = there

    async def post(self, url: str, form: bytes, *, max_bytes: int, hop: Hop | None = None) -> Response:
        """Post a form (`application/x-www-form-urlencoded`) and return the response, whatever its status.

        The beginning of its body, up to `max_bytes`, is read. A 307 or 308 is followed once, as they alone keep method
        and body. Guard, caps, `hop` and errors are those of `get`.
        """
        here = check_host_literal(url, self._allow)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        for last in (False, True):
            if hop is not None:
                await hop(here.url)
            async with self._slots:
                try:
                    async with asyncio.timeout(self._timeout):
                        response = await self._exchange(here, headers, max_bytes, truncate=True, form=form)
                except TimeoutError:
                    raise Unreachable(f"{here.url}: no complete answer within {self._timeout:g} seconds") from None
            if last or response.status not in (307, 308) or not _is_redirect(response):
                break
            here = check_host_literal(_follow(here, response), self._allow)
        return response

    async def _exchange(
        self,
        where: Target,
        headers: Mapping[str, str],
        max_bytes: int,
        truncate: bool,
        form: bytes | None = None,
    ) -> Response:
        """One request and its response; the body of a redirect is left unread."""
        try:
            while True:
                connection = SimpleNamespace(reused=False)
                try:
                    return await self._request(where, headers, max_bytes, truncate, connection, form)
                except _Lost:
                    # A kept connection that the server had closed meanwhile never carried the request (RFC 9112
                    # section 9.3.1): ask again. On a connection of our own making, that would be a second try.
                    if not connection.reused or form is not None:
                        raise
        except _Lost:
            raise Unreachable(f"{where.url}: the server closed the connection without an answer") from None
        except Undecodable as error:
            raise Unreachable(f"{where.url}: the body does not decode as its Content-Encoding says ({error})") from None
        except (aiohttp.ClientError, OSError) as error:
            raise translated(error, where) from error

    async def _request(
        self,
        where: Target,
        headers: Mapping[str, str],
        max_bytes: int,
        truncate: bool,
        connection: SimpleNamespace,
        form: bytes | None,
    ) -> Response:
        assert self._session is not None, "WebClient is used inside `async with`"
        async with self._session.request(
            "GET" if form is None else "POST",
            _exactly(where),
            data=form,
            headers=headers,
            allow_redirects=False,
            trace_request_ctx=connection,
        ) as answer:
            response = Response(
                url=where.url,
                requested_url=where.url,
                status=answer.status,
                reason=answer.reason or "",
                headers=Headers((_text(name), _text(value)) for name, value in answer.raw_headers),
                body=b"",
                redirects=(),
                elapsed_ms=0,
                request_headers=Headers(answer.request_info.headers.items()),
                http_version=f"{answer.version.major}.{answer.version.minor}" if answer.version else "1.1",
            )
            if _is_redirect(response):
                return response
            body, truncated = await _read(answer, where, max_bytes, truncate, grace=self._timeout / 3)
            return replace(response, body=body, truncated=truncated)


def _exactly(where: Target) -> URL:
    """The URL in aiohttp's form. All as its path, because a query is taken apart there, and `/feed?` loses its mark."""
    return URL.build(scheme=where.scheme, host=where.host, port=where.port, path=where.request_target, encoded=True)


def _is_redirect(response: Response) -> bool:
    return response.status in _REDIRECTS and "location" in response.headers


def _follow(here: Target, response: Response) -> str:
    """Where a redirect leads (RFC 9110 section 10.2.2); the first Location, where a server sends it twice."""
    location = next(value for name, value in response.headers.pairs if name.lower() == "location")
    try:
        return target(urljoin(here.url, location.strip())).url
    except (BadUrl, ValueError):
        raise Unreachable(f"{here.url}: redirects to what is no web address") from None


async def _read(
    answer: aiohttp.ClientResponse, where: Target, max_bytes: int, truncate: bool, *, grace: float
) -> tuple[bytes, bool]:
    """The decoded body and whether it was cut. Caps what comes over the wire as well as what it decodes to.

    A body that is still coming after `grace` seconds has to come at a hundred bytes a second. That also ends chunk
    extensions without end, of which nothing is a body.
    """
    if not truncate and answer.content_length is not None and answer.content_length > max_bytes:
        raise TooLarge(f"{where.url}: {answer.content_length} bytes announced, {max_bytes} allowed")
    decoder = Decoder(answer.headers.get("Content-Encoding", ""))
    body, received = bytearray(), 0
    begun = asyncio.get_running_loop().time()
    while True:
        try:
            async with asyncio.timeout_at(begun + grace + received / _SLOWEST):
                data = await answer.content.readany()
        except TimeoutError:
            raise Unreachable(f"{where.url}: too slow, no more than {received} bytes of its body came") from None
        if not data:
            break
        received += len(data)
        for piece in decoder.decode(data):
            body += piece
            if len(body) > max_bytes:
                break
        if max(received, len(body)) > max_bytes:
            answer.close()
            if truncate:
                return bytes(body[:max_bytes]), True
            raise TooLarge(f"{where.url}: more than the {max_bytes} bytes allowed")
    if not decoder.whole:
        raise Undecodable("it ends early")
    return bytes(body), False


def _text(raw: bytes) -> str:
    """A header's octets: UTF-8, as servers send it in Location, else Latin-1 (RFC 9110 section 5.5)."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


async def _note_reuse(_session: aiohttp.ClientSession, context: SimpleNamespace, _: Any) -> None:
    context.trace_request_ctx.reused = True


async def _no_second_try(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from asking again by itself, as it does once after any broken connection, also a fresh one."""
    try:
        return await send(request)
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
        if isinstance(error, aiohttp.ClientConnectorError):
            raise
        raise _Lost from error
