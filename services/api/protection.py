"""What stands before every handler: whose requests are answered, how big they may be, and what a browser may do.

- Host: bound to loopback, only loopback names are answered, so that a foreign page can't reach us by rebinding DNS.
- Writes: refused where a browser says that another site started them (Sec-Fetch-Site, else Origin against Host).
  Under `/v1` a write is JSON (XML for the import), which an HTML form can't send.
- Bodies are capped, by their announced length and while they arrive.
- Every response carries the Content-Security-Policy and its companions.

It does not know users: there are no accounts here.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api import problems

BODY_BYTES = 64 * 2**10
IMPORT_BYTES = 8 * 2**20  # the largest subscription list we know of has about 10,000 feeds in 2 MiB
CALLBACKS = "/v1/websub/"
"""Hubs reach us here from outside, under whatever name, with documents of any type; the token is what lets them in."""
CALLBACK_BYTES = 16 * 2**20
PAGE_BYTES = 16 * 2**20  # a page of the largest size that is read, as JSON writes it
PAGE_PATHS = frozenset({"/v1/pages"})
IMPORT_PATHS = frozenset({"/v1/feeds/import", "/feeds/import"})

JSON_TYPES = frozenset({"application/json"})
XML_TYPES = frozenset({"application/xml", "text/xml", "text/x-opml", "application/x-opml", "application/opml+xml"})

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Protection:
    """ASGI middleware; `loopback` tells whether the server is bound to a loopback address."""

    def __init__(self, app: ASGIApp, *, loopback: bool) -> None:
        self.app = app
        self.loopback = loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is refused, and hand on the rest with its body capped."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await problems.respond(refusal)(scope, receive, send_guarded)
            return
        await self.app(scope, _capped(receive, body_limit(scope["path"])), send_guarded)

    def _refusal(self, scope: Scope) -> problems.Problem | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if scope["path"].startswith(CALLBACKS):
            return _size_refusal(scope["path"], headers)
        if self.loopback and not is_loopback_host(host):
            return problems.make("host", "Open it under localhost or 127.0.0.1; to serve other names, bind to them.")
        if scope["method"] in _READS:
            return None
        if not is_same_site(headers, host):
            return problems.make("cross-site", "Another site started this request; nothing was changed.")
        too_large = _size_refusal(scope["path"], headers)
        if too_large is not None:
            return too_large
        length = headers.get("content-length", "")
        has_body = length not in {"", "0"} or "transfer-encoding" in headers
        return _type_refusal(scope["path"], headers.get("content-type"), has_body=has_body)


def body_limit(path: str) -> int:
    """Give the bytes that a request body to `path` may have."""
    if path.startswith(CALLBACKS):
        return CALLBACK_BYTES
    if path in PAGE_PATHS:
        return PAGE_BYTES
    return IMPORT_BYTES if path in IMPORT_PATHS else BODY_BYTES


def _size_refusal(path: str, headers: Headers) -> problems.Problem | None:
    length, limit = headers.get("content-length", ""), body_limit(path)
    if length.isdecimal() and int(length) > limit:
        return problems.make("too-large", f"The body may have {limit} bytes here.")
    return None


def is_loopback_host(host: str) -> bool:
    """Tell whether a Host header names this machine itself: localhost, *.localhost, 127.0.0.0/8 or [::1]."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def is_same_site(headers: Headers, host: str) -> bool:
    """Tell whether a write comes from our own pages or from no browser at all.

    Browsers send Sec-Fetch-Site to trustworthy origins (https, localhost) and Origin with every write. A request
    with neither comes from a program, which no foreign page can steer.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _type_refusal(path: str, content_type: str | None, *, has_body: bool) -> problems.Problem | None:
    if not path.startswith("/v1/") or (content_type is None and not has_body):
        return None
    wanted = XML_TYPES if path in IMPORT_PATHS else JSON_TYPES
    if (content_type or "").partition(";")[0].strip().lower() in wanted:
        return None
    example = "application/xml" if path in IMPORT_PATHS else "application/json"
    return problems.make("media-type", f"Send it with the header `Content-Type: {example}`.")


def _capped(receive: Receive, limit: int) -> Receive:
    """Wrap `receive` so that a body of unannounced length stops at `limit` bytes."""
    seen = 0

    async def receive_capped() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, f"The body may have {limit} bytes here.")
        return message

    return receive_capped
