"""WebSub (W3C Recommendation of 23 January 2018), the subscriber's side, as far as it is pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlencode

LEASE_SECONDS = 10 * 86_400
"""What is asked for; the hub decides (section 5.1)."""

_METHODS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


def request_form(*, mode: str, callback: str, topic: str, secret: str) -> bytes:
    """The body of a request to a hub: `mode` is subscribe or unsubscribe (section 5.1)."""
    fields = {"hub.callback": callback, "hub.mode": mode, "hub.topic": topic}
    if mode == "subscribe":
        fields |= {"hub.secret": secret, "hub.lease_seconds": str(LEASE_SECONDS)}
    return urlencode(fields).encode()


def is_signed(header: str | None, body: bytes, secret: str) -> bool:
    """Whether an X-Hub-Signature header (`method=hex`) fits the body (section 8), compared in constant time."""
    method, _, given = (header or "").strip().partition("=")
    digest = _METHODS.get(method.lower())
    if digest is None or not given.isascii():
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), body, digest).hexdigest(), given.lower())


def granted_lease(query: Mapping[str, str]) -> int:
    """Seconds that the hub grants, between an hour and a year; what we had asked for where it does not say."""
    said = query.get("hub.lease_seconds", "")
    seconds = int(said) if said.isascii() and said.isdigit() and len(said) < 12 else LEASE_SECONDS
    return min(max(seconds, 3600), 366 * 86_400)
