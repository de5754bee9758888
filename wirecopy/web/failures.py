"""What went wrong on the wire, in our own errors. The only place that knows aiohttp's."""

from __future__ import annotations

import aiohttp

from wirecopy.errors import AddressRefused, FetchError, NameNotFound, Unreachable
from wirecopy.web.connector import Blocked
from wirecopy.web.guard import BLOCKED, HOW_TO_ALLOW
from wirecopy.web.target import Target


def translated(error: aiohttp.ClientError | OSError, where: Target) -> FetchError:
    """Our error for one of aiohttp's or the system's. Says nothing that a refused address might have answered."""
    cause = getattr(error, "os_error", None)
    if isinstance(cause, Blocked):
        return AddressRefused(f"{BLOCKED} {where.authority}: {cause}; {HOW_TO_ALLOW}")
    match error:
        case aiohttp.ClientConnectorDNSError():
            return NameNotFound(f"{where.url}: the name {where.host} was not found")
        case aiohttp.ClientConnectorCertificateError():
            what = f"TLS: the certificate is not valid: {getattr(error.certificate_error, 'verify_message', '')}"
        case aiohttp.ClientSSLError():
            what = f"TLS: no secure connection: {getattr(cause, 'reason', None) or cause}"
        case aiohttp.ClientConnectorError():
            what = f"no connection: {getattr(cause, 'strerror', None) or cause}"
        case TimeoutError():
            what = "no connection in time"
        case aiohttp.ClientPayloadError():
            what = "truncated: the body ended early"
        case aiohttp.ClientResponseError():
            what = "malformed response"
        case _:
            what = f"the connection broke ({type(error).__name__})"
    return Unreachable(f"{where.url}: {what}")
