"""The HTTP `Link` header (RFC 8288): links that a server names beside the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_MOST_CHARS = 64 * 1024
_MOST_LINKS = 200
_PARAMETER = re.compile(
    r"\s*;\s*(?:(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]{1,60})\s*"
    r"(?:=\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<token>[^\s;,\"]*)))?)?",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_EXTENDED = re.compile(r"(?P<charset>utf-8|iso-8859-1)'[^']*'(?P<value>.*)\Z", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class WebLink:
    """One link of a header."""

    target: str
    """As it was written; relative to the address of the response."""
    relations: frozenset[str]
    """In lower case."""
    media_type: str = ""
    title: str = ""


def links(values: Iterable[str]) -> Iterator[WebLink]:
    """The links of `Link` header values (one for each header field), broken ones left out.

    Links with an `anchor` are left out as well: they are about another document (RFC 8288, section 3.2).
    """
    count = 0
    for value in values:
        for link in _links_of(value[:_MOST_CHARS]):
            yield link
            count += 1
            if count == _MOST_LINKS:
                return


def _links_of(value: str) -> Iterator[WebLink]:
    position = 0
    while (start := value.find("<", position)) >= 0 and (end := value.find(">", start)) >= 0:
        position = end + 1
        parameters: dict[str, str] = {}
        while parameter := _PARAMETER.match(value, position):
            position = parameter.end()
            if parameter["name"]:
                quoted = parameter["quoted"]
                given = _ESCAPED.sub(r"\1", quoted) if quoted is not None else parameter["token"] or ""
                # Of a parameter that is given twice, the first counts (RFC 8288, sections 3.3 and 3.4).
                parameters.setdefault(parameter["name"].lower(), given)
        if "anchor" not in parameters:
            yield WebLink(
                value[start + 1 : end].strip(),
                frozenset(parameters.get("rel", "").lower().split()),
                parameters.get("type", "").partition(";")[0].strip().lower(),
                _extended(parameters.get("title*", "")) or parameters.get("title", ""),
            )


def _extended(value: str) -> str:
    """A parameter value with a charset (RFC 8187): `UTF-8'en'%e2%82%ac`."""
    match = _EXTENDED.match(value)
    return unquote_to_bytes(match["value"]).decode(match["charset"], "replace") if match else ""
