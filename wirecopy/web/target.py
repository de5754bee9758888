"""What a URL dials: scheme, host, port and request target, read once and in one way.

Parsers that read one URL differently are how a guard is led past an address (`http://a\\@b/`, `http://127.1/`). So the
URL is taken apart here, strictly, and put together again from the parts; only that is passed on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote

import idna

from wirecopy.errors import BadUrl

MAX_LENGTH = 8192
"""Characters of a URL; RFC 9110 section 4.1 asks for at least 8000 octets."""

_SHOWN = 200
_SHAPE = re.compile(r"(?i)(https?)://([^/?#]*)([^#]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
# Everything printable but space " < > \ ^ ` { | } stays as it was written: servers tell %7E and ~ apart.
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Target:
    """A URL taken apart. `host` is an A-label name, a dotted IPv4 or a compressed IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    request_target: str
    """Path and query, ASCII, as given."""
    is_address: bool

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: the Host header's value."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority (RFC 6454)."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The URL put together again; no fragment."""
        return self.origin + self.request_target


def target(url: str) -> Target:
    """Take an absolute http(s) URL apart.

    Path and query are kept as they are, except that characters which no request line may hold are percent-encoded as
    UTF-8; the fragment goes. IPv4 addresses are read as browsers read them (`0x7f.1`, `2130706433`, octal), names go
    through UTS 46. Raises BadUrl for anything else, for credentials in the URL among it.
    """
    if len(url) > MAX_LENGTH:
        raise BadUrl(f"a URL of {len(url)} characters; {MAX_LENGTH} are the most")
    if _CONTROL.search(url):
        raise BadUrl(f"control characters, or half ones, in the URL {_shown(url)}")
    shape = _SHAPE.fullmatch(url.strip(" ").partition("#")[0])
    if shape is None:
        raise BadUrl(f"not an http(s) URL: {_shown(url)}")
    scheme, authority, rest = shape[1].lower(), shape[2], shape[3]
    if "@" in authority:
        raise BadUrl("a URL with a user name or password in it; credentials in URLs are not taken")
    host, port = _split_port(authority, url)
    host, is_address = _read_host(host, url)
    return Target(
        scheme=scheme,
        host=host,
        port=_DEFAULT_PORTS[scheme] if port is None else port,
        request_target=quote(rest if rest.startswith("/") else "/" + rest, safe=_KEPT),
        is_address=is_address,
    )


def _shown(text: str) -> str:
    """What a message quotes: a line at most, and no control character as it is."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _split_port(authority: str, url: str) -> tuple[str, int | None]:
    bracket = authority.rfind("]")
    host, colon, digits = authority[bracket + 1 :].partition(":")
    host = authority[: bracket + 1] + host
    if not colon or not digits:
        return host, None
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 5 and 0 < int(digits) < 65536):
        raise BadUrl(f"a bad port in the URL {_shown(url)}")
    return host, int(digits)


def _read_host(host: str, url: str) -> tuple[str, bool]:
    if host.startswith("[") and host.endswith("]"):
        if "%" in host:
            raise BadUrl(f"an address that is scoped to one link (RFC 6874) in the URL {_shown(url)}")
        try:
            return str(IPv6Address(host[1:-1])), True
        except AddressValueError:
            raise BadUrl(f"a bad IPv6 address in the URL {_shown(url)}") from None
    # NFKC before the dots are looked for: fullwidth and circled letters, digits and dots are plain ones afterwards.
    name = unicodedata.normalize("NFKC", host).replace("\u3002", ".").lower().removesuffix(".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except idna.IDNAError:
            raise BadUrl(f"not a host name: {_shown(host)}") from None
    labels = name.split(".")
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return str(_read_ipv4(labels, url)), True
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadUrl(f"not a host name: {_shown(host)}")
    return name, False


def _read_ipv4(labels: list[str], url: str) -> IPv4Address:
    """The IPv4 parser of the URL standard: one to four numbers, decimal, octal or hexadecimal, the last fills up."""
    if len(labels) > 4:
        raise BadUrl(f"a bad IPv4 address in the URL {_shown(url)}")
    try:
        numbers = [_read_number(label) for label in labels]
        head, last = numbers[:-1], numbers[-1]
        if any(number > 255 for number in head) or last >= 256 ** (4 - len(head)):
            raise ValueError(labels)
    except ValueError:
        raise BadUrl(f"a bad IPv4 address in the URL {_shown(url)}") from None
    return IPv4Address(sum(number << 8 * (3 - place) for place, number in enumerate(head)) + last)


def _read_number(text: str) -> int:
    if len(text) > 16 or not re.fullmatch(r"0x[0-9a-f]*|[0-9]+", text):
        raise ValueError(text)
    if text.startswith("0x"):
        return int(text[2:] or "0", 16)
    return int(text, 8 if len(text) > 1 and text.startswith("0") else 10)
