"""Every error wirecopy raises on purpose.

    WirecopyError
    ├── UsageError                 the caller asked for something that can't be; exit code 2, HTTP 4xx
    │   ├── BadUrl                 not an http(s) URL
    │   ├── Unreadable             a file that can't be read, or is none of the formats we take
    │   └── NotFound               no such feed, article, entry
    ├── SetupError                 this installation can't run as it stands; exit code 1
    │   ├── OldSchema              the database needs `wirecopy migrate`
    │   ├── LedgerDown             the database does not answer, or is locked or full; worth another try
    │   ├── BrokerDown             the message broker does not answer
    │   ├── AlreadyRunning         another stack holds the data folder
    │   └── PortInUse
    ├── FetchError                 a request that did not give a usable response
    │   ├── AddressRefused         the address guard said no; never retried
    │   ├── RobotsRefused          robots.txt says no; never retried within its lifetime
    │   ├── HttpStatus             a response, but not a good one
    │   ├── TooLarge               over the byte cap, before or after decompression
    │   └── Unreachable            connection, TLS, timeout: worth another try
    │       └── NameNotFound       DNS knows no such host
    ├── ParseError                 bytes that are not what they should be
    │   └── NotAFeed
    ├── ArchiveDamaged             a stored response that is missing or not whole
    └── Rejected                   an article that must not be stored; carries a reason slug

Library errors are translated into these at the edge where the library is called, once.
Messages say what, where and what to do, and never hold another system's response body.
"""

from __future__ import annotations


class WirecopyError(Exception):
    """Base of the tree."""


class UsageError(WirecopyError):
    """The caller asked for something that can't be."""


class BadUrl(UsageError):
    """Not an absolute http(s) URL."""


class Unreadable(UsageError):
    """A file that can't be read or is in none of the formats we take."""


class NotFound(UsageError):
    """No such thing in the ledger."""


class SetupError(WirecopyError):
    """This installation can't run as it stands."""


class OldSchema(SetupError):
    """The database needs `wirecopy migrate` (or a newer wirecopy)."""


class LedgerDown(SetupError):
    """The database does not answer, broke off, or is locked or full. Nothing of the transaction was kept."""


class BrokerDown(SetupError):
    """The message broker does not answer."""


class AlreadyRunning(SetupError):
    """Another stack holds the data folder."""


class PortInUse(SetupError):
    """Something else listens there."""


class FetchError(WirecopyError):
    """A request that gave no usable response."""


class AddressRefused(FetchError):
    """The address guard said no. Says nothing of what was found there."""


class RobotsRefused(FetchError):
    """robots.txt disallows the address for us (RFC 9309)."""


class HttpStatus(FetchError):
    """A response whose status is no success.

    `status` is the code; `retry_after` is in seconds where the server gave one.
    """

    def __init__(self, status: int, url: str, retry_after: float | None = None) -> None:
        super().__init__(f"{url} answered {status}")
        self.status = status
        self.url = url
        self.retry_after = retry_after


class TooLarge(FetchError):
    """Over the byte cap."""


class Unreachable(FetchError):
    """Connection, TLS or timeout."""


class NameNotFound(Unreachable):
    """DNS knows no address of the host."""


class ParseError(WirecopyError):
    """Bytes that are not what they should be."""


class NotAFeed(ParseError):
    """Neither a feed nor a sitemap. `looks_like_html` tells whether discovery may find one."""

    def __init__(self, message: str, *, looks_like_html: bool = False) -> None:
        super().__init__(message)
        self.looks_like_html = looks_like_html


class ArchiveDamaged(WirecopyError):
    """A stored response that is missing or not whole."""


class Rejected(WirecopyError):
    """An article that must not be stored; `reason` is a stable slug, such as `no-text`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
