"""What came back: a response as the fetcher judges it and the archive keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise


class Headers(Mapping[str, str]):
    """Header fields, looked up without regard to case.

    As a mapping it joins a repeated field with ", " (RFC 9110 section 5.3); `pairs` has the fields as they came.
    """

    __slots__ = ("_folded", "pairs")

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.pairs: tuple[tuple[str, str], ...] = tuple(pairs)
        self._folded: dict[str, str] = {}
        for name, value in self.pairs:
            key = name.lower()
            self._folded[key] = f"{self._folded[key]}, {value}" if key in self._folded else value

    def __getitem__(self, name: str) -> str:
        return self._folded[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._folded

    def __iter__(self) -> Iterator[str]:
        return iter(self._folded)

    def __len__(self) -> int:
        return len(self._folded)

    def __eq__(self, other: object) -> bool:
        return self.pairs == other.pairs if isinstance(other, Headers) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.pairs)

    def __repr__(self) -> str:
        return f"Headers({list(self.pairs)!r})"


@dataclass(frozen=True)
class Redirect:
    """One hop: the address that answered with a redirect, and the status it answered with."""

    status: int
    url: str


@dataclass(frozen=True)
class Response:
    """A complete response of any status. Bodies are decoded (no gzip left) and whole, or there is no Response."""

    url: str
    """The address that answered, after redirects."""
    requested_url: str
    status: int
    reason: str
    headers: Headers
    """As they came; Content-Encoding and Content-Length tell of the body on the wire, not of `body`."""
    body: bytes
    redirects: tuple[Redirect, ...]
    elapsed_ms: int
    """Milliseconds spent on the wire, all hops together; waiting for a turn is not in it."""
    request_headers: Headers
    """What was sent on the last hop."""
    http_version: str = "1.1"
    truncated: bool = False
    """The body was longer, and the caller had asked for its beginning only."""

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as it came, parameters included."""
        return self.headers.get("content-type")

    @property
    def downgraded(self) -> bool:
        """Whether a redirect led from https to http."""
        hops = [*(hop.url for hop in self.redirects), self.url]
        return any(a.startswith("https:") and b.startswith("http:") for a, b in pairwise(hops))
