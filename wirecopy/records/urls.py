"""Addresses: what is stored, what is compared, and what people type.

`canonical_url` only rewrites an address into an equivalent one (RFC 3986 section 6.2.2 and 6.2.3, IDNA by UTS 46) and
drops parameters that do not choose the page. `url_key` goes further, but is only ever compared, never fetched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from ipaddress import AddressValueError, IPv6Address
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_plus, urlsplit

import idna
from publicsuffixlist import PublicSuffixList

from wirecopy.errors import BadUrl
from wirecopy.records.tracking import is_tracking

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SUB_DELIMITERS = "!$&'()*+,;="
_PATH_SAFE = "/:@%" + _SUB_DELIMITERS
_QUERY_SAFE = "/?:@%" + _SUB_DELIMITERS
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d{1,5}(?:[/?#]|$))")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# `;jsessionid=…` of Java, and a segment `(S(…))` of ASP.NET.
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\(S\([a-z0-5]{24}\)\)(?=/|$)", re.IGNORECASE)
_DEFAULT_PAGE = re.compile(r"/index\.html?$")
_SLUG = re.compile(r"\.s?html?$|(?=.*[-_\d]).{6,}")
_AMP_CACHE = re.compile(r"(?:[a-z0-9-]+\.cdn\.ampproject\.org/[acv]|(?:www\.)?google\.[a-z.]+/amp)/(s/)?(?=[^/]+\.)")
_SAME_SITE_LABELS = frozenset(("www", "m", "mobile", "mobil", "touch", "wap", "amp"))
_PORT = re.compile(r":\d+$")
_USER = re.compile(r"[^/\s]*@")
_KEY_LENGTH = 200
_LONGEST = 8192
"""Characters of any address, as in `wirecopy.web.target`: nobody could ask for a longer one."""

LONGEST_FEED_URL = 2048
"""Characters, escapes counted. The ledger holds each feed's address once, and PostgreSQL refuses index rows over 2,704
bytes; servers and browsers agree on about 2,000."""


class _Parts(NamedTuple):
    scheme: str
    host: str  # with its port, where that is not the scheme's own
    path: str
    query: str
    fragment: str

    def text(self) -> str:
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{self.host}{self.path}{query}{fragment}"


def canonical_url(url: str) -> str:
    """The form of an http(s) address that is stored: equivalent, without tracking, session ids and fragment.

    Takes an absolute address as found in a feed or page; blanks around it and line breaks within are forgiven, as
    browsers do. Idempotent. Raises BadUrl for anything else, for user names in the address, for broken hosts, and for
    what is longer than 8,192 characters with its escapes.
    """
    parts = _split(url)
    path = _PATH_SESSION.sub("", parts.path)
    # `#!/story` and `#/story` are addresses of their own at sites that route in the browser.
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    canonical = parts._replace(path=path or "/", query=_without_tracking(parts.query), fragment=fragment).text()
    if len(canonical) > _LONGEST:
        raise _too_long(canonical, _LONGEST)
    return canonical


def url_key(url: str) -> str:
    """The text by which two addresses are held to be one: at most 200 characters, stable, not to be fetched.

    Blind to scheme, `www.`, `amp.` and mobile hosts, AMP paths and caches, default pages, a trailing slash and
    the order of parameters, and to all that `canonical_url` drops. `url_key(canonical_url(u)) == url_key(u)`.
    Raises BadUrl.
    """
    canonical = canonical_url(url)
    unwrapped = _out_of_amp_cache(canonical)
    parts = _split(canonical_url(unwrapped) if unwrapped else canonical)
    path = _DEFAULT_PAGE.sub("/", _without_amp(parts.path)).rstrip("/")
    parameters = sorted(pair for pair in parts.query.split("&") if pair and not _is_amp_parameter(pair))
    key = _same_site(parts.host) + path
    if parameters:
        key += "?" + "&".join(parameters)
    if parts.fragment:
        key += "#" + parts.fragment
    if len(key) > _KEY_LENGTH:
        digest = sha256(key.encode()).hexdigest()[:32]
        key = f"{key[: _KEY_LENGTH - 33]}~{digest}"
    return key


def check_url(url: str) -> str:
    """Clean an address that a person typed or pasted, and return it ready to fetch; parameters are left as they are.

    Adds `https://` where no scheme stands, drops `feed:`, blanks and angle brackets around it, and the fragment.
    Raises BadUrl with a message that says what to do, also for an address of more than 2,048 characters.
    """
    if len(url) > 2 * LONGEST_FEED_URL:  # before anything is searched in it
        raise _too_long(url, LONGEST_FEED_URL)
    text = url.strip().strip("<>\"'").strip()
    if not text:
        raise BadUrl("no address given; give one such as https://news.example/feed.xml")
    if _CONTROLS.search(text):
        raise BadUrl(f"{_shown(text)} holds control characters; type the address again instead of pasting it")
    if re.search(r"\s", text):
        raise BadUrl(f"{_shown(text)} holds a blank; give one address at a time, with blanks written as %20")
    if text.lower().startswith("feed:"):
        text = text[5:]
    text = text.removeprefix("//")
    scheme = _SCHEME.match(text)
    if scheme is None:
        host = re.split(r"[/?#:]", text, maxsplit=1)[0]
        if "." not in host and host != "localhost" and not host.startswith("["):
            raise BadUrl(f"{_shown(text)} is no web address; give one such as https://news.example/feed.xml")
        text = f"https://{text}"
    elif scheme[1].lower() not in _DEFAULT_PORTS:
        raise BadUrl(f"{_shown(text)} is a {scheme[1].lower()}: address; only http:// and https:// can be fetched")
    checked = _split(text)._replace(fragment="").text()
    if len(checked) > LONGEST_FEED_URL:
        raise _too_long(checked, LONGEST_FEED_URL)
    return checked


def _too_long(url: str, most: int) -> BadUrl:
    return BadUrl(f"{_shown(url)} goes on for {len(url)} characters, and {most} are the most; give a shorter address")


def host_name(url: str) -> str:
    """The host of an address without `www.` and port, as it stands in a record's source. Raises BadUrl."""
    host = _PORT.sub("", _split(url).host)
    return host.removeprefix("www.") if host.count(".") > 1 else host


def same_site(one: str, other: str) -> bool:
    """Whether two addresses stand under the same registered domain (or literal address). Raises BadUrl."""
    return _registered(host_name(one)) == _registered(host_name(other))


def _split(url: str) -> _Parts:
    if len(url) > _LONGEST:
        raise _too_long(url, _LONGEST)
    text = re.sub(r"[\t\r\n]", "", url.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f \t\r\n\u00a0"))
    try:
        raw = urlsplit(text)
        user, port = raw.username, raw.port
    except ValueError as error:
        raise BadUrl(f"{_shown(url)} is no valid address ({error}); check its host and port") from None
    scheme = raw.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise BadUrl(f"{_shown(url)} is not an absolute http:// or https:// address")
    if user is not None:
        raise BadUrl(f"{_shown(url)} carries a user name or password; give it without `user:password@`")
    host = _host(raw.hostname or "", url, bracketed="[" in raw.netloc)
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    path = _without_dot_segments(_escape(raw.path, _PATH_SAFE)) or "/"
    return _Parts(scheme, host, path, _escape(raw.query, _QUERY_SAFE), _escape(raw.fragment, _QUERY_SAFE))


def _shown(url: str) -> str:
    """The address as a message may quote it: no longer than a line, and without a password."""
    return repr(_USER.sub("…@", url[:200]))


def _host(host: str, url: str, *, bracketed: bool) -> str:
    """The host in lower case: A-labels, or a literal address. Bare IPv4 literals stay as they are."""
    if bracketed:
        if "%" in host:  # scoped to one link (RFC 6874): an address of this machine's neighbours only
            raise BadUrl(f"{_shown(url)} has an address with a zone in it, which no web site has")
        try:
            return f"[{IPv6Address(host).compressed}]"
        except AddressValueError:
            raise BadUrl(f"{_shown(url)} has no valid IPv6 address in its brackets") from None
    host = unquote(host).rstrip(".").lower()
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except idna.IDNAError as error:
            raise BadUrl(f"{_shown(url)} has no valid host name ({error})") from None
    if len(host) > 253 or ".." in host or not _HOST.fullmatch(host):
        raise BadUrl(f"{_shown(url)} has no valid host name; check what stands between // and the next /")
    return host


def _escape(text: str, safe: str) -> str:
    """Percent-encoding in its normal form (RFC 3986 section 6.2.2.1-2); a stray `%` becomes `%25`."""

    def normal(match: re.Match[str]) -> str:
        if match[1] is None:
            return "%25"
        byte = int(match[1], 16)
        return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"

    return quote(_ESCAPE.sub(normal, text), safe=safe, errors="replace")


def _without_dot_segments(path: str) -> str:
    """RFC 3986 section 5.2.4, for an absolute path; empty segments are kept, they can mean something."""
    segments: list[str] = []
    parts = path.split("/")[1:]
    for place, segment in enumerate(parts):
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
            continue
        if place == len(parts) - 1:
            segments.append("")
    return "/" + "/".join(segments)


def _without_tracking(query: str) -> str:
    kept = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if pair and not is_tracking(unquote_plus(name), unquote_plus(value)):
            kept.append(pair)
    return "&".join(kept)


def _out_of_amp_cache(url: str) -> str | None:
    """The publisher's address inside one of Google's AMP caches."""
    rest = url.partition("://")[2]
    cache = _AMP_CACHE.match(rest)
    if cache is None:
        return None
    return f"{'https' if cache[1] else 'http'}://{rest[cache.end() :]}"


def _without_amp(path: str) -> str:
    """The path without its AMP mark, where the rest looks like an article: `/wiki/amp` is a page of its own."""
    for mark in (r"/amp/?$", r"/amp\.html$", r"\.amp(?:\.html)?/?$"):
        bare = re.sub(mark, "", path)
        if bare != path and _SLUG.search(bare.rpartition("/")[2]):
            return bare
    if path.startswith("/amp/") and _SLUG.search(path.rstrip("/").rpartition("/")[2]):
        return path[4:]
    return path


def _is_amp_parameter(pair: str) -> bool:
    return pair.lower() in ("amp", "amp=", "amp=1", "amp=true", "amp=y", "outputtype=amp", "output=amp", "view=amp")


@lru_cache(maxsize=4096)
def _same_site(host: str) -> str:
    """The host without its desktop, mobile and AMP labels; a label that belongs to the registered name stays."""
    name = _PORT.sub("", host)
    registered = _registered(name)
    if name == registered:
        return host
    front = name.removesuffix(registered).rstrip(".").split(".")
    labels = [label for label in front if label not in _SAME_SITE_LABELS]
    return ".".join([*labels, registered]) + host.removeprefix(name)


@lru_cache(maxsize=4096)
def _registered(host: str) -> str:
    """The registered domain of a host; the host itself where it has none, as an address literal."""
    if host.startswith("[") or host.replace(".", "").isdigit():
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
